using KerasDigits.Layers;
using KerasDigits.Models;
using static KerasDigits.Applications.ImageNetModel;

namespace KerasDigits.Applications;

/// <summary>ResNet and ResNetV2: residual blocks of three convolutions, in V2 with normalization before each.</summary>
/// <remarks>Input shape: (batch, height, width, 3). Output shape: (batch, classes), or the features. Source: tf.keras 2.3.1,
/// applications/resnet.py and resnet_v2.py.</remarks>
internal static class ResNet
{
    private const double Epsilon = 1.001e-5;

    /// <summary>ResNet50, for images of 224×224 by default.</summary>
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
    [KerasExport("keras.applications.ResNet50", "keras.applications.resnet.ResNet50", "keras.applications.resnet50.ResNet50")]
    public static Model ResNet50(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "resnet50", [3, 4, 6, 3], false,
            WeightFile.Of("resnet", "resnet50", "2cb95161c43110f7111970584f804107", "4d473c1dd8becc155b73f8504c6f6626"));

    /// <summary>ResNet101, for images of 224×224 by default.</summary>
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
    [KerasExport("keras.applications.ResNet101", "keras.applications.resnet.ResNet101")]
    public static Model ResNet101(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "resnet101", [3, 4, 23, 3],
            false, WeightFile.Of("resnet", "resnet101", "f1aeb4b969a6efcfb50fad2f0c20cfc5", "88cf7a10940856eca736dc7b7e228a21"));

    /// <summary>ResNet152, for images of 224×224 by default.</summary>
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
    [KerasExport("keras.applications.ResNet152", "keras.applications.resnet.ResNet152")]
    public static Model ResNet152(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "resnet152", [3, 8, 36, 3],
            false, WeightFile.Of("resnet", "resnet152", "100835be76be38e30d865e96f2aaae62", "ee4c566cf9a93f14d82f913c2dc6dd0c"));

    /// <summary>ResNet50V2, for images of 224×224 by default.</summary>
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
    [KerasExport("keras.applications.ResNet50V2", "keras.applications.resnet_v2.ResNet50V2")]
    public static Model ResNet50V2(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "resnet50v2", [3, 4, 6, 3],
            true, WeightFile.Of("resnet", "resnet50v2", "3ef43a0b657b3be2300d5770ece849e0", "fac2f116257151a9d068a22e544a4917"));

    /// <summary>ResNet101V2, for images of 224×224 by default.</summary>
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
    [KerasExport("keras.applications.ResNet101V2", "keras.applications.resnet_v2.ResNet101V2")]
    public static Model ResNet101V2(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "resnet101v2", [3, 4, 23, 3],
            true, WeightFile.Of("resnet", "resnet101v2", "6343647c601c52e1368623803854d971", "c0ed64b8031c3730f411d2eb4eea35b5"));

    /// <summary>ResNet152V2, for images of 224×224 by default.</summary>
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
    [KerasExport("keras.applications.ResNet152V2", "keras.applications.resnet_v2.ResNet152V2")]
    public static Model ResNet152V2(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "resnet152v2", [3, 8, 36, 3],
            true, WeightFile.Of("resnet", "resnet152v2", "a49b44d1979771252814e80f8ec446f9", "ed17cf2e0169df9d443503ef94b23b33"));

    private static Model Make(ImageNetModel a, string name, int[] blocks, bool preActivation, WeightFile file) =>
        a.Make(name, 224, 32, x => AddBody(x, blocks, preActivation), a.AddPooledTop, file);

    private static KerasTensor AddBody(KerasTensor x, int[] blocks, bool preActivation)
    {
        x = x.Pad(3, "conv1_pad").Conv(64, 7, "conv1_conv", 2);
        if (!preActivation) { x = x.BatchNorm("conv1_bn", Epsilon).Activate("relu", "conv1_relu"); }
        x = x.Pad(1, "pool1_pad").MaxPool(3, 2, "pool1_pool");
        for (int stack = 0; stack < 4; stack++)
        {
            for (int i = 1; i <= blocks[stack]; i++)
            {
                string name = $"conv{stack + 2}_block{i}";
                int filters = 64 << stack;
                x = preActivation ? AddPreActivated(x, filters, i == blocks[stack] && stack < 3 ? 2 : 1, i == 1, name)
                    : AddResidual(x, filters, i == 1 && stack > 0 ? 2 : 1, i == 1, name);
            }
        }
        return preActivation ? x.BatchNorm("post_bn", Epsilon).Activate("relu", "post_relu") : x;
    }

    private static KerasTensor AddResidual(KerasTensor x, int filters, int strides, bool widens, string name)
    {
        KerasTensor shortcut = widens ? x.Conv(4 * filters, 1, name + "_0_conv", strides).BatchNorm(name + "_0_bn", Epsilon) : x;
        x = x.Conv(filters, 1, name + "_1_conv", strides).BatchNorm(name + "_1_bn", Epsilon).Activate("relu", name + "_1_relu")
            .Conv(filters, 3, name + "_2_conv", padding: "same").BatchNorm(name + "_2_bn", Epsilon).Activate("relu", name + "_2_relu")
            .Conv(4 * filters, 1, name + "_3_conv").BatchNorm(name + "_3_bn", Epsilon);
        return Build.Add(shortcut, x, name + "_add").Activate("relu", name + "_out");
    }

    private static KerasTensor AddPreActivated(KerasTensor x, int filters, int strides, bool widens, string name)
    {
        KerasTensor active = x.BatchNorm(name + "_preact_bn", Epsilon).Activate("relu", name + "_preact_relu");
        KerasTensor shortcut = widens ? active.Conv(4 * filters, 1, name + "_0_conv", strides) : strides > 1 ? x.MaxPool(1, strides) : x;
        x = active.Conv(filters, 1, name + "_1_conv", bias: false).BatchNorm(name + "_1_bn", Epsilon).Activate("relu", name + "_1_relu")
            .Pad(1, name + "_2_pad").Conv(filters, 3, name + "_2_conv", strides, bias: false).BatchNorm(name + "_2_bn", Epsilon)
            .Activate("relu", name + "_2_relu")
            .Conv(4 * filters, 1, name + "_3_conv");
        return Build.Add(shortcut, x, name + "_out");
    }
}
