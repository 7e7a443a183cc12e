using KerasDigits.Layers;

namespace KerasDigits.Applications;

/// <summary>preprocess_input on symbolic tensors: each step becomes a layer of the model, so that the model takes raw pixels.</summary>
/// <remarks>Source: tf.keras 2.15, applications/imagenet_utils.py.</remarks>
internal static class SymbolicPreprocessing
{
    /// <summary>Pixels as a network wants them.</summary>
    /// <param name="x">Images of a model, RGB, 0 … 255.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="mode">"caffe", "tf" or "torch".</param>
    /// <exception cref="ArgumentException">mode or data_format is unknown.</exception>
    [KerasExport("keras.applications.imagenet_utils.preprocess_input")]
    public static KerasTensor preprocess_input(KerasTensor x, string? data_format = null, string mode = "caffe")
    {
        Guard.That(mode is "caffe" or "tf" or "torch", $"Unknown mode {mode}: use \"caffe\", \"tf\" or \"torch\".", nameof(mode));
        bool first = Guard.DataFormat(data_format) == "channels_first";
        if (mode == "tf") { return (x / 127.5) - 1.0; }
        KerasTensor y = mode == "torch" ? x / 255.0 : first ? x[":, ::-1, ..."] : x["..., ::-1"];
        double[] means = mode == "caffe" ? [103.939, 116.779, 123.68] : [0.485, 0.456, 0.406];
        y = SymbolicFunction.Make("nn.bias_add", [y], [null],
            new Config { ["bias"] = ConfigBinder.ToPlain(Array.ConvertAll(means, m => -m)), ["data_format"] = first ? "NCHW" : "NHWC" });
        if (mode == "caffe") { return y; }
        double[] deviations = [0.229, 0.224, 0.225];
        object divisor = first ? Array.ConvertAll(deviations, d => new[] { new[] { d } }) : deviations;
        return SymbolicFunction.Make("math.truediv", [y], [null], new Config { ["y"] = ConfigBinder.ToPlain(divisor) });
    }

    /// <summary>Pixels of a model as the networks of vgg16 want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.vgg16.preprocess_input")]
    public static KerasTensor vgg16_preprocess_input(KerasTensor x, string? data_format = null) =>
        preprocess_input(x, data_format, "caffe");

    /// <summary>Pixels of a model as the networks of vgg19 want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.vgg19.preprocess_input")]
    public static KerasTensor vgg19_preprocess_input(KerasTensor x, string? data_format = null) =>
        preprocess_input(x, data_format, "caffe");

    /// <summary>Pixels of a model as the networks of resnet want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.resnet.preprocess_input", "keras.applications.resnet50.preprocess_input")]
    public static KerasTensor resnet_preprocess_input(KerasTensor x, string? data_format = null) =>
        preprocess_input(x, data_format, "caffe");

    /// <summary>Pixels of a model as the networks of resnet_v2 want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.resnet_v2.preprocess_input")]
    public static KerasTensor resnet_v2_preprocess_input(KerasTensor x, string? data_format = null) =>
        preprocess_input(x, data_format, "tf");

    /// <summary>Pixels of a model as the networks of mobilenet want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.mobilenet.preprocess_input")]
    public static KerasTensor mobilenet_preprocess_input(KerasTensor x, string? data_format = null) =>
        preprocess_input(x, data_format, "tf");

    /// <summary>Pixels of a model as the networks of mobilenet_v2 want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.mobilenet_v2.preprocess_input")]
    public static KerasTensor mobilenet_v2_preprocess_input(KerasTensor x, string? data_format = null) =>
        preprocess_input(x, data_format, "tf");

    /// <summary>Pixels of a model as the networks of densenet want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.densenet.preprocess_input")]
    public static KerasTensor densenet_preprocess_input(KerasTensor x, string? data_format = null) =>
        preprocess_input(x, data_format, "torch");

    /// <summary>Pixels of a model as the networks of inception_v3 want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.inception_v3.preprocess_input")]
    public static KerasTensor inception_v3_preprocess_input(KerasTensor x, string? data_format = null) =>
        preprocess_input(x, data_format, "tf");

    /// <summary>Pixels of a model as the networks of xception want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.xception.preprocess_input")]
    public static KerasTensor xception_preprocess_input(KerasTensor x, string? data_format = null) =>
        preprocess_input(x, data_format, "tf");

    /// <summary>Pixels of a model as the networks of efficientnet want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">Accepted for compatibility and ignored: nothing is changed.</param>
    [KerasExport("keras.applications.efficientnet.preprocess_input")]
    public static KerasTensor efficientnet_preprocess_input(KerasTensor x, string? data_format = null) => x;

    /// <summary>Pixels of a model as the networks of inception_resnet_v2 want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.inception_resnet_v2.preprocess_input")]
    public static KerasTensor inception_resnet_v2_preprocess_input(KerasTensor x, string? data_format = null) =>
        preprocess_input(x, data_format, "tf");

    /// <summary>Pixels of a model as the networks of nasnet want them.</summary>
    /// <param name="x">Images 0 … 255, three channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.nasnet.preprocess_input")]
    public static KerasTensor nasnet_preprocess_input(KerasTensor x, string? data_format = null) => preprocess_input(x, data_format, "tf");
}
