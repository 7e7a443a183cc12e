using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace KerasDigits.Internals;

/// <summary>Strings as Python's prompt shows them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PythonString
{
    /// <summary>Python's repr of a string: in the quotes that it has none of, with escapes for what cannot be printed.</summary>
    /// <param name="text">Any string, also an empty one.</param>
    /// <returns>'a', "it's", 'two\nlines', '\x07', '\u2028'.</returns>
    public static string Quote(string text)
    {
        char mark = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder().Append(mark);
        for (int i = 0, size; i < text.Length; i += size)
        {
            size = char.IsSurrogatePair(text, i) ? 2 : 1;
            int code = size == 2 ? char.ConvertToUtf32(text, i) : text[i];
            result.Append(code switch
            {
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ when code == mark => $"\\{mark}",
                _ when IsPrintable(text, i) => text.Substring(i, size),
                <= 0xFF => $"\\x{code:x2}",
                <= 0xFFFF => $"\\u{code:x4}",
                _ => $"\\U{code:x8}",
            });
        }
        return result.Append(mark).ToString();
    }

    private static bool IsPrintable(string text, int index) => text[index] == ' ' || CharUnicodeInfo.GetUnicodeCategory(text, index) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
