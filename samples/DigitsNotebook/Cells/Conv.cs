using static KerasDigits.keras;

namespace DigitsNotebook;

public sealed partial class Notebook
{
    // Cells 14 to 20: a convolutional net.
    private void Conv()
    {
        var model_conv = models.Sequential();
        model_conv.add(layers.Conv2D(32, (3, 3), activation: "relu", input_shape: INPUT_SHAPE));
        model_conv.add(layers.MaxPooling2D((2, 2)));
        model_conv.add(layers.Conv2D(64, (3, 3), activation: "relu"));
        model_conv.add(layers.MaxPooling2D((2, 2)));
        model_conv.add(layers.Conv2D(64, (3, 3), activation: "relu"));
        model_conv.add(layers.Flatten());
        model_conv.add(layers.Dense(64, activation: "relu"));
        model_conv.add(layers.Dense(10, activation: "softmax"));
        model_conv.summary();
        model_conv.compile(optimizer: "rmsprop", loss: "categorical_crossentropy", metrics: ["accuracy"]);

        Train("conv", model_conv, train_images, train_labels, Epochs(100, 15), batch_size: 32, CallbacksList("conv"), validation_images);
    }
}
