using System.Text;

namespace KerasDigits.Notebook;

/// <summary>Reads the bytes of a CSV file of numbers: lines are found first, then parsed by all cores.</summary>
internal sealed class CsvReader(string path, byte separator)
{
    private const int ChunkRows = 512;

    public DataFrame Read(ReadOnlyMemory<byte> text, int? header, int? nrows, int skiprows, string[] textColumns)
    {
        if (text.Span.StartsWith("\uFEFF"u8)) { text = text[3..]; }
        List<(int Start, int Length, int Number)> lines = Lines(text.Span, skiprows);
        string[]? names = null;
        if (header is int at)
        {
            if (at >= lines.Count) { throw new FormatException($"{path}: header={at} asks for line {at + 1 + skiprows}, the file has {lines.Count} lines that are not empty. For a file without names say header: null."); }
            names = Names(text.Span.Slice(lines[at].Start, lines[at].Length));
            lines.RemoveRange(0, at + 1);
        }
        if (lines.Count == 0 && names is null) { throw new FormatException($"{path}: No columns to parse from file. It is empty."); }
        if (nrows < lines.Count) { lines.RemoveRange(nrows.Value, lines.Count - nrows.Value); }
        int width = names?.Length ?? Count(text.Span.Slice(lines[0].Start, lines[0].Length));
        names ??= DataFrame.Numbered(width);
        var texts = new TextColumns.Builder(names, textColumns);
        var values = new double[checked(lines.Count * width)];
        int chunks = (lines.Count + ChunkRows - 1) / ChunkRows;
        var failures = new FormatException?[chunks];
        Parallel.For(0, chunks, chunk =>
        {
            try
            {
                int end = Math.Min(lines.Count, (chunk + 1) * ChunkRows);
                for (int row = chunk * ChunkRows; row < end; row++)
                {
                    Row(text.Span.Slice(lines[row].Start, lines[row].Length), values.AsSpan(row * width, width), lines[row].Number, texts);
                }
            }
            catch (FormatException failure)
            {
                failures[chunk] = failure;
            }
        });
        if (Array.Find(failures, f => f is not null) is FormatException first) { throw first; }
        return new DataFrame(values, lines.Count, names, texts.Done());
    }

    private static List<(int Start, int Length, int Number)> Lines(ReadOnlySpan<byte> text, int skip)
    {
        var lines = new List<(int, int, int)>();
        int start = 0, number = 0;
        while (start < text.Length)
        {
            int length = text[start..].IndexOf((byte)'\n');
            int next = length < 0 ? text.Length : start + length + 1;
            int end = length < 0 ? text.Length : start + length;
            if (end > start && text[end - 1] == '\r') { end--; }
            number++;
            if (number > skip && end > start) { lines.Add((start, end - start, number)); }
            start = next;
        }
        return lines;
    }

    private int Count(ReadOnlySpan<byte> line) => line.Count(separator) + 1;

    private string[] Names(ReadOnlySpan<byte> line)
    {
        var names = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        string text = Encoding.UTF8.GetString(line);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                if (quoted && i + 1 < text.Length && text[i + 1] == '"') { field.Append('"'); i++; }
                else { quoted = !quoted; }
            }
            else if (text[i] == separator && !quoted)
            {
                names.Add(field.ToString());
                field.Clear();
            }
            else { field.Append(text[i]); }
        }
        names.Add(field.ToString());
        var seen = new HashSet<string>();
        for (int i = 0; i < names.Count; i++)
        {
            string name = names[i].Length == 0 ? $"Unnamed: {i}" : names[i];
            string unique = name;
            for (int copy = 1; !seen.Add(unique); copy++) { unique = $"{name}.{copy}"; }
            names[i] = unique;
        }
        return [.. names];
    }

    private void Row(ReadOnlySpan<byte> line, Span<double> row, int number, TextColumns.Builder texts)
    {
        ReadOnlySpan<byte> rest = line;
        for (int column = 0; column < row.Length; column++)
        {
            bool isText = texts.Takes(column), quoted = isText && rest.Length > 0 && rest[0] == (byte)'"';
            int end = quoted ? AfterQuotes(rest) : rest.IndexOf(separator);
            if (end < 0 && column < row.Length - 1) { throw Ragged(line, row.Length, number); }
            ReadOnlySpan<byte> field = end < 0 ? rest : rest[..end];
            if (isText) { row[column] = texts.Code(column, quoted ? Unquoted(field) : Encoding.UTF8.GetString(field)); }
            else if (!Number.TryParse(field, out row[column]))
            {
                throw new FormatException($"{path}, line {number}, column {column + 1}: every field must be a number. Received: '{Encoding.UTF8.GetString(field)}'."
                    + (number == 1 ? " If the first line holds names, say header: 0." : "")
                    + " A column of text is named in dtype.");
            }
            if (column == row.Length - 1 && end >= 0) { throw Ragged(line, row.Length, number); }
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
    }

    /// <summary>Where the field that starts with a quote ends: the separator after its closing quote; -1 at the line's end.</summary>
    private int AfterQuotes(ReadOnlySpan<byte> rest)
    {
        bool inside = false;
        for (int i = 0; i < rest.Length; i++)
        {
            if (rest[i] == (byte)'"') { inside = !inside; }
            else if (rest[i] == separator && !inside) { return i; }
        }
        return -1;
    }

    private static string Unquoted(ReadOnlySpan<byte> field)
    {
        string text = Encoding.UTF8.GetString(field).TrimEnd();
        return text.Length > 1 && text[^1] == '"' ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    private FormatException Ragged(ReadOnlySpan<byte> line, int width, int number)
    {
        int seen = Count(line);
        return new FormatException($"{path}, line {number}, column {Math.Min(seen, width) + 1}: every line must have as many fields as the first. Expected {width} fields in line {number}, saw {seen}.");
    }
}
