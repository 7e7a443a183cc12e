namespace KerasDigits.Notebook.Pandas;

/// <summary>A column of 0 and 1 for each different value.</summary>
internal static class Dummies
{
    /// <summary>The columns of one column's values, in order.</summary>
    public static (string[] Names, Column[] Cells) Of(Series column, string? prefix, string separator, bool dropFirst, bool missingToo,
        string dtype)
    {
        (List<int> firsts, int[] codes) = Stats.FindFactors(column.Cells, missingToo);
        Column values = column.Cells.Take([.. firsts]);
        int[] order = Sorting.Order([values], [true]);
        if (dropFirst) { order = [.. order.Skip(1)]; }
        return ([.. order.Select(o => (prefix is null ? "" : prefix + separator)
            + (values.IsMissing(o) ? prefix is null ? "NaN" : "nan" : new Scalar(values[o]).ToString()))],
            [.. order.Select(o => ColumnOf.Cast(new Cells<byte>([.. codes.Select(c => c == o ? (byte)1 : (byte)0)]), dtype, column.name))]);
    }
}
