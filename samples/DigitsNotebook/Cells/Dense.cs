using static KerasDigits.keras;

namespace DigitsNotebook;

public sealed partial class Notebook
{
    // Cells 9 to 13: a dense net.
    private void Dense()
    {
        var model_dense = models.Sequential();
        model_dense.add(layers.Dense(64, activation: "relu", input_shape: 28 * 28));
        model_dense.add(layers.Dense(10, activation: "softmax"));
        model_dense.summary();
        model_dense.compile(optimizer: "rmsprop", loss: "categorical_crossentropy", metrics: ["accuracy"]);

        Train("dense", model_dense, train_images.reshape(-1, 28 * 28), train_labels, Epochs(100, 30), batch_size: 32,
            CallbacksList("dense"), validation_images.reshape(-1, 28 * 28));
    }
}
