namespace KerasDigits.Notebook.Pandas;

/// <summary>A column of a few values that come again and again, pandas' category: each row holds the number of one; −1 for none.</summary>
internal sealed class CategoryColumn(int[] codes, Column categories, bool ordered) : Column
{
    public const string Name = "category";

    public override int Length => codes.Length;

    public override string DType => Name;

    public override object? this[int row] => codes[row] < 0 ? ObjectColumn.NaN : categories[codes[row]];

    public ReadOnlySpan<int> Codes => codes;

    public Column Categories => categories;

    /// <summary>Whether the categories have an order, as after cut.</summary>
    public bool Ordered => ordered;

    /// <summary>The values as a column of their own dtype.</summary>
    public Column Plain => categories.Take(codes);

    /// <summary>The different values of a column, in order, as its categories.</summary>
    public static CategoryColumn Of(Column column, bool ordered = false)
    {
        if (column is CategoryColumn same) { return same; }
        (List<int> firsts, int[] seen) = Stats.FindFactors(column, missingToo: false);
        Column values = column.Take([.. firsts]);
        int[] order = Sorting.Order([values], [true]), places = new int[order.Length];
        for (int i = 0; i < order.Length; i++) { places[order[i]] = i; }
        return new(Array.ConvertAll(seen, s => s < 0 ? -1 : places[s]), values.Take(order), ordered);
    }

    /// <summary>A column's values as some categories; those that are none of them are missing.</summary>
    /// <exception cref="ArgumentException">A category stands twice.</exception>
    public static CategoryColumn Of(Column column, Column categories, bool ordered)
    {
        var places = new Dictionary<object, int>();
        for (int i = 0; i < categories.Length; i++)
        {
            if (categories.GetKey(i) is not { } key) { throw new ArgumentException("Categorical categories cannot be null"); }
            if (!places.TryAdd(key, i))
            {
                throw new ArgumentException($"Categorical categories must be unique. Received twice: "
                    + $"{PythonText.FormatRepr(categories[i])}.");
            }
        }
        int[] found = Places.ListAll(column.Length);
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = column.GetKey(i) is { } key && places.TryGetValue(key, out int place) ? place : -1;
        }
        return new(found, categories, ordered);
    }

    public bool HasSameCategories(CategoryColumn other) => ordered == other.Ordered && categories.Length == other.Categories.Length
        && Enumerable.Range(0, categories.Length).All(i => Equals(categories.GetKey(i), other.Categories.GetKey(i)));

    public override bool IsMissing(int row) => codes[row] < 0;

    public override Column Take(ReadOnlySpan<int> rows)
    {
        var taken = new int[rows.Length];
        for (int i = 0; i < taken.Length; i++) { taken[i] = rows[i] < 0 ? -1 : codes[rows[i]]; }
        return new CategoryColumn(taken, categories, ordered);
    }

    public override Column Slice(int start, int count) => new CategoryColumn(codes.AsSpan(start, count).ToArray(), categories, ordered);

    // In the order of the categories, ordered or not, as pandas sorts them.
    public override int Compare(int a, int b) => codes[a].CompareTo(codes[b]);

    public override double[] ToDoubles(string? name) => categories.IsNumber ? Plain.ToDoubles(name)
        : throw new InvalidOperationException($"Column '{name}' holds categories, no numbers: use .cat.codes, or pd.get_dummies.");
}
