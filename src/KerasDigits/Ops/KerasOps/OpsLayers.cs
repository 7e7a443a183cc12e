using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: attention, normalizations, blocks of pixels and sequences without known places, as functions.</summary>
/// <remarks>Source: Keras 3, ops/nn.py.</remarks>
internal static class OpsLayers
{
    /// <summary>softmax(query · keyᵀ · scale + bias) · value, for each head.</summary>
    /// <param name="query">(batch, queries, heads, size).</param>
    /// <param name="key">(batch, values, heads, size); of fewer heads each serves as many of the query's.</param>
    /// <param name="value">Values of shape (batch, values, heads, features).</param>
    /// <param name="bias">Added to the scores, of a shape that broadcasts to (batch, heads, queries, values); null: none.</param>
    /// <param name="mask">Where a query may see a value, of such a shape; null: everywhere.</param>
    /// <param name="scale">Factor of the scores; null: 1 / √size.</param>
    /// <param name="is_causal">Whether a query sees only the values up to its own position.</param>
    /// <param name="flash_attention">False or null; true is refused with an ArgumentException, for there is one way of computing.</param>
    /// <param name="attn_logits_soft_cap">Must be null: Keras has it only on TPUs.</param>
    /// <returns>The query's shape.</returns>
    /// <exception cref="ArgumentException">A tensor does not have four axes, heads do not fit, flash_attention is true, or
    /// attn_logits_soft_cap is given.</exception>
    [KerasExport("keras.ops.dot_product_attention")]
    public static Tensor dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? bias = null, Tensor? mask = null,
        double? scale = null, bool is_causal = false, bool? flash_attention = null, double? attn_logits_soft_cap = null)
    {
        Guard.That(query.dim() == 4 && key.dim() == 4 && value.dim() == 4, "`dot_product_attention` only supports 4D inputs. Received: "
            + $"query.shape={Shape.Of(query.shape)}, key.shape={Shape.Of(key.shape)}, value.shape={Shape.Of(value.shape)}.", nameof(query));
        Guard.That(flash_attention is not true && attn_logits_soft_cap is null, "`flash_attention` must not be true and "
            + "`attn_logits_soft_cap` must be null: leave them out.", nameof(flash_attention));
        long heads = query.size(2), served = key.size(2) == 0 ? 0 : heads / key.size(2);
        Guard.That(served * key.size(2) == heads && value.size(2) == key.size(2), "The query's heads must be a multiple of the heads of "
            + $"key and value. Received: {heads}, {key.size(2)} and {value.size(2)}.", nameof(key));
        Tensor Spread(Tensor x) => (served == 1 ? x : x.repeat_interleave(served, 2)).permute(0, 2, 1, 3);
        var wide = query.dtype == torch.ScalarType.Float64 ? query.dtype : torch.ScalarType.Float32;
        Tensor scores = NN.Product(query.permute(0, 2, 1, 3), Spread(key).mT).to_type(wide) * (scale ?? (1 / Math.Sqrt(key.size(3))));
        if (bias is not null) { scores = scores + bias; }
        Tensor? seen = mask?.to_type(torch.ScalarType.Bool);
        if (is_causal)
        {
            Tensor before = torch.ones([query.size(1), key.size(1)], dtype: torch.ScalarType.Bool, device: query.device).tril();
            seen = seen is null ? before : seen.logical_and(before);
        }
        // Keras's number, which is finite: a query that sees nothing gets the mean of all values.
        if (seen is not null) { scores = torch.where(seen, scores, torch.full_like(scores, -0.7 * 3.38953e38)); }
        return NN.Product(scores.softmax(-1).to_type(value.dtype), Spread(value)).permute(0, 2, 1, 3);
    }

    /// <summary>Mean 0 and variance 1 along axes.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="gamma">A factor for each place of the axes; null: 1.</param>
    /// <param name="beta">A summand for each; null: 0.</param>
    /// <param name="axis">Axes to normalize over, from -rank to rank-1; null: the last one.</param>
    /// <param name="epsilon">Added to the variance; null: keras.backend.epsilon().</param>
    [KerasExport("keras.ops.layer_normalization")]
    public static Tensor layer_normalization(Tensor x, Tensor? gamma = null, Tensor? beta = null, IntList? axis = null,
        double? epsilon = null) => NN.LayerNorm(OpsMath.Floats(x), SortAxes(x, axis), gamma, beta, epsilon ?? Settings.Epsilon);

    /// <summary>Divided by the root of the mean square along axes.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="scale">A factor for each place of the axes; null: 1.</param>
    /// <param name="axis">Axes to normalize over, from -rank to rank-1; null: the last one.</param>
    /// <param name="epsilon">Added to the mean square; null: keras.backend.epsilon().</param>
    [KerasExport("keras.ops.rms_normalization")]
    public static Tensor rms_normalization(Tensor x, Tensor? scale = null, IntList? axis = null, double? epsilon = null)
    {
        long[] axes = SortAxes(x, axis);
        Tensor values = OpsMath.Floats(x), factor = scale ?? torch.ones([.. axes.Select(a => x.size((int)a))], dtype: values.dtype,
            device: x.device);
        return NN.RootMeanSquareNorm(values, axes, factor, epsilon ?? Settings.Epsilon);
    }

    /// <summary>As softmax over an axis, with exact zeros.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis that sums to 1; negative ones count from the last.</param>
    [KerasExport("keras.ops.sparsemax")]
    public static Tensor sparsemax(Tensor x, int axis = -1) => LaterActivations.sparsemax(OpsMath.Floats(x), axis);

    /// <summary>The mean of windows that spread over the axes between batch and channels.</summary>
    /// <param name="inputs">(batch, …, channels).</param>
    /// <param name="output_size">Number of windows along each axis.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.ops.adaptive_average_pool")]
    public static Tensor adaptive_average_pool(Tensor inputs, IntList output_size, string? data_format = null) =>
        PoolAdaptively(inputs, output_size, data_format, greatest: false);

    /// <summary>The largest value of windows that spread over the axes between batch and channels.</summary>
    /// <inheritdoc cref="adaptive_average_pool"/>
    [KerasExport("keras.ops.adaptive_max_pool")]
    public static Tensor adaptive_max_pool(Tensor inputs, IntList output_size, string? data_format = null) =>
        PoolAdaptively(inputs, output_size, data_format, greatest: true);

    /// <summary>Channels become squares of pixels.</summary>
    /// <param name="x">(batch, height, width, channels).</param>
    /// <param name="block_size">Side of a square, above 0.</param>
    /// <param name="data_format">"channels_last" or "channels_first".</param>
    /// <exception cref="ArgumentOutOfRangeException">block_size is not above 0.</exception>
    /// <exception cref="ArgumentException">x does not have four axes, or its channels are no multiple of block_size squared.</exception>
    [KerasExport("keras.ops.depth_to_space")]
    public static Tensor depth_to_space(Tensor x, int block_size, string data_format = "channels_last")
    {
        long block = Guard.Positive(block_size);
        return BackendFunctional.InLast(x, data_format, last =>
        {
            Guard.That(last.dim() == 4 && last.size(3) % (block * block) == 0, $"`x` must have four axes and a multiple of {block * block} "
                + $"channels. Received: shape {Shape.Of(x.shape)}.", nameof(x));
            return NN.MoveDepthToSpace(last, block);
        });
    }

    /// <summary>Squares of pixels become channels.</summary>
    /// <inheritdoc cref="depth_to_space"/>
    [KerasExport("keras.ops.space_to_depth")]
    public static Tensor space_to_depth(Tensor x, int block_size, string data_format = "channels_last")
    {
        long block = Guard.Positive(block_size);
        return BackendFunctional.InLast(x, data_format, last =>
        {
            Guard.That(last.dim() == 4 && last.size(1) % block == 0 && last.size(2) % block == 0, "`x` must have four axes, height and "
                + $"width multiples of {block}. Received: shape {Shape.Of(x.shape)}.", nameof(x));
            return NN.MoveSpaceToDepth(last, block);
        });
    }

    /// <summary>The windows of images as columns.</summary>
    /// <param name="x">(batch, channels, height, width).</param>
    /// <param name="kernel_size">Height and width of a window.</param>
    /// <param name="dilation">Distance of a window's pixels: one number, or height and width; null: 1.</param>
    /// <param name="padding">Zeros at each side: one number, or height and width; null: 0.</param>
    /// <param name="stride">Distance of windows: one number, or height and width; null: 1.</param>
    /// <returns>(batch, channels · height · width of a window, windows).</returns>
    /// <exception cref="ArgumentException">x does not have four axes.</exception>
    [KerasExport("keras.ops.unfold")]
    public static Tensor unfold(Tensor x, IntList kernel_size, IntList? dilation = null, IntList? padding = null, IntList? stride = null)
    {
        Guard.That(x.dim() == 4, $"`x` must have the shape (batch, channels, height, width). Received: {Shape.Of(x.shape)}.", nameof(x));
        return torch.nn.functional.unfold(x, ReadPair(kernel_size, 1), ReadPair(dilation, 1), ReadPair(padding, 0), ReadPair(stride, 1));
    }

    /// <summary>The inverse of unfold: where windows overlap, their values are summed.</summary>
    /// <param name="x">(batch, channels · height · width of a window, windows).</param>
    /// <param name="output_size">Height and width of the images.</param>
    /// <param name="kernel_size">Height and width of a window.</param>
    /// <param name="dilation">Distance of a window's pixels: one number, or height and width; null: 1.</param>
    /// <param name="padding">Zeros at each side: one number, or height and width; null: 0.</param>
    /// <param name="stride">Distance of windows: one number, or height and width; null: 1.</param>
    [KerasExport("keras.ops.fold")]
    public static Tensor fold(Tensor x, IntList output_size, IntList kernel_size, IntList? dilation = null, IntList? padding = null,
        IntList? stride = null) => torch.nn.functional.fold(x, ReadPair(output_size, 1), ReadPair(kernel_size, 1), ReadPair(dilation, 1),
            ReadPair(padding, 0), ReadPair(stride, 1));

    /// <summary>The loss of sequences whose labels' places are not known.</summary>
    /// <param name="target">Labels, (samples, most labels).</param>
    /// <param name="output">Logits, (samples, steps, classes).</param>
    /// <param name="target_length">Labels of each sample, (samples,).</param>
    /// <param name="output_length">Steps of each sample, (samples,).</param>
    /// <param name="mask_index">The class that stands for no label.</param>
    /// <returns>(samples,).</returns>
    [KerasExport("keras.ops.ctc_loss")]
    public static Tensor ctc_loss(Tensor target, Tensor output, Tensor target_length, Tensor output_length, int mask_index = 0) =>
        Ctc.OfLogits(target, output, target_length, output_length, mask_index);

    private static Tensor PoolAdaptively(Tensor inputs, IntList size, string? data_format, bool greatest)
    {
        int axes = (int)inputs.dim() - 2;
        long[] each = [.. size.Select(n => (long)n)];
        if (each.Length == 1) { each = [.. Enumerable.Repeat(each[0], Math.Max(0, axes))]; }
        Guard.That(axes is >= 1 and <= 3 && each.Length == axes && each.All(n => n > 0), "`output_size` must be a number above 0, or one "
            + $"for each axis between batch and channels. Received: {size} for the shape {Shape.Of(inputs.shape)}.", nameof(size));
        return BackendFunctional.InLast(inputs, data_format, x => NN.AdaptivePool(OpsMath.Floats(x), each, greatest));
    }

    private static long[] SortAxes(Tensor x, IntList? axis) =>
        [.. (axis ?? -1).Select(a => a < 0 ? a + x.dim() : a).Order()];

    private static (long, long) ReadPair(IntList? numbers, long instead)
    {
        if (numbers is not { } given) { return (instead, instead); }
        Guard.That(given.Count is 1 or 2, $"There must be one number, or height and width. Received: {given}.");
        return (given[0], given[given.Count - 1]);
    }
}
