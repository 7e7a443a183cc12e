using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KerasDigits.Notebook;

/// <summary>A pattern as Python's <c>re.compile</c> gives it.</summary>
public sealed class RegexPattern
{
    private readonly Regex _regex;
    private readonly RegexOptions _options;
    private readonly string _translated;
    private readonly Dictionary<string, int> _names = [];

    internal RegexPattern(string pattern, int flags)
    {
        this.pattern = pattern;
        _options = ((flags & re.IGNORECASE) != 0 ? RegexOptions.IgnoreCase : 0) | ((flags & re.MULTILINE) != 0 ? RegexOptions.Multiline : 0)
            | ((flags & re.DOTALL) != 0 ? RegexOptions.Singleline : 0)
            | ((flags & re.VERBOSE) != 0 ? RegexOptions.IgnorePatternWhitespace : 0) | RegexOptions.CultureInvariant;
        _translated = Translate(pattern);
        try { _regex = new Regex(_translated, _options); }
        catch (RegexParseException e) { throw new ArgumentException($"re.error: {e.Message}", nameof(pattern), e); }
    }

    /// <summary>The pattern as it was written.</summary>
    public string pattern { get; }

    /// <summary>The first place that fits; null where there is none.</summary>
    /// <param name="string">Text to search.</param>
    public RegexMatch? search(string @string) => GetFound(_regex.Match(@string), @string);

    /// <summary>What fits at the text's beginning; null where nothing does.</summary>
    /// <param name="string">Text to search.</param>
    public RegexMatch? match(string @string) => GetFound(new Regex($@"\A(?:{_translated})", _options).Match(@string), @string);

    /// <summary>The whole text, where it fits.</summary>
    /// <param name="string">Text to search.</param>
    public RegexMatch? fullmatch(string @string) => GetFound(new Regex($@"\A(?:{_translated})\z", _options).Match(@string), @string);

    /// <summary>All places that fit, one after the other.</summary>
    /// <param name="string">Text to search.</param>
    public IEnumerable<RegexMatch> finditer(string @string) => _regex.Matches(@string).Select(m => new RegexMatch(m, @string, _names));

    /// <summary>All parts that fit, or what the pattern's one group holds of each.</summary>
    /// <param name="string">Text to search.</param>
    /// <exception cref="ArgumentException">The pattern has several groups: Python gives tuples then.</exception>
    public List<string> findall(string @string) => _regex.GetGroupNumbers().Length > 2
        ? throw new ArgumentException("findall of a pattern with several groups gives tuples: go through finditer and ask for groups().",
            nameof(@string))
        : [.. _regex.Matches(@string).Select(m => m.Groups.Count > 1 ? m.Groups[1].Value : m.Value)];

    /// <summary>The text cut where the pattern fits; what groups hold stands between the parts.</summary>
    /// <param name="string">Text to search.</param>
    /// <param name="maxsplit">How many cuts at most; 0: all.</param>
    public List<string> split(string @string, int maxsplit = 0)
    {
        var parts = new List<string>();
        int from = 0;
        foreach (Match m in _regex.Matches(@string).Take(maxsplit > 0 ? maxsplit : int.MaxValue))
        {
            parts.Add(@string[from..m.Index]);
            parts.AddRange(m.Groups.Cast<Group>().Skip(1).Select(g => g.Value));
            from = m.Index + m.Length;
        }
        parts.Add(@string[from..]);
        return parts;
    }

    /// <summary>The text with something else where the pattern fits.</summary>
    /// <param name="repl">What comes in its place; <c>\1</c> and <c>\g&lt;name&gt;</c> stand for what groups hold.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="count">How many places at most; 0: all.</param>
    public string sub(string repl, string @string, int count = 0) => sub(m => Expand(repl, m), @string, count);

    /// <summary>The text with what a function makes of each place that fits.</summary>
    /// <param name="repl">Makes a text of what fits.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="count">How many places at most; 0: all.</param>
    public string sub(Func<RegexMatch, string> repl, string @string, int count = 0) =>
        _regex.Replace(@string, m => repl(new RegexMatch(m, @string, _names)), count > 0 ? count : -1);

    /// <inheritdoc/>
    public override string ToString() => $"re.compile({PythonText.FormatRepr(pattern)})";

    private RegexMatch? GetFound(Match m, string text) => m.Success ? new RegexMatch(m, text, _names) : null;

    // Python counts groups with names among the others; .NET puts them behind. So they lose their names here, which are looked up.
    private string Translate(string pattern)
    {
        var text = new StringBuilder();
        int groups = 0;
        bool isClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                text.Append(!isClass && pattern[i + 1] == 'Z' ? @"\z" : pattern[i..(i + 2)]);
                i++;
                continue;
            }
            if (isClass)
            {
                // .NET would take classes apart at "-[".
                if (c == '[') { text.Append('\\'); }
                isClass = c != ']' || pattern[i - 1] == '[' || pattern[i - 1] == '^' && pattern[i - 2] == '[';
                text.Append(c);
                continue;
            }
            if (c == '[') { isClass = true; }
            if (c == '(')
            {
                bool isNamed = string.CompareOrdinal(pattern, i, "(?P<", 0, 4) == 0;
                if (isNamed || i + 1 >= pattern.Length || pattern[i + 1] != '?') { groups++; }
                int end = pattern.IndexOfAny(['>', ')'], i);
                if (isNamed && end > 0)
                {
                    _names[pattern[(i + 4)..end]] = groups;
                    text.Append('(');
                    i = end;
                    continue;
                }
                if (string.CompareOrdinal(pattern, i, "(?P=", 0, 4) == 0 && end > 0)
                {
                    text.Append(CultureInfo.InvariantCulture, $@"(?:\{_names.GetValueOrDefault(pattern[(i + 4)..end])})");
                    i = end;
                    continue;
                }
            }
            text.Append(c);
        }
        return text.ToString();
    }

    private static string Expand(string repl, RegexMatch m)
    {
        if (!repl.Contains('\\', StringComparison.Ordinal)) { return repl; }
        return Regex.Replace(repl, @"\\(?:g<(\w+)>|(\d{1,2})|(.))", part => part.Groups switch
        {
            [_, { Success: true, Value: var name }, ..] => int.TryParse(name, out int place) ? m.group(place) : m.group(name),
            [_, _, { Success: true, Value: var number }, ..] => m.group(int.Parse(number, CultureInfo.InvariantCulture)),
            var other => other[3].Value switch { "n" => "\n", "t" => "\t", "r" => "\r", var plain => plain },
        }, RegexOptions.Singleline);
    }
}
