namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// The numbers of a file, row after row in one block of words, read by all cores. A column's part in a chunk of rows is integers until
/// another number or a missing value comes, then doubles.
/// </summary>
internal sealed class CsvBlock(int rows, int width)
{
    public const int ChunkRows = 512;

    private readonly long[] _words = GC.AllocateUninitializedArray<long>(checked(rows * width));
    private readonly Seen[] _seen = new Seen[checked(((rows + ChunkRows - 1) / ChunkRows) * width)];

    [Flags]
    private enum Seen : byte
    {
        None = 0,
        Whole = 1,
        Double = 2,
        Text = 4,
    }

    public bool IsText(int chunk, int column) => (_seen[(chunk * width) + column] & Seen.Text) != 0;

    public void Put(int chunk, int row, int column, FieldKind kind, long bits)
    {
        ref Seen seen = ref _seen[(chunk * width) + column];
        if (kind == FieldKind.Text) { seen |= Seen.Text; }
        else if (kind == FieldKind.Whole && (seen & Seen.Double) == 0) { seen |= Seen.Whole; }
        else
        {
            if ((seen & Seen.Double) == 0)
            {
                for (int i = chunk * ChunkRows; i < row; i++) { ToDouble(i, column); }
                seen |= Seen.Double;
            }
            if (kind == FieldKind.Whole) { bits = BitConverter.DoubleToInt64Bits(bits); }
        }
        _words[(row * width) + column] = bits;
    }

    /// <summary>The columns; null for those that are text.</summary>
    public Column?[] MakeColumns()
    {
        int chunks = _seen.Length / Math.Max(1, width);
        var columns = new Column?[width];
        bool anyText = false;
        for (int column = 0; column < width; column++)
        {
            Seen all = Seen.None;
            for (int chunk = 0; chunk < chunks; chunk++) { all |= _seen[(chunk * width) + column]; }
            if ((all & Seen.Text) != 0) { anyText = true; continue; }
            for (int chunk = 0; (all & Seen.Double) != 0 && chunk < chunks; chunk++)
            {
                if ((_seen[(chunk * width) + column] & Seen.Double) != 0) { continue; }
                for (int row = chunk * ChunkRows; row < Math.Min(rows, (chunk + 1) * ChunkRows); row++) { ToDouble(row, column); }
            }
            columns[column] = all == Seen.None && rows == 0 ? new ObjectColumn([]) : (all & Seen.Double) != 0
                ? new Cells<double>(_words, column, width, rows) : new Cells<long>(_words, column, width, rows);
        }
        // Beside texts the block holds words that nobody reads.
        return anyText ? [.. columns.Select(c => c is null ? null : Compact(c))] : columns;
    }

    private static Column Compact(Column column) => column switch
    {
        Cells<double> real => new Cells<double>(real.ToValues()),
        Cells<long> whole => new Cells<long>(whole.ToValues()),
        _ => column,
    };

    private void ToDouble(int row, int column)
    {
        ref long word = ref _words[(row * width) + column];
        word = BitConverter.DoubleToInt64Bits(word);
    }
}
