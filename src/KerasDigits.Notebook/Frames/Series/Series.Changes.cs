using NumSharp;
using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Missing values, values made of values, order.</content>
public sealed partial class Series
{
    /// <summary>Strings' methods for all values: <c>df["name"].str.lower()</c>.</summary>
    public TextValues str => new(this);

    /// <summary>Parts of times: <c>df["date"].dt.year</c>.</summary>
    public TimeValues dt => new(this);

    /// <summary>What a column of categories says of them: <c>df["sex"].cat.codes</c>.</summary>
    public CategoryValues cat => new(this);

    /// <summary>Where a value is missing: <c>df["age"].isnull().sum()</c> counts them.</summary>
    public Series isnull() => With(FindMissing(true));

    /// <inheritdoc cref="isnull"/>
    public Series isna() => isnull();

    /// <summary>Where a value is not missing.</summary>
    public Series notnull() => With(FindMissing(false));

    /// <inheritdoc cref="notnull"/>
    public Series notna() => notnull();

    /// <summary>The column with a value in place of missing ones.</summary>
    /// <param name="value">The value; a column's values by label; null: method says what is filled in.</param>
    /// <param name="inplace">Whether this column, and the frame it was taken from, change.</param>
    /// <param name="method">"ffill" repeats the value before, "bfill" the one behind; null: value is filled in.</param>
    /// <exception cref="ArgumentException">Neither or both of value and method are given.</exception>
    public Series fillna(Series? value = null, bool inplace = false, string? method = null)
    {
        if (value is null == method is null)
        {
            throw new ArgumentException("Must specify a fill 'value' or 'method', one of them.", nameof(value));
        }
        int[] rows = Places.ListAll(size);
        if (method is not null)
        {
            bool ahead = method switch
            {
                "ffill" or "pad" => true,
                "bfill" or "backfill" => false,
                _ => throw new ArgumentException($"Invalid fill method. Expecting pad (ffill) or backfill (bfill). Got {method}",
                    nameof(method))
            };
            for (int k = 1; k < rows.Length; k++)
            {
                (int here, int before) = ahead ? (k, k - 1) : (rows.Length - 1 - k, rows.Length - k);
                if (Cells.IsMissing(here)) { rows[here] = rows[before]; }
            }
            return Finish(With(Cells.Take(rows)), inplace);
        }
        if (!rows.Any(Cells.IsMissing)) { return Finish(this, inplace); }
        Column other = value!.TakeFor(index);
        if (Cells is CategoryColumn category)
        {
            return Finish(
                With(CategoryColumn.Of(ColumnOf.FromObjects([.. rows.Select(i => Cells.IsMissing(i) ? FindKnown(category, other, i)
                    : Cells[i])]),
                    category.Categories, category.Ordered)), inplace);
        }
        if (Cells.IsFloat && other.IsNumber)
        {
            double[] numbers = Cells.ToDoubles(name), instead = other.ToDoubles(value.name);
            for (int i = 0; i < numbers.Length; i++) { if (double.IsNaN(numbers[i])) { numbers[i] = instead[i]; } }
            return Finish(With(ColumnOf.Cast(new Cells<double>(numbers), dtype, name)), inplace);
        }
        object?[] all = Cells.ToObjects();
        for (int i = 0; i < all.Length; i++) { if (Cells.IsMissing(i)) { all[i] = other[i]; } }
        return Finish(With(Cells.IsText ? new ObjectColumn(all) : ColumnOf.FromObjects(all)), inplace);
    }

    /// <summary>The column with the value before in place of missing ones.</summary>
    public Series ffill() => fillna(method: "ffill");

    /// <summary>The column with the value behind in place of missing ones.</summary>
    public Series bfill() => fillna(method: "bfill");

    /// <summary>Missing numbers between two others, straight between them; behind the last the last one.</summary>
    public Series interpolate()
    {
        double[] v = ToDoubles();
        int before = -1;
        for (int i = 0; i < v.Length; i++)
        {
            if (double.IsNaN(v[i])) { continue; }
            for (int k = before + 1; before >= 0 && k < i; k++) { v[k] = v[before] + ((v[i] - v[before]) * (k - before) / (i - before)); }
            before = i;
        }
        for (int k = before + 1; before >= 0 && k < v.Length; k++) { v[k] = v[before]; }
        return With(new Cells<double>(v));
    }

    /// <summary>The values that are not missing.</summary>
    /// <param name="inplace">Whether this object itself is changed.</param>
    public Series dropna(bool inplace = false) => Finish(Take(Cells.FindPresent()), inplace);

    /// <summary>The first of equal values.</summary>
    public Series drop_duplicates() => Take([.. Stats.FindFactors(Cells, true).Firsts]);

    /// <summary>Where a value occurred before.</summary>
    public Series duplicated()
    {
        HashSet<int> firsts = [.. Stats.FindFactors(Cells, true).Firsts];
        return With(new Cells<bool>([.. Places.ListAll(size).Select(i => !firsts.Contains(i))]));
    }

    /// <summary>A function of every value: <c>df["age"].map(a => a > 30 ? "old" : "young")</c>.</summary>
    /// <param name="func">Gives the new value.</param>
    public Series map<T>(Func<Scalar, T> func) => With(ColumnOf.FromObjects([.. this.Select(v => (object?)func(v))]));

    /// <summary>Other values for values: <c>map(new() { ["male"] = 0, ["female"] = 1 })</c>; NaN for one that has none.</summary>
    /// <param name="values">New values by old value.</param>
    public Series map(Mapping values) =>
        With(ColumnOf.FromObjects([.. this.Select(v => values.TryGet(v.Value, out object? other) ? other : double.NaN)]));

    /// <inheritdoc cref="map{T}(Func{Scalar, T})"/>
    public Series apply<T>(Func<Scalar, T> func) => map(func);

    /// <summary>Other values for some values; the others stay.</summary>
    /// <param name="to_replace">New values by old value.</param>
    /// <param name="inplace">Whether this object itself is changed.</param>
    public Series replace(Mapping to_replace, bool inplace = false) =>
        Finish(With(ColumnOf.FromObjects([.. this.Select(v => to_replace.TryGet(v.Value, out object? other) ? other : v.Value)])), inplace);

    /// <summary>Another value for one value: <c>replace("?", double.NaN)</c>.</summary>
    /// <param name="to_replace">The value to replace.</param>
    /// <param name="value">The new value.</param>
    /// <param name="inplace">Whether this object itself is changed.</param>
    public Series replace(Scalar to_replace, Scalar value, bool inplace = false) => replace(new Mapping { [to_replace] = value }, inplace);

    /// <summary>Another value for some values.</summary>
    /// <param name="to_replace">The values to replace.</param>
    /// <param name="value">The new value.</param>
    /// <param name="inplace">Whether this object itself is changed.</param>
    public Series replace(Scalar[] to_replace, Scalar value, bool inplace = false)
    {
        var mapping = new Mapping();
        foreach (Scalar one in to_replace) { mapping[one] = value; }
        return replace(mapping, inplace);
    }

    /// <summary>Where a value is one of a list.</summary>
    /// <param name="values">The values to look for.</param>
    public Series isin(IEnumerable<Scalar> values)
    {
        HashSet<Scalar> set = [.. values];
        return With(new Cells<bool>([.. this.Select(set.Contains)]));
    }

    /// <summary>Where a value is one of a list of strings.</summary>
    /// <param name="values">The values to look for.</param>
    public Series isin(IEnumerable<string> values) => isin(values.Select(v => (Scalar)v));

    /// <summary>Where a value is one of an array's numbers.</summary>
    /// <param name="values">The values to look for.</param>
    public Series isin(NDArray values) => isin((IEnumerable<Scalar>)(Series)values.flatten());

    /// <summary>Where a value is one of a list of integers.</summary>
    /// <param name="values">The values to look for.</param>
    public Series isin(IEnumerable<int> values) => isin(values.Select(v => (Scalar)v));

    /// <summary>Where a value lies between two, both included.</summary>
    /// <param name="left">Lower bound, included.</param>
    /// <param name="right">Upper bound, included.</param>
    public Series between(Scalar left, Scalar right) => (this >= left) & (this <= right);

    /// <summary>The values where a condition holds, another where not.</summary>
    /// <param name="cond">Booleans, matched by label.</param>
    /// <param name="other">Values where the condition is false; null: NaN.</param>
    public Series where(Series cond, Series? other = null) => Choose(cond, this, other ?? double.NaN);

    /// <summary>The values where a condition does not hold, another where it does.</summary>
    /// <param name="cond">Booleans, matched by label.</param>
    /// <param name="other">Values where the condition is true; null: NaN.</param>
    public Series mask(Series cond, Series? other = null) => Choose(cond, other ?? double.NaN, this);

    /// <summary>Values below and above two bounds moved to them.</summary>
    /// <param name="lower">Least value; null: no bound.</param>
    /// <param name="upper">Largest value; null: no bound.</param>
    public Series clip(double? lower = null, double? upper = null) =>
        ApplyToNumbers(v => lower is { } low && v < low ? low : upper is { } high && v > high ? high : v);

    /// <summary>Values without their signs.</summary>
    public Series abs() => ApplyToNumbers(Math.Abs);

    /// <summary>Values rounded to a number of decimal places, halves to the even one.</summary>
    /// <param name="decimals">Decimal places; negative ones round to tens, hundreds …</param>
    public Series round(int decimals = 0) => Cells.IsFloat ? ApplyToNumbers(v => double.IsFinite(v) ? RoundTo(v, decimals) : v) : this;

    /// <summary>Sums so far.</summary>
    public Series cumsum()
    {
        double sum = 0;
        return ApplyToNumbers(v => double.IsNaN(v) ? v : sum += v);
    }

    /// <summary>The values moved down by a number of rows; NaN where none came.</summary>
    /// <param name="periods">How many rows down; negative: up.</param>
    public Series shift(int periods = 1) =>
        With(Cells.Take([.. Places.ListAll(size).Select(i => i - periods is var from && from >= 0 && from < size ? from : -1)]));

    /// <summary>Differences from the value a number of rows earlier.</summary>
    /// <param name="periods">How many rows down; negative: up.</param>
    public Series diff(int periods = 1) => this - shift(periods);

    /// <summary>
    /// Changes from the value a number of rows earlier, as shares of it. In place of a missing value stands the one before it, as in pandas
    /// 1.5.
    /// </summary>
    /// <param name="periods">How many rows down; negative: up.</param>
    public Series pct_change(int periods = 1) => ffill() is var filled ? (filled / filled.shift(periods)) - 1 : this;

    /// <summary>Windows of a number of values: <c>s.rolling(7).mean()</c>.</summary>
    /// <param name="window">Values in a window.</param>
    /// <param name="min_periods">How many of them must not be missing; null: all.</param>
    /// <param name="center">Whether the row is in the middle of its window; false: at its end.</param>
    public Rolling rolling(int window, int? min_periods = null, bool center = false) => new(this, window, min_periods ?? window, center);

    /// <summary>Windows from the first row to each: <c>s.expanding().mean()</c>.</summary>
    /// <param name="min_periods">How many values must not be missing.</param>
    public Rolling expanding(int min_periods = 1) => new(this, int.MaxValue, min_periods);

    /// <summary>
    /// Means in which what lies further back counts less: <c>s.ewm(span: 10).mean()</c>. One of the first four says how much less.
    /// </summary>
    /// <param name="com">The centre of mass, 0 or more: the share of the newest value is 1 / (1 + com); null: another of the four is
    /// given.</param>
    /// <param name="span">Span, 1 or more: the share of the newest value is 2 / (span + 1); null: another of the four is given.</param>
    /// <param name="halflife">Number of rows, above 0, after which a value counts half; null: another of the four is given.</param>
    /// <param name="alpha">The share of the newest value, above 0 and up to 1; null: another of the four is given.</param>
    /// <param name="min_periods">How many values must not be missing.</param>
    /// <param name="adjust">Whether the first rows' weights are made up for there being few.</param>
    /// <exception cref="ArgumentException">None or several of the four are given, or one out of range.</exception>
    public Ewm ewm(double? com = null, double? span = null, double? halflife = null, double? alpha = null, int min_periods = 0,
        bool adjust = true) => new(this, com, span, halflife, alpha, min_periods, adjust);

    /// <summary>The place of each value in their order, from 1; equal values share the mean of theirs.</summary>
    /// <param name="ascending">Whether the least is first.</param>
    /// <param name="pct">Whether places are shares of all.</param>
    public Series rank(bool ascending = true, bool pct = false)
    {
        int[] order = [.. Sorting.Order([Cells], [ascending]).Where(r => !Cells.IsMissing(r))];
        double[] places = new double[size];
        Array.Fill(places, double.NaN);
        for (int i = 0, end; i < order.Length; i = end)
        {
            for (end = i + 1; end < order.Length && Cells.Compare(order[i], order[end]) == 0; end++) { }
            for (int k = i; k < end; k++) { places[order[k]] = (i + 1 + end) / 2.0 / (pct ? order.Length : 1); }
        }
        return With(new Cells<double>(places));
    }

    /// <summary>Largest values so far.</summary>
    public Series cummax()
    {
        double most = double.NaN;
        return ApplyToNumbers(v => double.IsNaN(v) ? v : most = double.IsNaN(most) ? v : Math.Max(most, v));
    }

    /// <summary>Smallest values so far.</summary>
    public Series cummin()
    {
        double least = double.NaN;
        return ApplyToNumbers(v => double.IsNaN(v) ? v : least = double.IsNaN(least) ? v : Math.Min(least, v));
    }

    /// <summary>Products so far.</summary>
    public Series cumprod()
    {
        double product = 1;
        return ApplyToNumbers(v => double.IsNaN(v) ? v : product *= v);
    }

    /// <summary>The values in order, missing ones last.</summary>
    /// <param name="ascending">Whether the least value comes first.</param>
    /// <param name="inplace">Whether this object itself is changed.</param>
    public Series sort_values(bool ascending = true, bool inplace = false) => Finish(Take(Sorting.Order([Cells], [ascending])), inplace);

    /// <summary>The values in the order of their labels.</summary>
    /// <param name="ascending">Whether the least label comes first.</param>
    public Series sort_index(bool ascending = true) =>
        Take(Sorting.Order([.. Places.ListAll(index.LevelCount).Select(index.GetLevel)],
            [.. Places.ListAll(index.LevelCount).Select(_ => ascending)]));

    /// <summary>The largest values.</summary>
    /// <param name="n">Number of rows, 0 or more.</param>
    public Series nlargest(int n = 5) => dropna().sort_values(ascending: false).head(n);

    /// <summary>The least values.</summary>
    /// <param name="n">Number of rows, 0 or more.</param>
    public Series nsmallest(int n = 5) => dropna().sort_values().head(n);

    /// <summary>Random values, as <see cref="DataFrame.sample"/> draws rows.</summary>
    /// <param name="n">How many; null: one, or frac decides.</param>
    /// <param name="frac">Fraction of the values, 0 … 1; null: n decides.</param>
    /// <param name="random_state">Seed of the draw; null: NumPy's global generator.</param>
    public Series sample(int? n = null, double? frac = null, int? random_state = null) =>
        Take(DataFrame.DrawRows(size, n, frac, random_state));

    /// <summary>Columns by group: <c>df["b"].groupby(df["a"]).mean()</c>.</summary>
    /// <param name="by">Key of each row, matched by label.</param>
    public SeriesGroupBy groupby(Series by) => new(Groups.Of([by.TakeFor(index)], [by.name], sort: true, observed: false), this);

    /// <summary>Rows in groups of equal stretches of time, by the labels, which must be times: <c>s.resample("M").mean()</c>.</summary>
    /// <param name="rule">"S", "T" (minutes), "H", "D", "W", "M", "MS", "Q", "QS", "A" or "AS", with a number before for several.</param>
    public SeriesResampler resample(string rule)
    {
        (Groups groups, Stretches stretches) = DataFrame.Resample(index.GetLevel(0), rule, index.name, areLabels: true);
        return new(this, groups, stretches);
    }

    /// <summary>A value for each time from the first label to the last, a step between each two: <c>s.asfreq("D")</c>.</summary>
    /// <inheritdoc cref="DataFrame.asfreq(string, string)"/>
    public Series asfreq(string freq, string? method = null) => Stretches.Of(index, freq) is var steps
        ? new(Cells.Take(steps.FindRows(method)), steps.Labels, name)
        : this;

    internal static double RoundTo(double value, int digits)
    {
        if (digits < 0) { return Math.Round(value / Math.Pow(10, -digits), MidpointRounding.ToEven) * Math.Pow(10, -digits); }
        // NumPy multiplies, rounds and divides.
        double scale = Math.Pow(10, digits);
        return Math.Round(value * scale, MidpointRounding.ToEven) / scale;
    }

    /// <summary>The rows of some labels.</summary>
    internal Series Label(string[] labels) => Take([.. labels.SelectMany(l => index.FindRows(l))]);

    private static object? FindKnown(CategoryColumn category, Column value, int row) =>
        Places.ListAll(category.Categories.Length).Any(c => Equals(category.Categories.GetKey(c), value.GetKey(row))) ? value[row]
        : throw new ArgumentException($"Cannot setitem on a Categorical with a new category ({new Scalar(value[row])}), set the "
            + "categories first: .cat.set_categories.");

    private Series Choose(Series cond, Series yes, Series no)
    {
        Column truths = cond.TakeFor(index), a = yes.TakeFor(index), b = no.TakeFor(index);
        bool[] holds = truths is Cells<bool> t ? t.ToValues() : throw new InvalidOperationException("cond must be a condition, bool.");
        return With(ColumnOf.FromObjects([.. Places.ListAll(size).Select(i => holds[i] ? a[i] : b[i])]));
    }

    private Series ApplyToNumbers(Func<double, double> of)
    {
        var changed = new Cells<double>(Array.ConvertAll(ToDoubles(), v => of(v)));
        return With(Cells.IsFloat || !changed.ToValues().All(v => v == Math.Floor(v)) ? Cells.IsFloat
            ? ColumnOf.Cast(changed, dtype, name)
            : changed : ColumnOf.Cast(changed, "int64", name));
    }

    private Cells<bool> FindMissing(bool which)
    {
        var result = new bool[size];
        for (int i = 0; i < result.Length; i++) { result[i] = Cells.IsMissing(i) == which; }
        return new Cells<bool>(result);
    }
}
