namespace KerasDigits.Notebook;

/// <summary>
/// The methods of Python's strings, under Python's names, so that <c>text.split(",")</c> and <c>", ".join(words)</c> are the same lines in
/// C#.
/// </summary>
public static class TextMethods
{
    extension(string text)
    {
        /// <summary>In upper case.</summary>
        public string upper() => text.ToUpperInvariant();

        /// <summary>In lower case.</summary>
        public string lower() => text.ToLowerInvariant();

        /// <summary>Without white space around.</summary>
        public string strip() => text.Trim();

        /// <summary>Without these characters around.</summary>
        /// <param name="chars">The characters.</param>
        public string strip(string chars) => text.Trim(chars.ToCharArray());

        /// <summary>Without white space (or these characters) before.</summary>
        /// <param name="chars">The characters.</param>
        public string lstrip(string? chars = null) => chars is null ? text.TrimStart() : text.TrimStart(chars.ToCharArray());

        /// <summary>Without white space (or these characters) behind.</summary>
        /// <param name="chars">The characters.</param>
        public string rstrip(string? chars = null) => chars is null ? text.TrimEnd() : text.TrimEnd(chars.ToCharArray());

        /// <summary>The words between white space.</summary>
        public List<string> split() => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

        /// <summary>The parts between separators.</summary>
        /// <param name="sep">The separator, not empty.</param>
        /// <param name="maxsplit">How many cuts at most; negative: all.</param>
        public List<string> split(string sep, int maxsplit = -1) => sep.Length == 0
            ? throw new ArgumentException("empty separator", nameof(sep))
            : [.. maxsplit < 0 ? text.Split(sep) : text.Split(sep, maxsplit + 1)];

        /// <summary>The lines.</summary>
        public List<string> splitlines() => text.Length == 0
            ? []
            : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(l => l.TrimEnd('\r'))];

        /// <summary>The strings with this one between.</summary>
        /// <param name="texts">The strings.</param>
        public string join(IEnumerable<string> texts) => string.Join(text, texts);

        /// <summary>With every <paramref name="old"/> replaced.</summary>
        /// <param name="old">What goes.</param>
        /// <param name="new">What comes.</param>
        public string replace(string old, string @new) => text.Replace(old, @new, StringComparison.Ordinal);

        /// <summary>Whether it begins so.</summary>
        /// <param name="prefix">The beginning.</param>
        public bool startswith(string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);

        /// <summary>Whether it ends so.</summary>
        /// <param name="suffix">The end.</param>
        public bool endswith(string suffix) => text.EndsWith(suffix, StringComparison.Ordinal);

        /// <summary>Where a part first stands, or -1.</summary>
        /// <param name="sub">The part.</param>
        public int find(string sub) => text.IndexOf(sub, StringComparison.Ordinal);

        /// <summary>Where a part last stands, or -1.</summary>
        /// <param name="sub">The part.</param>
        public int rfind(string sub) => text.LastIndexOf(sub, StringComparison.Ordinal);

        /// <summary>How often a part stands in it.</summary>
        /// <param name="sub">The part.</param>
        public int count(string sub) => sub.Length == 0 ? text.Length + 1 : text.Split(sub).Length - 1;

        /// <summary>The first letter in upper case, the others in lower case.</summary>
        public string capitalize() => text.Length == 0 ? "" : text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant();

        /// <summary>Every word's first letter in upper case.</summary>
        public string title() =>
            string.Concat(text.Select((c, i) => i > 0 && char.IsLetter(text[i - 1]) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

        /// <summary>With zeros before it, behind a sign.</summary>
        /// <param name="width">The width at least.</param>
        public string zfill(int width) => text.Length > 0 && text[0] is '+' or '-'
            ? text[0] + text[1..].PadLeft(width - 1, '0')
            : text.PadLeft(width, '0');

        /// <summary>With blanks behind it.</summary>
        /// <param name="width">The width at least.</param>
        /// <param name="fillchar">What stands for a blank.</param>
        public string ljust(int width, string fillchar = " ") => text.PadRight(width, fillchar[0]);

        /// <summary>With blanks before it.</summary>
        /// <param name="width">The width at least.</param>
        /// <param name="fillchar">What stands for a blank.</param>
        public string rjust(int width, string fillchar = " ") => text.PadLeft(width, fillchar[0]);

        /// <summary>Whether it has digits alone.</summary>
        public bool isdigit() => text.Length > 0 && text.All(char.IsDigit);

        /// <summary>Whether it has letters alone.</summary>
        public bool isalpha() => text.Length > 0 && text.All(char.IsLetter);

        /// <summary>Whether it has letters and digits alone.</summary>
        public bool isalnum() => text.Length > 0 && text.All(char.IsLetterOrDigit);

        /// <summary>Whether it has capitals and no small letters.</summary>
        public bool isupper() => text.Any(char.IsUpper) && !text.Any(char.IsLower);

        /// <summary>Whether it has small letters and no capitals.</summary>
        public bool islower() => text.Any(char.IsLower) && !text.Any(char.IsUpper);
    }
}
