using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>Poolings of sequences and volumes, padding and repetition along any axes.</summary>
internal static partial class NN
{
    /// <summary>Largest value of each window of (batch, …, channels), over one or three axes.</summary>
    public static Tensor MaxPool(Tensor x, long[] pool, long[] strides, string padding)
    {
        if (pool.Length == 1) { return MaxPool2D(x.unsqueeze(2), ((int)pool[0], 1), ((int)strides[0], 1), padding).squeeze(2); }
        // Where windows overlap, each place's gradient is a sum of many: half types would round each summand.
        if (IsHalf(x)) { return MaxPool(x.to(torch.ScalarType.Float32), pool, strides, padding).to(x.dtype); }
        if (padding == "same") { x = Pad(x, ComputeSameEdges(x, pool, strides), double.NegativeInfinity); }
        return ChannelsLast(F.max_pool3d(ChannelsFirst(x), pool, strides));
    }

    /// <summary>Mean of each window of (batch, …, channels), over one or three axes; padding does not count.</summary>
    public static Tensor AveragePool(Tensor x, long[] pool, long[] strides, string padding)
    {
        if (pool.Length == 1) { return AveragePool2D(x.unsqueeze(2), ((int)pool[0], 1), ((int)strides[0], 1), padding).squeeze(2); }
        // The engine has no such pooling of half types.
        if (IsHalf(x)) { return AveragePool(x.to(torch.ScalarType.Float32), pool, strides, padding).to(x.dtype); }
        if (padding == "valid") { return ChannelsLast(F.avg_pool3d(ChannelsFirst(x), pool, strides)); }
        (long, long)[] edges = ComputeSameEdges(x, pool, strides);
        Tensor ones = x.detach().narrow(0, 0, 1).narrow(-1, 0, 1).mul(0).add(1);
        return ChannelsLast(F.avg_pool3d(ChannelsFirst(Pad(x, edges)), pool, strides) / F.avg_pool3d(ChannelsFirst(Pad(ones, edges)),
            pool, strides));
    }

    /// <summary>Zeros (or another value) before and after each axis between batch and channels.</summary>
    public static Tensor Pad(Tensor x, IReadOnlyList<(long Before, long After)> edges, double value = 0) =>
        F.pad(x, [0, 0, .. edges.Reverse().SelectMany(e => new[] { e.Before, e.After })], value: value);

    /// <summary>A part cut from both ends of each axis between batch and channels.</summary>
    public static Tensor Crop(Tensor x, IReadOnlyList<(long Before, long After)> edges)
    {
        for (int i = 0; i < edges.Count; i++) { x = x.narrow(i + 1, edges[i].Before, x.size(i + 1) - edges[i].Before - edges[i].After); }
        return x;
    }

    /// <summary>Each place of the axes between batch and channels repeated.</summary>
    public static Tensor Repeat(Tensor x, long[] times)
    {
        for (int i = 0; i < times.Length; i++) { if (times[i] > 1) { x = x.repeat_interleave(times[i], i + 1); } }
        return x;
    }

    private static (long, long)[] ComputeSameEdges(Tensor x, long[] pool, long[] strides) =>
        [.. pool.Select((n, i) => Padding.ComputeSameForPool(x.size(i + 1), n, strides[i]))];

    /// <summary>The mean or the largest value of windows that spread over each axis between batch and channels.</summary>
    /// <param name="x">(batch, …, channels).</param>
    /// <param name="size">Number of windows along each axis.</param>
    /// <param name="greatest">Whether the largest value is taken.</param>
    public static Tensor AdaptivePool(Tensor x, long[] size, bool greatest)
    {
        Tensor first = x.movedim([-1], [1]);
        Tensor y = (size.Length, greatest) switch
        {
            (1, false) => F.adaptive_avg_pool1d(first, size[0]),
            (2, false) => F.adaptive_avg_pool2d(first, size),
            (3, false) => F.adaptive_avg_pool3d(first, size),
            (1, true) => F.adaptive_max_pool1d(first, size[0]),
            (2, true) => F.adaptive_max_pool2d(first, size),
            _ => GreatestOfVolumes(first, size),
        };
        return y.movedim([1], [-1]);
    }

    /// <summary>Height and width first, then depth: TorchSharp's adaptive_max_pool3d calls the engine's function for sequences.</summary>
    private static Tensor GreatestOfVolumes(Tensor x, long[] size)
    {
        Tensor flat = F.adaptive_max_pool2d(x.flatten(1, 2), size[1..]);
        Tensor deep = flat.reshape(x.size(0), x.size(1), x.size(2), size[1] * size[2]);
        return F.adaptive_max_pool2d(deep, [size[0], size[1] * size[2]]).reshape([x.size(0), x.size(1), .. size]);
    }
}
