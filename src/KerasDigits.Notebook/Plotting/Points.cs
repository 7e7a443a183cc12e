using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>Numbers to plot: an array, a list of doubles, floats or integers, or a column of a frame.</summary>
[CollectionBuilder(typeof(Points), nameof(Create))]
public readonly struct Points
{
    private readonly double[]? _values;

    private Points(double[] values, int rows = 1) => (_values, Rows) = (values, rows);

    internal double[] Values => _values ?? [];

    /// <summary>Rows of an array of two axes; 1 of others.</summary>
    internal int Rows { get; } = 1;

    /// <summary>Numbers in brackets: <c>plt.plot([1, 2, 3])</c>.</summary>
    public static Points Create(ReadOnlySpan<double> values) => new(values.ToArray());

    /// <summary>The numbers, one after the other.</summary>
    public IEnumerator<double> GetEnumerator() => Values.AsEnumerable().GetEnumerator();

    /// <summary>An array, flattened.</summary>
    public static implicit operator Points(NDArray values) => new(Buffers.Doubles(values), values.ndim == 2 ? (int)values.shape[0] : 1);

    /// <summary>A column.</summary>
    public static implicit operator Points(Series values) => new(values.Doubles());

    /// <summary>One number.</summary>
    public static implicit operator Points(double value) => new([value]);

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
