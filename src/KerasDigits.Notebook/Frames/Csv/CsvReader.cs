using System.Collections.Concurrent;
using System.Text;

namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// Reads the bytes of a CSV file: lines are found first, then all cores read them as numbers; columns that turn out to be text are read
/// again as such.
/// </summary>
internal sealed class CsvReader(CsvOptions options)
{
    private readonly byte _separator = (byte)options.Separator.Char;

    public DataFrame Read(ReadOnlyMemory<byte> text)
    {
        if (options.Separator.IsBlanks) { text = CsvText.ReplaceBlanks(text.Span); }
        List<(int Start, int Length, int Number)> lines = CsvLines.Of(text.Span, _separator, options.SkipRows, options.Path);
        string[] names = ReadNames(text.Span, lines);
        if (options.Rows < lines.Count) { lines.RemoveRange(options.Rows.Value, lines.Count - options.Rows.Value); }
        int[] wanted = options.ChooseWanted(names);
        var isForced = new bool[names.Length];
        for (int i = 0; i < names.Length; i++) { isForced[i] = options.Types?.Of(names[i]) is "str" or "string" or "object"; }
        var block = new CsvBlock(lines.Count, wanted.Length);
        var slots = new int[names.Length];
        Array.Fill(slots, -1);
        for (int i = 0; i < wanted.Length; i++) { slots[wanted[i]] = i; }
        ReadChunks(lines.Count,
            (chunk, row) => ReadRow(text.Span.Slice(lines[row].Start, lines[row].Length), lines[row].Number, chunk, row, slots,
                isForced, block));
        Column?[] columns = block.MakeColumns();
        if (Array.IndexOf(columns, null) >= 0) { new CsvTexts(options, _separator, slots, columns).Read(text, lines); }
        return options.Finish(columns!, [.. wanted.Select(w => names[w])], lines.Count);
    }

    /// <summary>Calls a function for every row, chunk by chunk on all cores; throws the first chunk's fault.</summary>
    internal static void ReadChunks(int rows, Action<int, int> of)
    {
        int chunks = (rows + CsvBlock.ChunkRows - 1) / CsvBlock.ChunkRows;
        var failures = new ConcurrentDictionary<int, FormatException>();
        Parallel.For(0, chunks, chunk =>
        {
            try
            {
                int end = Math.Min(rows, (chunk + 1) * CsvBlock.ChunkRows);
                for (int row = chunk * CsvBlock.ChunkRows; row < end; row++) { of(chunk, row); }
            }
            catch (FormatException failure)
            {
                failures[chunk] = failure;
            }
        });
        if (!failures.IsEmpty) { throw failures.MinBy(f => f.Key).Value; }
    }

    private string[] ReadNames(ReadOnlySpan<byte> text, List<(int Start, int Length, int Number)> lines)
    {
        string[]? names = null;
        if (options.Header is int at)
        {
            if (lines.Count == 0) { throw new FormatException($"{options.Path}: No columns to parse from file. It is empty."); }
            if (at >= lines.Count)
            {
                throw new FormatException($"{options.Path}: header={at} asks for line {at + 1 + options.SkipRows}, the file has "
                    + $"{lines.Count} lines that are not empty. For a file without names say header: null.");
            }
            names = MakeUnique(CsvLines.SplitFields(text.Slice(lines[at].Start, lines[at].Length), _separator));
            lines.RemoveRange(0, at + 1);
        }
        if (lines.Count == 0 && names is null && options.Names is null)
        {
            throw new FormatException($"{options.Path}: No columns to parse from file. It is empty.");
        }
        int width = lines.Count > 0 && names is null
            ? CsvLines.SplitFields(text.Slice(lines[0].Start, lines[0].Length), _separator).Length
            : names?.Length ?? 0;
        if (options.Names is not { } given) { return names ?? DataFrame.Number(width); }
        return given.Length >= width
            ? given
            : throw new ArgumentException($"{options.Path}: names must name every column. Received: {given.Length} names for "
                + $"{width} fields.");
    }

    private static string[] MakeUnique(string[] names)
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i].Length == 0 ? $"Unnamed: {i}" : names[i], unique = name;
            for (int copy = 1; !seen.Add(unique); copy++) { unique = $"{name}.{copy}"; }
            names[i] = unique;
        }
        return names;
    }

    private void ReadRow(ReadOnlySpan<byte> line, int number, int chunk, int row, int[] slots, bool[] isForced, CsvBlock block)
    {
        ReadOnlySpan<byte> rest = line;
        bool ended = false;
        for (int column = 0; column < slots.Length; column++)
        {
            int slot = slots[column], end;
            if (ended)
            {
                // A line too short ends in missing values, as in pandas.
                if (slot >= 0)
                {
                    block.Put(chunk, row, slot, isForced[column] ? FieldKind.Text : FieldKind.Missing,
                        BitConverter.DoubleToInt64Bits(double.NaN));
                }
                continue;
            }
            if (slot < 0 || isForced[column] || block.IsText(chunk, slot))
            {
                end = CsvLines.FindFieldEnd(rest, _separator);
                if (slot >= 0) { block.Put(chunk, row, slot, FieldKind.Text, 0); }
            }
            else
            {
                FieldKind kind = Number.ParseShort(rest, _separator, out end, out long bits);
                if (kind == FieldKind.Text)
                {
                    end = CsvLines.FindFieldEnd(rest, _separator);
                    ReadOnlySpan<byte> field = end < 0 ? rest : rest[..end];
                    kind = Number.ParseAny(field.Length > 0 && field[0] == '"' ? Encoding.UTF8.GetBytes(CsvLines.Unquote(field)) : field,
                        options.Missing, out bits);
                }
                else
                {
                    if (options.Missing is not null && Number.IsMissing(rest[..end], options.Missing))
                    {
                        (kind, bits) = (FieldKind.Missing, BitConverter.DoubleToInt64Bits(double.NaN));
                    }
                    if (end == rest.Length) { end = -1; }
                }
                block.Put(chunk, row, slot, kind, bits);
            }
            ended = end < 0;
            rest = ended ? [] : rest[(end + 1)..];
        }
        if (!ended)
        {
            int seen = CsvLines.SplitFields(line, _separator).Length;
            throw new FormatException($"{options.Path}: Error tokenizing data. Expected {slots.Length} fields in line "
                + $"{number}, saw {seen}.");
        }
    }
}
