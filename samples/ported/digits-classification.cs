// digits-classification.ipynb, translated by keras-port.
#:package KerasDigits.Script@0.1.0
#:property CheckForOverflowUnderflow=true

IPython.get_ipython().run_line_magic("matplotlib", "inline");
// In [1]:
// %matplotlib inline
// In [2]:

print("python version: " + "3.7.9");
print("tf version: " + "2.3.1");
print("keras version: " + "2.4.0");

// In [3]:

// Import data from file 'train_data.csv' and 'test_data.csv'
var train_data = pd.read_csv("train_data.csv", header: null);
var test_data = pd.read_csv("test_data.csv", header: null);

// Isolate target (= digit) from training data
var train_data2 = train_data.iloc[.., ..^1];
var train_labels = train_data.iloc[.., ^1..];

var (train_set, validation_set) = sklearn.model_selection.train_test_split(train_data2, test_size: 0.2, random_state: 42, shuffle: false);
DataFrame validation_labels;
(train_labels, validation_labels) = sklearn.model_selection.train_test_split(train_labels, test_size: 0.2, random_state: 42, shuffle: false);

// In [4]:
// Print dataset shapes and data type
print("Dataset Shape:");
print("train_set: " + str(train_set.shape));
print("validation_set: " + str(validation_set.shape));
print("train_labels: " + str(train_labels.shape));
print("validation_labels: " + str(validation_labels.shape));
print("\nData Type: " + type(train_set[0].iloc[0]));

// In [5]:

var train_labels2 = keras.utils.to_categorical(train_labels);
var validation_labels2 = keras.utils.to_categorical(validation_labels);

// In [6]:
// Print new dataset shapes
print("Dataset Shape:");
print("train_set: " + str(train_set.shape));
print("validation_set: " + str(validation_set.shape));
print("train_labels: " + str(train_labels2.shape));
print("validation_labels: " + str(validation_labels2.shape));

// In [7]:
// "Unflatten" the data
var train_images_flatten = ((NDArray)train_set).reshape(len(train_set), 28, 28);
var validation_images_flatten = ((NDArray)validation_set).reshape(len(validation_set), 28, 28);

// Print new Tensors obtained
print("train_images_flatten: " + str(train_images_flatten.shape));
print("validation_images_flatten: " + str(validation_images_flatten.shape));

// In [8]:
// Function to plot a set of digits
mpl.rc("axes", labelsize: 14);
mpl.rc("xtick", labelsize: 12);
mpl.rc("ytick", labelsize: 12);

void plot_digits(NDArray instances, int images_per_row = 10)
{
    int size = 28;
    images_per_row = min(len(instances), images_per_row);
    var images = rows(instances).Select(instance => instance.reshape(size, size)).ToList();
    int n_rows = floordiv(len(instances) - 1, images_per_row) + 1;
    var row_images = new List<NDArray>();
    int n_empty = n_rows * images_per_row - len(instances);
    images.append(np.zeros(new NumSharp.Shape(size, size * n_empty)));
    for (int row = 0; row < n_rows; row++)
    {
        var rimages = slice(images, row * images_per_row, (row + 1) * images_per_row);
        row_images.append(np.concatenate([.. rimages], axis: 1));
    }
    var image = np.concatenate([.. row_images], axis: 0);
    plt.imshow(image, cmap: mpl.cm.binary);
    plt.axis("off");
}

// Plot some more digits
plt.figure(figsize: (9, 9));
var example_images = train_images_flatten[":25"];
plot_digits(example_images, images_per_row: 5);
plt.show();

// In [9]:

int NUM_CLASSES = 10;
var input_shape = ValueTuple.Create(28 * 28);

var model_dense = models.Sequential();
model_dense.add(layers.Dense(64, activation: "relu", input_shape: input_shape.Item1));
model_dense.add(layers.Dense(NUM_CLASSES, activation: "softmax"));

// In [10]:
model_dense.summary();

// In [11]:

model_dense.compile(optimizer: "rmsprop", loss: "categorical_crossentropy", metrics: ["accuracy"]);

// In [12]:

var callbacks_list = new List<MonitorCallback> { callbacks.EarlyStopping(monitor: "loss", patience: 5), callbacks.ModelCheckpoint(filepath: "model_dense.h5", monitor: "val_loss", save_best_only: true), callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.1, patience: 5) };

var history_dense = model_dense.fit((NDArray)train_set, train_labels2, epochs: 100, callbacks: callbacks_list, validation_data: ((NDArray)validation_set, validation_labels2), verbose: 0);

// In [13]:
// Since we are going to use this plotting each time we apply a new model let's define a function

void plot_history(DataFrame history)
{
    var (fig, ax) = plt.subplots(1, 1, figsize: (11, 7)); // create axes object

    int SIZE = 16;
    // Plot
    ((Axes)ax).plot(history["loss"], ls: "-.", lw: 4, label: "Training loss");
    ((Axes)ax).plot(history["accuracy"], lw: 4, label: "Training accuracy");
    ((Axes)ax).plot(history["val_loss"], ls: "-.", lw: 4, label: "Validation loss");
    ((Axes)ax).plot(history["val_accuracy"], lw: 4, label: "Validation accuracy");

    // Create Labels
    ((Axes)ax).set_xlabel("$x$", fontsize: SIZE);
    ((Axes)ax).set_ylabel("$y$", fontsize: SIZE);

    ((Axes)ax).tick_params(labelsize: SIZE);

    ((Axes)ax).legend(fontsize: SIZE);
}

// In [14]:
var history = pd.DataFrame(history_dense.history);
plot_history(history);

// In [15]:
var (validation_loss_model_dense, validation_acc_model_dense) = model_dense.evaluate((NDArray)validation_set, validation_labels2);
print("\nvalidation_acc with model_dense:", round(validation_acc_model_dense, 3));

// In [16]:
print("First 10 labels of the validation set: \n");
for (int i = 0; i < 10; i++)
{
    print(validation_labels2[i]);
}

print("\nFirst 10 predictions made by the model: \n");
var validation_new = validation_set[..10];
var label_predict = model_dense.predict((NDArray)validation_new);
for (int i = 0; i < 10; i++)
{
    print(np.around(label_predict[i], 2));
}

// In [17]:
var INPUT_SHAPE = (28, 28, 1);

var model_conv = models.Sequential();
model_conv.add(layers.Conv2D(filters: 32, kernel_size: (3, 3), activation: "relu", input_shape: INPUT_SHAPE));
model_conv.add(layers.MaxPooling2D(pool_size: (2, 2)));
model_conv.add(layers.Conv2D(64, (3, 3), activation: "relu"));
model_conv.add(layers.MaxPooling2D((2, 2)));
model_conv.add(layers.Conv2D(64, (3, 3), activation: "relu"));

// In [18]:
model_conv.summary();

// In [19]:
model_conv.add(layers.Flatten());
model_conv.add(layers.Dense(64, activation: "relu"));
model_conv.add(layers.Dense(NUM_CLASSES, activation: "softmax"));

// In [20]:
model_conv.summary();

// In [21]:
var train_images = train_images_flatten.reshape((int)train_images_flatten.shape[0], (int)train_images_flatten.shape[1], (int)train_images_flatten.shape[2], 1);
var validation_images = validation_images_flatten.reshape((int)validation_images_flatten.shape[0], (int)validation_images_flatten.shape[1], (int)validation_images_flatten.shape[2], 1);

// In [22]:
model_conv.compile(optimizer: "rmsprop", loss: "categorical_crossentropy", metrics: ["accuracy"]);

// In [23]:
callbacks_list = new List<MonitorCallback> { callbacks.EarlyStopping(monitor: "loss", patience: 5), callbacks.ModelCheckpoint(filepath: "model_conv.h5", monitor: "val_loss", save_best_only: true), callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.1, patience: 5) };
var history_conv = model_conv.fit(train_images, train_labels2, epochs: 100, callbacks: callbacks_list, validation_data: (validation_images, validation_labels2), verbose: 0);

// In [24]:
history = pd.DataFrame(history_conv.history);
plot_history(history);

// In [25]:
var (validation_loss_model_conv, validation_acc_model_conv) = model_conv.evaluate(validation_images, validation_labels2, verbose: 0);
print("validation_acc with model_dense:", round(validation_acc_model_dense, 3));
print("validation_acc with model_conv:", round(validation_acc_model_conv, 3));

// In [26]:
var model_conv2 = models.Sequential();

model_conv2.add(layers.Conv2D(64, (3, 3), activation: "relu", input_shape: INPUT_SHAPE));
model_conv2.add(layers.Conv2D(64, (3, 3), activation: "relu"));
model_conv2.add(layers.BatchNormalization());
model_conv2.add(layers.MaxPooling2D(pool_size: (2, 2)));
model_conv2.add(layers.Dropout(rate: 0.05));

model_conv2.add(layers.Conv2D(128, (3, 3), activation: "relu"));
model_conv2.add(layers.Conv2D(128, (3, 3), activation: "relu"));
model_conv2.add(layers.BatchNormalization());
model_conv2.add(layers.MaxPooling2D((2, 2)));
model_conv2.add(layers.Dropout(0.05));

model_conv2.add(layers.Conv2D(128, (3, 3), activation: "relu"));
model_conv2.add(layers.Flatten());
model_conv2.add(layers.Dropout(0.125));
model_conv2.add(layers.Dense(64, activation: "relu"));
model_conv2.add(layers.Dropout(0.25));
model_conv2.add(layers.Dense(NUM_CLASSES, activation: "softmax"));

// Visualizing model
model_conv2.summary();

// In [27]:
print("Out[27]:", repr(model_conv2.input));

// In [28]:
// Compilation step
model_conv2.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9), loss: "categorical_crossentropy", metrics: ["accuracy"]);

// Training step
callbacks_list = new List<MonitorCallback> { callbacks.EarlyStopping(monitor: "loss", patience: 2), callbacks.ModelCheckpoint(filepath: "model_conv2.h5", monitor: "val_loss", save_best_only: true), callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.2, patience: 5) };

var history_conv2 = model_conv2.fit(train_images, train_labels2, epochs: 100, batch_size: 100, callbacks: callbacks_list, validation_data: (validation_images, validation_labels2), verbose: 0);

// In [29]:
history = pd.DataFrame(history_conv2.history);
plot_history(history);

// In [30]:
var (validation_loss_model_conv2, validation_acc_model_conv2) = model_conv2.evaluate(validation_images, validation_labels2, verbose: 0);
print("validation_acc with model_dense:", round(validation_acc_model_dense, 3));
print("validation_acc with model_conv:", round(validation_acc_model_conv, 3));
print("validation_acc with model_conv2:", round(validation_acc_model_conv2, 3));

// In [31]:

// apply some data augmentation on the training set (only, not on the validation set)
var train_datagen = keras.preprocessing.image.ImageDataGenerator(rotation_range: 15, width_shift_range: 2, height_shift_range: 2, fill_mode: "nearest");

// horizontal_flip=True,
var train_set2 = train_images_flatten.reshape((int)train_images_flatten.shape[0], (int)train_images_flatten.shape[1], (int)train_images_flatten.shape[2], 1);
var validation_set2 = validation_images_flatten.reshape((int)validation_images_flatten.shape[0], (int)validation_images_flatten.shape[1], (int)validation_images_flatten.shape[2], 1);

// In [32]:
print("Out[32]:", repr(train_set2.shape));

// In [33]:
print("Out[33]:", repr(train_labels2.shape));

// In [34]:
// # Plot digits after data augmentation
// plt.figure(figsize=(9,9))
// example_images = np.array(train_datagen.flow(train_set, train_labels, batch_size=5))[25]
// plot_digits(example_images, images_per_row=5)
// plt.show()
// In [35]:
// Architecture
var model_data_aug = models.Sequential();

model_data_aug.add(layers.Conv2D(64, (3, 3), activation: "relu", input_shape: INPUT_SHAPE));
model_data_aug.add(layers.Conv2D(64, (3, 3), activation: "relu"));
model_data_aug.add(layers.BatchNormalization());
model_data_aug.add(layers.MaxPooling2D((2, 2)));
model_data_aug.add(layers.Dropout(0.05));

model_data_aug.add(layers.Conv2D(128, (3, 3), activation: "relu"));
model_data_aug.add(layers.Conv2D(128, (3, 3), activation: "relu"));
model_data_aug.add(layers.BatchNormalization());
model_data_aug.add(layers.MaxPooling2D((2, 2)));
model_data_aug.add(layers.Dropout(0.05));

model_data_aug.add(layers.Conv2D(128, (3, 3), activation: "relu"));
model_data_aug.add(layers.Flatten());
model_data_aug.add(layers.Dropout(0.125));
model_data_aug.add(layers.Dense(64, activation: "relu"));
model_data_aug.add(layers.Dropout(0.25));
model_data_aug.add(layers.Dense(NUM_CLASSES, activation: "softmax"));

// Compilation step
model_data_aug.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9), loss: "categorical_crossentropy", metrics: ["accuracy"]);

// Training step
callbacks_list = new List<MonitorCallback> { callbacks.EarlyStopping(monitor: "loss", patience: 2), callbacks.ModelCheckpoint(filepath: "model_data_aug.h5", monitor: "val_loss", save_best_only: true), callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.1, patience: 5) };

int train_batchsize = 100;

var history_data_aug = model_data_aug.fit(train_datagen.flow(train_set2, train_labels2, batch_size: train_batchsize), steps_per_epoch: floordiv(len(train_set2), train_batchsize), epochs: 100, batch_size: train_batchsize, callbacks: callbacks_list, validation_data: (validation_set2, validation_labels2), verbose: 0);

// In [36]:
history = pd.DataFrame(history_data_aug.history);
plot_history(history);

// In [37]:
var (validation_loss_data_aug, validation_acc_data_aug) = model_data_aug.evaluate(validation_set2, validation_labels2, verbose: 0);
print("validation_acc with model_dense:", round(validation_acc_model_dense, 3));
print("validation_acc with model_conv:", round(validation_acc_model_conv, 3));
print("validation_acc with model_conv2:", round(validation_acc_model_conv2, 3));
print("validation_acc with model_data_aug:", round(validation_acc_data_aug, 3));

// In [38]:

var model_vgg = keras.applications.VGG16(weights: "imagenet", include_top: false, input_shape: (32, 32, 3)); // including or not the densely-connected classifier

model_vgg.summary();

// In [39]:
print("train_set: " + str(train_set2.shape));
print("validation_set: " + str(validation_set2.shape));

// In [40]:
// resize of the images
var train_set_resized_list = rows(train_set2).Select(x => cv2.resize(x, (32, 32)).reshape(1, 32, 32, 1)).ToList();
var validation_set_resized_list = rows(validation_set2).Select(x => cv2.resize(x, (32, 32)).reshape(1, 32, 32, 1)).ToList();

var train_set_resized = np.concatenate([.. train_set_resized_list]);
var validation_set_resized = np.concatenate([.. validation_set_resized_list]);

// In [41]:
print("train_set_resized: " + str(train_set_resized.shape));
print("validation_set_resized: " + str(validation_set_resized.shape));

// In [42]:
var train_set_resized_3 = np.concatenate([train_set_resized, train_set_resized, train_set_resized], axis: 3);
var validation_set_resized_3 = np.concatenate([validation_set_resized, validation_set_resized, validation_set_resized], axis: 3);

// In [43]:
print("Out[43]:", repr(plt.imshow(train_set_resized_3[15])));

// In [44]:
plt.imshow(train_images_flatten[15], cmap: plt.cm.binary);
plt.show();

// In [45]:
var model_transfer = models.Sequential();
model_transfer.add(model_vgg);
model_transfer.add(layers.Flatten());
model_transfer.add(layers.Dropout(0.125));
model_transfer.add(layers.Dense(64, activation: "relu"));
model_transfer.add(layers.Dropout(0.25));
model_transfer.add(layers.Dense(NUM_CLASSES, activation: "softmax"));

model_transfer.summary();

// In [46]:
print("This is the number of trainable weights before freezing the conv base:", model_transfer.trainable_weights.Count);

model_vgg.trainable = false; // False if we want to freeze the layers
// from the pre-trained part of the network
print("This is the number of trainable weights after freezing the conv base:", model_transfer.trainable_weights.Count);

// In [47]:
// Compilation step
model_transfer.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9), loss: "categorical_crossentropy", metrics: ["accuracy"]);

// Training step
callbacks_list = new List<MonitorCallback> { callbacks.EarlyStopping(monitor: "loss", patience: 5), callbacks.ModelCheckpoint(filepath: "model_transfer.h5", monitor: "val_loss", save_best_only: true), callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.1, patience: 5) };

train_batchsize = 100;

var history_transfer = model_transfer.fit(train_datagen.flow(train_set_resized_3, train_labels2, batch_size: train_batchsize), steps_per_epoch: floordiv(len(train_set_resized_3), train_batchsize), epochs: 100, batch_size: train_batchsize, callbacks: callbacks_list, validation_data: (validation_set_resized_3, validation_labels2), verbose: 0);

// In [48]:
history = pd.DataFrame(history_transfer.history);
plot_history(history);

// In [49]:
var (validation_loss_model_transfer, validation_acc_model_transfer) = model_transfer.evaluate(validation_set_resized_3, validation_labels2, verbose: 0);

print("validation_acc with model_dense:", round(validation_acc_model_dense, 3));
print("validation_acc with model_conv:", round(validation_acc_model_conv, 3));
print("validation_acc with model_conv2:", round(validation_acc_model_conv2, 3));
print("validation_acc with model_data_aug:", round(validation_acc_data_aug, 3));
print("validation_acc with model_transfer:", round(validation_acc_model_transfer, 3));

// In [52]:
// - We define a `HyperModel` class based on our model
// - It returns a compiled model
// - It uses hyperparameters defined on the fly

var hypermodel = new MyHyperModel(input_shape: INPUT_SHAPE, num_classes: NUM_CLASSES);

// In [53]:
int EXECUTION_PER_TRIAL = 2;
int HYPERBAND_MAX_EPOCHS = 30;

// from kerastuner.tuners import RandomSearch
// tuner = RandomSearch(hypermodel,
//                       objective='val_accuracy',
//                       max_trials=MAX_TRIALS,
//                       executions_per_trial=EXECUTION_PER_TRIAL,
//                       directory='random_search')

var tuner = kerastuner.tuners.Hyperband(hypermodel, max_epochs: HYPERBAND_MAX_EPOCHS, objective: "val_accuracy", executions_per_trial: EXECUTION_PER_TRIAL, directory: "hyperband", project_name: "MNIST");

// Show a summary of the search
tuner.search_space_summary();

// In [54]:
// Retrieve the best model.
var best_model = tuner.get_best_models(num_models: 1)[0];

// Evaluate the best model.
var (validation_loss_hyperparam_optim, validation_acc_hyperparam_optim) = best_model.evaluate(validation_set2, validation_labels2, verbose: 0);

// In [55]:
print("validation_acc with model_dense:", round(validation_acc_model_dense, 3));
print("validation_acc with model_conv:", round(validation_acc_model_conv, 3));
print("validation_acc with model_conv2:", round(validation_acc_model_conv2, 3));
print("validation_acc with model_data_aug:", round(validation_acc_data_aug, 3));
print("validation_acc with model_transfer:", round(validation_acc_model_transfer, 3));
print("validation_acc with model_hyperparam_optim:", round(validation_acc_hyperparam_optim, 3));

// In [57]:
// Function to generate classes predictions for the test data

NDArray predict(Sequential model, DataFrame test_data)
{
    var test_images_flatten = ((NDArray)test_data).reshape(len(test_data), 28, 28);
    var test_set = test_images_flatten.reshape((int)test_images_flatten.shape[0], (int)test_images_flatten.shape[1], (int)test_images_flatten.shape[2], 1);

    test_set = test_set.astype("float32");
    var predicted_classes = model.predict_classes(test_set);

    // Create file for submission in Kaggle
    var df = pd.DataFrame(predicted_classes);
    df["Id"] = df.index;
    df[new List<string> { df.columns[0], df.columns[1] }.ToArray()] = df[new List<string> { df.columns[1], df.columns[0] }.ToArray()];
    df.columns = new List<string> { "Id", "Category" };
    df.to_csv("Submission.csv", index: false, header: true);

    return predicted_classes;
}

print("Out[57]:", repr(predict(model_data_aug, test_data)));

// In [101]:

// Callback to clear the training outputs at the end of every training step

// Run of the hyperparameter search
tuner.search(train_images, train_labels2, epochs: HYPERBAND_MAX_EPOCHS, validation_data: (validation_set2, validation_labels2), callbacks: [new ClearTrainingOutput()]);

// train_datagen.flow(train_set, train_labels, batch_size=train_batchsize),
tuner.results_summary();

class MyHyperModel : HyperModel
{
    public (int, int, int) input_shape = default!;
    public int num_classes;

    public MyHyperModel((int, int, int) input_shape, int num_classes)
    {
        this.input_shape = input_shape;
        this.num_classes = num_classes;
    }

    public override Model build(HyperParameters hp)
    {
        var model = keras.Sequential();
        model.add(layers.Conv2D(filters: 64, kernel_size: (3, 3), activation: "relu", input_shape: input_shape));
        model.add(layers.Conv2D(filters: 64, kernel_size: (3, 3), activation: "relu"));
        model.add(layers.BatchNormalization());
        model.add(layers.MaxPooling2D(pool_size: (2, 2)));
        model.add(layers.Dropout(rate: 0.05));

        model.add(layers.Conv2D(filters: 128, kernel_size: (3, 3), activation: "relu"));
        model.add(layers.Conv2D(filters: 128, kernel_size: (3, 3), activation: "relu"));
        model.add(layers.BatchNormalization());
        model.add(layers.MaxPooling2D(pool_size: (2, 2)));
        model.add(layers.Dropout(rate: 0.05));

        model.add(layers.Conv2D(filters: 128, kernel_size: (3, 3), activation: "relu"));
        model.add(layers.Flatten());
        model.add(layers.Dropout(rate: 0.25));
        model.add(layers.Dense(units: hp.Int("units", min_value: 64, max_value: 512, @default: 64, step: 32), activation: hp.Choice("dense_activation", values: ["relu", "sigmoid"], @default: "relu")));
        model.add(layers.Dropout(rate: hp.Float("dropout", min_value: 0.0, max_value: 0.5, @default: 0.3, step: 0.1)));
        model.add(layers.Dense(num_classes, activation: "softmax"));

        model.compile(optimizer: optimizers.RMSprop(hp.Choice("learning_rate", [1e-1, 1e-2, 1e-3, 1e-4]), momentum: 0.9), loss: "categorical_crossentropy", metrics: ["accuracy"]);

        return model;
    }
}

class ClearTrainingOutput : Callback
{

    public override void on_train_end(Logs? logs = null)
    {
        IPython.display.clear_output(wait: true);
    }
}
