using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>Numbers to plot: an array, a list of doubles, floats or integers, or a column of a frame.</summary>
public readonly struct Points
{
    private readonly double[]? _values;

    private Points(double[] values) => _values = values;

    internal double[] Values => _values ?? [];

    /// <summary>An array, flattened.</summary>
    public static implicit operator Points(NDArray values) => new(Buffers.Doubles(values));

    /// <summary>A column.</summary>
    public static implicit operator Points(Series values) => new(values.Doubles());

    /// <summary>Doubles.</summary>
    public static implicit operator Points(double[] values) => new(values);

    /// <summary>Floats.</summary>
    public static implicit operator Points(float[] values) => new([.. values.Select(v => (double)v)]);

    /// <summary>Integers.</summary>
    public static implicit operator Points(int[] values) => new([.. values.Select(v => (double)v)]);

    /// <summary>Doubles, such as <c>history.history["loss"]</c>.</summary>
    public static implicit operator Points(List<double> values) => new([.. values]);

    /// <summary>Integers, such as <c>history.epoch</c>.</summary>
    public static implicit operator Points(List<int> values) => new([.. values.Select(v => (double)v)]);

    internal static Points Count(int length) => new([.. Enumerable.Range(0, length).Select(i => (double)i)]);
}
