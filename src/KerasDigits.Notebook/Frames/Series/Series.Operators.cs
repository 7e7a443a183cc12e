using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Arithmetic and comparisons, row by row: rows are matched by their labels.</content>
public sealed partial class Series
{
    /// <summary>Sums, or strings joined.</summary>
    public static Series operator +(Series a, Series b) => Pair(a, b, (x, y) => Arithmetic.ComputeColumns('+', x, y));

    /// <summary>Differences; of times their timedelta64, of which .dt.days and .dt.total_seconds() are numbers.</summary>
    public static Series operator -(Series a, Series b) => Pair(a, b, (x, y) => Arithmetic.ComputeColumns('-', x, y));

    /// <summary>Products.</summary>
    public static Series operator *(Series a, Series b) => Pair(a, b, (x, y) => Arithmetic.ComputeColumns('*', x, y));

    /// <summary>Quotients, floats as in Python.</summary>
    public static Series operator /(Series a, Series b) => Pair(a, b, (x, y) => Arithmetic.ComputeColumns('/', x, y));

    /// <summary>Remainders.</summary>
    public static Series operator %(Series a, Series b) => Pair(a, b, (x, y) => Arithmetic.ComputeColumns('%', x, y));

    /// <summary>Negatives.</summary>
    public static Series operator -(Series a) => (Series)0 - a;

    /// <summary>Where rows are equal.</summary>
    public static Series operator ==(Series a, Series b) => Compare("==", a, b);

    /// <summary>Where rows differ.</summary>
    public static Series operator !=(Series a, Series b) => Compare("!=", a, b);

    /// <summary>Where rows are less.</summary>
    public static Series operator <(Series a, Series b) => Compare("<", a, b);

    /// <summary>Where rows are greater.</summary>
    public static Series operator >(Series a, Series b) => Compare(">", a, b);

    /// <summary>Where rows are not greater.</summary>
    public static Series operator <=(Series a, Series b) => Compare("<=", a, b);

    /// <summary>Where rows are not less.</summary>
    public static Series operator >=(Series a, Series b) => Compare(">=", a, b);

    /// <summary>Where both conditions hold.</summary>
    public static Series operator &(Series a, Series b) => Pair(a, b, (x, y) => ComputeTruths(x, y, (p, q) => p && q));

    /// <summary>Where one of two conditions holds.</summary>
    public static Series operator |(Series a, Series b) => Pair(a, b, (x, y) => ComputeTruths(x, y, (p, q) => p || q));

    /// <summary>Where one of two conditions holds and not the other.</summary>
    public static Series operator ^(Series a, Series b) => Pair(a, b, (x, y) => ComputeTruths(x, y, (p, q) => p != q));

    /// <summary>Where a condition does not hold: Python's <c>~mask</c>.</summary>
    public static Series operator ~(Series a) => a.With(ComputeTruths(a.Cells, a.Cells, (p, _) => !p));

    /// <summary>Where a condition does not hold.</summary>
    public static Series operator !(Series a) => ~a;

    /// <summary>Powers.</summary>
    /// <param name="other">The exponents: a column, matched by label, or a number.</param>
    public Series pow(Series other) => Pair(this, other, (x, y) => Arithmetic.ComputeColumns('^', x, y));

    /// <summary>Whether both are the same column in memory; <c>a == b</c> compares row by row.</summary>
    /// <param name="obj">The other object; null: not equal.</param>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>Two columns, the rows of one label together.</summary>
    internal static Series Pair(Series a, Series b, Func<Column, Column, Column> pair)
    {
        string? name = b.Repeats || b._isList ? a.name : a.Repeats || a._isList ? b.name : a.name == b.name ? a.name : null;
        if (a.Repeats || b.Repeats) { return new(pair(a.Cells, b.Cells), a.Repeats ? b.index : a.index, name); }
        if (a._isList || b._isList || a.index.IsSame(b.index))
        {
            if (a.size != b.size)
            {
                throw new ArgumentException($"operands could not be broadcast together with shapes ({a.size},) ({b.size},)");
            }
            return new(pair(a.Cells, b.Cells), a._isList ? b.index : a.index, name);
        }
        Labels both = a.index.Union(b.index);
        return new(pair(a.Cells.Take(a.index.Match(both)), b.Cells.Take(b.index.Match(both))), both, name);
    }

    private static Series Compare(string sign, Series a, Series b)
    {
        if (a is null || b is null)
        {
            throw new ArgumentNullException(a is null ? nameof(a) : nameof(b),
                "A column compares with values; whether there is one at all asks `is null`, missing values isnull().");
        }
        if (!a.Repeats && !b.Repeats && !a._isList && !b._isList && !a.index.IsSame(b.index))
        {
            throw new InvalidOperationException("Can only compare identically-labeled Series objects: reset_index(drop: true) gives both "
                + "the labels 0, 1, 2 …");
        }
        return Pair(a, b, (x, y) => Comparing.CompareColumns(sign, x, y));
    }

    private static Cells<bool> ComputeTruths(Column a, Column b, Func<bool, bool, bool> of)
    {
        var (x, y) = (ComputeTruths(a), ComputeTruths(b));
        int length = a.Length == 1 ? b.Length : a.Length;
        var result = new bool[length];
        for (int i = 0; i < length; i++) { result[i] = of(x[a.Length == 1 ? 0 : i], y[b.Length == 1 ? 0 : i]); }
        return new Cells<bool>(result);
    }

    private static bool[] ComputeTruths(Column column) => column is Cells<bool> truths ? truths.ToValues()
        : throw new InvalidOperationException($"&, | and ~ take conditions, bool. Received: dtype {column.DType}. Put comparisons in "
            + "parentheses: (df[\"a\"] > 1) & (df[\"b\"] < 2).");
}
