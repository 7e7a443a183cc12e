using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace KerasDigits.Internals;

/// <summary>Strings as Python's json writes them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonText
{
    /// <summary>Appends a string as it stands between the quotes of a JSON file: all but printable ASCII escaped.</summary>
    /// <param name="text">Gets the characters.</param>
    /// <param name="value">The string to escape.</param>
    public static void AppendEscaped(StringBuilder text, string value)
    {
        foreach (char c in value)
        {
            string? escape = c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                _ => null
            };
            if (escape is not null) { text.Append(escape); }
            else if (c is < ' ' or > '~') { text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); }
            else { text.Append(c); }
        }
    }
}
