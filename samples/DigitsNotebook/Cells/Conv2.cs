using KerasDigits.Callbacks;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Training;
using static KerasDigits.keras;

namespace DigitsNotebook;

/// <content>Cells 26 to 30, model n°3: more convolutions, batch normalization and dropout.</content>
public sealed partial class Notebook
{
    private Sequential model_conv2 = null!;
    private History history_conv2 = null!;
    private double validation_loss_model_conv2 = double.NaN, validation_acc_model_conv2 = double.NaN;

    // In [26]:
    //   model_conv2 = models.Sequential()
    //
    //   model_conv2.add(layers.Conv2D(64, (3, 3), activation='relu', input_shape=INPUT_SHAPE))
    //   model_conv2.add(layers.Conv2D(64, (3, 3), activation='relu'))
    //   model_conv2.add(layers.BatchNormalization())
    //   model_conv2.add(layers.MaxPooling2D(pool_size=(2, 2)))
    //   model_conv2.add(layers.Dropout(rate=0.05))
    //
    //   model_conv2.add(layers.Conv2D(128, (3, 3), activation='relu'))
    //   model_conv2.add(layers.Conv2D(128, (3, 3), activation='relu'))
    //   model_conv2.add(layers.BatchNormalization())
    //   model_conv2.add(layers.MaxPooling2D((2, 2)))
    //   model_conv2.add(layers.Dropout(0.05))
    //
    //   model_conv2.add(layers.Conv2D(128, (3, 3), activation='relu'))
    //   model_conv2.add(layers.Flatten())
    //   model_conv2.add(layers.Dropout(0.125))
    //   model_conv2.add(layers.Dense(64, activation='relu'))
    //   model_conv2.add(layers.Dropout(0.25))
    //   model_conv2.add(layers.Dense(NUM_CLASSES, activation='softmax'))
    //
    //   # Visualizing model
    //   model_conv2.summary()
    private void Cell26()
    {
        model_conv2 = models.Sequential();

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

        model_conv2.summary();
    }

    // In [27]:
    //   model_conv2.input
    private void Cell27() => Out(27, model_conv2.input);

    // In [28]:
    //   # Compilation step
    //   model_conv2.compile(optimizer=optimizers.RMSprop(lr=1e-4, momentum=0.9),
    //                       loss='categorical_crossentropy',
    //                       metrics=['accuracy'])
    //
    //   # Training step
    //   callbacks_list = [callbacks.EarlyStopping(monitor='loss', patience=2,),
    //                     callbacks.ModelCheckpoint(filepath='model_conv2.h5', monitor='val_loss', save_best_only=True,),
    //                     callbacks.ReduceLROnPlateau(monitor='val_loss', factor=0.2, patience=5)]
    //
    //   history_conv2 = model_conv2.fit(
    //       train_images, train_labels,
    //       epochs=100,
    //       batch_size=100,
    //       callbacks = callbacks_list,
    //       validation_data = (validation_images, validation_labels),
    //       verbose=0)
    private void Cell28()
    {
        model_conv2.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9),
                            loss: "categorical_crossentropy",
                            metrics: ["accuracy"]);

        Callback[] callbacks_list = [callbacks.EarlyStopping(monitor: "loss", patience: 2),
                                     callbacks.ModelCheckpoint(filepath: "model_conv2.h5", monitor: "val_loss", save_best_only: true),
                                     callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.2, patience: 5)];

        history_conv2 = model_conv2.fit(
            train_images, train_labels,
            epochs: pace.Epochs("conv2", 100),
            batch_size: 100,
            callbacks: Watched("conv2", callbacks_list),
            validation_data: (validation_images, validation_labels),
            verbose: 0);
        AfterFit("conv2", model_conv2, history_conv2);
    }

    // In [29]:
    //   history = pd.DataFrame(history_conv2.history)
    //   plot_history(history)
    private void Cell29()
    {
        history = pd.DataFrame(history_conv2.history);
        plot_history(history);
    }

    // In [30]:
    //   validation_loss_model_conv2, validation_acc_model_conv2 = model_conv2.evaluate(
    //                                                   validation_images,
    //                                                   validation_labels,
    //                                                   verbose=0)
    //   print('validation_acc with model_dense:', round(validation_acc_model_dense, 3))
    //   print('validation_acc with model_conv:', round(validation_acc_model_conv, 3))
    //   print('validation_acc with model_conv2:', round(validation_acc_model_conv2, 3))
    private void Cell30()
    {
        (validation_loss_model_conv2, validation_acc_model_conv2) = model_conv2.evaluate(
                                                                      validation_images,
                                                                      validation_labels,
                                                                      verbose: 0);
        Record("conv2", model_conv2, validation_loss_model_conv2, validation_acc_model_conv2);
        print_acc("validation_acc with model_dense:", validation_acc_model_dense, 3);
        print_acc("validation_acc with model_conv:", validation_acc_model_conv, 3);
        print_acc("validation_acc with model_conv2:", validation_acc_model_conv2, 3);
    }
}
