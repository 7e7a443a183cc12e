namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// A column of strings, or of mixed values: pandas' dtype object. Missing are null, which is None, and NaN.
/// </summary>
internal sealed class ObjectColumn(object?[] values) : Column
{
    /// <summary>What stands for a value that a file does not have.</summary>
    public static readonly object NaN = double.NaN;

    public override int Length => values.Length;

    public override string DType => "object";

    public override object? this[int row] => values[row];

    public override bool IsMissing(int row) => values[row] is null or double.NaN;

    public override Column Take(ReadOnlySpan<int> rows)
    {
        var taken = new object?[rows.Length];
        for (int i = 0; i < taken.Length; i++) { taken[i] = rows[i] < 0 ? NaN : values[rows[i]]; }
        return new ObjectColumn(taken);
    }

    public override Column Slice(int start, int count) => new ObjectColumn(values.AsSpan(start, count).ToArray());

    public override int Compare(int a, int b) => (Keys.Of(values[a]), Keys.Of(values[b])) switch
    {
        (string x, string y) => string.CompareOrdinal(x, y),
        (DateTime x, DateTime y) => x.CompareTo(y),
        (long x, long y) => x.CompareTo(y),
        (long or double, long or double) => Convert.ToDouble(values[a], null).CompareTo(Convert.ToDouble(values[b], null)),
        _ => throw new InvalidOperationException($"'<' not supported between instances of '{NameType(values[b])}' and "
            + $"'{NameType(values[a])}': make the column one dtype first."),
    };

    public override double[] ToDoubles(string? name) => Array.ConvertAll(values, v => v switch
    {
        null => double.NaN,
        string => throw NotNumbers(name, v),
        DateTime => throw new InvalidOperationException($"Column '{name}' contains dates, not numbers."),
        _ => Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture),
    });

    private static string NameType(object? value) => value switch
    {
        string => "str",
        bool => "bool",
        double or float => "float",
        null => "NoneType",
        _ => "int"
    };
}
