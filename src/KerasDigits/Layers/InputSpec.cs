namespace KerasDigits.Layers;

/// <summary>What a layer demands of an input; checked when the layer is called.</summary>
/// <param name="shape">Needed shape, in which None fits anything; null: any.</param>
/// <param name="ndim">Exact rank, batch axis included; null: that of shape, or any.</param>
/// <param name="max_ndim">Largest rank, batch axis included; null: any.</param>
/// <param name="min_ndim">Smallest rank, batch axis included; null: any.</param>
/// <param name="axes">Needed sizes by axis (negative: from the end); null: none is checked.</param>
[KerasExport("keras.layers.InputSpec")]
public sealed class InputSpec(Shape? shape = null, int? ndim = null, int? max_ndim = null, int? min_ndim = null,
    Dictionary<int, long>? axes = null)
{
    /// <summary>Exact rank.</summary>
    public int? ndim { get; } = ndim ?? shape?.Rank;

    /// <summary>Smallest rank.</summary>
    public int? min_ndim { get; } = min_ndim;

    /// <summary>Largest rank.</summary>
    public int? max_ndim { get; } = max_ndim;

    /// <summary>Needed sizes by axis.</summary>
    public IReadOnlyDictionary<int, long> axes { get; } = axes ?? new Dictionary<int, long>();

    /// <summary>Needed shape.</summary>
    public Shape? shape { get; } = shape;

    /// <summary>Throws Keras's sentence when <paramref name="actual"/> does not fit.</summary>
    /// <param name="actual">Shape of the input, batch axis included.</param>
    /// <param name="layer">Name of the layer.</param>
    /// <param name="index">Which input it is.</param>
    /// <exception cref="ArgumentException">The shape does not fit: its rank or the size of an axis is another.</exception>
    public void Check(Shape actual, string layer, int index)
    {
        bool late = Compat.Is215;
        string start = $"Input {index} of layer {(late ? $"\"{layer}\"" : layer)} is incompatible with the layer: ";
        if (ndim is { } n && actual.Rank != n)
        {
            throw new ArgumentException($"{start}expected ndim={n}, found ndim={actual.Rank}. Full shape received: {WriteShape(actual)}");
        }
        if (max_ndim is { } max && actual.Rank > max)
        {
            throw new ArgumentException($"{start}expected max_ndim={max}, found "
                + $"ndim={actual.Rank}{(late ? $". Full shape received: {WriteShape(actual)}" : "")}");
        }
        if (min_ndim is { } min && actual.Rank < min)
        {
            // TF 2.3.1 writes its colon twice.
            throw new ArgumentException($"{start}{(late ? "" : ": ")}expected min_ndim={min}, found ndim={actual.Rank}. Full shape "
                + $"received: {WriteShape(actual)}");
        }
        foreach (var (axis, size) in axes)
        {
            int at = axis < 0 ? actual.Rank + axis : axis;
            if (at < 0 || at >= actual.Rank || (actual[at] is { } found && found != size))
            {
                throw new ArgumentException($"{start}expected axis {axis} of input shape to have value {size}{(late ? "," : "")} but "
                    + $"received input with shape {WriteShape(actual)}");
            }
        }
        if (shape is { } wanted
            && !wanted.IsCompatibleWith(actual)) { throw new ArgumentException($"{start}{DescribeOther(wanted, actual)}"); }
    }

    /// <summary>Keras's words for a shape other than the wanted one.</summary>
    internal static string DescribeOther(Shape wanted, Shape actual) => $"expected shape={wanted}, found shape={WriteShape(actual)}";

    /// <summary>What came, as Keras writes it in these sentences: a list in TF 2.3.1, a tuple later.</summary>
    private static string WriteShape(Shape shape) => Compat.Is215
        ? shape.ToString()
        : $"[{string.Join(", ", shape.Select(d => d?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "None"))}]";
}
