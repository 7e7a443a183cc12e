using System.Text;

namespace KerasDigits.Notebook.Pandas;

/// <summary>The columns of a file that are text. A word that comes often is kept once.</summary>
internal sealed class CsvTexts(CsvOptions options, byte separator, int[] slots, Column?[] columns)
{
    private const int KeptWords = 20_000;

    public void Read(ReadOnlyMemory<byte> text, List<(int Start, int Length, int Number)> lines)
    {
        object?[]?[] words = [.. columns.Select(c => c is null ? new object?[lines.Count] : null)];
        int last = Array.FindLastIndex(slots, s => s >= 0 && words[s] is not null);
        int chunks = (lines.Count / CsvBlock.ChunkRows) + 1;
        var kept = new Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>?[chunks];
        CsvReader.ReadChunks(lines.Count, (chunk, row) =>
        {
            Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> known =
                kept[chunk] ??= new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
            ReadOnlySpan<byte> rest = text.Span.Slice(lines[row].Start, lines[row].Length);
            bool ended = false;
            for (int column = 0; column <= last; column++)
            {
                object?[]? to = slots[column] >= 0 ? words[slots[column]] : null;
                int end = ended ? -1 : CsvLines.FindFieldEnd(rest, separator);
                if (to is not null) { to[row] = ended ? ObjectColumn.NaN : ReadWord(end < 0 ? rest : rest[..end], known); }
                ended |= end < 0;
                rest = ended ? [] : rest[(end + 1)..];
            }
        });
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] is { } values) { columns[i] = ReadTruths(values) ?? new ObjectColumn(values); }
        }
    }

    private object ReadWord(ReadOnlySpan<byte> field, Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> known)
    {
        if (field.Length > 0 && field[0] == '"')
        {
            string text = CsvLines.Unquote(field);
            return Number.IsMissing(Encoding.UTF8.GetBytes(text), options.Missing) ? ObjectColumn.NaN : text;
        }
        if (Number.IsMissing(field, options.Missing)) { return ObjectColumn.NaN; }
        if (field.Length > 64) { return Encoding.UTF8.GetString(field); }
        Span<char> letters = stackalloc char[64];
        ReadOnlySpan<char> word = letters[..Encoding.UTF8.GetChars(field, letters)];
        if (known.TryGetValue(word, out string? same)) { return same; }
        string made = new(word);
        if (known.Dictionary.Count < KeptWords) { known.Dictionary[made] = made; }
        return made;
    }

    /// <summary>A column of nothing but truth values is bool; with missing ones among them it holds both.</summary>
    private static Column? ReadTruths(object?[] values)
    {
        bool any = false, missing = false;
        foreach (object? value in values)
        {
            if (value is double) { missing = true; continue; }
            if (value is not ("True" or "TRUE" or "true" or "False" or "FALSE" or "false")) { return null; }
            any = true;
        }
        if (!any) { return null; }
        object?[] truths = [.. values.Select(v => v is string text ? text[0] is 'T' or 't' : v)];
        return missing ? new ObjectColumn(truths) : new Cells<bool>([.. truths.Select(t => (bool)t!)]);
    }
}
