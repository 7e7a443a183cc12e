using KerasDigits.Models;
using static KerasDigits.keras;

namespace DigitsNotebook;

public sealed partial class Notebook
{
    // Cells 21 to 27: more convolutions, with batch normalization and dropout.
    private void Conv2()
    {
        Sequential model_conv2 = ConvWithBatchNormalization();
        model_conv2.summary();
        Train("conv2", model_conv2, train_images, train_labels, Epochs(100, 12), batch_size: 100,
            CallbacksList("conv2", stop_patience: 2, factor: 0.2), validation_images);
    }

    /// <summary>The net of cell 21; the notebook builds it once more for the augmented digits.</summary>
    private static Sequential ConvWithBatchNormalization()
    {
        var model = models.Sequential();
        model.add(layers.Conv2D(64, (3, 3), activation: "relu", input_shape: INPUT_SHAPE));
        model.add(layers.Conv2D(64, (3, 3), activation: "relu"));
        model.add(layers.BatchNormalization());
        model.add(layers.MaxPooling2D((2, 2)));
        model.add(layers.Dropout(0.25));
        model.add(layers.Conv2D(128, (3, 3), activation: "relu"));
        model.add(layers.Conv2D(128, (3, 3), activation: "relu"));
        model.add(layers.BatchNormalization());
        model.add(layers.MaxPooling2D((2, 2)));
        model.add(layers.Dropout(0.25));
        model.add(layers.Conv2D(128, (3, 3), activation: "relu"));
        model.add(layers.Flatten());
        model.add(layers.Dropout(0.25));
        model.add(layers.Dense(64, activation: "relu"));
        model.add(layers.Dropout(0.5));
        model.add(layers.Dense(10, activation: "softmax"));
        model.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9), loss: "categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }
}
