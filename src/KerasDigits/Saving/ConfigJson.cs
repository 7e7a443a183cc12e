using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KerasDigits.Saving;

/// <summary>JSON as Python's json module writes and reads it, to and from configurations.</summary>
internal static class ConfigJson
{
    private const int Deepest = 128;

    /// <summary>Reads a JSON object. Python's NaN and Infinity are understood.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">File, for messages.</param>
    /// <param name="place">Place inside it.</param>
    /// <param name="except">An entry of the object that nobody wants.</param>
    /// <exception cref="ModelFileException">The text is not JSON, is nested too deeply, or is not an object.</exception>
    public static Config Parse(string text, string file, string place, string? except = null)
    {
        try
        {
            using var document = JsonDocument.Parse(Finite(text.TrimEnd('\0')), new JsonDocumentOptions { MaxDepth = Deepest });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Object(document.RootElement, except) : throw new ModelFileException(file, place, "the JSON must be an object {…}.");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFileException(file, place, $"the text is not sound JSON ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>Python's NaN, Infinity and -Infinity as texts that JSON allows; they are numbers again in <see cref="Value"/>.</summary>
    private static string Finite(string text)
    {
        if (!text.Contains("NaN", StringComparison.Ordinal) && !text.Contains("Infinity", StringComparison.Ordinal)) { return text; }
        var result = new StringBuilder(text.Length + 64);
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"') { quoted = !quoted; }
            string? word = quoted ? null : Array.Find(s_words, w => string.CompareOrdinal(text, i, w, 0, w.Length) == 0);
            if (word is not null)
            {
                result.Append('"').Append(Mark).Append(word).Append('"');
                i += word.Length - 1;
                continue;
            }
            result.Append(c);
            if (quoted && c == '\\' && i + 1 < text.Length) { result.Append(text[++i]); }
        }
        return result.ToString();
    }

    /// <summary>Stands before what was no text: no text in a file begins so.</summary>
    private const string Mark = "\ue000number:";

    private static readonly string[] s_words = ["NaN", "Infinity", "-Infinity"];

    /// <summary>Writes as json.dumps does: ", " and ": " between, ASCII only, floats by their shortest text with a point.</summary>
    public static string Write(object? value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>The texts of a list; none when it is no list of texts.</summary>
    public static IEnumerable<string> Names(string text)
    {
        try { return (Parse($"{{\"names\": {text}}}", "", "").Get("names") as List<object?> ?? []).OfType<string>().ToList(); }
        catch (ModelFileException) { return []; }
    }

    private static Config Object(JsonElement e, string? except) => new(e.EnumerateObject().Where(p => except is null || !p.NameEquals(except)).Select(p => KeyValuePair.Create(p.Name, Value(p.Value))));

    private static object? Value(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Object => Object(e, except: null),
        JsonValueKind.Array => e.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String when e.GetString() is { } s => !s.StartsWith(Mark, StringComparison.Ordinal) ? s : s[Mark.Length..] switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, _ => double.NegativeInfinity },
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => e.TryGetInt64(out long n) && !e.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? (object)n : e.GetDouble(),
        _ => null,
    };

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case bool b: text.Append(b ? "true" : "false"); break;
            case string s: Quote(text, s); break;
            case double x: text.Append(Number(x)); break;
            case IDictionary<string, object?> map: Join(text, '{', '}', map, p => { Quote(text, p.Key); text.Append(": "); Append(text, p.Value); }); break;
            case System.Collections.IEnumerable list: Join(text, '[', ']', list.Cast<object?>(), x => Append(text, x)); break;
            default: text.Append(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static void Quote(StringBuilder text, string s)
    {
        text.Append('"');
        foreach (char c in s)
        {
            string? escape = c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\b' => "\\b", '\f' => "\\f", _ => null };
            if (escape is not null) { text.Append(escape); }
            else if (c is < ' ' or > '~') { text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); }
            else { text.Append(c); }
        }
        text.Append('"');
    }

    private static void Join<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        text.Append(open);
        bool first = true;
        foreach (T item in items)
        {
            if (!first) { text.Append(", "); }
            first = false;
            append(item);
        }
        text.Append(close);
    }

    private static string Number(double x)
    {
        if (double.IsNaN(x)) { return "NaN"; }
        if (double.IsInfinity(x)) { return x > 0 ? "Infinity" : "-Infinity"; }
        string s = x.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        return s.AsSpan().ContainsAny('.', 'e') ? s : s + ".0";
    }
}
