namespace KerasDigits.Notebook.Pandas;

/// <summary>The order of rows by columns: equal ones keep theirs, missing ones come last.</summary>
internal static class Sorting
{
    public static int[] Order(IReadOnlyList<Column> keys, IReadOnlyList<bool> ascending, bool missingLast = true)
    {
        int[] rows = [.. Enumerable.Range(0, keys[0].Length)];
        if (keys.Count == 1 && keys[0] is Cells<double> or Cells<long>)
        {
            double[] values = keys[0].ToDoubles(null);
            return ascending[0]
                ? [.. rows.OrderBy(r => values[r], new Numbers(missingLast, false))]
                : [.. rows.OrderBy(r => values[r], new Numbers(missingLast, true))];
        }
        return [.. rows.Order(Comparer<int>.Create((a, b) => Compare(keys, ascending, missingLast, a, b)))];
    }

    private static int Compare(IReadOnlyList<Column> keys, IReadOnlyList<bool> ascending, bool missingLast, int a, int b)
    {
        for (int i = 0; i < keys.Count; i++)
        {
            bool noA = keys[i].IsMissing(a), noB = keys[i].IsMissing(b);
            int order = noA || noB ? (noA ? 1 : 0) - (noB ? 1 : 0) : keys[i].Compare(a, b);
            if (order != 0) { return noA || noB ? missingLast ? order : -order : ascending[i] ? order : -order; }
        }
        return 0;
    }

    private sealed class Numbers(bool missingLast, bool descending) : IComparer<double>
    {
        public int Compare(double a, double b)
        {
            bool noA = double.IsNaN(a), noB = double.IsNaN(b);
            if (noA || noB) { return ((noA ? 1 : 0) - (noB ? 1 : 0)) * (missingLast ? 1 : -1); }
            return descending ? b.CompareTo(a) : a.CompareTo(b);
        }
    }
}
