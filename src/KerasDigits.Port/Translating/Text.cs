using System.Text;

namespace KerasDigits.Port.Translating;

/// <summary>Texts as C# writes them.</summary>
public static class Text
{
    public static string Quote(string value)
    {
        if (value.Contains('\n', StringComparison.Ordinal) && value.Length > 60 && !value.Contains("\"\"\"", StringComparison.Ordinal)
            && value.All(c => c >= ' ' || c is '\n' or '\t'))
        {
            return "@\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        }
        return "\"" + Escape(value) + "\"";
    }

    public static string Escape(string value)
    {
        var text = new StringBuilder();
        foreach (char c in value)
        {
            text.Append(c switch
            {
                '\\' => "\\\\", '"' => "\\\"", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\0' => "\\0", '\a' => "\\a", '\b' =>
                    "\\b", '\f' => "\\f", '\v' => "\\v",
                < ' ' or (char)127 => $"\\u{(int)c:X4}",
                _ when char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format
                    or System.Globalization.UnicodeCategory.LineSeparator => $"\\u{(int)c:X4}",
                _ => c.ToString(),
            });
        }
        return text.ToString();
    }

    /// <summary>The lines without the blanks that all of them begin with; lines of nothing but blanks are empty.</summary>
    public static string Dedent(string value)
    {
        string[] lines = [.. value.Split('\n').Select(l => l.Trim().Length == 0 ? "" : l)];
        string[] full = [.. lines.Where(l => l.Length > 0)];
        int common = full.Length == 0 ? 0 : full.Min(l => l.Length - l.TrimStart(' ', '\t').Length);
        while (full.Length > 0 && full.Any(l => l[..common] != full[0][..common])) { common--; }
        return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[common..]));
    }

    /// <summary>The inside of an interpolated text.</summary>
    public static string EscapeInterpolated(string value) =>
        Escape(value).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
