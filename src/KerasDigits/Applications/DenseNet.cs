using KerasDigits.Layers;
using KerasDigits.Models;
using static KerasDigits.Applications.ImageNetModel;

namespace KerasDigits.Applications;

/// <summary>DenseNet: each block sees the outputs of all blocks before it, up to the next pooling.</summary>
/// <remarks>Input shape: (batch, height, width, 3). Output shape: (batch, classes), or the features. Source: tf.keras 2.3.1,
/// applications/densenet.py.</remarks>
internal static class DenseNet
{
    private const double Epsilon = 1.001e-5;

    /// <summary>DenseNet121, for images of 224×224 by default.</summary>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 32; null: the usual size with the
    /// top, any without it.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are not in the cache and cannot be downloaded.</exception>
    [KerasExport("keras.applications.DenseNet121", "keras.applications.densenet.DenseNet121")]
    public static Model DenseNet121(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "densenet121", [6, 12, 24, 16],
            WeightFile.Of("densenet", "densenet121", "9d60b8095a5708f2dcce2bca79d332c7", "30ee3e1110167f948a6b9946edeeb738"));

    /// <summary>DenseNet169, for images of 224×224 by default.</summary>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 32; null: the usual size with the
    /// top, any without it.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are not in the cache and cannot be downloaded.</exception>
    [KerasExport("keras.applications.DenseNet169", "keras.applications.densenet.DenseNet169")]
    public static Model DenseNet169(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "densenet169", [6, 12, 32, 32],
            WeightFile.Of("densenet", "densenet169", "d699b8f76981ab1b30698df4c175e90b", "b8c4d4c20dd625c148057b9ff1c1176b"));

    /// <summary>DenseNet201, for images of 224×224 by default.</summary>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 32; null: the usual size with the
    /// top, any without it.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are not in the cache and cannot be downloaded.</exception>
    [KerasExport("keras.applications.DenseNet201", "keras.applications.densenet.DenseNet201")]
    public static Model DenseNet201(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "densenet201", [6, 12, 48, 32],
            WeightFile.Of("densenet", "densenet201", "1ceb130c1ea1b78c3bf6114dbdfd8807", "c13680b51ded0fb44dff2d8f86ac8bb1"));

    private static Model Make(ImageNetModel a, string name, int[] blocks, WeightFile file) =>
        a.Make(name, 224, 32, x => AddBody(x, blocks), a.AddPooledTop, file);

    private static KerasTensor AddBody(KerasTensor x, int[] blocks)
    {
        x = x.Pad(3).Conv(64, 7, "conv1/conv", 2, bias: false).BatchNorm("conv1/bn", Epsilon).Activate("relu", "conv1/relu").Pad(1)
            .MaxPool(3, 2, "pool1");
        for (int part = 2; part <= 5; part++)
        {
            for (int i = 1; i <= blocks[part - 2]; i++) { x = Grow(x, $"conv{part}_block{i}"); }
            if (part < 5) { x = Shrink(x, $"pool{part}"); }
        }
        return x.BatchNorm("bn", Epsilon).Activate("relu", "relu");
    }

    private static KerasTensor Grow(KerasTensor x, string name) => Build.Join(name + "_concat", x,
        x.BatchNorm(name + "_0_bn", Epsilon).Activate("relu", name + "_0_relu").Conv(128, 1, name + "_1_conv", bias: false)
            .BatchNorm(name + "_1_bn", Epsilon).Activate("relu", name + "_1_relu")
            .Conv(32, 3, name + "_2_conv", padding: "same", bias: false));

    private static KerasTensor Shrink(KerasTensor x, string name) => x.BatchNorm(name + "_bn", Epsilon).Activate("relu", name + "_relu")
        .Conv(x.GetChannels() / 2, 1, name + "_conv", bias: false).AveragePool(2, 2, name + "_pool");
}
