using System.Collections;

namespace KerasDigits.Layers;

/// <summary>
/// A model's layers: <c>layers[0]</c>, <c>layers[-1]</c> or <c>layers[^1]</c>, and Python's slices as <c>layers[..4]</c>,
/// <c>layers[4..]</c>, <c>layers[..^4]</c>.
/// </summary>
public sealed class LayerList : IReadOnlyList<Layer>
{
    private readonly IReadOnlyList<Layer> _layers;

    internal LayerList(IReadOnlyList<Layer> layers) => _layers = layers;

    /// <inheritdoc/>
    public int Count => _layers.Count;

    /// <summary>A layer by its position; negative ones count from the end, as in Python.</summary>
    /// <param name="index">Position, from 0; negative ones count from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Layer this[int index] => index < Count && index >= -Count ? _layers[index < 0 ? Count + index : index]
        : throw new ArgumentOutOfRangeException(nameof(index),
            $"The position must be at least {-Count} and below {Count}, the number of layers. Received: {index}.");

    /// <summary>The layers of a range.</summary>
    /// <param name="start">Position of the first one.</param>
    /// <param name="length">Number of layers, 0 or more.</param>
    public LayerList Slice(int start, int length) => new([.. _layers.Skip(start).Take(length)]);

    /// <inheritdoc/>
    public IEnumerator<Layer> GetEnumerator() => _layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
