namespace KerasDigits.Notebook.Pandas;

/// <summary>What a column of categories says of them: <c>df["sex"].astype("category").cat.codes</c>.</summary>
public readonly struct CategoryValues
{
    private readonly Series _series;
    private readonly CategoryColumn _cells;

    internal CategoryValues(Series series) => (_series, _cells) = (series, series.Cells as CategoryColumn
        ?? throw new InvalidOperationException($"Can only use .cat accessor with a 'category' dtype. Column '{series.name}' is "
            + $"{series.dtype}: astype(\"category\") makes it one."));

    /// <summary>The number of each row's category, −1 where there is none.</summary>
    public Series codes
    {
        get
        {
            int[] all = _cells.Codes.ToArray();
            Column numbers = _cells.Categories.Length < 128
                ? new Cells<sbyte>([.. all.Select(c => (sbyte)c)])
                : _cells.Categories.Length < 32768 ? new Cells<short>([.. all.Select(c => (short)c)]) : new Cells<int>(all);
            return new Series(numbers, _series.index);
        }
    }

    /// <summary>The categories.</summary>
    public Labels categories => new(_cells.Categories);

    /// <summary>Whether they have an order.</summary>
    public bool ordered => _cells.Ordered;

    /// <summary>The values as other categories; those that are none of them are missing.</summary>
    /// <param name="new_categories">The categories, in their order.</param>
    /// <param name="ordered">Whether they have an order.</param>
    public Series set_categories(Series new_categories, bool ordered = false) =>
        _series.With(CategoryColumn.Of(_cells, new_categories.Cells, ordered));

    /// <summary>Other names for the categories, in their order.</summary>
    /// <param name="new_categories">As many names as there are categories.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public Series rename_categories(Series new_categories) => new_categories.size == _cells.Categories.Length
        ? _series.With(new CategoryColumn(_cells.Codes.ToArray(), new_categories.Cells, _cells.Ordered))
        : throw new ArgumentException("new categories need to have the same number of items as the old categories! There are "
            + $"{_cells.Categories.Length}. Received: {new_categories.size}.", nameof(new_categories));

    /// <summary>The same categories with an order.</summary>
    public Series as_ordered() => _series.With(new CategoryColumn(_cells.Codes.ToArray(), _cells.Categories, ordered: true));

    /// <summary>The categories that some row has.</summary>
    public Series remove_unused_categories()
    {
        int[] used = [.. _cells.Codes.ToArray().Where(c => c >= 0).Distinct().Order()];
        return _series.With(CategoryColumn.Of(_cells, _cells.Categories.Take(used), _cells.Ordered));
    }
}

/// <summary>
/// Values as categories, without labels of rows: <c>pd.Categorical(df["thal"]).codes</c>. A column takes it:
/// <c>df["thal"] = pd.Categorical(df["thal"])</c>.
/// </summary>
public sealed class Categorical
{
    private readonly CategoryColumn _cells;

    internal Categorical(CategoryColumn cells) => _cells = cells;

    /// <summary>The number of each value's category, −1 where there is none.</summary>
    public NumSharp.NDArray codes => new CategoryValues(new Series(_cells)).codes.values;

    /// <summary>The categories.</summary>
    public Labels categories => new(_cells.Categories);

    /// <summary>Whether they have an order.</summary>
    public bool ordered => _cells.Ordered;

    /// <summary>The values as a column.</summary>
    public static implicit operator Series(Categorical values) => Series.ToPlain(values._cells);
}
