namespace KerasDigits.Notebook.Pandas;

/// <summary>Frames below or beside each other.</summary>
internal static class Concatenation
{
    public static DataFrame StackBelow(DataFrame[] frames, bool ignoreIndex, bool inner)
    {
        string[] names = inner
            ? [.. frames.Select(f => (IEnumerable<string>)f.columns).Aggregate((a, b) => a.Intersect(b))]
            : [.. frames.SelectMany(f => f.columns).Distinct()];
        Labels rows = ignoreIndex ? new Labels(frames.Sum(f => f.shape.rows)) : Labels.Join([.. frames.Select(f => f.index)]);
        if (names.Length > 1 && Array.TrueForAll(frames, f => f.columns.SequenceEqual(names))
            && Array.TrueForAll(frames, f => Array.TrueForAll(f.Cells, c => c.DType == frames[0].Cells[0].DType && c.IsNumber)))
        {
            // One dtype: rows are copied whole.
            return new(ColumnOf.FromBlock(NumSharp.np.concatenate([.. frames.Select(f => f.values)], axis: 0)), (ColumnNames)names, rows);
        }
        return new(
            [.. names.Select(n =>
                Frames.StackBelow(
                    [.. frames.Select(f => f.columns.Has(n)
                        ? f[n].Cells
                        : MakeNothing(f.shape.rows, frames.First(o => o.columns.Has(n))[n].Cells))]))], names, rows);
    }

    public static DataFrame StackBeside(DataFrame[] frames, bool ignoreIndex, bool inner)
    {
        Labels rows = frames[0].index;
        foreach (DataFrame frame in frames)
        {
            if (frame.index.IsSame(rows)) { continue; }
            rows = inner ? rows.Take([.. Places.ListAll(rows.Count).Where(i => frame.index.Match(rows)[i] >= 0)])
                : UniteLabels(rows, frame.index);
        }
        string[] names = ignoreIndex ? DataFrame.Number(frames.Sum(f => f.shape.columns)) : [.. frames.SelectMany(f => f.columns)];
        return new([.. frames.SelectMany(f => f.index.IsSame(rows) ? f.Cells : Frames.Take(f.Cells, f.index.Match(rows)))], names, rows);
    }

    public static Series StackBelow(Series[] parts, bool ignoreIndex) => new(
        Frames.StackBelow([.. parts.Select(p => p.Cells)]),
        ignoreIndex ? null : Labels.Join([.. parts.Select(p => p.index)]),
        parts.All(p => p.name == parts[0].name) ? parts[0].name : null);

    // Labels that count stay in order, others as they come up.
    private static Labels UniteLabels(Labels a, Labels b)
    {
        if (a.AreNumbers && b.AreNumbers) { return a.Union(b); }
        return Labels.Join([a, b.Take([.. Places.ListAll(b.Count).Where(i => !a.Has(b.GetValue(i)))])]);
    }

    private static Column MakeNothing(int rows, Column like) =>
        like.IsDate ? new DateColumn([.. Enumerable.Repeat(DateColumn.Missing, rows)])
        : like.IsText || like.IsBool ? new ObjectColumn([.. Enumerable.Repeat(ObjectColumn.NaN, rows)])
        : new Cells<double>([.. Enumerable.Repeat(double.NaN, rows)]);
}
