using System.Collections;
using NumSharp;

namespace KerasDigits.Notebook.Pandas;

/// <summary>The labels of the rows, pandas' Index: numbers from 0, or what set_index, groupby and selections leave.</summary>
[System.Runtime.CompilerServices.CollectionBuilder(typeof(Labels), nameof(Create))]
public sealed partial class Labels : IReadOnlyList<Scalar>
{
    private readonly Column[] _levels;
    private readonly int _start, _step;
    private Dictionary<object, List<int>>? _places;

    internal Labels(int count, int start = 0, int step = 1, string? name = null) =>
        (_levels, Count, _start, _step, Names) = ([], count, start, step, [name]);

    internal Labels(Column labels, string? name = null)
        : this([labels], [name])
    {
    }

    internal Labels(Column[] levels, string?[] names) => (_levels, Names, Count) = (levels, names, levels[0].Length);

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The number of labels.</summary>
    public int size => Count;

    /// <summary>What the labels are called; null for nothing: <c>df.index.name = "day"</c>.</summary>
    public string? name
    {
        get => Names[0];
        set => Names = [value, .. Names[1..]];
    }

    /// <summary>pandas' name of the labels' dtype.</summary>
    public string dtype => IsRange ? "int64" : _levels.Length > 1 ? "object" : _levels[0].DType;

    /// <summary>The labels of numbers as an array.</summary>
    public NDArray values => Frames.ToArray([GetLevel(0)], [name], null).reshape(-1);

    /// <summary>The labels' strings: <c>sns.heatmap(cm, xticklabels: cols.texts)</c>; numbers as they are printed.</summary>
    public string[] texts => [.. this.Select(label => label.ToString())];

    internal string?[] Names { get; private set; }

    /// <summary>pandas' name of the distance of times from each other, where date_range made them.</summary>
    internal string? Freq { get; init; }

    internal bool IsRange => _levels.Length == 0;

    /// <summary>Whether the labels are 0, 1, 2 …</summary>
    internal bool IsDefault => IsRange && _start == 0 && _step == 1;

    internal int LevelCount => Math.Max(1, _levels.Length);

    internal bool AreNumbers => IsRange || (_levels.Length == 1 && _levels[0].IsNumber);

    internal bool AreWhole => IsRange || (_levels.Length == 1 && _levels[0].IsNumber && !_levels[0].IsFloat);

    internal bool AreDates => _levels.Length == 1 && _levels[0].IsDate;

    /// <summary>A label; of several levels a tuple.</summary>
    /// <param name="place">Position, from 0; negative ones count from the end.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public Scalar this[int place] => place < 0
        || place >= Count
        ? throw new IndexOutOfRangeException($"index {place} is out of bounds for axis 0 with size {Count}.")
        : new(GetValue(place));

    /// <summary>A label, counted from the end with ^.</summary>
    /// <param name="place">Position, from 0, or from the end with ^.</param>
    public Scalar this[Index place] => this[place.GetOffset(Count)];

    /// <summary>Some labels in a row: <c>df.index[..5]</c>.</summary>
    /// <param name="places">Positions, such as ..5.</param>
    public Labels this[Range places] => Pandas.Places.Cut(places, Count) is var (start, count) ? Slice(start, count) : this;

    /// <summary>From a collection expression: <c>index: ["a", "b"]</c>.</summary>
    /// <param name="labels">Labels of the rows, in order.</param>
    public static Labels Create(ReadOnlySpan<Scalar> labels) => new(ColumnOf.FromObjects([.. labels.ToArray().Select(l => l.Value)]));

    /// <summary>The labels as a list.</summary>
    public List<Scalar> tolist() => [.. this];

    /// <inheritdoc cref="tolist"/>
    public List<Scalar> to_list() => tolist();

    /// <summary>The least label.</summary>
    public Scalar min() => new Series(GetLevel(0), this).min();

    /// <summary>The largest label.</summary>
    public Scalar max() => new Series(GetLevel(0), this).max();

    /// <summary>The different labels.</summary>
    public Scalars unique() => new Series(GetLevel(0), this).unique();

    /// <summary>Numbers of whole labels as an array, so that an index goes wherever an array goes.</summary>
    public static implicit operator NDArray(Labels labels) => labels.values;

    /// <summary>Labels out of a list: <c>index: ["a", "b"]</c>.</summary>
    public static implicit operator Labels(string[] labels) => new(ColumnOf.FromArray(labels));

    /// <summary>Labels out of a list.</summary>
    public static implicit operator Labels(int[] labels) => new(ColumnOf.FromArray(labels));

    /// <summary>Labels out of a column.</summary>
    public static implicit operator Labels(IntRange labels) => labels.ToArray();

    /// <summary>Labels out of a column.</summary>
    public static implicit operator Labels(Series labels) => new(labels.Cells, labels.name);

    /// <summary>Labels out of an array of shape (n,).</summary>
    public static implicit operator Labels(NDArray labels) => new(ColumnOf.FromFlat(labels));

    /// <inheritdoc/>
    public IEnumerator<Scalar> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) { yield return this[i]; }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As pandas prints an Index.</summary>
    public override string ToString() => LabelText.Of(this);

    internal Column GetLevel(int level) => IsRange
        ? new Cells<long>([.. Enumerable.Range(0, Count).Select(i => (long)_start + ((long)i * _step))])
        : _levels[level];

    internal (int Start, int Stop, int Step) Bounds => (_start, _start + (Count * _step), _step);

    internal Labels Rename(params string?[] names) => IsRange ? new(Count, _start, _step, names[0]) : new(_levels, names) { Freq = Freq };

    internal Labels Take(ReadOnlySpan<int> rows)
    {
        if (!IsRange)
        {
            var levels = new Column[_levels.Length];
            for (int i = 0; i < levels.Length; i++) { levels[i] = _levels[i].Take(rows); }
            return new(levels, Names) { Freq = Freq is not null && rows.Length > 0 && AreNeighbours(rows) ? Freq : null };
        }
        var taken = new long[rows.Length];
        for (int i = 0; i < taken.Length; i++) { taken[i] = _start + ((long)rows[i] * _step); }
        return new(new Cells<long>(taken), name);
    }

    private static bool AreNeighbours(ReadOnlySpan<int> rows)
    {
        for (int i = 0; i < rows.Length; i++) { if (rows[i] < 0 || rows[i] != rows[0] + i) { return false; } }
        return true;
    }

    internal Labels Slice(int start, int count, int step = 1)
    {
        if (IsRange) { return new(count, _start + (start * _step), _step * step, name); }
        return step == 1
            ? new(Array.ConvertAll(_levels, l => l.Slice(start, count)), Names) { Freq = Freq }
            : Take([.. Enumerable.Range(0, count).Select(i => start + (i * step))]);
    }

    /// <summary>The labels of several frames one below the other.</summary>
    internal static Labels Join(IReadOnlyList<Labels> all)
    {
        if (all[0]._levels.Length > 1)
        {
            return new([.. Enumerable.Range(0, all[0]._levels.Length).Select(l => Frames.StackBelow([.. all.Select(a => a.GetLevel(l))]))],
                all[0].Names);
        }
        string? name = all.All(a => a.name == all[0].name) ? all[0].name : null;
        if (all.All(a => a.IsRange) && Enumerable.Range(1, all.Count - 1)
            .All(i => all[i]._step == 1 && all[i]._start == all[i - 1].Bounds.Stop) && all[0]._step == 1)
        {
            return new(all.Sum(a => a.Count), all[0]._start, 1, name);
        }
        return new(Frames.StackBelow([.. all.Select(a => a.GetLevel(0))]), name);
    }

    internal bool IsSame(Labels other)
    {
        if (ReferenceEquals(this, other)) { return true; }
        if (Count != other.Count || LevelCount != other.LevelCount) { return false; }
        if (IsRange && other.IsRange) { return Count == 0 || (_start == other._start && (Count == 1 || _step == other._step)); }
        for (int i = 0; i < Count; i++)
        {
            if (!GetKey(i).Equals(other.GetKey(i))) { return false; }
        }
        return true;
    }

    /// <summary>The rows that have a label.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    internal List<int> FindRows(object? label)
    {
        object? key = label is Scalar scalar ? scalar.Value : label;
        if (AreDates && key is string text && DateColumn.TryParse(text, false, out DateTime time)) { key = time; }
        return Places.TryGetValue(Keys.Of(key) ?? DBNull.Value, out List<int>? rows) ? rows
            : throw new KeyNotFoundException($"A label must be one of the index's. Received: {PythonText.FormatRepr(key)}. There are: "
                + $"{string.Join(", ", this.Take(20).Select(l => PythonText.FormatRepr(l.Value)))}{(Count > 20 ? ", …" : "")}."
                + $"{(AreDates ? " Select a time range with loc[(\"2020-01\", \"2020-03\")]." : "")}");
    }

    internal bool Has(object? label) => Places.ContainsKey(Keys.Of(label is Scalar scalar ? scalar.Value : label) ?? DBNull.Value);

    /// <summary>For each label of another index its row here; −1 where there is none.</summary>
    internal int[] Match(Labels target)
    {
        var rows = new int[target.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            if (!Places.TryGetValue(target.GetKey(i), out List<int>? at)) { rows[i] = -1; }
            else
            {
                rows[i] = at.Count == 1
                    ? at[0]
                    : throw new InvalidOperationException("cannot reindex on an axis with duplicate labels: "
                        + $"{PythonText.FormatRepr(target.GetValue(i))} stands {at.Count} times. Say reset_index(drop: true) first.");
            }
        }
        return rows;
    }

    /// <summary>The labels of both, in order, as pandas aligns two columns.</summary>
    internal Labels Union(Labels other)
    {
        Labels both = Join([this, other.Take([.. Enumerable.Range(0, other.Count).Where(i => !Places.ContainsKey(other.GetKey(i)))])]);
        return both.Take(Sorting.Order([both.GetLevel(0)], [true]));
    }

    internal object GetKey(int row) => _levels.Length > 1 ? new Several([.. _levels.Select(l => l.GetKey(row))]) : IsRange
        ? _start + ((long)row * _step) : _levels[0].GetKey(row) ?? DBNull.Value;

    internal object? GetValue(int row) => _levels.Length switch
    {
        0 => _start + ((long)row * _step),
        1 => _levels[0][row],
        2 => (_levels[0][row], _levels[1][row]),
        3 => (_levels[0][row], _levels[1][row], _levels[2][row]),
        _ => _levels.Select(l => l[row]).ToArray(),
    };

    private Dictionary<object, List<int>> Places
    {
        get
        {
            if (_places is not null) { return _places; }
            var places = new Dictionary<object, List<int>>();
            for (int i = 0; i < Count; i++)
            {
                object key = GetKey(i);
                if (!places.TryGetValue(key, out List<int>? rows)) { places[key] = rows = []; }
                rows.Add(i);
            }
            return _places = places;
        }
    }

    /// <summary>A label of several levels, by value.</summary>
    internal sealed class Several(object?[] parts) : IEquatable<Several>
    {
        public object?[] Parts => parts;

        public bool Equals(Several? other) => other is not null && parts.AsSpan().SequenceEqual(other.Parts);

        public override bool Equals(object? obj) => Equals(obj as Several);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (object? part in parts) { hash.Add(part); }
            return hash.ToHashCode();
        }
    }
}
