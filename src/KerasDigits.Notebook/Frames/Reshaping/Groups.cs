namespace KerasDigits.Notebook.Pandas;

/// <summary>Which rows have equal keys. Rows of which a key is missing belong to no group, as in pandas.</summary>
internal sealed class Groups
{
    /// <summary>The groups of keys; of categories every one, those that no row has too, unless only what was observed is wanted.</summary>
    public static Groups Of(Column[] keys, string?[] names, bool sort, bool observed)
    {
        var seen = new Groups(keys, names, sort);
        if (observed || !Array.Exists(keys, k => k.IsCategory)) { return seen; }
        Column[] values = Array.ConvertAll(keys, k => k is CategoryColumn c
            ? new CategoryColumn(Places.ListAll(c.Categories.Length), c.Categories, c.Ordered)
            : CategoryColumn.Of(k).Categories);
        int count = values.Aggregate(1, (n, v) => n * v.Length), every = count;
        var levels = new Column[keys.Length];
        for (int k = 0; k < keys.Length; k++)
        {
            (int length, int repeat) = (values[k].Length, every / Math.Max(values[k].Length, 1));
            levels[k] = values[k].Take([.. Enumerable.Range(0, count).Select(i => i / repeat % length)]);
            every = repeat;
        }
        var labels = new Labels(levels, names);
        return new(Array.ConvertAll(seen.Labels.Match(labels), g => g < 0 ? [] : seen.Rows[g]), labels, names, seen.Length);
    }

    public Groups(Column[] keys, string?[] names, bool sort)
    {
        Names = names;
        var labels = new Labels(keys, names);
        var (places, rows) = (new Dictionary<object, int>(), new List<List<int>>());
        for (int i = 0; i < labels.Count; i++)
        {
            if (Array.Exists(keys, k => k.IsMissing(i))) { continue; }
            object key = labels.GetKey(i);
            if (!places.TryGetValue(key, out int group))
            {
                places[key] = group = rows.Count;
                rows.Add([]);
            }
            rows[group].Add(i);
        }
        int[] firsts = [.. rows.Select(r => r[0])];
        int[] order = sort ? Sorting.Order([.. keys.Select(k => k.Take(firsts))], [.. keys.Select(_ => true)]) : Places.ListAll(rows.Count);
        Rows = [.. order.Select(g => rows[g].ToArray())];
        Labels = labels.Take([.. order.Select(g => firsts[g])]);
        Length = labels.Count;
    }

    public Groups(int[][] rows, Labels labels, string?[] names, int length) =>
        (Rows, Labels, Names, Length) = (rows, labels, names, length);

    public string?[] Names { get; }

    /// <summary>The rows of each group.</summary>
    public int[][] Rows { get; }

    /// <summary>The groups' keys.</summary>
    public Labels Labels { get; }

    /// <summary>The number of rows of the frame.</summary>
    public int Length { get; }
}
