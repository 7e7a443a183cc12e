using System.Text;

namespace KerasDigits.Notebook;

/// <summary>Python's module re, on .NET's regular expressions: patterns are written as in Python.</summary>
public static class re
{
    /// <summary>Letters of either case.</summary>
    public const int IGNORECASE = 2, I = 2;

    /// <summary><c>^</c> and <c>$</c> at every line.</summary>
    public const int MULTILINE = 8, M = 8;

    /// <summary>The point stands for the end of a line too.</summary>
    public const int DOTALL = 16, S = 16;

    /// <summary>White space and comments in the pattern say nothing.</summary>
    public const int VERBOSE = 64, X = 64;

    /// <summary>A pattern to be used several times.</summary>
    /// <param name="pattern">Regular expression in Python's syntax.</param>
    /// <param name="flags">IGNORECASE and its like, joined by |.</param>
    public static RegexPattern compile(string pattern, int flags = 0) => new(pattern, flags);

    /// <summary>The first place that fits; null where there is none.</summary>
    /// <param name="pattern">Regular expression in Python's syntax.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="flags">IGNORECASE and its like, joined by |.</param>
    public static RegexMatch? search(string pattern, string @string, int flags = 0) => compile(pattern, flags).search(@string);

    /// <summary>What fits at the text's beginning; null where nothing does.</summary>
    /// <param name="pattern">Regular expression in Python's syntax.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="flags">IGNORECASE and its like, joined by |.</param>
    public static RegexMatch? match(string pattern, string @string, int flags = 0) => compile(pattern, flags).match(@string);

    /// <summary>The whole text, where it fits.</summary>
    /// <param name="pattern">Regular expression in Python's syntax.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="flags">IGNORECASE and its like, joined by |.</param>
    public static RegexMatch? fullmatch(string pattern, string @string, int flags = 0) => compile(pattern, flags).fullmatch(@string);

    /// <summary>All parts that fit, or what the pattern's one group holds of each.</summary>
    /// <param name="pattern">Regular expression in Python's syntax.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="flags">IGNORECASE and its like, joined by |.</param>
    public static List<string> findall(string pattern, string @string, int flags = 0) => compile(pattern, flags).findall(@string);

    /// <summary>What the groups hold of all parts that fit: a tuple each, which is what findall gives of several groups.</summary>
    /// <param name="pattern">The pattern, with several groups.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="flags">IGNORECASE and its like, joined by |.</param>
    public static List<List<string>> findall_groups(string pattern, string @string, int flags = 0) =>
        [.. compile(pattern, flags).finditer(@string).Select(m => builtins.tuple(m.groups().Select(g => g ?? "")))];

    /// <summary>All places that fit, one after the other.</summary>
    /// <param name="pattern">Regular expression in Python's syntax.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="flags">IGNORECASE and its like, joined by |.</param>
    public static IEnumerable<RegexMatch> finditer(string pattern, string @string, int flags = 0) =>
        compile(pattern, flags).finditer(@string);

    /// <summary>The text cut where the pattern fits; what groups hold stands between the parts.</summary>
    /// <param name="pattern">Regular expression in Python's syntax.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="maxsplit">How many cuts at most; 0: all.</param>
    /// <param name="flags">IGNORECASE and its like, joined by |.</param>
    public static List<string> split(string pattern, string @string, int maxsplit = 0, int flags = 0) =>
        compile(pattern, flags).split(@string, maxsplit);

    /// <summary>The text with something else where the pattern fits.</summary>
    /// <param name="pattern">Regular expression in Python's syntax.</param>
    /// <param name="repl">What comes in its place; <c>\1</c> and <c>\g&lt;name&gt;</c> stand for what groups hold.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="count">How many places at most; 0: all.</param>
    /// <param name="flags">IGNORECASE and its like, joined by |.</param>
    public static string sub(string pattern, string repl, string @string, int count = 0, int flags = 0) =>
        compile(pattern, flags).sub(repl, @string, count);

    /// <summary>The text with what a function makes of each place that fits.</summary>
    /// <param name="pattern">Regular expression in Python's syntax.</param>
    /// <param name="repl">Makes a text of what fits.</param>
    /// <param name="string">Text to search.</param>
    /// <param name="count">How many places at most; 0: all.</param>
    /// <param name="flags">IGNORECASE and its like, joined by |.</param>
    public static string sub(string pattern, Func<RegexMatch, string> repl, string @string, int count = 0, int flags = 0) =>
        compile(pattern, flags).sub(repl, @string, count);

    /// <summary>The text as a pattern for itself.</summary>
    /// <param name="pattern">The text to find as it stands.</param>
    public static string escape(string pattern)
    {
        var escaped = new StringBuilder();
        foreach (char c in pattern)
        {
            if ("()[]{}?*+-|^$\\.&~# \t\n\r\v\f".Contains(c, StringComparison.Ordinal)) { escaped.Append('\\'); }
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
