using KerasDigits.Initializers;
using KerasDigits.Layers;
using KerasDigits.Models;
using static KerasDigits.Applications.ImageNetModel;

namespace KerasDigits.Applications;

/// <summary>EfficientNet: inverted residual blocks with channel attention, scaled in width, depth and size together.</summary>
/// <remarks>Input shape: (batch, height, width, 3), pixels 0 … 255. Output shape: (batch, classes), or the features. Source: tf.keras
/// 2.3.1, applications/efficientnet.py.</remarks>
internal static class EfficientNet
{
    /// <summary>Window, repeats, input and output filters, expansion and first step of the seven groups of blocks.</summary>
    private static readonly (int Window, int Repeats, int In, int Out, int Expand, int Strides)[] s_groups =
        [(3, 1, 32, 16, 1, 1), (3, 2, 16, 24, 6, 2), (5, 2, 24, 40, 6, 2), (3, 3, 40, 80, 6, 2), (5, 3, 80, 112, 6, 1),
            (5, 4, 112, 192, 6, 2), (3, 1, 192, 320, 6, 1)];

    private static Initializer ConvStart => new VarianceScaling(2.0, "fan_out", "truncated_normal");

    /// <summary>EfficientNetB0, for images of 224×224 by default.</summary>
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
    [KerasExport("keras.applications.EfficientNetB0", "keras.applications.efficientnet.EfficientNetB0")]
    public static Model EfficientNetB0(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "b0", 1.0, 1.0, 224, 0.2,
            "902e53a9f72be733fc0bcb005b3ebbac", "50bc09e76180e00e4465e1a485ddc09d");

    /// <summary>EfficientNetB1, for images of 240×240 by default.</summary>
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
    [KerasExport("keras.applications.EfficientNetB1", "keras.applications.efficientnet.EfficientNetB1")]
    public static Model EfficientNetB1(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "b1", 1.0, 1.1, 240, 0.2,
            "1d254153d4ab51201f1646940f018540", "74c4e6b3e1f6a1eea24c589628592432");

    /// <summary>EfficientNetB2, for images of 260×260 by default.</summary>
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
    [KerasExport("keras.applications.EfficientNetB2", "keras.applications.efficientnet.EfficientNetB2")]
    public static Model EfficientNetB2(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "b2", 1.1, 1.2, 260, 0.3,
            "b15cce36ff4dcbd00b6dd88e7857a6ad", "111f8e2ac8aa800a7a99e3239f7bfb39");

    /// <summary>EfficientNetB3, for images of 300×300 by default.</summary>
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
    [KerasExport("keras.applications.EfficientNetB3", "keras.applications.efficientnet.EfficientNetB3")]
    public static Model EfficientNetB3(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "b3", 1.2, 1.4, 300, 0.3,
            "ffd1fdc53d0ce67064dc6a9c7960ede0", "af6d107764bb5b1abb91932881670226");

    /// <summary>EfficientNetB4, for images of 380×380 by default.</summary>
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
    [KerasExport("keras.applications.EfficientNetB4", "keras.applications.efficientnet.EfficientNetB4")]
    public static Model EfficientNetB4(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "b4", 1.4, 1.8, 380, 0.4,
            "18c95ad55216b8f92d7e70b3a046e2fc", "ebc24e6d6c33eaebbd558eafbeedf1ba");

    /// <summary>EfficientNetB5, for images of 456×456 by default.</summary>
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
    [KerasExport("keras.applications.EfficientNetB5", "keras.applications.efficientnet.EfficientNetB5")]
    public static Model EfficientNetB5(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "b5", 1.6, 2.2, 456, 0.4,
            "ace28f2a6363774853a83a0b21b9421a", "38879255a25d3c92d5e44e04ae6cec6f");

    /// <summary>EfficientNetB6, for images of 528×528 by default.</summary>
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
    [KerasExport("keras.applications.EfficientNetB6", "keras.applications.efficientnet.EfficientNetB6")]
    public static Model EfficientNetB6(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "b6", 1.8, 2.6, 528, 0.5,
            "165f6e37dce68623721b423839de8be5", "9ecce42647a20130c1f39a5d4cb75743");

    /// <summary>EfficientNetB7, for images of 600×600 by default.</summary>
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
    [KerasExport("keras.applications.EfficientNetB7", "keras.applications.efficientnet.EfficientNetB7")]
    public static Model EfficientNetB7(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "b7", 2.0, 3.1, 600, 0.5,
            "8c03f828fec3ef71311cd463b6759d99", "cbcfe4450ddf6f3ad90b1b398090fe4a");

    private static Model Make(ImageNetModel a, string name, double width, double depth, int size, double dropout, string hash,
        string hashWithoutTop) =>
        a.Make("efficientnet" + name, size, 32, x => AddBody(x, width, depth), x => AddTop(x, a, dropout),
            new WeightFile("https://storage.googleapis.com/keras-applications/", $"efficientnet{name}.h5", $"efficientnet{name}_notop.h5",
                hash, hashWithoutTop));

    private static KerasTensor AddTop(KerasTensor x, ImageNetModel a, double dropout) =>
        new Dropout(dropout) { name = "top_dropout" }.Apply(x.GlobalAverage("avg_pool"))
        .Dense(a.classes, a.Classifier, "predictions", new VarianceScaling(1.0 / 3, "fan_out", "uniform"));

    private static KerasTensor AddBody(KerasTensor x, double width, double depth)
    {
        int ScaleWidth(double filters) => RoundToDivisor(filters * width);
        int ScaleDepth(int repeats) => (int)Math.Ceiling(depth * repeats);
        x = new Normalization(Build.ChannelAxis).Apply(new Rescaling(1.0 / 255).Apply(x));
        x = x.PadForStep2(3, "stem_conv_pad").Conv(ScaleWidth(32), 3, "stem_conv", 2, bias: false, start: ConvStart).BatchNorm("stem_bn")
            .Activate("swish", "stem_activation");
        double blocks = s_groups.Sum(g => ScaleDepth(g.Repeats));
        int done = 0;
        for (int g = 0; g < s_groups.Length; g++)
        {
            var group = s_groups[g];
            for (int i = 0; i < ScaleDepth(group.Repeats); i++, done++)
            {
                x = AddBlock(x, $"block{g + 1}{(char)('a' + i)}_", group.Window, ScaleWidth(i == 0 ? group.In : group.Out),
                    ScaleWidth(group.Out),
                    group.Expand, i == 0 ? group.Strides : 1, 0.2 * done / blocks);
            }
        }
        return x.Conv(ScaleWidth(1280), 1, "top_conv", padding: "same", bias: false, start: ConvStart).BatchNorm("top_bn")
            .Activate("swish", "top_activation");
    }

    private static KerasTensor AddBlock(KerasTensor inputs, string name, int window, int filtersIn, int filtersOut, int expand, int strides,
        double dropRate)
    {
        KerasTensor x = inputs;
        int filters = filtersIn * expand;
        if (expand != 1)
        {
            x = x.Conv(filters, 1, name + "expand_conv", padding: "same", bias: false, start: ConvStart).BatchNorm(name + "expand_bn")
                .Activate("swish", name + "expand_activation");
        }
        if (strides == 2) { x = x.PadForStep2(window, name + "dwconv_pad"); }
        x = x.Depthwise(window, name + "dwconv", strides, strides == 2 ? "valid" : "same", start: ConvStart).BatchNorm(name + "bn")
            .Activate("swish", name + "activation");
        KerasTensor attention = new Reshape(Build.MakePictureShape(1, 1, filters)) { name = name
            + "se_reshape" }.Apply(x.GlobalAverage(name + "se_squeeze"))
            .Conv(Math.Max(1, filtersIn / 4), 1, name + "se_reduce", padding: "same", activation: "swish", start: ConvStart)
            .Conv(filters, 1, name + "se_expand", padding: "same", activation: "sigmoid", start: ConvStart);
        x = new Multiply { name = name + "se_excite" }.Apply(x, attention)
            .Conv(filtersOut, 1, name + "project_conv", padding: "same", bias: false, start: ConvStart).BatchNorm(name + "project_bn");
        if (strides != 1 || filtersIn != filtersOut) { return x; }
        if (dropRate > 0) { x = new Dropout(dropRate, new Shape(null, 1, 1, 1)) { name = name + "drop" }.Apply(x); }
        return Build.Add(x, inputs, name + "add");
    }

    /// <summary>The nearest multiple of 8 that is not more than a tenth below.</summary>
    internal static int RoundToDivisor(double filters)
    {
        int near = Math.Max(8, (int)(filters + 4) / 8 * 8);
        return near < 0.9 * filters ? near + 8 : near;
    }
}
