using System.Collections;

namespace KerasDigits.Notebook;

/// <summary>A number for each column of a frame: <c>df.isnull().sum()["age"]</c>.</summary>
public sealed class Totals : IReadOnlyCollection<KeyValuePair<string, double>>
{
    private readonly KeyValuePair<string, double>[] _items;

    internal Totals(KeyValuePair<string, double>[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> index => [.. _items.Select(i => i.Key)];

    /// <summary>The numbers.</summary>
    public double[] values => [.. _items.Select(i => i.Value)];

    /// <summary>A column's number.</summary>
    /// <exception cref="KeyNotFoundException">No column of numbers has that name.</exception>
    public double this[string column] => Array.FindIndex(_items, i => i.Key == column) is >= 0 and int at ? _items[at].Value
        : throw new KeyNotFoundException($"A column must be one of {string.Join(", ", index.Take(20))}. Received: '{column}'.");

    /// <summary>Sum of the numbers.</summary>
    public double sum() => values.Sum();

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => _items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One column a line, as pandas prints it.</summary>
    public override string ToString()
    {
        int names = index.Select(n => n.Length).DefaultIfEmpty(0).Max();
        string[] numbers = [.. values.Select(v => v.ToString("G6", System.Globalization.CultureInfo.InvariantCulture))];
        int width = numbers.Select(n => n.Length).DefaultIfEmpty(0).Max();
        return string.Join("\n", _items.Select((item, i) => $"{item.Key.PadRight(names)}    {numbers[i].PadLeft(width)}"));
    }
}
