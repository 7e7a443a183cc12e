using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Missing values, functions of columns and rows, arithmetic.</content>
public sealed partial class DataFrame
{
    /// <summary>Where values are missing: <c>df.isnull().sum()</c> counts them by column.</summary>
    public DataFrame isnull() => Map(s => s.isnull());

    /// <inheritdoc cref="isnull"/>
    public DataFrame isna() => isnull();

    /// <summary>Where values are not missing.</summary>
    public DataFrame notnull() => Map(s => s.notnull());

    /// <inheritdoc cref="notnull"/>
    public DataFrame notna() => notnull();

    /// <summary>The rows, or columns, in which nothing is missing.</summary>
    /// <param name="axis">0 for rows, 1 for columns.</param>
    /// <param name="how">"any" value missing, or "all".</param>
    /// <param name="subset">The columns that count; null: all.</param>
    /// <param name="inplace">Whether this frame changes.</param>
    /// <exception cref="ArgumentException">how is not "any" or "all".</exception>
    public DataFrame dropna(int axis = 0, string how = "any", string[]? subset = null, bool inplace = false)
    {
        if (how is not ("any" or "all"))
        {
            throw new ArgumentException($"invalid how option: {how}. Say \"any\" or \"all\".", nameof(how));
        }
        Column[] seen = subset is null ? _cells : [.. subset.Select(s => _cells[_names.FindPlace(s)])];
        if (axis == 1)
        {
            return Finish(
                Select([.. Places.ListAll(_cells.Length).Where(c => Places.ListAll(shape.rows) is var rows
                    && !(how == "any" ? rows.Any(_cells[c].IsMissing) : rows.All(_cells[c].IsMissing)))]), inplace);
        }
        int[] kept = [.. Places.ListAll(shape.rows).Where(r => seen.Length == 0
            || !(how == "any" ? Array.Exists(seen, c => c.IsMissing(r)) : Array.TrueForAll(seen, c => c.IsMissing(r))))];
        return Finish(kept.Length == shape.rows ? copy() : Take(kept), inplace);
    }

    /// <summary>The frame with a value in place of missing ones; with a column, its value of a column's name.</summary>
    /// <param name="value">One value for all, or <c>df.mean()</c>; null: method says what is filled in.</param>
    /// <param name="inplace">Whether this frame changes.</param>
    /// <param name="method">"ffill" repeats the value above, "bfill" the one below; null: value is filled in.</param>
    public DataFrame fillna(Series? value = null, bool inplace = false, string? method = null) =>
        Finish(Map(s => value is null || value.Repeats ? s.fillna(value, method: method) : value.index.Has(s.name)
            ? s.fillna(value[s.name!]) : s), inplace);

    /// <summary>Each column with a value of its own in place of missing ones: <c>df.fillna(new() { ["age"] = 30 })</c>.</summary>
    /// <param name="value">Values by column name; other columns stay.</param>
    /// <param name="inplace">Whether this object itself is changed.</param>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] // new() { … } could be a column, says C#, and is none
    public DataFrame fillna(Mapping value, bool inplace = false) =>
        Finish(Map(s => value.TryGet(s.name, out object? own) ? s.fillna(new Scalar(own)) : s), inplace);

    /// <summary>The frame with the value above in place of missing ones.</summary>
    public DataFrame ffill() => Map(s => s.ffill());

    /// <summary>The frame with the value below in place of missing ones.</summary>
    public DataFrame bfill() => Map(s => s.bfill());

    /// <summary>Missing numbers between two others, straight between them.</summary>
    public DataFrame interpolate() => Map(s => s.Cells.IsNumber ? s.interpolate() : s);

    /// <summary>Windows of a number of rows, column by column: <c>df.rolling(7).mean()</c>.</summary>
    /// <inheritdoc cref="Series.rolling(int, int?, bool)"/>
    public FrameRolling rolling(int window, int? min_periods = null, bool center = false) =>
        new(this, s => s.rolling(window, min_periods, center));

    /// <summary>Other values for some values.</summary>
    /// <param name="to_replace">New values by old value.</param>
    /// <param name="inplace">Whether this object itself is changed.</param>
    public DataFrame replace(Mapping to_replace, bool inplace = false) => Finish(Map(s => s.replace(to_replace)), inplace);

    /// <summary>Another value for one value: <c>df.replace("?", double.NaN)</c>.</summary>
    /// <param name="to_replace">The value to replace.</param>
    /// <param name="value">The new value.</param>
    /// <param name="inplace">Whether this object itself is changed.</param>
    public DataFrame replace(Scalar to_replace, Scalar value, bool inplace = false) =>
        Finish(Map(s => s.replace(to_replace, value)), inplace);

    /// <summary>The first of equal rows.</summary>
    /// <param name="subset">The columns that count; null: all.</param>
    /// <param name="inplace">Whether this frame changes.</param>
    public DataFrame drop_duplicates(ColumnNames? subset = null, bool inplace = false)
    {
        Cells<bool> again = (Cells<bool>)duplicated(subset).Cells;
        return Finish(Take([.. Places.ListAll(shape.rows).Where(r => !again.GetAt(r))]), inplace);
    }

    /// <summary>Where a row occurred before.</summary>
    /// <param name="subset">Columns to compare; null: all.</param>
    /// <returns>Booleans, false at the first occurrence.</returns>
    public Series duplicated(ColumnNames? subset = null)
    {
        var rows = new Labels([.. (subset ?? _names).Select(s => _cells[_names.FindPlace(s)])],
            new string?[subset?.Count ?? _cells.Length]);
        var seen = new HashSet<object>();
        return new(new Cells<bool>([.. Places.ListAll(shape.rows).Select(r => !seen.Add(rows.GetKey(r)))]), _index);
    }

    /// <summary>A function of each column: <c>df.apply(c => c.max() - c.min())</c>.</summary>
    /// <param name="func">Gives a value for a column.</param>
    public Series apply(Func<Series, Scalar> func) => ApplyToEach(_ => true, func);

    /// <summary>A function of each column that gives a column.</summary>
    /// <param name="func">Gives a column for a column, of the same length.</param>
    public DataFrame transform(Func<Series, Series> func) => Map(func);

    /// <summary>A function of each row: <c>df.apply(r => r["a"] + r["b"], axis: 1)</c>.</summary>
    /// <param name="func">Called with each row or column; its result becomes one value.</param>
    /// <param name="axis">1 for rows, 0 for columns.</param>
    public Series apply(Func<Series, Scalar> func, int axis) => axis == 0
        ? apply(func)
        : new(ColumnOf.FromObjects([.. Places.ListAll(shape.rows).Select(r => func(GetRow(r)).Value)]), _index);

    /// <summary>A function of every value.</summary>
    /// <param name="func">Gives the new value.</param>
    public DataFrame applymap<TResult>(Func<Scalar, TResult> func) => Map(s => s.map(func));

    /// <summary>Values below and above two bounds moved to them.</summary>
    /// <param name="lower">Least value; null: no bound.</param>
    /// <param name="upper">Largest value; null: no bound.</param>
    public DataFrame clip(double? lower = null, double? upper = null) => Map(s => s.clip(lower, upper));

    /// <summary>Values without their signs.</summary>
    public DataFrame abs() => Map(s => s.abs());

    /// <summary>Values rounded to a number of decimal places.</summary>
    /// <param name="decimals">Decimal places; negative ones round to tens, hundreds …</param>
    public DataFrame round(int decimals = 0) => Map(s => s.round(decimals));

    /// <summary>Sums so far of each column.</summary>
    public DataFrame cumsum() => Map(s => s.cumsum());

    /// <summary>The values moved down by a number of rows.</summary>
    /// <param name="periods">How many rows down; negative: up.</param>
    public DataFrame shift(int periods = 1) => Map(s => s.shift(periods));

    /// <summary>Differences from the row a number of rows earlier.</summary>
    /// <param name="periods">How many rows down; negative: up.</param>
    public DataFrame diff(int periods = 1) => Map(s => s.diff(periods));

    /// <summary>Changes from the row a number of rows earlier, as shares of it.</summary>
    /// <param name="periods">How many rows down; negative: up.</param>
    public DataFrame pct_change(int periods = 1) => Map(s => s.pct_change(periods));

    /// <summary>Where values are one of a list.</summary>
    /// <param name="values">The values to look for.</param>
    public DataFrame isin(IEnumerable<Scalar> values) => Map(s => s.isin(values));

    /// <summary>Each column plus one value, or plus the value of its name: <c>df + df.mean()</c>.</summary>
    public static DataFrame operator +(DataFrame a, Series b) => a.With(b, (x, y) => x + y);

    /// <summary>Each column minus one value, or minus the value of its name.</summary>
    public static DataFrame operator -(DataFrame a, Series b) => a.With(b, (x, y) => x - y);

    /// <summary>Each column times one value, or times the value of its name.</summary>
    public static DataFrame operator *(DataFrame a, Series b) => a.With(b, (x, y) => x * y);

    /// <summary>Each column divided by one value, or by the value of its name: <c>(df - df.mean()) / df.std()</c>.</summary>
    public static DataFrame operator /(DataFrame a, Series b) => a.With(b, (x, y) => x / y);

    /// <summary>Columns of one name added.</summary>
    public static DataFrame operator +(DataFrame a, DataFrame b) => a.With(b, (x, y) => x + y);

    /// <summary>Columns of one name subtracted.</summary>
    public static DataFrame operator -(DataFrame a, DataFrame b) => a.With(b, (x, y) => x - y);

    /// <summary>Columns of one name multiplied.</summary>
    public static DataFrame operator *(DataFrame a, DataFrame b) => a.With(b, (x, y) => x * y);

    /// <summary>Columns of one name divided.</summary>
    public static DataFrame operator /(DataFrame a, DataFrame b) => a.With(b, (x, y) => x / y);

    /// <summary>Where values are greater.</summary>
    public static DataFrame operator >(DataFrame a, Series b) => a.With(b, (x, y) => x > y);

    /// <summary>Where values are less.</summary>
    public static DataFrame operator <(DataFrame a, Series b) => a.With(b, (x, y) => x < y);

    /// <summary>Where values are not less.</summary>
    public static DataFrame operator >=(DataFrame a, Series b) => a.With(b, (x, y) => x >= y);

    /// <summary>Where values are not greater.</summary>
    public static DataFrame operator <=(DataFrame a, Series b) => a.With(b, (x, y) => x <= y);

    /// <summary>Where values equal one.</summary>
    /// <param name="other">The column that each column is compared with, matched by label.</param>
    public DataFrame eq(Series other) => With(other, (x, y) => x == y);

    /// <summary>Whether two frames hold the same labels, names, dtypes and values; missing ones are the same.</summary>
    /// <param name="other">The other frame.</param>
    public bool equals(DataFrame other) => shape == other.shape && _names.SequenceEqual(other._names) && _index.IsSame(other._index)
        && Places.ListAll(_cells.Length).All(c => _cells[c].DType == other._cells[c].DType
            && Places.ListAll(shape.rows).All(r => Equals(_cells[c].GetKey(r), other._cells[c].GetKey(r))));

    internal DataFrame Map(Func<Series, Series> map) =>
        new([.. Places.ListAll(_cells.Length).Select(c => map(new Series(_cells[c], _index, _names[c])).Cells)], _names, _index);

    private DataFrame With(Series other, Func<Series, Series, Series> of)
    {
        if (other.Repeats) { return Map(s => of(s, other)); }
        foreach (Scalar name in other.index) { _names.FindPlace(name.ToString()); }
        return Map(s => of(s, other.index.Has(s.name) ? other[s.name!] : double.NaN));
    }

    private DataFrame With(DataFrame other, Func<Series, Series, Series> of)
    {
        string[] names = _names.SequenceEqual(other._names) ? _names : [.. _names.Union(other._names).Order(StringComparer.Ordinal)];
        Labels rows = _index.IsSame(other._index) ? _index : _index.Union(other._index);
        DataFrame a = reindex(rows.IsSame(_index) ? null : rows, names), b = other.reindex(rows.IsSame(other._index) ? null : rows, names);
        return new([.. names.Select(n => of(a[n], b[n]).Cells)], names, rows);
    }
}
