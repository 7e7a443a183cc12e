using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasDigits.Notebook.Pandas;

/// <summary>The names of a frame's columns. A list of strings becomes one: <c>df.columns = ["a", "b"]</c>.</summary>
[CollectionBuilder(typeof(ColumnNames), nameof(Create))]
public sealed class ColumnNames : IReadOnlyList<string>
{
    /// <summary>
    /// In place of a place: columns beside each other may have the same name until they are given others, and cannot be asked for by it.
    /// </summary>
    private const int Several = -1;

    private readonly string[] _names;
    private readonly Dictionary<string, int> _places;

    /// <summary>What the names are together: after pivot the name of the column they came from; null for nothing.</summary>
    public string? name { get; private init; }

    internal ColumnNames Call(string? title) => new(_names) { name = title };

    internal ColumnNames(string[] names)
    {
        _names = names;
        _places = new Dictionary<string, int>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            if (!_places.TryAdd(names[i], i)) { _places[names[i]] = Several; }
        }
    }

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public string this[int index] => _names[index];

    /// <summary>A name, counted from the end with ^.</summary>
    /// <param name="index">Position, from 0, or from the end with ^.</param>
    public string this[Index index] => _names[index];

    /// <summary>Some names: <c>df.columns[..^1]</c>.</summary>
    /// <param name="range">Positions, such as ..^1.</param>
    public string[] this[Range range] => _names[range];

    /// <summary>Some names by their places: <c>df.columns[[4, 5]]</c>.</summary>
    /// <param name="places">Positions; negative ones count from the end.</param>
    public string[] this[int[] places] => Array.ConvertAll(places, p => _names[p < 0 ? p + Count : p]);

    /// <summary>From a collection expression.</summary>
    /// <param name="names">Names of columns, in order.</param>
    public static ColumnNames Create(ReadOnlySpan<string> names) => new(names.ToArray());

    /// <summary>The names as a list.</summary>
    public List<string> tolist() => [.. _names];

    /// <summary>The names without some.</summary>
    /// <param name="labels">The names to leave out.</param>
    /// <returns>The other names.</returns>
    public ColumnNames drop(params string[] labels)
    {
        foreach (string label in labels) { _ = FindPlace(label); }
        return new([.. _names.Where(n => !labels.Contains(n))]);
    }

    /// <summary>The names of the other, without those of this.</summary>
    /// <param name="other">The names to leave out.</param>
    /// <returns>The other names, sorted.</returns>
    public ColumnNames difference(IEnumerable<string> other) => new([.. _names.Except(other).Order(StringComparer.Ordinal)]);

    /// <summary>Where a name stands.</summary>
    /// <param name="key">Name of the column.</param>
    /// <returns>Its position, from 0.</returns>
    /// <exception cref="KeyNotFoundException">No column has it.</exception>
    public int get_loc(string key) => FindPlace(key);

    /// <summary>One name.</summary>
    public static implicit operator ColumnNames(string name) => new([name]);

    /// <summary>Names out of a list.</summary>
    public static implicit operator ColumnNames(string[] names) => new([.. names]);

    /// <summary>Names out of a list.</summary>
    public static implicit operator ColumnNames(List<string> names) => new([.. names]);

    /// <summary>Columns by numbers: <c>pd.DataFrame(cm, index: range(10), columns: range(10))</c>.</summary>
    public static implicit operator ColumnNames(IntRange numbers) =>
        new([.. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The names as an array.</summary>
    public static implicit operator string[](ColumnNames names) => [.. names._names];

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _names.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As pandas prints them.</summary>
    public override string ToString() => LabelText.Of(!AreNumbers ? new Labels(ColumnOf.FromArray(_names))
        : _names.SequenceEqual(DataFrame.Number(Count)) ? new Labels(Count)
        : new Labels(new Cells<long>([.. _names.Select(n => long.Parse(n, CultureInfo.InvariantCulture))])));

    /// <summary>Whether they are truth values, as after a crosstab of some.</summary>
    internal bool AreTruths => Count > 0 && Array.TrueForAll(_names, n => n is "True" or "False");

    /// <summary>Whether the names are numbers, as those of columns without names are: pandas prints them otherwise.</summary>
    internal bool AreNumbers =>
        Count > 0 && Array.TrueForAll(_names, n => n is "0" || (n.Length is > 0 and < 10 && n[0] != '0' && n.All(char.IsAsciiDigit)));

    internal bool Has(string name) => _places.ContainsKey(name);

    internal int FindPlace(string name) => _places.TryGetValue(name, out int place)
        ? place != Several
        ? place
        : throw new InvalidOperationException($"Several columns are called '{name}': df.columns = [...] gives each a name of its own, "
            + "iloc[.., n] takes one by its place.")
        : throw new KeyNotFoundException($"A column must be one of the frame's. Received: '{name}'. There are: "
            + $"{string.Join(", ", _names.Take(20))}{(Count > 20 ? ", …" : "")}.");
}
