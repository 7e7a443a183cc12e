using System.Text;

namespace KerasDigits.Notebook;

/// <summary>Python's module csv: rows of strings out of lines, and back.</summary>
public static class csv
{
    /// <summary>The rows of a file: <c>foreach (var row in csv.reader(f))</c>.</summary>
    /// <param name="lines">A file or its lines.</param>
    /// <param name="delimiter">What stands between fields.</param>
    /// <param name="quotechar">What stands around fields that hold a delimiter; doubled within.</param>
    public static IEnumerable<List<string>> reader(IEnumerable<string> lines, string delimiter = ",", string quotechar = "\"")
    {
        var row = new List<string>();
        var field = new StringBuilder();
        bool isQuoted = false;
        foreach (string line in lines)
        {
            for (int i = 0; i < line.Length; i++)
            {
                char c = line[i];
                if (isQuoted && c == quotechar[0] && i + 1 < line.Length && line[i + 1] == quotechar[0]) { field.Append(c); i++; }
                else if (c == quotechar[0] && (isQuoted || field.Length == 0)) { isQuoted = !isQuoted; }
                else if (isQuoted) { field.Append(c); }
                else if (c == delimiter[0]) { row.Add(field.ToString()); field.Clear(); }
                else if (c is not ('\n' or '\r')) { field.Append(c); }
            }
            if (isQuoted) { continue; }
            if (row.Count > 0 || field.Length > 0) { row.Add(field.ToString()); }
            yield return row;
            (row, field) = ([], new StringBuilder());
        }
    }

    /// <summary>The rows of a file by the names that its first row gives.</summary>
    /// <param name="lines">A file or its lines.</param>
    /// <param name="delimiter">What stands between fields.</param>
    public static IEnumerable<Dictionary<string, string>> DictReader(IEnumerable<string> lines, string delimiter = ",")
    {
        List<string>? names = null;
        foreach (List<string> row in reader(lines, delimiter))
        {
            if (names is null) { names = row; continue; }
            if (row.Count > 0) { yield return names.Zip(row).ToDictionary(p => p.First, p => p.Second); }
        }
    }

    /// <summary>Writes rows into a file.</summary>
    /// <param name="file">The open file to write to.</param>
    /// <param name="delimiter">What is written between fields.</param>
    public static RowWriter writer(TextFile file, string delimiter = ",") => new(file, delimiter);
}

/// <summary>Writes rows of fields; made by <see cref="csv.writer"/>.</summary>
public sealed class RowWriter
{
    private readonly TextFile _file;
    private readonly string _delimiter;

    internal RowWriter(TextFile file, string delimiter) => (_file, _delimiter) = (file, delimiter);

    /// <summary>Writes one row; its line ends in "\r\n", as Python's.</summary>
    /// <param name="row">The fields: a list or tuple.</param>
    public void writerow(object row) =>
        _file.write(string.Join(_delimiter, builtins.each(row).Select(f => FormatField((object?)f))) + "\r\n");

    /// <summary>Writes rows.</summary>
    /// <param name="rows">Lists or tuples.</param>
    public void writerows(object rows) { foreach (object? row in builtins.each(rows)) { writerow(row!); } }

    private string FormatField(object? value)
    {
        string text = value is null ? "" : builtins.str(value);
        return text.AsSpan().IndexOfAny("\"\r\n") >= 0 || text.Contains(_delimiter, StringComparison.Ordinal)
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
