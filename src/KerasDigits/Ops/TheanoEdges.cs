namespace KerasDigits.Ops;

/// <summary>"same" padding as Keras on Theano computed it: half the window on both sides, whatever the stride, and the result cut at its end. In force on a thread while a layer of such a file runs.</summary>
/// <remarks>Source: keras 2.3.1, backend/theano_backend.py (_preprocess_padding, conv2d, pool2d).</remarks>
internal sealed class TheanoEdges : IDisposable
{
    private static readonly ThreadSlot<bool> s_on = new("whether \"same\" padding is Theano's");
    private readonly bool _before = s_on.Value;

    private TheanoEdges() => s_on.Value = true;

    /// <summary>Whether it is in force.</summary>
    public static bool On => s_on.Value;

    /// <summary>Opens the scope; dispose it to close.</summary>
    public static TheanoEdges Open() => new();

    /// <summary>Padding before and after an axis whose first window begins so far before it.</summary>
    public static (long Before, long After) Around(long size, long before, long reach, long stride)
    {
        long output = (size + stride - 1) / stride;
        return (before, Math.Max(0, ((output - 1) * stride) + reach - size - before));
    }

    /// <inheritdoc/>
    public void Dispose() => s_on.Value = _before;
}
