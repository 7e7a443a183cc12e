using System.Globalization;
using KerasDigits.Layers;
using KerasDigits.Models;
using static KerasDigits.Applications.ImageNetModel;

namespace KerasDigits.Applications;

/// <summary>MobileNet and MobileNetV2: depthwise convolutions between 1×1 ones; `alpha` scales the number of filters.</summary>
/// <remarks>Input shape: (batch, height, width, 3). Output shape: (batch, classes), or the features. Source: tf.keras 2.3.1,
/// applications/mobilenet.py and mobilenet_v2.py.</remarks>
internal static class MobileNets
{
    /// <summary>MobileNet, for images of 224×224 by default.</summary>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 32; null: the usual size with the
    /// top, any without it.</param>
    /// <param name="alpha">Factor of the number of filters in each layer.</param>
    /// <param name="depth_multiplier">Channels that a depthwise convolution makes of each.</param>
    /// <param name="dropout">Part that the dropout of the top drops.</param>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are not in the cache and cannot be downloaded.</exception>
    [KerasExport("keras.applications.MobileNet", "keras.applications.mobilenet.MobileNet")]
    public static Model MobileNet(Shape? input_shape = null, double alpha = 1.0, int depth_multiplier = 1, double dropout = 0.001,
        bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null, string? pooling = null, int classes = 1000,
        string? classifier_activation = "softmax")
    {
        var a = new ImageNetModel(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation);
        int[] sizes = [128, 160, 192, 224];
        Guard.That(!a.FromImageNet || depth_multiplier == 1, "If imagenet weights are being loaded, depth multiplier must be 1",
            nameof(depth_multiplier));
        Guard.That(!a.FromImageNet || alpha is 0.25 or 0.5 or 0.75 or 1.0,
            DescribeRefused("`0.25`, `0.50`, `0.75` or `1.0`", alpha), nameof(alpha));
        var (usual, rows) = ChooseSizes(a, sizes);
        string width = alpha switch { 1.0 => "1_0", 0.75 => "7_5", 0.5 => "5_0", _ => "2_5" };
        return a.Make(FormatText($"mobilenet_{alpha:F2}_{rows}"), usual, 32, x => AddBody(x, alpha, depth_multiplier), x =>
            AddTop(x, a, dropout),
            new WeightFile("mobilenet", $"mobilenet_{width}_{rows}_tf.h5", $"mobilenet_{width}_{rows}_tf_no_top.h5", null, null),
            namesPooling: false);
    }

    /// <summary>MobileNetV2, for images of 224×224 by default.</summary>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 32; null: the usual size with the
    /// top, any without it.</param>
    /// <param name="alpha">Factor of the number of filters in each layer.</param>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are not in the cache and cannot be downloaded.</exception>
    [KerasExport("keras.applications.MobileNetV2", "keras.applications.mobilenet_v2.MobileNetV2")]
    public static Model MobileNetV2(Shape? input_shape = null, double alpha = 1.0, bool include_top = true, string? weights = "imagenet",
        KerasTensor? input_tensor = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax")
    {
        Guard.That(input_shape is not { Rank: 3 } given || input_tensor is null
            || Build.GetSides(given).Width == Build.GetSides(input_tensor.shape[1..]).Width,
            $"input_shape: {input_shape} and input_tensor: {input_tensor} do not meet the same shape requirements", nameof(input_shape));
        if (include_top && input_shape is null && input_tensor?.shape is { Rank: 4 } s
            && Build.GetSides(s[1..]) is { Height: 96 or 128 or 160 or 192 or 224 } side && side.Height == side.Width)
        {
            input_shape = s[1..];
        }
        var a = new ImageNetModel(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation);
        Guard.That(!a.FromImageNet || alpha is 0.35 or 0.5 or 0.75 or 1.0 or 1.3 or 1.4,
            DescribeRefused("`0.35`, `0.50`, `0.75`, `1.0`, `1.3` or `1.4`", alpha), nameof(alpha));
        var (usual, rows) = ChooseSizes(a, [96, 128, 160, 192, 224]);
        string file = FormatText($"mobilenet_v2_weights_tf_dim_ordering_tf_kernels_{(alpha == 1 ? "1.0" : alpha)}_{rows}");
        return a.Make(FormatText($"mobilenetv2_{alpha:F2}_{rows}"), usual, 32, x => AddBodyV2(x, alpha),
            x => x.GlobalAverage().Dense(classes, a.Classifier, "predictions"),
            new WeightFile("mobilenet_v2", file + ".h5", file + "_no_top.h5", null, null), namesPooling: false);
    }

    /// <summary>The usual size for an input shape, and the number of rows in the model's and the weights' name.</summary>
    private static (int Usual, string Rows) ChooseSizes(ImageNetModel a, int[] sizes)
    {
        int usual = a.input_shape is { Rank: 3 } given && Build.GetSides(given) is { Height: { } n } g && g.Height == g.Width
            && sizes.Contains((int)n) ? (int)n : 224;
        var (height, width, _) = Build.GetSides(a.ChooseInputShape(usual, 32));
        if (a.FromImageNet && (height != width || height is not { } r || !sizes.Contains((int)r)))
        {
            Log.Warning($"`input_shape` is undefined or non-square, or `rows` is not in [{string.Join(", ", sizes)}]. Weights for input "
                + "shape (224, 224) will be loaded as the default.");
            return (usual, "224");
        }
        return (usual, height?.ToString(CultureInfo.InvariantCulture) ?? "None");
    }

    /// <summary>The first convolution: TF 2.3.1 pads in a layer of its own, 2.15 in the convolution.</summary>
    private static KerasTensor AddFirst(KerasTensor x, int filters, string name, Func<KerasTensor, KerasTensor> pad) => Compat.Is215
        ? x.Conv(filters, 3, name, 2, "same", bias: false) : pad(x).Conv(filters, 3, name, 2, bias: false);

    private static KerasTensor AddBody(KerasTensor x, double alpha, int depthMultiplier)
    {
        x = AddFirst(x, (int)(32 * alpha), "conv1", y => y.Pad(((0, 1), (0, 1)), "conv1_pad")).BatchNorm("conv1_bn").Relu6("conv1_relu");
        (int Filters, int Strides)[] blocks = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1),
            (512, 1), (512, 1), (1024, 2), (1024, 1)];
        for (int i = 1; i <= blocks.Length; i++)
        {
            var (filters, strides) = blocks[i - 1];
            if (strides == 2) { x = x.Pad(((0, 1), (0, 1)), $"conv_pad_{i}"); }
            x = x.Depthwise(3, $"conv_dw_{i}", strides, strides == 1 ? "same" : "valid", depthMultiplier).BatchNorm($"conv_dw_{i}_bn")
                .Relu6($"conv_dw_{i}_relu")
                .Conv((int)(filters * alpha), 1, $"conv_pw_{i}", padding: "same", bias: false).BatchNorm($"conv_pw_{i}_bn")
                .Relu6($"conv_pw_{i}_relu");
        }
        return x;
    }

    private static KerasTensor AddTop(KerasTensor x, ImageNetModel a, double dropout)
    {
        x = new Reshape(Build.MakePictureShape(1, 1, x.GetChannels())) { name = "reshape_1" }.Apply(x.GlobalAverage());
        x = new Dropout(dropout) { name = "dropout" }.Apply(x).Conv(a.classes, 1, "conv_preds", padding: "same");
        return new Reshape(a.classes) { name = "reshape_2" }.Apply(x).Activate(a.Classifier ?? "linear", "predictions");
    }

    private static KerasTensor AddBodyV2(KerasTensor x, double alpha)
    {
        x = AddFirst(x, EfficientNet.RoundToDivisor(32 * alpha), "Conv1", y => y.PadForStep2(3, "Conv1_pad")).BatchNorm("bn_Conv1",
            momentum: 0.999)
            .Relu6("Conv1_relu");
        (int Filters, int Repeats, int Strides)[] groups = [(16, 1, 1), (24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2),
            (320, 1, 1)];
        int block = 0;
        foreach (var (filters, repeats, strides) in groups)
        {
            for (int i = 0; i < repeats; i++)
            {
                x = AddInverted(x, EfficientNet.RoundToDivisor((int)(filters * alpha)), i == 0 ? strides : 1, block++);
            }
        }
        int last = alpha > 1 ? EfficientNet.RoundToDivisor(1280 * alpha) : 1280;
        return x.Conv(last, 1, "Conv_1", bias: false).BatchNorm("Conv_1_bn", momentum: 0.999).Relu6("out_relu");
    }

    private static KerasTensor AddInverted(KerasTensor inputs, int filters, int strides, int block)
    {
        string name = block == 0 ? "expanded_conv_" : $"block_{block}_";
        int channels = inputs.GetChannels();
        KerasTensor x = inputs;
        if (block > 0)
        {
            x = x.Conv(6 * channels, 1, name + "expand", padding: "same", bias: false).BatchNorm(name + "expand_BN", momentum: 0.999)
                .Relu6(name + "expand_relu");
        }
        if (strides == 2) { x = x.PadForStep2(3, name + "pad"); }
        x = x.Depthwise(3, name + "depthwise", strides, strides == 1 ? "same" : "valid").BatchNorm(name + "depthwise_BN", momentum: 0.999)
            .Relu6(name + "depthwise_relu")
            .Conv(filters, 1, name + "project", padding: "same", bias: false).BatchNorm(name + "project_BN", momentum: 0.999);
        return channels == filters && strides == 1 ? Build.Add(inputs, x, name + "add") : x;
    }

    private static string DescribeRefused(string allowed, double alpha) =>
        FormatText($"If imagenet weights are being loaded, alpha can be one of {allowed} only. Received: alpha={alpha}.");

    private static string FormatText(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
