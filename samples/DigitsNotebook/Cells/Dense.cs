using KerasDigits.Callbacks;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Notebook.builtins;

namespace DigitsNotebook;

/// <content>Cells 9 to 16, model n°1: two dense layers.</content>
public sealed partial class Notebook
{
    private Sequential model_dense = null!;
    private History history_dense = null!;
    private DataFrame history = null!;
    private double validation_loss_model_dense = double.NaN, validation_acc_model_dense = double.NaN;

    // In [9]:
    //   from keras import models
    //   from keras import layers
    //
    //   NUM_CLASSES = 10
    //   input_shape = (28*28,)
    //
    //   model_dense = models.Sequential()
    //   model_dense.add(layers.Dense(64, activation='relu', input_shape=input_shape))
    //   model_dense.add(layers.Dense(NUM_CLASSES, activation='softmax'))
    private const int NUM_CLASSES = 10;

    private void Cell9()
    {
        int input_shape = 28 * 28;

        model_dense = models.Sequential();
        model_dense.add(layers.Dense(64, activation: "relu", input_shape: input_shape));
        model_dense.add(layers.Dense(NUM_CLASSES, activation: "softmax"));
    }

    // In [10]:
    //   model_dense.summary()
    private void Cell10() => model_dense.summary();

    // In [11]:
    //   from keras import optimizers
    //
    //   model_dense.compile(optimizer='rmsprop',
    //                       loss='categorical_crossentropy',
    //                       metrics=['accuracy'])
    private void Cell11() =>
        model_dense.compile(optimizer: "rmsprop",
                            loss: "categorical_crossentropy",
                            metrics: ["accuracy"]);

    // In [12]:
    //   from keras import callbacks
    //
    //   callbacks_list = [callbacks.EarlyStopping(monitor='loss', patience=5,),
    //                    callbacks.ModelCheckpoint(filepath='model_dense.h5', monitor='val_loss', save_best_only=True,),
    //                    callbacks.ReduceLROnPlateau(monitor='val_loss', factor=0.1, patience=5,)]
    //
    //   history_dense = model_dense.fit(
    //       train_set, train_labels,
    //       epochs=100,
    //       callbacks = callbacks_list,
    //       validation_data = (validation_set, validation_labels),
    //       verbose=0,)
    private void Cell12()
    {
        Callback[] callbacks_list = [callbacks.EarlyStopping(monitor: "loss", patience: 5),
                                     callbacks.ModelCheckpoint(filepath: "model_dense.h5", monitor: "val_loss", save_best_only: true),
                                     callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.1, patience: 5)];

        history_dense = model_dense.fit(
            train_set.values, train_labels,
            epochs: pace.Epochs("dense", 100),
            callbacks: Watched("dense", callbacks_list),
            validation_data: (validation_set.values, validation_labels),
            verbose: 0);
        AfterFit("dense", model_dense, history_dense);
    }

    // In [13]:
    //   # Since we are going to use this plotting each time we apply a new model let's define a function
    //   def plot_history(history):
    //       fig, ax = plt.subplots(1,1, figsize=(11,7)) # create axes object
    //
    //
    //       SIZE = 16
    //       # Plot
    //       ax.plot(history.loss, ls='-.', lw=4, label=r'Training loss')
    //       ax.plot(history.accuracy, lw=4, label=r'Training accuracy')
    //       ax.plot(history.val_loss, ls='-.', lw=4, label=r'Validation loss')
    //       ax.plot(history.val_accuracy, lw=4, label=r'Validation accuracy')
    //
    //       # Create Labels
    //       ax.set_xlabel('$x$', fontsize=SIZE)
    //       ax.set_ylabel('$y$', fontsize=SIZE)
    //
    //       ax.tick_params(labelsize=SIZE)
    //
    //       ax.legend(fontsize=SIZE)
    private static void plot_history(DataFrame history)
    {
        (Figure fig, Axes ax) = plt.subplots(1, 1, figsize: (11, 7));

        const int SIZE = 16;
        ax.plot(history["loss"], ls: "-.", lw: 4, label: "Training loss");
        ax.plot(history["accuracy"], lw: 4, label: "Training accuracy");
        ax.plot(history["val_loss"], ls: "-.", lw: 4, label: "Validation loss");
        ax.plot(history["val_accuracy"], lw: 4, label: "Validation accuracy");

        ax.set_xlabel("$x$", fontsize: SIZE);
        ax.set_ylabel("$y$", fontsize: SIZE);

        ax.tick_params(labelsize: SIZE);

        ax.legend(fontsize: SIZE);
    }

    // In [14]:
    //   history = pd.DataFrame(history_dense.history)
    //   plot_history(history)
    private void Cell14()
    {
        history = pd.DataFrame(history_dense.history);
        plot_history(history);
    }

    // In [15]:
    //   validation_loss_model_dense, validation_acc_model_dense = model_dense.evaluate(validation_set,
    //                                                                                          validation_labels)
    //   print('\nvalidation_acc with model_dense:', round(validation_acc_model_dense, 3))
    private void Cell15()
    {
        (validation_loss_model_dense, validation_acc_model_dense) = model_dense.evaluate(validation_set.values,
                                                                                         validation_labels);
        print("\nvalidation_acc with model_dense:", round(validation_acc_model_dense, 3));
        Record("dense", model_dense, validation_loss_model_dense, validation_acc_model_dense);
    }

    // In [16]:
    //   print('First 10 labels of the validation set: \n')
    //   for i in range(10):
    //       print(validation_labels[i])
    //
    //   print('\nFirst 10 predictions made by the model: \n')
    //   validation_new = validation_set[:10]
    //   label_predict = model_dense.predict(validation_new)
    //   for i in range(10):
    //       print(label_predict[i].round(2))
    private void Cell16()
    {
        print("First 10 labels of the validation set: \n");
        foreach (int i in range(10))
        {
            print(validation_labels[i]);
        }

        print("\nFirst 10 predictions made by the model: \n");
        DataFrame validation_new = validation_set.iloc[..10];
        NDArray label_predict = model_dense.predict(validation_new.values);
        foreach (int i in range(10))
        {
            print(np.around(label_predict[i], 2));
        }
    }
}
