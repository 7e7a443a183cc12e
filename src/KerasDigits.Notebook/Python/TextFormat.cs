using System.Runtime.CompilerServices;
using System.Text;

namespace KerasDigits.Notebook;

/// <summary>
/// Python's two ways to put values into a string: <c>"%.2f of %s" % (x, name)</c> and <c>"{:.2f} of {}".format(x, name)</c>; and a string
/// several times, <c>"-" * 40</c>.
/// </summary>
public static class TextFormat
{
    extension(string text)
    {
        /// <summary>The text with values in its % fields; several are a tuple: <c>"%d of %d" % (i, n)</c>.</summary>
        /// <exception cref="FormatException">Fields and values do not match.</exception>
        public static string operator %(string fields, object? values) => values is ITuple tuple
            ? builtins.percent(fields, [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])])
            : values is ITupleList list ? builtins.percent(fields, [.. list.Cast<object?>()]) : builtins.percent(fields, [values]);

        /// <summary>The text repeated; an empty one for a count below 1.</summary>
        public static string operator *(string part, int times) => builtins.repeat(part, times);

        /// <summary>The text repeated; an empty one for a count below 1.</summary>
        public static string operator *(int times, string part) => builtins.repeat(part, times);

        /// <summary>The text with a value in its field: <c>{}</c>, <c>{:.2f}</c>.</summary>
        /// <param name="value">What the field shows.</param>
        /// <exception cref="FormatException">There are more fields, or a brace is unmatched.</exception>
        public string format(object? value) => text.format(values: [value]);

        /// <summary>
        /// The text with values in its fields: <c>{}</c>, <c>{0}</c>, <c>{:.2f}</c>, <c>{1:>8}</c>, <c>{!r}</c>; <c>{{</c> is a brace.
        /// </summary>
        /// <param name="values">What the fields show.</param>
        /// <exception cref="FormatException">A brace is unmatched, or a field has no value; fields by name are written <c>$"{name}"</c> in
        /// C#.</exception>
        [OverloadResolutionPriority(-1)] // a column of a frame is a list of objects too, but one value
        public string format(params object?[] values)
        {
            var result = new StringBuilder();
            int next = 0;
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                bool isDouble = i + 1 < text.Length && text[i + 1] == c;
                if (c is '{' or '}' && isDouble) { result.Append(c); i++; }
                else if (c == '}') { throw new FormatException("Single '}' encountered in format string"); }
                else if (c != '{') { result.Append(c); }
                else
                {
                    int end = text.IndexOf('}', i);
                    if (end < 0) { throw new FormatException("expected '}' before end of string"); }
                    result.Append(FormatField(text[(i + 1)..end], values, ref next));
                    i = end;
                }
            }
            return result.ToString();
        }
    }

    /// <summary>One field: which value, how it is turned into text, and its format.</summary>
    private static string FormatField(string field, object?[] values, ref int next)
    {
        int colon = field.IndexOf(':', StringComparison.Ordinal);
        (string name, string spec) = colon < 0 ? (field, "") : (field[..colon], field[(colon + 1)..]);
        int mark = name.IndexOf('!', StringComparison.Ordinal);
        string conversion = mark < 0 ? "" : name[(mark + 1)..];
        name = mark < 0 ? name : name[..mark];
        if (name.Length > 0 && !name.All(char.IsAsciiDigit))
        {
            throw new FormatException($"Fields are numbers or nothing here: '{{{field}}}'. Write $\"{{{name}}}\" for values by name.");
        }
        int place = name.Length == 0 ? next++ : int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
        if (place >= values.Length) { throw new FormatException($"Replacement index {place} out of range for positional args tuple"); }
        object? value = values[place];
        return builtins.format(conversion switch
        {
            "" => value,
            "r" or "a" => builtins.repr(value),
            "s" => builtins.str(value),
            _ => throw new FormatException($"Unknown conversion specifier '{conversion}'"),
        }, spec);
    }
}
