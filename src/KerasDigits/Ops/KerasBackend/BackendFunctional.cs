using KerasDigits.Backend;

namespace KerasDigits.Ops;

/// <summary>Functions of keras.backend that take a function, and the layers' operations as functions.</summary>
/// <remarks>Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class BackendFunctional
{
    /// <summary>A function of each element along the first axis.</summary>
    /// <param name="fn">Takes an element without the first axis; all results have one shape.</param>
    /// <param name="elems">Tensor whose elements lie along the first axis.</param>
    /// <param name="name">Accepted for compatibility and ignored: names are TensorFlow's.</param>
    /// <param name="dtype">Keras dtype of the result; null: the function's.</param>
    [KerasExport("keras.backend.map_fn")]
    public static Tensor map_fn(Func<Tensor, Tensor> fn, Tensor elems, string? name = null, string? dtype = null)
    {
        Tensor all = SequenceOps.Stack([.. SequenceOps.Steps(elems).Select(fn)], 0);
        return dtype is null ? all : all.to_type(DTypes.ParseTorch(dtype));
    }

    /// <summary>fn(… fn(fn(start, x₀), x₁) …) along the first axis.</summary>
    /// <param name="fn">Takes what has come so far and an element.</param>
    /// <param name="elems">Tensor whose elements lie along the first axis.</param>
    /// <param name="initializer">The start; null: the first element.</param>
    /// <param name="name">Accepted for compatibility and ignored: names are TensorFlow's.</param>
    [KerasExport("keras.backend.foldl")]
    public static Tensor foldl(Func<Tensor, Tensor, Tensor> fn, Tensor elems, Tensor? initializer = null, string? name = null) =>
        Fold(fn, SequenceOps.Steps(elems), initializer);

    /// <summary>The same from the last element to the first.</summary>
    /// <param name="fn">Takes what has come so far and an element.</param>
    /// <param name="elems">Tensor whose elements lie along the first axis.</param>
    /// <param name="initializer">The start; null: the last element.</param>
    /// <param name="name">Accepted for compatibility and ignored: names are TensorFlow's.</param>
    [KerasExport("keras.backend.foldr")]
    public static Tensor foldr(Func<Tensor, Tensor, Tensor> fn, Tensor elems, Tensor? initializer = null, string? name = null) =>
        Fold(fn, [.. SequenceOps.Steps(elems).Reverse()], initializer);

    private static Tensor Fold(Func<Tensor, Tensor, Tensor> fn, Tensor[] elements, Tensor? start)
    {
        Guard.That(elements.Length > 0, "`elems` must hold at least one element.", "elems");
        return start is null ? elements[1..].Aggregate(elements[0], fn) : elements.Aggregate(start, fn);
    }

    /// <summary>Products of two batches, sample by sample, summed over an axis of each; (batch, 1) when no axis is left.</summary>
    /// <param name="x">Shape (batch, …).</param>
    /// <param name="y">Shape (batch, …).</param>
    /// <param name="axes">The axis in both, or one for each; null: the last of x and the second-to-last of y.</param>
    /// <exception cref="ArgumentException">A tensor has fewer than two axes, or axes are not two axes of one size behind the batch
    /// axis.</exception>
    [KerasExport("keras.backend.batch_dot")]
    public static Tensor batch_dot(Tensor x, Tensor y, IntList? axes = null)
    {
        int n = (int)x.dim(), m = (int)y.dim();
        Guard.That(n >= 2 && m >= 2, $"Cannot do batch_dot on inputs with rank < 2. Received inputs with shapes {Shape.Of(x.shape)} and "
            + $"{Shape.Of(y.shape)}.", nameof(x));
        IntList both = axes ?? (n - 1, m == 2 ? m - 1 : m - 2);
        int GetAt(int i, int rank) => both[Math.Min(i, both.Count - 1)] is var a && a < 0 ? rank + a : both[Math.Min(i, both.Count - 1)];
        int a = GetAt(0, n), b = GetAt(1, m);
        Guard.That(a > 0 && a < n && b > 0 && b < m && x.size(a) == y.size(b),
            $"Cannot do batch_dot on inputs with shapes {Shape.Of(x.shape)} and {Shape.Of(y.shape)} with axes={both}. The axes must not "
            + $"be the batch axis, and x.shape[{a}] must equal y.shape[{b}].", nameof(axes));
        return AttentionOps.BatchDot(x, y, a, b);
    }

    /// <summary>Sets a part of the values to 0 and scales the others up.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="level">The part, 0 … 1.</param>
    /// <param name="noise_shape">Shape of the draws, 1 for axes that share one; null: x's.</param>
    /// <param name="seed">Seed of the draws; null: the global generator.</param>
    /// <exception cref="ArgumentException">level is not from 0 to below 1.</exception>
    [KerasExport("keras.backend.dropout")]
    public static Tensor dropout(Tensor x, double level, Shape? noise_shape = null, int? seed = null)
    {
        Guard.That(level is >= 0 and < 1, $"`level` must be at least 0 and below 1. Received: level={level}.", nameof(level));
        long[] shape = noise_shape is { } given ? [.. given.Select((d, i) => d ?? x.size(i))] : x.shape;
        return x * RandomOps.Uniform(Shape.Of(shape), 0, 1, DTypes.GetName(x.dtype), seed).ge(level).to_type(x.dtype) / (1 - level);
    }

    /// <summary>1-D convolution of (batch, steps, channels) with a kernel (window, channels, filters).</summary>
    /// <param name="x">Shape (batch, steps, channels), or (batch, channels, steps) with "channels_first".</param>
    /// <param name="kernel">Shape (window, channels, filters).</param>
    /// <param name="strides">Step of the window, 1 or more.</param>
    /// <param name="padding">"valid" (no padding), "same" (zeros at both ends) or "causal" (zeros before the start).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dilation_rate">Distance between the kernel's values, 1 or more.</param>
    /// <returns>As x, with filters in place of channels.</returns>
    /// <exception cref="ArgumentException">padding is another word.</exception>
    [KerasExport("keras.backend.conv1d")]
    public static Tensor conv1d(Tensor x, Tensor kernel, int strides = 1, string padding = "valid", string? data_format = null,
        int dilation_rate = 1)
    {
        return InLast(x, data_format,
            v => NN.Conv(v, kernel, null, [strides], Guard.OneOf(padding, ["valid", "same", "causal"]), [dilation_rate]));
    }

    /// <summary>2-D convolution of (batch, height, width, channels) with a kernel (kh, kw, channels, filters).</summary>
    /// <param name="x">Shape (batch, height, width, channels), or (batch, channels, height, width) with "channels_first".</param>
    /// <param name="kernel">Shape (kernel height, kernel width, channels, filters).</param>
    /// <param name="strides">Step of the window, 1 or more: one number, or (height, width); null: 1.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dilation_rate">Distance between a kernel's values, 1 or more: one number, or (height, width); null: 1.</param>
    /// <returns>As x, with filters in place of channels.</returns>
    /// <exception cref="ArgumentException">padding is another word.</exception>
    [KerasExport("keras.backend.conv2d")]
    public static Tensor conv2d(Tensor x, Tensor kernel, Size2? strides = null, string padding = "valid", string? data_format = null,
        Size2? dilation_rate = null)
    {
        return InLast(x, data_format,
            v => NN.Conv(v, kernel, null, (strides ?? 1).ToArray(), Guard.OneOf(padding, ["valid", "same"]),
                (dilation_rate ?? 1).ToArray()));
    }

    /// <summary>Largest value or mean of each window of (batch, height, width, channels).</summary>
    /// <param name="x">Shape (batch, height, width, channels), or (batch, channels, height, width) with "channels_first".</param>
    /// <param name="pool_size">Size of the window: one number, or (height, width).</param>
    /// <param name="strides">Step of the window, 1 or more: one number, or (height, width); null: 1.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="pool_mode">"max" or "avg".</param>
    /// <exception cref="ArgumentException">padding or pool_mode is another word.</exception>
    [KerasExport("keras.backend.pool2d")]
    public static Tensor pool2d(Tensor x, Size2 pool_size, Size2? strides = null, string padding = "valid", string? data_format = null,
        string pool_mode = "max")
    {
        _ = Guard.OneOf(padding, ["valid", "same"]);
        bool greatest = Guard.OneOf(pool_mode, ["max", "avg"]) == "max";
        return InLast(x, data_format, v => greatest
            ? NN.MaxPool2D(v, pool_size, strides ?? 1, padding)
            : NN.AveragePool2D(v, pool_size, strides ?? 1, padding));
    }

    /// <summary>Zeros before and after sequences.</summary>
    /// <param name="x">Shape (batch, steps, channels).</param>
    /// <param name="padding">Zeros before and after; null: one of each.</param>
    [KerasExport("keras.backend.temporal_padding")]
    public static Tensor temporal_padding(Tensor x, Size2? padding = null) => NN.Pad(x, [(padding?.Height ?? 1, padding?.Width ?? 1)]);

    /// <summary>Prints a tensor's first values and gives it back.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="message">Printed in front.</param>
    /// <param name="summarize">How many values are printed; −1: all.</param>
    [KerasExport("keras.backend.print_tensor")]
    public static Tensor print_tensor(Tensor x, string message = "", int summarize = 3)
    {
        string[] values = [.. Arrays.ToArray(x).astype(NumSharp.NPTypeCode.Double).flatten().ToArray<double>()
            .Select(v => v.ToString("G6", System.Globalization.CultureInfo.InvariantCulture))];
        bool all = summarize < 0 || values.Length <= summarize;
        Output.WriteLine($"{(message.Length == 0 ? "" : message + " ")}[{string.Join(" ", all ? values : values[..summarize])}"
            + $"{(all ? "" : " ...")}] shape {Shape.Of(x.shape)}");
        return x;
    }

    /// <summary>A function of (batch, …, channels), applied to data in either order.</summary>
    internal static Tensor InLast(Tensor x, string? data_format, Func<Tensor, Tensor> compute) =>
        Guard.DataFormat(data_format) == "channels_last" ? compute(x) : NN.ChannelsFirst(compute(NN.ChannelsLast(x)));
}
