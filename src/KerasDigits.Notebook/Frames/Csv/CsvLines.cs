using System.Buffers;
using System.Text;

namespace KerasDigits.Notebook.Pandas;

/// <summary>Where the lines of a CSV text are: ended by \n, \r\n or \r, unless a quoted field holds it. Empty lines are left out.</summary>
internal static class CsvLines
{
    private static readonly SearchValues<byte> s_ends = SearchValues.Create("\r\n"u8), s_endsAndQuotes = SearchValues.Create("\r\n\""u8);

    /// <summary>Start, length and number of each line; a line that holds several has its first one's number.</summary>
    public static List<(int Start, int Length, int Number)> Of(ReadOnlySpan<byte> text, byte separator, int skip, string path)
    {
        var lines = new List<(int, int, int)>();
        bool quotes = text.Contains((byte)'"');
        int start = 0, number = 1;
        while (start < text.Length)
        {
            int breaks = 0;
            int end = quotes ? FindEnd(text, start, separator, number > skip, ref breaks, path, number) : FindNext(text, start);
            if (number > skip && end > start) { lines.Add((start, end - start, number)); }
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
            number += 1 + breaks;
        }
        return lines;
    }

    /// <summary>The fields of one line as strings, without their quotes.</summary>
    public static string[] SplitFields(ReadOnlySpan<byte> line, byte separator)
    {
        var fields = new List<string>();
        for (bool more = true; more;)
        {
            int end = FindFieldEnd(line, separator);
            fields.Add(Unquote(end < 0 ? line : line[..end]));
            more = end >= 0;
            if (more) { line = line[(end + 1)..]; }
        }
        return [.. fields];
    }

    /// <summary>Where the first field ends; −1 at the line's end. A field that starts with a quote ends behind its closing one.</summary>
    public static int FindFieldEnd(ReadOnlySpan<byte> rest, byte separator)
    {
        if (rest.Length == 0 || rest[0] != '"') { return rest.IndexOf(separator); }
        bool inside = false;
        for (int i = 0; i < rest.Length; i++)
        {
            if (rest[i] == (byte)'"') { inside = !inside; }
            else if (rest[i] == separator && !inside) { return i; }
        }
        return -1;
    }

    public static string Unquote(ReadOnlySpan<byte> field)
    {
        if (field.Length == 0 || field[0] != '"') { return Encoding.UTF8.GetString(field); }
        string text = Encoding.UTF8.GetString(field);
        int close = text.LastIndexOf('"');
        return close > 0 ? text[1..close].Replace("\"\"", "\"", StringComparison.Ordinal) + text[(close + 1)..] : text[1..];
    }

    private static int FindNext(ReadOnlySpan<byte> text, int from) => text[from..].IndexOfAny(s_ends) is >= 0 and int at
        ? from + at
        : text.Length;

    private static int FindEnd(ReadOnlySpan<byte> text, int start, byte separator, bool counts, ref int breaks, string path, int number)
    {
        bool inside = false;
        for (int at = start; ;)
        {
            int found = inside ? text[at..].IndexOf((byte)'"') : text[at..].IndexOfAny(s_endsAndQuotes);
            if (found < 0)
            {
                if (inside && counts)
                {
                    throw new FormatException($"{path}: Error tokenizing data. EOF inside string starting at line {number}: a quote is "
                        + "opened there and never closed.");
                }
                return text.Length;
            }
            int place = at + found;
            if (text[place] != '"') { return place; }
            if (inside)
            {
                breaks += text[at..place].Count((byte)'\n');
                bool twice = place + 1 < text.Length && text[place + 1] == '"';
                if (!twice) { inside = false; }
                at = place + (twice ? 2 : 1);
                continue;
            }
            // A quote opens a field where the field starts; elsewhere it is a letter.
            inside = place == start || text[place - 1] == separator;
            at = place + 1;
        }
    }
}
