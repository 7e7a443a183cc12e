using System.Runtime.CompilerServices;
using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>Numbers to plot: an array, a list of doubles, floats or integers, or a column of a frame.</summary>
[CollectionBuilder(typeof(Points), nameof(Create))]
public readonly struct Points
{
    private readonly double[]? _values;

    private Points(double[] values, int rows = 1, bool areTimes = false) => (_values, Rows, AreTimes) = (values, rows, areTimes);

    /// <summary>Whether the numbers are days since 1970.</summary>
    internal bool AreTimes { get; }

    internal double[] Values => _values ?? [];

    /// <summary>Rows of an array of two axes; 1 of others.</summary>
    internal int Rows { get; } = 1;

    /// <summary>Numbers in brackets: <c>plt.plot([1, 2, 3])</c>.</summary>
    /// <param name="values">Numbers, in order.</param>
    public static Points Create(ReadOnlySpan<double> values) => new(values.ToArray());

    /// <summary>The numbers, one after the other.</summary>
    public IEnumerator<double> GetEnumerator() => Values.AsEnumerable().GetEnumerator();

    /// <summary>An array, flattened.</summary>
    public static implicit operator Points(NDArray values) => new(Buffers.ToDoubles(values), values.ndim == 2 ? (int)values.shape[0] : 1);

    /// <summary>A tensor, flattened.</summary>
    public static implicit operator Points(TorchSharp.torch.Tensor values) => values.numpy();

    /// <summary>A column of numbers or times.</summary>
    public static implicit operator Points(Series values) => values.Cells is DateColumn times ? ScaleBy(times) : new(values.ToDoubles());

    /// <summary>The labels of a frame's rows: <c>plt.plot(df.index, df["y"])</c>.</summary>
    public static implicit operator Points(Labels values) => (Series)values;

    /// <summary>Times.</summary>
    public static implicit operator Points(DateTime[] values) => new(Array.ConvertAll(values, TimeTicks.Of), areTimes: true);

    /// <summary>Times.</summary>
    public static implicit operator Points(List<DateTime> values) => values.ToArray();

    /// <summary>One time: <c>plt.axvline(new DateTime(2020, 3, 1))</c>.</summary>
    public static implicit operator Points(DateTime value) => new[] { value };

    /// <summary>Python's <c>range(10)</c>.</summary>
    public static implicit operator Points(IntRange values) => values.ToArray();

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

    // A time that is missing has no place.
    private static Points ScaleBy(DateColumn times) => new([.. Enumerable.Range(0, times.Length)
        .Select(i => times[i] is DateTime time ? TimeTicks.Of(time) : double.NaN)], areTimes: true);

    internal static Points Count(int length) => new([.. Enumerable.Range(0, length).Select(i => (double)i)]);
}
