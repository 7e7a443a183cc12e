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

/// <summary>
/// A table as columns by name: the neutral form in which flow_from_dataframe takes a DataFrame, a dictionary, or anything else that lists
/// its columns.
/// </summary>
internal sealed class FrameColumns
{
    private readonly Dictionary<string, Array> _columns = [];

    public FrameColumns(IEnumerable<KeyValuePair<string, Array>> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var (name, values) in columns)
        {
            if (values is not { Rank: 1 })
            {
                throw new ArgumentException($"A frame's column must be an array of rank 1. Received: \"{name}\" of rank {values?.Rank}.",
                    nameof(columns));
            }
            Guard.That(_columns.Count == 0 || values.Length == Count,
                $"A frame's columns must be equally long. Received: \"{name}\" with {values.Length} rows, "
                + $"{_columns.Keys.FirstOrDefault()} with {Count}.", "dataframe");
            Guard.That(_columns.TryAdd(name, values), $"A frame's columns must have names of their own. Received twice: \"{name}\".",
                "dataframe");
        }
    }

    /// <summary>Number of rows.</summary>
    public int Count => _columns.Values.FirstOrDefault()?.Length ?? 0;

    /// <summary>A column.</summary>
    public Array this[string name] => _columns.TryGetValue(name, out Array? values) ? values
        : throw new ArgumentException($"The frame must have a column \"{name}\". It has: {string.Join(", ", _columns.Keys)}.", "dataframe");

    /// <summary>A column of text; null in it means that the value is none.</summary>
    public string?[] ReadText(string name) => this[name] as string[] ?? Array.ConvertAll(ReadObjects(name), v => v as string);

    /// <summary>A column's values as objects.</summary>
    public object?[] ReadObjects(string name) => [.. this[name].Cast<object?>()];

    /// <summary>Whether a column holds numbers, of a numeric type or as objects.</summary>
    public bool IsNumeric(string name) => IsNumeric(GetPlain(name));

    /// <summary>Some rows of a column of numbers, in its own dtype.</summary>
    public NDArray ReadNumbers(string name, int[] rows)
    {
        Array all = GetPlain(name);
        Type type = all.GetType().GetElementType()!;
        Guard.That(type == typeof(bool) || IsNumeric(all), $"Column \"{name}\" must be numeric. Received: values of type {type.Name}.",
            "dataframe");
        Array part = Array.CreateInstance(type, rows.Length);
        for (int i = 0; i < rows.Length; i++) { part.SetValue(all.GetValue(rows[i]), i); }
        return np.array(part);
    }

    private static bool IsNumeric(Array values) => values.GetType().GetElementType() is { IsPrimitive: true } type && type != typeof(bool)
        && type != typeof(char);

    /// <summary>A column; numbers that are kept as objects become doubles.</summary>
    private Array GetPlain(string name)
    {
        Array all = this[name];
        return all.GetType() == typeof(object[]) && all is object[] objects
            && Array.TrueForAll(objects, v => v is IConvertible and not (string or bool or char or DateTime))
            ? Array.ConvertAll(objects, v => Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture)) : all;
    }
}
