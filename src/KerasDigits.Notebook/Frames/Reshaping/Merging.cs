namespace KerasDigits.Notebook.Pandas;

/// <summary>Rows of two frames whose keys are equal, side by side.</summary>
internal static class Merging
{
    public static DataFrame Of(DataFrame left, DataFrame right, string how, string[] leftOn, string[] rightOn,
        (string Left, string Right) suffixes)
    {
        var keys = new Labels([.. leftOn.Select(k => left[k].Cells)], leftOn);
        var others = new Labels([.. rightOn.Select(k => right[k].Cells)], rightOn);
        // Rows that both must have come key by key, in the order in which keys come up; rows of one frame keep its order.
        (List<int> lefts, List<int> rights) = how == "inner" ? MatchByKey(keys, others) : how == "right"
            ? Swap(Matches(others, keys, outer: true, both: false)) : Matches(keys, others, how is "left" or "outer", how == "outer");
        int[] l = [.. lefts], r = [.. rights];
        var (names, cells) = (new List<string>(), new List<Column>());
        string[] shared = [.. leftOn.Where((k, i) => rightOn[i] == k)];
        foreach (string name in left.columns)
        {
            Column taken = left[name].Cells.Take(l);
            int key = Array.IndexOf(leftOn, name);
            if (shared.Contains(name) && l.Contains(-1)) { taken = Fill(left[name].Cells, right[rightOn[key]].Cells, l, r); }
            names.Add(!shared.Contains(name) && right.columns.Has(name) ? name + suffixes.Left : name);
            cells.Add(taken);
        }
        foreach (string name in right.columns.Where(n => !shared.Contains(n)))
        {
            names.Add(left.columns.Has(name) ? name + suffixes.Right : name);
            cells.Add(right[name].Cells.Take(r));
        }
        var merged = new DataFrame([.. cells], [.. names], new Labels(l.Length));
        return how == "outer" && shared.Length == leftOn.Length ? merged.sort_values(leftOn, ignore_index: true) : merged;
    }

    private static (List<int> Rows, List<int> Others) MatchByKey(Labels keys, Labels others)
    {
        var order = new Dictionary<object, int>();
        for (int i = 0; i < keys.Count; i++) { order.TryAdd(keys.GetKey(i), order.Count); }
        (List<int> rows, List<int> theirs) = Matches(keys, others, outer: false, both: false);
        int[] sorted = [.. Places.ListAll(rows.Count).OrderBy(i => order[keys.GetKey(rows[i])])];
        return ([.. sorted.Select(i => rows[i])], [.. sorted.Select(i => theirs[i])]);
    }

    private static (List<int> Rows, List<int> Others) Matches(Labels keys, Labels others, bool outer, bool both)
    {
        var (rows, theirs, used) = (new List<int>(), new List<int>(), new HashSet<int>());
        var places = new Dictionary<object, List<int>>();
        for (int i = 0; i < others.Count; i++)
        {
            if (!places.TryGetValue(others.GetKey(i), out List<int>? at)) { places[others.GetKey(i)] = at = []; }
            at.Add(i);
        }
        for (int i = 0; i < keys.Count; i++)
        {
            if (places.TryGetValue(keys.GetKey(i), out List<int>? found))
            {
                foreach (int other in found)
                {
                    rows.Add(i);
                    theirs.Add(other);
                    used.Add(other);
                }
            }
            else if (outer)
            {
                rows.Add(i);
                theirs.Add(-1);
            }
        }
        for (int i = 0; both && i < others.Count; i++)
        {
            if (used.Contains(i)) { continue; }
            rows.Add(-1);
            theirs.Add(i);
        }
        return (rows, theirs);
    }

    private static (List<int> Left, List<int> Right) Swap((List<int> Rows, List<int> Others) matches) => (matches.Others, matches.Rows);

    private static Column Fill(Column left, Column right, int[] l, int[] r) =>
        ColumnOf.FromObjects([.. l.Select((row, i) => row >= 0 ? left[row] : right[r[i]])]);
}
