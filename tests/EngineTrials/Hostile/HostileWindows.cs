using TorchSharp;
using static KerasDigits.keras;

/// <summary>
/// Functions whose tensors must fit each other: convolutions, poolings, look-ups and alignments, with sizes drawn to fit or nearly so.
/// </summary>
internal static class HostileWindows
{
    /// <summary>A convolution or pooling of the functions of three modules, over one to three axes.</summary>
    public static object windows(int kind, int axes, int batch, int size, int channels, int filters, int window, int step, int dilation,
        bool same, bool first, bool half)
    {
        int rank = Fold(axes, 3) + 1, c = Fold(channels, 5), f = Fold(filters, 5), k = Fold(window, 5);
        string padding = same ? "same" : "valid", format = first ? "channels_first" : "channels_last";
        long[] sides = [.. Enumerable.Repeat((long)Fold(size, 9), rank)], windows = [.. Enumerable.Repeat((long)k, rank)];
        Tensor x = Make(first ? [Fold(batch, 3), c, .. sides] : [Fold(batch, 3), .. sides, c], half);
        KerasDigits.Core.IntList steps = Fold(step, 4), spread = Fold(dilation, 4);
        Tensor y = Fold(kind, 8) switch
        {
            0 => ops.conv(x, Make([.. windows, c, f], half), steps, padding, format, spread),
            1 => ops.depthwise_conv(x, Make([.. windows, c, f], half), steps, padding, format, spread),
            2 => ops.separable_conv(x, Make([.. windows, c, f], half), Make([.. Enumerable.Repeat(1L, rank), c * f, 2], half), steps,
                padding, format, spread),
            3 => ops.conv_transpose(x, Make([.. windows, f, c], half), steps, padding, null, format, spread),
            4 => ops.max_pool(x, k, steps, padding, format),
            5 => ops.average_pool(x, k, steps, padding, format),
            6 => ops.adaptive_average_pool(x, k, format),
            _ => ops.adaptive_max_pool(x, k, format),
        };
        return y;
    }

    /// <summary>Look-ups, scatterings and segments by numbers that may be none.</summary>
    public static object numbers(int kind, object values, object numbers, int count, bool sorted)
    {
        Tensor x = (Tensor)values, at = ((Tensor)numbers).to(torch.ScalarType.Int64);
        return Fold(kind, 10) switch
        {
            0 => ops.take(x, at, axis: Fold(count, 3) - 1),
            1 => ops.take_along_axis(x, at, axis: Fold(count, 3) - 1),
            2 => ops.segment_sum(x, at.reshape(-1), num_segments: count < 0 ? null : Fold(count, 9), sorted: sorted),
            3 => ops.segment_max(x, at.reshape(-1), num_segments: count < 0 ? null : Fold(count, 9), sorted: sorted),
            4 => ops.scatter(at.reshape(-1, 1), x, new KerasDigits.Core.Shape(Fold(count, 9))),
            5 => ops.scatter_update(x, at.reshape(-1, Math.Max(1, x.dim())), x.reshape(-1)),
            6 => ops.one_hot(at, Fold(count, 9)),
            7 => ops.bincount(at.reshape(-1), minlength: Fold(count, 9)),
            8 => backend.gather(x, at),
            _ => layers.Embedding(Fold(count, 9), 3).Apply(at),
        };
    }

    /// <summary>Alignments of labels.</summary>
    public static object labels(int kind, int batch, int steps, int classes, int most, object labels, object lengths, object sizes)
    {
        int b = Fold(batch, 3), s = Fold(steps, 6), c = Fold(classes, 5), m = Fold(most, 5);
        Tensor y = Make([b, s, c], false), target = Fit((Tensor)labels, [b, m]), input = Fit((Tensor)lengths, [b]),
            label = Fit((Tensor)sizes, [b]);
        return Fold(kind, 3) switch
        {
            0 => ops.ctc_loss(target, y, label, input),
            1 => backend.ctc_batch_cost(target, y.softmax(-1), input.unsqueeze(-1), label.unsqueeze(-1)),
            _ => losses.CTC().Apply(target, y),
        };
    }

    private static int Fold(int number, int count) => (int)(Math.Abs((long)number) % count);

    private static Tensor Make(long[] shape, bool half) =>
        torch.randn(shape, dtype: half ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32).requires_grad_(true);

    /// <summary>A tensor's values, again and again, in another shape.</summary>
    private static Tensor Fit(Tensor x, long[] shape)
    {
        long count = shape.Aggregate(1L, (n, s) => n * s);
        Tensor flat = x.detach().reshape(-1);
        return flat.numel() == 0 ? torch.zeros(shape) : flat.repeat((count / flat.numel()) + 1).narrow(0, 0, count).reshape(shape);
    }
}
