using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KerasDigits.Saving;

/// <summary>JSON as Python's json module writes and reads it, to and from configurations.</summary>
internal static class ConfigJson
{
    private const int Deepest = 128;

    /// <summary>Reads a JSON object. Python's NaN and Infinity are understood.</summary>
    /// <param name="text">Text of a JSON object.</param>
    /// <param name="file">File, for messages.</param>
    /// <param name="place">Place inside it.</param>
    /// <exception cref="ModelFileException">The text is not JSON, is nested too deeply, or is not an object.</exception>
    public static Config Parse(string text, string file, string place) => Parse(Encoding.UTF8.GetBytes(text), file, place);

    /// <summary>The same from the text's bytes in UTF-8.</summary>
    /// <param name="text">Bytes of the text in UTF-8.</param>
    /// <param name="file">File, for messages.</param>
    /// <param name="place">Place inside it.</param>
    /// <param name="wanted">The entries of the object that are kept; null: all.</param>
    public static Config Parse(ReadOnlySpan<byte> text, string file, string place, string[]? wanted = null)
    {
        try
        {
            text = ReplaceInfinities(text.TrimEnd(" \r\n\t\0"u8));
            var config = new Config();
            if (wanted is not null && text is [(byte)'{', ..])
            {
                JsonEntries.SkipEach(text, wanted, (name, value) => config[name] = ReadWhole(value));
                return config;
            }
            config = ReadWhole(text) as Config ?? throw new ModelFileException(file, place, "the JSON must be an object {…}.");
            return config;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFileException(file, place, $"the text is not sound JSON ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>
    /// Python's NaN, Infinity and -Infinity as strings that JSON allows; they are numbers again in <see cref="ReadValue"/>.
    /// </summary>
    private static ReadOnlySpan<byte> ReplaceInfinities(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("NaN"u8) < 0 && utf8.IndexOf("Infinity"u8) < 0) { return utf8; }
        string text = Encoding.UTF8.GetString(utf8);
        var result = new StringBuilder(text.Length + 64);
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"') { quoted = !quoted; }
            string? word = quoted ? null : System.Array.Find(s_words, w => string.CompareOrdinal(text, i, w, 0, w.Length) == 0);
            if (word is not null)
            {
                result.Append('"').Append(Mark).Append(word).Append('"');
                i += word.Length - 1;
                continue;
            }
            result.Append(c);
            if (quoted && c == '\\' && i + 1 < text.Length) { result.Append(text[++i]); }
        }
        return Encoding.UTF8.GetBytes(result.ToString());
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

    /// <summary>The strings of a list; none when it is not a list of strings.</summary>
    public static IEnumerable<string> EnumerateNames(string text)
    {
        try { return (Parse($"{{\"names\": {text}}}", "", "").Get("names") as List<object?> ?? []).OfType<string>().ToList(); }
        catch (ModelFileException) { return []; }
    }

    private static object? ReadWhole(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Deepest });
        _ = reader.Read();
        object? value = ReadValue(ref reader);
        _ = reader.Read(); // complains about what follows
        return value;
    }

    private static Config ReadObject(ref Utf8JsonReader reader)
    {
        var config = new Config();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            _ = reader.Read();
            config[name] = ReadValue(ref reader);
        }
        return config;
    }

    private static List<object?> ReadArray(ref Utf8JsonReader reader)
    {
        var list = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) { list.Add(ReadValue(ref reader)); }
        return list;
    }

    private static object? ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String when reader.GetString() is { } s => !s.StartsWith(Mark, StringComparison.Ordinal) ? s : s[Mark.Length..] switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            _ => double.NegativeInfinity
        },
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => reader.TryGetInt64(out long n) && !reader.ValueSpan.ContainsAny(".eE"u8) ? (object)n : reader.GetDouble(),
        _ => null,
    };

    private static void Append(StringBuilder text, object? value)
    {
        Nesting.EnsureEnd("A configuration");
        switch (value)
        {
            case null: text.Append("null"); break;
            case bool b: text.Append(b ? "true" : "false"); break;
            case string s: Quote(text, s); break;
            case double x: text.Append(FormatNumber(x)); break;
            case IDictionary<string, object?> map:
                Join(text, '{', '}', map, p => { Quote(text, p.Key); text.Append(": "); Append(text, p.Value); });
                break;
            case System.Collections.IEnumerable list: Join(text, '[', ']', ConfigBinder.TakeAll(list), x => Append(text, x)); break;
            default: text.Append(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static void Quote(StringBuilder text, string s)
    {
        Guard.That(!HoldsHalfPair(s), "A text that goes into a file must hold whole characters: half a surrogate pair cannot be read "
            + $"back. Received: \"{s}\".", "value");
        text.Append('"');
        JsonText.AppendEscaped(text, s);
        text.Append('"');
    }

    private static bool HoldsHalfPair(string s)
    {
        for (int i = 0; i < s.Length; i++)
        {
            if (i + 1 < s.Length && char.IsSurrogatePair(s[i], s[i + 1])) { i++; }
            else if (char.IsSurrogate(s[i])) { return true; }
        }
        return false;
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

    private static string FormatNumber(double x)
    {
        if (double.IsNaN(x)) { return "NaN"; }
        if (double.IsInfinity(x)) { return x > 0 ? "Infinity" : "-Infinity"; }
        string s = x.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        return s.AsSpan().ContainsAny('.', 'e') ? s : s + ".0";
    }
}
