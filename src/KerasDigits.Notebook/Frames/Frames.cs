using NumSharp;

namespace KerasDigits.Notebook.Pandas;

/// <summary>What frames do with several columns at once.</summary>
internal static class Frames
{
    /// <summary>Columns of numbers as an array of shape (rows, columns).</summary>
    /// <param name="columns">The columns, of one length.</param>
    /// <param name="names">Their names, for messages.</param>
    /// <param name="code">The dtype; null for the one that holds all.</param>
    public static NDArray ToArray(Column[] columns, IReadOnlyList<string?> names, NPTypeCode? code)
    {
        int rows = columns.Length == 0 ? 0 : columns[0].Length;
        return (code ?? FindCommon(columns)) switch
        {
            NPTypeCode.Double => Fill<double>(columns, names, rows),
            NPTypeCode.Single => Fill<float>(columns, names, rows),
            NPTypeCode.Int64 => Fill<long>(columns, names, rows),
            NPTypeCode.Int32 => Fill<int>(columns, names, rows),
            NPTypeCode.Int16 => Fill<short>(columns, names, rows),
            NPTypeCode.SByte => Fill<sbyte>(columns, names, rows),
            NPTypeCode.Byte => Fill<byte>(columns, names, rows),
            NPTypeCode.UInt16 => Fill<ushort>(columns, names, rows),
            NPTypeCode.UInt32 => Fill<uint>(columns, names, rows),
            NPTypeCode.UInt64 => Fill<ulong>(columns, names, rows),
            NPTypeCode.Boolean => Fill<bool>(columns, names, rows),
            var other => Fill<double>(columns, names, rows).astype(other),
        };
    }

    /// <summary>The dtype that holds all columns; float64 where they are objects.</summary>
    public static NPTypeCode FindCommon(IReadOnlyList<Column> columns)
    {
        NPTypeCode? code = null;
        string? last = null;
        foreach (Column column in columns)
        {
            if (column.DType == last) { continue; }
            last = column.DType;
            NPTypeCode one = column.IsNumber ? NumberType.Parse(last) : NPTypeCode.Double;
            code = code is { } so ? NumberType.FindCommon(so, one) : one;
        }
        return code ?? NPTypeCode.Double;
    }

    /// <summary>Rows of all columns; columns that stand side by side are copied row by row.</summary>
    public static Column[] Take(Column[] columns, int[] rows)
    {
        bool whole = System.Array.IndexOf(rows, -1) < 0;
        var taken = new Column[columns.Length];
        foreach ((int first, int width) in Runs(columns))
        {
            if (width > 1 && whole) { columns[first].TakeRun(rows, width).CopyTo(taken, first); }
            else
            {
                for (int i = first; i < first + width; i++) { taken[i] = columns[i].Take(rows); }
            }
        }
        return taken;
    }

    /// <summary>Columns one below the other, in the dtype that holds them all.</summary>
    public static Column StackBelow(Column[] parts)
    {
        if (parts.Length == 1) { return parts[0]; }
        Column[] filled = [.. parts.Where(p => p.Length > 0)];
        if (filled.Length == 0) { return parts[0]; }
        if (System.Array.TrueForAll(filled, p => p.IsNumber) && (filled.All(p => p.IsBool) || filled.All(p => !p.IsBool)))
        {
            // NumPy puts arrays of one column side by side in memory: what is wanted is their order below each other.
            NPTypeCode code = FindCommon(filled);
            return ColumnOf.FromFlat(np.concatenate([.. filled.Select(p => ToArray([p], [null], code).reshape(-1))]));
        }
        if (filled[0] is CategoryColumn like
            && System.Array.TrueForAll(filled, p => p is CategoryColumn category && category.HasSameCategories(like)))
        {
            return new CategoryColumn([.. filled.SelectMany(p => ((CategoryColumn)p).Codes.ToArray())], like.Categories, like.Ordered);
        }
        object?[] all = [.. filled.SelectMany(p => p.ToObjects())];
        if (System.Array.TrueForAll(filled, p => p.IsSpan)) { return SpanColumn.From(all); }
        return System.Array.TrueForAll(filled, p => p.IsDate) ? DateColumn.From(all) : new ObjectColumn(all);
    }

    private static IEnumerable<(int First, int Width)> Runs(Column[] columns)
    {
        for (int first = 0, next; first < columns.Length; first = next)
        {
            next = first + 1;
            while (next < columns.Length && columns[next].Follows(columns[next - 1])) { next++; }
            yield return (first, next - first);
        }
    }

    private static unsafe NDArray Fill<T>(Column[] columns, IReadOnlyList<string?> names, int rows)
        where T : unmanaged
    {
        var array = new NDArray(NumberType.GetCode<T>(), new Shape(rows, columns.Length), false);
        var to = new Span<T>(array.Unsafe.Address, checked(rows * columns.Length));
        foreach ((int first, int width) in Runs(columns))
        {
            if (width > 1) { columns[first].CopyRun(to, first, columns.Length, width); }
            else { columns[first].CopyTo(to, first, columns.Length, names[first]); }
        }
        return array;
    }
}
