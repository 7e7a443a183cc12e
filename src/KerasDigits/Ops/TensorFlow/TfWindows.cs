
namespace KerasDigits.Ops;

/// <summary>TensorFlow's convolutions and pooling of channels-last data, under <c>tf.nn</c>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1.</remarks>
internal static class TfWindows
{
    /// <summary>Convolution of images.</summary>
    /// <param name="input">(batch, height, width, channels).</param>
    /// <param name="filters">(height, width, channels, filters).</param>
    /// <param name="strides">One number, two, or four of which the inner two count.</param>
    /// <param name="padding">"SAME" or "VALID".</param>
    /// <param name="dilations">As strides; null: 1.</param>
    [KerasExport("tf.nn.conv2d")]
    public static Tensor conv2d(Tensor input, Tensor filters, IntList strides, string padding, IntList? dilations = null) =>
        OpsNN.conv(input, filters, GetInner(strides, 2), CheckPadding(padding), "channels_last", dilations is null ? null
            : GetInner(dilations, 2));

    /// <summary>Convolution of sequences.</summary>
    /// <param name="input">(batch, steps, channels).</param>
    /// <param name="filters">(window, channels, filters).</param>
    /// <param name="stride">One number, or three of which the inner one counts.</param>
    /// <param name="padding">"SAME" or "VALID".</param>
    [KerasExport("tf.nn.conv1d")]
    public static Tensor conv1d(Tensor input, Tensor filters, IntList stride, string padding) =>
        OpsNN.conv(input, filters, GetInner(stride, 1), CheckPadding(padding), "channels_last");

    /// <summary>Convolution of each channel by itself.</summary>
    /// <param name="input">(batch, height, width, channels).</param>
    /// <param name="filter">(height, width, channels, multiplier).</param>
    /// <param name="strides">Four numbers of which the inner two count.</param>
    /// <param name="padding">"SAME" or "VALID".</param>
    [KerasExport("tf.nn.depthwise_conv2d")]
    public static Tensor depthwise_conv2d(Tensor input, Tensor filter, IntList strides, string padding) =>
        OpsNN.depthwise_conv(input, filter, GetInner(strides, 2), CheckPadding(padding), "channels_last");

    /// <summary>Largest value of each window.</summary>
    /// <param name="input">(batch, height, width, channels).</param>
    /// <param name="ksize">One number, two, or four of which the inner two count.</param>
    /// <param name="strides">Steps between windows, in the same form as ksize.</param>
    /// <param name="padding">"SAME" or "VALID".</param>
    [KerasExport("tf.nn.max_pool2d", "tf.nn.max_pool")]
    public static Tensor max_pool2d(Tensor input, IntList ksize, IntList strides, string padding) =>
        OpsNN.max_pool(input, GetInner(ksize, 2), GetInner(strides, 2), CheckPadding(padding), "channels_last");

    /// <summary>Mean of each window.</summary>
    /// <param name="input">(batch, height, width, channels).</param>
    /// <param name="ksize">One number, two, or four of which the inner two count.</param>
    /// <param name="strides">Steps between windows, in the same form as ksize.</param>
    /// <param name="padding">"SAME" or "VALID".</param>
    [KerasExport("tf.nn.avg_pool2d", "tf.nn.avg_pool")]
    public static Tensor avg_pool2d(Tensor input, IntList ksize, IntList strides, string padding) =>
        OpsNN.average_pool(input, GetInner(ksize, 2), GetInner(strides, 2), CheckPadding(padding), "channels_last");

    private static string CheckPadding(string padding) => Guard.OneOf(padding, ["SAME", "VALID"], nameof(padding)).ToLowerInvariant();

    private static IntList GetInner(IntList numbers, int axes) => numbers.Count == axes + 2 ? new([.. numbers.Skip(1).Take(axes)])
        : numbers.Count == axes ? numbers
        : numbers.Count == 1 ? new([.. Enumerable.Repeat(numbers[0], axes)])
        : throw new ArgumentException($"There must be 1, {axes} or {axes + 2} numbers for windows and strides. Received: {numbers.Count}.",
            nameof(numbers));
}
