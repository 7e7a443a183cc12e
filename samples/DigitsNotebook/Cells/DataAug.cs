using KerasDigits.Callbacks;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Preprocessing.Images;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Notebook.builtins;

namespace DigitsNotebook;

/// <content>Cells 31 to 37, model n°4: the third net on digits that are turned and moved a little, each time otherwise.</content>
public sealed partial class Notebook
{
    private ImageDataGenerator train_datagen = null!;

    // C# gives a variable one type: from cell 31 on, Python's train_set and validation_set, arrays now, are called so.
    private NDArray train_set4 = null!, validation_set4 = null!;
    private Sequential model_data_aug = null!;
    private History history_data_aug = null!;
    private int train_batchsize;
    private double validation_loss_data_aug = double.NaN, validation_acc_data_aug = double.NaN;

    // In [31]:
    //   from keras.preprocessing.image import ImageDataGenerator
    //   from keras.applications.vgg16 import preprocess_input as preprocess_input_vgg
    //
    //   # apply some data augmentation on the training set (only, not on the validation set)
    //   train_datagen=ImageDataGenerator(
    //       rotation_range=15,
    //       width_shift_range=2,
    //       height_shift_range=2,
    //       # horizontal_flip=True,
    //       fill_mode='nearest')
    //
    //   train_set=train_images_flatten.reshape((train_images_flatten.shape[0],
    //                                            train_images_flatten.shape[1],
    //                                            train_images_flatten.shape[2], 1))
    //   validation_set=validation_images_flatten.reshape((validation_images_flatten.shape[0],
    //                                                     validation_images_flatten.shape[1],
    //                                                     validation_images_flatten.shape[2], 1))
    private void Cell31()
    {
        train_datagen = preprocessing.image.ImageDataGenerator(
            rotation_range: 15,
            width_shift_range: 2,
            height_shift_range: 2,
            // horizontal_flip: true,
            fill_mode: "nearest");

        train_set4 = train_images_flatten.reshape(train_images_flatten.shape[0],
                                                  train_images_flatten.shape[1],
                                                  train_images_flatten.shape[2], 1);
        validation_set4 = validation_images_flatten.reshape(validation_images_flatten.shape[0],
                                                            validation_images_flatten.shape[1],
                                                            validation_images_flatten.shape[2], 1);
    }

    // In [32]:
    //   train_set.shape
    private void Cell32() => Out(32, train_set4.shape);

    // In [33]:
    //   train_labels.shape
    private void Cell33() => Out(33, train_labels.shape);

    // In [34]:
    //   # # Plot digits after data augmentation
    //   # plt.figure(figsize=(9,9))
    //   # example_images = np.array(train_datagen.flow(train_set, train_labels, batch_size=5))[25]
    //   # plot_digits(example_images, images_per_row=5)
    //   # plt.show()
    private void Cell34()
    {
        // The notebook's author gave up on these lines, which C# can run: a flow's 25th batch, or its last where it has fewer.
        plt.figure(figsize: (9, 9));
        NumpyArrayIterator flow = train_datagen.flow(train_set4, train_labels, batch_size: 5);
        NDArray example_images = flow[Math.Min(25, flow.Length - 1)].inputs[0];
        plot_digits(example_images, images_per_row: 5);
        plt.show();
    }

    // In [35]:
    //   # Architecture
    //   model_data_aug = models.Sequential()
    //
    //   model_data_aug.add(layers.Conv2D(64, (3, 3), activation='relu', input_shape=INPUT_SHAPE))
    //   model_data_aug.add(layers.Conv2D(64, (3, 3), activation='relu'))
    //   model_data_aug.add(layers.BatchNormalization())
    //   model_data_aug.add(layers.MaxPooling2D((2, 2)))
    //   model_data_aug.add(layers.Dropout(0.05))
    //
    //   model_data_aug.add(layers.Conv2D(128, (3, 3), activation='relu'))
    //   model_data_aug.add(layers.Conv2D(128, (3, 3), activation='relu'))
    //   model_data_aug.add(layers.BatchNormalization())
    //   model_data_aug.add(layers.MaxPooling2D((2, 2)))
    //   model_data_aug.add(layers.Dropout(0.05))
    //
    //   model_data_aug.add(layers.Conv2D(128, (3, 3), activation='relu'))
    //   model_data_aug.add(layers.Flatten())
    //   model_data_aug.add(layers.Dropout(0.125))
    //   model_data_aug.add(layers.Dense(64, activation='relu'))
    //   model_data_aug.add(layers.Dropout(0.25))
    //   model_data_aug.add(layers.Dense(NUM_CLASSES, activation='softmax'))
    //
    //   # Compilation step
    //   model_data_aug.compile(optimizer=optimizers.RMSprop(lr=1e-4, momentum=0.9),
    //                         loss='categorical_crossentropy',
    //                         metrics=['accuracy'])
    //
    //   # Training step
    //   callbacks_list = [callbacks.EarlyStopping(monitor='loss', patience=2,),
    //                     callbacks.ModelCheckpoint(filepath='model_data_aug.h5', monitor='val_loss', save_best_only=True,),
    //                     callbacks.ReduceLROnPlateau(monitor='val_loss', factor=0.1, patience=5)]
    //
    //
    //   train_batchsize = 100
    //
    //   history_data_aug = model_data_aug.fit(
    //       train_datagen.flow(train_set, train_labels, batch_size=train_batchsize),
    //       steps_per_epoch=len(train_set)//train_batchsize,
    //       epochs=100,
    //       batch_size=train_batchsize,
    //       callbacks=callbacks_list,
    //       validation_data=(validation_set, validation_labels),
    //       verbose=0)
    private void Cell35()
    {
        model_data_aug = models.Sequential();

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

        model_data_aug.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9),
                               loss: "categorical_crossentropy",
                               metrics: ["accuracy"]);

        Callback[] callbacks_list = [callbacks.EarlyStopping(monitor: "loss", patience: 2),
                                     callbacks.ModelCheckpoint(filepath: "model_data_aug.h5", monitor: "val_loss", save_best_only: true),
                                     callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.1, patience: 5)];

        train_batchsize = 100;

        history_data_aug = model_data_aug.fit(
            train_datagen.flow(train_set4, train_labels, batch_size: train_batchsize),
            steps_per_epoch: len(train_set4) / train_batchsize,
            epochs: pace.Epochs("data_aug", 100),
            batch_size: train_batchsize,
            callbacks: Watched("data_aug", callbacks_list),
            validation_data: (validation_set4, validation_labels),
            verbose: 0);
        AfterFit("data_aug", model_data_aug, history_data_aug);
    }

    // In [36]:
    //   history = pd.DataFrame(history_data_aug.history)
    //   plot_history(history)
    private void Cell36()
    {
        history = pd.DataFrame(history_data_aug.history);
        plot_history(history);
    }

    // In [37]:
    //   validation_loss_data_aug, validation_acc_data_aug = model_data_aug.evaluate(
    //                                   validation_set,
    //                                   validation_labels,
    //                                   verbose=0)
    //   print('validation_acc with model_dense:', round(validation_acc_model_dense, 3))
    //   print('validation_acc with model_conv:', round(validation_acc_model_conv, 3))
    //   print('validation_acc with model_conv2:', round(validation_acc_model_conv2, 3))
    //   print('validation_acc with model_data_aug:', round(validation_acc_data_aug, 3))
    private void Cell37()
    {
        (validation_loss_data_aug, validation_acc_data_aug) = model_data_aug.evaluate(
                                                                validation_set4,
                                                                validation_labels,
                                                                verbose: 0);
        Record("data_aug", model_data_aug, validation_loss_data_aug, validation_acc_data_aug);
        print_acc("validation_acc with model_dense:", validation_acc_model_dense, 3);
        print_acc("validation_acc with model_conv:", validation_acc_model_conv, 3);
        print_acc("validation_acc with model_conv2:", validation_acc_model_conv2, 3);
        print_acc("validation_acc with model_data_aug:", validation_acc_data_aug, 3);
    }
}
