using NumSharp;

namespace KerasDigits.Applications;

/// <summary>preprocess_input and decode_predictions under the names of the families' modules.</summary>
/// <remarks>Source: tf.keras 2.3.1, applications/.</remarks>
internal static class FamilyUtils
{
    /// <summary>Pixels from 0 … 255 for the networks of vgg16: RGB becomes BGR, and each channel loses its mean over ImageNet.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.vgg16.preprocess_input")]
    public static NDArray vgg16_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "caffe");

    /// <summary>Pixels from 0 … 255 for the networks of vgg19: RGB becomes BGR, and each channel loses its mean over ImageNet.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.vgg19.preprocess_input")]
    public static NDArray vgg19_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "caffe");

    /// <summary>Pixels from 0 … 255 for the networks of resnet: RGB becomes BGR, and each channel loses its mean over ImageNet.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.resnet.preprocess_input", "keras.applications.resnet50.preprocess_input")]
    public static NDArray resnet_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "caffe");

    /// <summary>Pixels from 0 … 255 for the networks of resnet_v2: 0 … 255 becomes −1 … 1.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.resnet_v2.preprocess_input")]
    public static NDArray resnet_v2_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "tf");

    /// <summary>Pixels from 0 … 255 for the networks of mobilenet: 0 … 255 becomes −1 … 1.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.mobilenet.preprocess_input")]
    public static NDArray mobilenet_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "tf");

    /// <summary>Pixels from 0 … 255 for the networks of mobilenet_v2: 0 … 255 becomes −1 … 1.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.mobilenet_v2.preprocess_input")]
    public static NDArray mobilenet_v2_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "tf");

    /// <summary>
    /// Pixels from 0 … 255 for the networks of densenet: 0 … 255 becomes 0 … 1, then each channel is taken by its mean and deviation over
    /// ImageNet.
    /// </summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.densenet.preprocess_input")]
    public static NDArray densenet_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "torch");

    /// <summary>Pixels from 0 … 255 for the networks of inception_v3: 0 … 255 becomes −1 … 1.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.inception_v3.preprocess_input")]
    public static NDArray inception_v3_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "tf");

    /// <summary>Pixels from 0 … 255 for the networks of xception: 0 … 255 becomes −1 … 1.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.xception.preprocess_input")]
    public static NDArray xception_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "tf");

    /// <summary>Pixels from 0 … 255 for the networks of efficientnet: nothing changes, since the model itself scales its input.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.efficientnet.preprocess_input")]
    public static NDArray efficientnet_preprocess_input(NDArray x, string? data_format = null) => x;

    /// <summary>Pixels from 0 … 255 for the networks of nasnet: 0 … 255 becomes −1 … 1.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.nasnet.preprocess_input")]
    public static NDArray nasnet_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "tf");

    /// <summary>Pixels from 0 … 255 for the networks of inception_resnet_v2: 0 … 255 becomes −1 … 1.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.applications.inception_resnet_v2.preprocess_input")]
    public static NDArray inception_resnet_v2_preprocess_input(NDArray x, string? data_format = null) =>
        ImageNetUtils.preprocess_input(x, data_format, "tf");

    /// <inheritdoc cref="ImageNetUtils.decode_predictions"/>
    [KerasExport("keras.applications.vgg16.decode_predictions",
        "keras.applications.vgg19.decode_predictions",
        "keras.applications.resnet.decode_predictions",
        "keras.applications.resnet_v2.decode_predictions",
        "keras.applications.mobilenet.decode_predictions",
        "keras.applications.mobilenet_v2.decode_predictions",
        "keras.applications.densenet.decode_predictions",
        "keras.applications.inception_v3.decode_predictions",
        "keras.applications.xception.decode_predictions",
        "keras.applications.efficientnet.decode_predictions",
        "keras.applications.nasnet.decode_predictions",
        "keras.applications.inception_resnet_v2.decode_predictions",
        "keras.applications.resnet50.decode_predictions")]
    public static List<List<(string Name, string Description, float Score)>> decode_predictions(NDArray preds, int top = 5) =>
        ImageNetUtils.decode_predictions(preds, top);
}
