using KerasDigits.Notebook;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Notebook.builtins;
using static KerasDigits.Notebook.sklearn.model_selection;

namespace DigitsNotebook;

/// <content>Cells 1 to 8: the data, and a look at some digits.</content>
public sealed partial class Notebook
{
    private DataFrame train_data = null!, test_data = null!, train_data2 = null!;
    private DataFrame train_set = null!, validation_set = null!, train_labels_frame = null!, validation_labels_frame = null!;
    private NDArray train_labels = null!, validation_labels = null!, train_images_flatten = null!, validation_images_flatten = null!;

    // In [1]:
    //   import os
    //   import numpy as np
    //   import pandas as pd
    //   import matplotlib.pyplot as plt
    //   %matplotlib inline
    private void Cell1() => IPython.get_ipython().run_line_magic("matplotlib", "inline");

    // In [2]:
    //   import tensorflow as tf
    //   from tensorflow import keras
    //   from platform import python_version
    //
    //   print('python version: ' + str(python_version()))
    //   print('tf version: ' + str(tf.__version__))
    //   print('keras version: ' + str(keras.__version__))
    private void Cell2()
    {
        // There is no Python and no TensorFlow here; these are the versions whose numbers and texts the library gives.
        bool later = compat == "2.15";
        print("python version: none, C# on .NET " + str(Environment.Version));
        print("tf version: " + str(later ? "2.15.0" : "2.3.1"));
        print("keras version: " + str(later ? "2.15.0" : "2.4.0"));
    }

    // In [3]:
    //   from sklearn.model_selection import train_test_split
    //
    //   # Import data from file 'train_data.csv' and 'test_data.csv'
    //   train_data=pd.read_csv("train_data.csv", header = None)
    //   test_data= pd.read_csv("test_data.csv", header = None)
    //
    //   # Isolate target (= digit) from training data
    //   train_data2=train_data.iloc[:, :-1]
    //   train_labels=train_data.iloc[:, -1:]
    //
    //   train_set, validation_set=train_test_split(train_data2, test_size=0.2,
    //                                              random_state=42, shuffle=False)
    //   train_labels, validation_labels=train_test_split(train_labels, test_size=0.2,
    //                                                   random_state=42, shuffle=False)
    private void Cell3()
    {
        train_data = data.Train;
        test_data = data.Test!;

        train_data2 = train_data.iloc[.., ..^1];
        train_labels_frame = train_data.iloc[.., ^1..];

        (train_set, validation_set) = train_test_split(train_data2, test_size: 0.2,
                                                       random_state: 42, shuffle: false);
        (train_labels_frame, validation_labels_frame) = train_test_split(train_labels_frame, test_size: 0.2,
                                                                         random_state: 42, shuffle: false);
    }

    // In [4]:
    //   # Print dataset shapes and data type
    //   print('Dataset Shape:')
    //   print('train_set: ' + str(train_set.shape))
    //   print('validation_set: ' + str(validation_set.shape))
    //   print('train_labels: ' + str(train_labels.shape))
    //   print('validation_labels: ' + str(validation_labels.shape))
    //   print('\nData Type: ' + str(type(train_set[0].iloc[0])))
    private void Cell4()
    {
        print("Dataset Shape:");
        print("train_set: " + str(train_set.shape));
        print("validation_set: " + str(validation_set.shape));
        print("train_labels: " + str(train_labels_frame.shape));
        print("validation_labels: " + str(validation_labels_frame.shape));
        print("\nData Type: " + str(type(train_set[0].iloc[0])));
    }

    // In [5]:
    //   from keras.utils import to_categorical
    //
    //   train_labels = to_categorical(train_labels)
    //   validation_labels = to_categorical(validation_labels)
    private void Cell5()
    {
        train_labels = utils.to_categorical(train_labels_frame);
        validation_labels = utils.to_categorical(validation_labels_frame);
    }

    // In [6]:
    //   # Print new dataset shapes
    //   print('Dataset Shape:')
    //   print('train_set: ' + str(train_set.shape))
    //   print('validation_set: ' + str(validation_set.shape))
    //   print('train_labels: ' + str(train_labels.shape))
    //   print('validation_labels: ' + str(validation_labels.shape))
    private void Cell6()
    {
        print("Dataset Shape:");
        print("train_set: " + str(train_set.shape));
        print("validation_set: " + str(validation_set.shape));
        print("train_labels: " + str(train_labels.shape));
        print("validation_labels: " + str(validation_labels.shape));
    }

    // In [7]:
    //   # "Unflatten" the data
    //   train_images_flatten = np.array(train_set).reshape(len(train_set), 28, 28)
    //   validation_images_flatten = np.array(validation_set).reshape(len(validation_set), 28, 28)
    //
    //
    //   # Print new Tensors obtained
    //   print('train_images_flatten: ' + str(train_images_flatten.shape))
    //   print('validation_images_flatten: ' + str(validation_images_flatten.shape))
    private void Cell7()
    {
        train_images_flatten = train_set.values.reshape(len(train_set), 28, 28);
        validation_images_flatten = validation_set.values.reshape(len(validation_set), 28, 28);

        print("train_images_flatten: " + str(train_images_flatten.shape));
        print("validation_images_flatten: " + str(validation_images_flatten.shape));
    }

    // In [8]:
    //   # Function to plot a set of digits
    //   import matplotlib as mpl
    //   mpl.rcParams['axes', labelsizes=14]
    //   mpl.rcParams['xtick', labelsizes=12]
    //   mpl.rcParams['ytick', labelsizes=12]
    //
    //   def plot_digits(instances, images_per_row=10, **options):
    //       size = 28
    //       images_per_row = min(len(instances), images_per_row)
    //       images = [instance.reshape(size,size) for instance in instances]
    //       n_rows = (len(instances) - 1) // images_per_row + 1
    //       row_images = []
    //       n_empty = n_rows * images_per_row - len(instances)
    //       images.append(np.zeros((size, size * n_empty)))
    //       for row in range(n_rows):
    //           rimages = images[row * images_per_row : (row + 1) * images_per_row]
    //           row_images.append(np.concatenate(rimages, axis=1))
    //       image = np.concatenate(row_images, axis=0)
    //       plt.imshow(image, cmap = mpl.cm.binary, **options)
    //       plt.axis("off")
    //
    //   # Plot some more digits
    //   plt.figure(figsize=(9,9))
    //   example_images = train_images_flatten[:25]
    //   plot_digits(example_images, images_per_row=5)
    //   plt.show()
    private void Cell8()
    {
        // The printed notebook's rcParams lines are no Python; mpl.rc is what they mean.
        mpl.rc("axes", labelsize: 14);
        mpl.rc("xtick", labelsize: 12);
        mpl.rc("ytick", labelsize: 12);

        plt.figure(figsize: (9, 9));
        NDArray example_images = train_images_flatten[":25"];
        plot_digits(example_images, images_per_row: 5);
        plt.show();
    }

    private static void plot_digits(NDArray instances, int images_per_row = 10)
    {
        int size = 28;
        images_per_row = Math.Min(len(instances), images_per_row);
        List<NDArray> images = [.. range(len(instances)).Select(i => instances[i].reshape(size, size))];
        int n_rows = (len(instances) - 1) / images_per_row + 1;
        List<NDArray> row_images = [];
        int n_empty = n_rows * images_per_row - len(instances);
        if (n_empty > 0) { images.Add(np.zeros(new NumSharp.Shape(size, size * n_empty))); }
        foreach (int row in range(n_rows))
        {
            NDArray[] rimages = [.. images.Take((row * images_per_row)..((row + 1) * images_per_row))];
            row_images.Add(np.concatenate(rimages, axis: 1));
        }
        NDArray image = np.concatenate([.. row_images], axis: 0);
        plt.imshow(image, cmap: mpl.cm.binary);
        plt.axis("off");
    }
}
