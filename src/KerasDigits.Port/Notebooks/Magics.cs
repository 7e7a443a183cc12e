using System.Text.RegularExpressions;

namespace KerasDigits.Port.Notebooks;

/// <summary>Lines that only a notebook understands.</summary>
public static partial class Magics
{
    /// <summary>
    /// Makes comments of magics (%), shell lines (!) and questions (?), each with a note, so that what is left is Python. What stands in a
    /// text or between brackets is no such line.
    /// </summary>
    public static string Hide(string source)
    {
        string cell = source.TrimStart();
        bool isOther = cell.StartsWith("%%", StringComparison.Ordinal) && !PythonCell().IsMatch(cell);
        if (isOther)
        {
            return string.Join('\n', source.Split('\n').Select((l, i) => i == 0 ? $"# {l.Trim()}  (a cell that is no Python)" : "# " + l));
        }
        var place = new Place();
        bool isContinued = false;
        string[] lines = source.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (isContinued)
            {
                // What a shell line goes on with.
                isContinued = lines[i].TrimEnd().EndsWith('\\');
                lines[i] = "# " + lines[i];
                continue;
            }
            if (place.IsOpen) { place.Pass(lines[i]); continue; }
            string hidden = HideLine(lines[i]);
            if (hidden == lines[i] || !IsHidden(hidden)) { place.Pass(lines[i] = hidden); continue; }
            isContinued = lines[i].TrimEnd().EndsWith('\\');
            lines[i] = hidden;
        }
        return string.Join('\n', lines);
    }

    private static bool IsHidden(string line) => line.TrimStart() is ['#', ..] or ['p', 'a', 's', 's', ' ', ' ', '#', ..];

    private static string HideLine(string line)
    {
        string t = line.TrimStart();
        // %time says how long a line takes, and runs it.
        if (Timed().Match(t) is { Success: true } timed) { return line[..(line.Length - t.Length)] + timed.Groups[1].Value; }
        // What it asks for, the program does in a line of its own.
        if (t.StartsWith("%matplotlib inline", StringComparison.Ordinal)) { return line[..(line.Length - t.Length)] + "# " + t; }
        string? note = t.Length == 0 ? null
            : t[0] == '!' || t.StartsWith("pip install", StringComparison.Ordinal) ? "a shell line: run it by hand where it is needed"
            : t[0] == '%' && t.Length > 1 && (char.IsLetter(t[1]) || t[1] == '%') ? "a magic of the notebook"
            : Filled().IsMatch(t) ? "a shell line or magic that fills a variable: its lines need it from elsewhere"
            : t[0] == '?' || Question().IsMatch(t) ? "a question to the notebook"
            : null;
        return note is null ? line
            : $"{line[..(line.Length - t.Length)]}{(line.Length == t.Length ? "" : "pass  ")}# {t.TrimEnd()}  ({note})";
    }

    // Whether a line begins inside of a text or of brackets.
    private sealed class Place
    {
        private string _quotes = "";
        private int _depth;

        public bool IsOpen => _quotes.Length > 0 || _depth > 0;

        public void Pass(string line)
        {
            for (int i = 0; i < line.Length; i++)
            {
                char c = line[i];
                if (c == '\\') { i++; continue; }
                if (_quotes.Length > 0)
                {
                    if (string.CompareOrdinal(line, i, _quotes, 0, _quotes.Length) == 0) { i += _quotes.Length - 1; _quotes = ""; }
                    continue;
                }
                if (c == '#') { break; }
                if (c is '"' or '\'')
                {
                    _quotes = string.CompareOrdinal(line, i, new string(c, 3), 0, 3) == 0 ? new string(c, 3) : c.ToString();
                    i += _quotes.Length - 1;
                }
                else if (c is '(' or '[' or '{') { _depth++; }
                else if (c is ')' or ']' or '}') { _depth = Math.Max(0, _depth - 1); }
            }
            // A text in single quotes ends with its line.
            if (_quotes.Length == 1 && !line.EndsWith('\\')) { _quotes = ""; }
        }
    }

    [GeneratedRegex(@"^%%(?:time|timeit|capture|prun|memit)\b")]
    private static partial Regex PythonCell();

    [GeneratedRegex(@"^%time\s+(\S.*)$")]
    private static partial Regex Timed();

    [GeneratedRegex(@"^[A-Za-z_][\w, ]*=\s*(?:!|%[A-Za-z])")]
    private static partial Regex Filled();

    [GeneratedRegex(@"^[A-Za-z_][\w.]*\?{1,2}\s*$")]
    private static partial Regex Question();
}
