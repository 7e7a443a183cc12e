using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using KerasDigits.Internals;

namespace KerasDigits.Notebook;

/// <summary>Python's module json: dictionaries, lists, strings and numbers out of JSON, and back in Python's spelling.</summary>
public static class json
{
    /// <summary>The value of a JSON text: a dictionary, a list, a string, a number, a truth or null.</summary>
    /// <param name="s">JSON text of one value.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static dynamic? loads(string s)
    {
        using JsonDocument document = JsonDocument.Parse(s);
        return ReadValue(document.RootElement);
    }

    /// <summary>The value of a JSON file.</summary>
    /// <param name="fp">The open file to read.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static dynamic? load(TextFile fp) => loads(fp.read());

    /// <summary>A value as JSON, as Python spells it: a blank behind commas and colons, letters beyond ASCII as \u….</summary>
    /// <param name="obj">A dictionary, a list, a tuple, a string, a number, a truth or null.</param>
    /// <param name="indent">Blanks by which each depth is set in; null: one line.</param>
    /// <param name="sort_keys">Whether keys are sorted.</param>
    /// <exception cref="ArgumentException">JSON has no form for the value.</exception>
    public static string dumps(object? obj, int? indent = null, bool sort_keys = false)
    {
        var text = new StringBuilder();
        Write(obj, indent, sort_keys, 0, text);
        return text.ToString();
    }

    /// <summary>Writes a value as JSON into a file.</summary>
    /// <param name="obj">Numbers, texts, truths, lists and dictionaries; null is written as null.</param>
    /// <param name="fp">The open file to write to.</param>
    /// <param name="indent">Blanks by which each depth is set in; null: one line.</param>
    /// <param name="sort_keys">Whether keys are sorted.</param>
    public static void dump(object? obj, TextFile fp, int? indent = null, bool sort_keys = false) =>
        fp.write(dumps(obj, indent, sort_keys));

    private static object? ReadValue(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Object => e.EnumerateObject().Aggregate(new Dictionary<string, object?>(), (d, p) =>
        {
            d[p.Name] = ReadValue(p.Value);
            return d;
        }),
        JsonValueKind.Array => e.EnumerateArray().Select(ReadValue).ToList(),
        JsonValueKind.String => e.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => e.GetRawText().AsSpan().IndexOfAny(".eE") < 0 ? ReadWhole(e) : e.GetDouble(),
        _ => null,
    };

    private static object ReadWhole(JsonElement e)
    {
        if (e.TryGetInt32(out int small)) { return small; }
        return e.GetInt64();
    }

    private static void Write(object? value, int? indent, bool isSorted, int depth, StringBuilder text)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) { throw new ArgumentException("Circular reference detected", "obj"); }
        switch (value)
        {
            case null: text.Append("null"); break;
            case bool b: text.Append(b ? "true" : "false"); break;
            case string s: Quote(s, text); break;
            case double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                double n = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                text.Append(double.IsNaN(n) ? "NaN" : n > 0 ? "Infinity" : "-Infinity");
                break;
            case IDictionary dictionary:
                IEnumerable<DictionaryEntry> entries = EnumerateEntries(dictionary);
                if (isSorted) { entries = entries.OrderBy(e => builtins.str(e.Key), StringComparer.Ordinal); }
                WriteGroup('{', '}', entries.ToList(), indent, depth, text, entry =>
                {
                    Quote(entry.Key as string ?? dumps(entry.Key), text);
                    text.Append(": ");
                    Write(entry.Value, indent, isSorted, depth + 1, text);
                });
                break;
            case IList or ITuple:
                WriteGroup('[', ']', builtins.each(value).Cast<object?>().ToList(), indent, depth, text,
                    item => Write(item, indent, isSorted, depth + 1, text));
                break;
            case IConvertible: text.Append(builtins.str(value)); break;
            default: throw new NumSharp.TypeError($"Object of type {builtins.type_name(value)} is not JSON serializable");
        }
    }

    private static IEnumerable<DictionaryEntry> EnumerateEntries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary) { yield return entry; }
    }

    private static void WriteGroup<T>(char open, char close, List<T> items, int? indent, int depth, StringBuilder text, Action<T> write)
    {
        text.Append(open);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) { text.Append(indent is null ? ", " : ","); }
            if (indent is { } blanks) { text.Append('\n').Append(' ', blanks * (depth + 1)); }
            write(items[i]);
        }
        if (indent is { } last && items.Count > 0) { text.Append('\n').Append(' ', last * depth); }
        text.Append(close);
    }

    private static void Quote(string s, StringBuilder text)
    {
        text.Append('"');
        JsonText.AppendEscaped(text, s);
        text.Append('"');
    }
}
