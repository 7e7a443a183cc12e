using System.Globalization;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>What seaborn's functions take as x, y and hue: the name of a column of <c>data</c>, or the values.</summary>
public sealed class SnsColumn
{
    private readonly Array? _values;
    private readonly string? _name;

    private SnsColumn(string? name, Array? values) => (_name, _values) = (name, values);

    /// <summary>The name of a column.</summary>
    public static implicit operator SnsColumn(string name) => new(name, null);

    /// <summary>Groups by their names.</summary>
    public static implicit operator SnsColumn(string[] values) => new(null, values);

    /// <summary>Groups by their names.</summary>
    public static implicit operator SnsColumn(List<string> values) => new(null, values.ToArray());

    /// <summary>Numbers.</summary>
    public static implicit operator SnsColumn(double[] values) => new(null, values);

    /// <summary>Numbers.</summary>
    public static implicit operator SnsColumn(int[] values) => new(null, values);

    /// <summary>Numbers.</summary>
    public static implicit operator SnsColumn(NDArray values) =>
        new(null, values.typecode is NPTypeCode.Single or NPTypeCode.Double or NPTypeCode.Half ? Buffers.ToDoubles(values)
            : Buffers.Flatten<long>(values, NPTypeCode.Int64));

    /// <summary>A column.</summary>
    public static implicit operator SnsColumn(Series values) => new(values.name, values.ToNetArray());

    /// <summary>The column of a table, or the values as they came.</summary>
    internal static Read? Of(SnsColumn? column, IEnumerable<KeyValuePair<string, Array>>? data)
    {
        if (column is null) { return null; }
        if (column._values is { } values) { return new Read(column._name, values); }
        if (data is null)
        {
            throw new ArgumentException($"\"{column._name}\" names a column, so `data` must be given. Or give the values themselves.",
                nameof(data));
        }
        KeyValuePair<string, Array>[] all = [.. data];
        return all.FirstOrDefault(c => c.Key == column._name) is { Value: { } found } ? new Read(column._name, found)
            : throw new ArgumentException($"Could not interpret value `{column._name}`: the data have no such column. They have: "
                + $"{string.Join(", ", all.Select(c => c.Key))}.", nameof(data));
    }

    /// <summary>A column's values as numbers and as groups.</summary>
    /// <param name="Name">Its name; null: none.</param>
    /// <param name="Values">Numbers or texts.</param>
    internal sealed record Read(string? Name, Array Values)
    {
        public int Count => Values.Length;

        public bool AreNumbers { get; } = Values.Cast<object?>().All(v => v is null or (IConvertible and not string and not bool));

        public double[] Numbers => AreNumbers
            ? [.. Values.Cast<object?>().Select(v => v is null ? double.NaN : Convert.ToDouble(v, CultureInfo.InvariantCulture))]
            : throw new ArgumentException($"The column{(Name is null ? "" : $" \"{Name}\"")} must hold numbers. Received: texts.");

        /// <summary>Each value as the text of its group.</summary>
        public string[] Groups =>
            [.. Values.Cast<object?>().Select(v =>
            builtins.str(v is double d && d == Math.Floor(d) && Math.Abs(d) < 1e15 && Whole ? (object)(long)d : v ?? "nan"))];

        /// <summary>The groups: numbers in their order, texts as they come.</summary>
        public string[] Levels => AreNumbers
            ? [.. Groups.Zip(Numbers).Where(g => !double.IsNaN(g.Second)).OrderBy(g => g.Second).Select(g => g.First).Distinct()]
            : [.. Groups.Distinct()];

        private bool Whole { get; } = Values.Cast<object?>().All(v => v is not double d || double.IsNaN(d) || d == Math.Floor(d));
    }
}
