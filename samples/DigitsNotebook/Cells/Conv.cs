using KerasDigits.Callbacks;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace DigitsNotebook;

/// <content>Cells 17 to 25, model n°2: convolutions and poolings. The printed notebook has lost cells 21 to 25 at a page's end; they are
/// written after their neighbours.</content>
public sealed partial class Notebook
{
    private Sequential model_conv = null!;
    private History history_conv = null!;
    private NDArray train_images = null!, validation_images = null!;
    private double validation_loss_model_conv = double.NaN, validation_acc_model_conv = double.NaN;

    // In [17]:
    //   INPUT_SHAPE = (28, 28, 1)
    //
    //   model_conv = models.Sequential()
    //   model_conv.add(layers.Conv2D(filters=32, kernel_size=(3, 3),
    //                                activation='relu', input_shape=INPUT_SHAPE))
    //   model_conv.add(layers.MaxPooling2D(pool_size=(2, 2)))
    //   model_conv.add(layers.Conv2D(64, (3, 3), activation='relu'))
    //   model_conv.add(layers.MaxPooling2D((2, 2)))
    //   model_conv.add(layers.Conv2D(64, (3, 3), activation='relu'))
    private static readonly (int, int, int) INPUT_SHAPE = (28, 28, 1);

    private void Cell17()
    {
        model_conv = models.Sequential();
        model_conv.add(layers.Conv2D(filters: 32, kernel_size: (3, 3),
                                     activation: "relu", input_shape: INPUT_SHAPE));
        model_conv.add(layers.MaxPooling2D(pool_size: (2, 2)));
        model_conv.add(layers.Conv2D(64, (3, 3), activation: "relu"));
        model_conv.add(layers.MaxPooling2D((2, 2)));
        model_conv.add(layers.Conv2D(64, (3, 3), activation: "relu"));
    }

    // In [18]:
    //   model_conv.summary()
    private void Cell18() => model_conv.summary();

    // In [19]:
    //   model_conv.add(layers.Flatten())
    //   model_conv.add(layers.Dense(64, activation='relu'))
    //   model_conv.add(layers.Dense(NUM_CLASSES, activation='softmax'))
    private void Cell19()
    {
        model_conv.add(layers.Flatten());
        model_conv.add(layers.Dense(64, activation: "relu"));
        model_conv.add(layers.Dense(NUM_CLASSES, activation: "softmax"));
    }

    // In [20]:
    //   model_conv.summary()
    private void Cell20() => model_conv.summary();

    // In [21]: (lost in the printed notebook)
    private void Cell21()
    {
        train_images = train_images_flatten.reshape(train_images_flatten.shape[0],
                                                    train_images_flatten.shape[1],
                                                    train_images_flatten.shape[2], 1);
        validation_images = validation_images_flatten.reshape(validation_images_flatten.shape[0],
                                                              validation_images_flatten.shape[1],
                                                              validation_images_flatten.shape[2], 1);
    }

    // In [22]: (lost in the printed notebook)
    private void Cell22() =>
        model_conv.compile(optimizer: "rmsprop",
                           loss: "categorical_crossentropy",
                           metrics: ["accuracy"]);

    // In [23]: (lost in the printed notebook)
    private void Cell23()
    {
        Callback[] callbacks_list = [callbacks.EarlyStopping(monitor: "loss", patience: 5),
                                     callbacks.ModelCheckpoint(filepath: "model_conv.h5", monitor: "val_loss", save_best_only: true),
                                     callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.1, patience: 5)];

        history_conv = model_conv.fit(
            train_images, train_labels,
            epochs: pace.Epochs("conv", 100),
            callbacks: Watched("conv", callbacks_list),
            validation_data: (validation_images, validation_labels),
            verbose: 0);
        AfterFit("conv", model_conv, history_conv);
    }

    // In [24]: (lost in the printed notebook)
    private void Cell24()
    {
        history = pd.DataFrame(history_conv.history);
        plot_history(history);
    }

    // In [25]: (its first lines are lost in the printed notebook)
    //   print('validation_acc with model_dense:', round(validation_acc_model_dense, 3))
    //   print('validation_acc with model_conv:', round(validation_acc_model_conv, 3))
    private void Cell25()
    {
        (validation_loss_model_conv, validation_acc_model_conv) = model_conv.evaluate(
                                                                    validation_images,
                                                                    validation_labels,
                                                                    verbose: 0);
        Record("conv", model_conv, validation_loss_model_conv, validation_acc_model_conv);
        print_acc("validation_acc with model_dense:", validation_acc_model_dense, 3);
        print_acc("validation_acc with model_conv:", validation_acc_model_conv, 3);
    }
}
