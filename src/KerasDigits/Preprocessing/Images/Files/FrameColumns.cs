using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>One column's name or several: Python's string or list.</summary>
/// <remarks>One name in a list is not the same as the name: its target values keep an axis of columns.</remarks>
public sealed class ColumnNames
{
    private ColumnNames(string[] names, bool isList) => (Names, IsList) = (names, isList);

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether they came as a list.</summary>
    public bool IsList { get; }

    /// <summary>One column.</summary>
    public static implicit operator ColumnNames(string name) => new([name], false);

    /// <summary>Several columns.</summary>
    public static implicit operator ColumnNames(string[] names) => new(names, true);

    /// <inheritdoc/>
    public override string ToString() => IsList ? $"[{string.Join(", ", Names.Select(n => $"\"{n}\""))}]" : Names[0];
}

/// <summary>A table as columns by name: the neutral form in which flow_from_dataframe takes a DataFrame, a dictionary, or anything else that lists its columns.</summary>
internal sealed class FrameColumns
{
    private readonly Dictionary<string, Array> _columns = [];

    public FrameColumns(IEnumerable<KeyValuePair<string, Array>> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var (name, values) in columns)
        {
            if (values is not { Rank: 1 }) { throw new ArgumentException($"A frame's column must be an array of rank 1. Received: \"{name}\" of rank {values?.Rank}.", nameof(columns)); }
            Guard.That(_columns.Count == 0 || values.Length == Count, $"A frame's columns must be equally long. Received: \"{name}\" with {values.Length} rows, {_columns.Keys.FirstOrDefault()} with {Count}.", "dataframe");
            Guard.That(_columns.TryAdd(name, values), $"A frame's columns must have names of their own. Received twice: \"{name}\".", "dataframe");
        }
    }

    /// <summary>Number of rows.</summary>
    public int Count => _columns.Values.FirstOrDefault()?.Length ?? 0;

    /// <summary>A column.</summary>
    public Array this[string name] => _columns.TryGetValue(name, out Array? values) ? values
        : throw new ArgumentException($"The frame must have a column \"{name}\". It has: {string.Join(", ", _columns.Keys)}.", "dataframe");

    /// <summary>A column of text; null in it means that the value is none.</summary>
    public string?[] Text(string name) => this[name] as string[] ?? Array.ConvertAll(Objects(name), v => v as string);

    /// <summary>A column's values as objects.</summary>
    public object?[] Objects(string name) => [.. this[name].Cast<object?>()];

    /// <summary>Some rows of a column of numbers, in its own dtype.</summary>
    public NDArray Numbers(string name, int[] rows)
    {
        Array all = this[name];
        Type type = all.GetType().GetElementType()!;
        if (type == typeof(object) && all.Cast<object?>().All(v => v is IConvertible and not string))
        {
            all = all.Cast<object>().Select(v => Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            type = typeof(double);
        }
        Guard.That(type.IsPrimitive && type != typeof(char), $"Column \"{name}\" must be numeric. Received: values of type {type.Name}.", "dataframe");
        Array part = Array.CreateInstance(type, rows.Length);
        for (int i = 0; i < rows.Length; i++) { part.SetValue(all.GetValue(rows[i]), i); }
        return np.array(part);
    }
}
