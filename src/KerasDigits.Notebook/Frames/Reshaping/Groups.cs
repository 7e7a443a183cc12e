namespace KerasDigits.Notebook.Pandas;

/// <summary>Which rows have equal keys. Rows of which a key is missing belong to no group, as in pandas.</summary>
internal sealed class Groups
{
    public Groups(Column[] keys, string?[] names, bool sort)
    {
        Names = names;
        var labels = new Labels(keys, names);
        var (places, rows) = (new Dictionary<object, int>(), new List<List<int>>());
        for (int i = 0; i < labels.Count; i++)
        {
            if (Array.Exists(keys, k => k.IsMissing(i))) { continue; }
            object key = labels.Key(i);
            if (!places.TryGetValue(key, out int group))
            {
                places[key] = group = rows.Count;
                rows.Add([]);
            }
            rows[group].Add(i);
        }
        int[] firsts = [.. rows.Select(r => r[0])];
        int[] order = sort ? Sorting.Order([.. keys.Select(k => k.Take(firsts))], [.. keys.Select(_ => true)]) : Places.All(rows.Count);
        Rows = [.. order.Select(g => rows[g].ToArray())];
        Labels = labels.Take([.. order.Select(g => firsts[g])]);
        Length = labels.Count;
    }

    public string?[] Names { get; }

    /// <summary>The rows of each group.</summary>
    public int[][] Rows { get; }

    /// <summary>The groups' keys.</summary>
    public Labels Labels { get; }

    /// <summary>The number of rows of the frame.</summary>
    public int Length { get; }
}
