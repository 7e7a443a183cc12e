namespace KerasDigits.Ops;

/// <summary>
/// "same" padding as Keras on Theano computed it: half the window on both sides, whatever the stride, and the result cut at its end. In
/// force on a thread while a layer of such a file runs.
/// </summary>
/// <remarks>Source: keras 2.3.1, backend/theano_backend.py (_preprocess_padding, conv2d, pool2d).</remarks>
internal sealed class TheanoEdges : IDisposable
{
    private static readonly ThreadSlot<TheanoWays> s_ways = new("whether same padding is Theano's");
    private readonly TheanoWays _before = s_ways.Value;

    private TheanoEdges(TheanoWays ways) => s_ways.Value = ways;

    /// <summary>Whether it is in force.</summary>
    public static bool On => s_ways.Value != TheanoWays.None;

    /// <summary>Whether padding counts in the means of poolings over one and two axes.</summary>
    public static bool CountsInMeans => s_ways.Value.HasFlag(TheanoWays.CountsInMeans);

    /// <summary>Opens the scope; dispose it to close.</summary>
    public static TheanoEdges Open(TheanoWays ways) => new(ways);

    /// <summary>Padding before and after an axis whose first window begins so far before it.</summary>
    public static (long Before, long After) ComputeEdges(long size, long before, long reach, long stride)
    {
        if (s_ways.Value.HasFlag(TheanoWays.Uncut)) { return (before, before); }
        long output = (size + stride - 1) / stride;
        return (before, Math.Max(0, ((output - 1) * stride) + reach - size - before));
    }

    /// <inheritdoc/>
    public void Dispose() => s_ways.Value = _before;
}

/// <summary>How a layer of a file of Keras on Theano pads.</summary>
[Flags]
internal enum TheanoWays
{
    /// <summary>As TensorFlow.</summary>
    None = 0,

    /// <summary>Half the window on both sides.</summary>
    Pads = 1,

    /// <summary>The padding counts in means: Keras 2.0.3 to 2.1.5.</summary>
    CountsInMeans = 2,

    /// <summary>The result is not cut, so that an even window gives a step more: separable convolutions.</summary>
    Uncut = 4,
}
