using KerasDigits.Layers;
using KerasDigits.Models;
using static KerasDigits.Applications.ImageNetModel;

namespace KerasDigits.Applications;

/// <summary>Xception: residual blocks of separable convolutions.</summary>
/// <remarks>Input shape: (batch, height, width, 3). Output shape: (batch, classes), or the features. Source: tf.keras 2.3.1,
/// applications/xception.py.</remarks>
internal static class XceptionNet
{
    /// <summary>Xception, for images of 299×299 by default.</summary>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 71; null: the usual size with the
    /// top, any without it.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are not in the cache and cannot be downloaded.</exception>
    [KerasExport("keras.applications.Xception", "keras.applications.xception.Xception")]
    public static Model Xception(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation));

    private static Model Make(ImageNetModel a) => a.Make("xception", 299, 71, AddBody, a.AddPooledTop,
        WeightFile.Of("xception", "xception", "0a58e3b7378bc2990ea3b43d5981f1f6", "b0042744bf5b25fce3cb969f33bebb97"), namesPooling: false);

    private static KerasTensor AddBody(KerasTensor x)
    {
        x = x.Conv(32, 3, "block1_conv1", 2, bias: false).BatchNorm("block1_conv1_bn").Activate("relu", "block1_conv1_act")
            .Conv(64, 3, "block1_conv2", bias: false).BatchNorm("block1_conv2_bn").Activate("relu", "block1_conv2_act");
        x = AddEntry(x, 2, 128, 128, activeFirst: false);
        x = AddEntry(x, 3, 256, 256);
        x = AddEntry(x, 4, 728, 728);
        for (int block = 5; block <= 12; block++)
        {
            KerasTensor y = x;
            for (int i = 1; i <= 3; i++)
            {
                string name = $"block{block}_sepconv{i}";
                y = y.Activate("relu", name + "_act").Separable(728, name).BatchNorm(name + "_bn");
            }
            x = Build.Add(y, x);
        }
        x = AddEntry(x, 13, 728, 1024);
        return x.Separable(1536, "block14_sepconv1").BatchNorm("block14_sepconv1_bn").Activate("relu", "block14_sepconv1_act")
            .Separable(2048, "block14_sepconv2").BatchNorm("block14_sepconv2_bn").Activate("relu", "block14_sepconv2_act");
    }

    /// <summary>Two separable convolutions and a pooling beside a 1×1 convolution.</summary>
    private static KerasTensor AddEntry(KerasTensor x, int block, int first, int second, bool activeFirst = true)
    {
        string name = $"block{block}_sepconv";
        KerasTensor residual = x.Conv(second, 1, strides: 2, padding: "same", bias: false).BatchNorm();
        if (activeFirst) { x = x.Activate("relu", name + "1_act"); }
        x = x.Separable(first, name + "1").BatchNorm(name + "1_bn").Activate("relu", name + "2_act").Separable(second, name + "2")
            .BatchNorm(name + "2_bn")
            .MaxPool(3, 2, $"block{block}_pool", "same");
        return Build.Add(x, residual);
    }
}
