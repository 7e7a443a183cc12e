namespace KerasDigits.Notebook;

/// <summary>
/// The methods of Python's strings, under Python's names, so that <c>text.split(",")</c> and <c>", ".join(words)</c> are the same lines in
/// C#.
/// </summary>
public static class TextMethods
{
    private static readonly System.Buffers.SearchValues<char> s_blanks = System.Buffers.SearchValues.Create(" \t\n\r\v\f");

    extension(string text)
    {
        /// <summary>In upper case.</summary>
        public string upper() => LetterCase.MakeUpper(text);

        /// <summary>The string as bytes.</summary>
        /// <param name="encoding">How it is written.</param>
        /// <param name="errors">"strict", "ignore" or "replace": what comes of characters that cannot be written so.</param>
        public Bytes encode(string encoding = "utf-8", string errors = "strict") => new(Bytes.Find(encoding, errors).GetBytes(text));

        /// <summary>Where a part first stands.</summary>
        /// <param name="sub">Text to look for.</param>
        /// <exception cref="ArgumentException">It stands nowhere.</exception>
        public int index(string sub) => text.IndexOf(sub, StringComparison.Ordinal) is >= 0 and int at ? at
            : throw new ArgumentException("substring not found", nameof(sub));

        /// <summary>The words between white space, and the rest after so many cuts.</summary>
        /// <param name="maxsplit">How many cuts at most.</param>
        public List<string> split(int maxsplit)
        {
            var words = new List<string>();
            string rest = text.TrimStart();
            while (rest.Length > 0 && words.Count < maxsplit)
            {
                int at = 0;
                while (at < rest.Length && !char.IsWhiteSpace(rest[at])) { at++; }
                words.Add(rest[..at]);
                rest = rest[at..].TrimStart();
            }
            return rest.Length > 0 ? [.. words, rest] : words;
        }

        /// <summary>The text before a part, the part, and the text after it.</summary>
        /// <param name="sep">Text at which it is split.</param>
        public (string, string, string) partition(string sep) => text.IndexOf(sep, StringComparison.Ordinal) is >= 0 and int at
            ? (text[..at], sep, text[(at + sep.Length)..])
            : (text, "", "");

        /// <summary>The text before the last such part, the part, and the text after it.</summary>
        /// <param name="sep">Text at which it is split.</param>
        public (string, string, string) rpartition(string sep) => text.LastIndexOf(sep, StringComparison.Ordinal) is >= 0 and int at
            ? (text[..at], sep, text[(at + sep.Length)..])
            : ("", "", text);

        /// <summary>The string in the middle of so many characters.</summary>
        /// <param name="width">Characters of the result, at least.</param>
        /// <param name="fillchar">What stands around it.</param>
        public string center(int width, string fillchar = " ")
        {
            int more = Math.Max(0, width - text.Length), left = more / 2 + (more & width & 1);
            return new string(fillchar[0], left) + text + new string(fillchar[0], more - left);
        }

        /// <summary>With characters that a table of <c>maketrans</c> turns into others.</summary>
        /// <param name="table">Replacements by character; an empty one removes it.</param>
        public string translate(Dictionary<string, string> table) =>
            string.Concat(text.Select(c => table.GetValueOrDefault(c.ToString(), c.ToString())));

        /// <summary>Whether there are only characters that are numbers, and some.</summary>
        public bool isnumeric() => text.Length > 0 && text.All(char.IsNumber);

        /// <summary>Whether there are only digits, and some.</summary>
        public bool isdecimal() => text.Length > 0 && text.All(char.IsDigit);

        /// <summary>Upper case for lower and lower for upper.</summary>
        public string swapcase() =>
            string.Concat(text.Select(c => char.IsUpper(c) ? LetterCase.MakeLower(c.ToString()) : LetterCase.MakeUpper(c.ToString())));

        /// <summary>Whether there is nothing but white space, and some.</summary>
        public bool isspace() => text.Length > 0 && text.All(char.IsWhiteSpace);

        /// <summary>In lower case.</summary>
        public string lower() => LetterCase.MakeLower(text);

        /// <summary>For comparisons without regard to capitals.</summary>
        public string casefold() => LetterCase.MakeLower(LetterCase.MakeUpper(text));

        /// <summary>Without white space around.</summary>
        public string strip() => text.Trim();

        /// <summary>Without these characters around.</summary>
        /// <param name="chars">The characters to remove, in any order.</param>
        public string strip(string chars) => text.Trim(chars.ToCharArray());

        /// <summary>Without white space (or these characters) before.</summary>
        /// <param name="chars">The characters to remove, in any order; null: white space.</param>
        public string lstrip(string? chars = null) => chars is null ? text.TrimStart() : text.TrimStart(chars.ToCharArray());

        /// <summary>Without white space (or these characters) behind.</summary>
        /// <param name="chars">The characters to remove, in any order; null: white space.</param>
        public string rstrip(string? chars = null) => chars is null ? text.TrimEnd() : text.TrimEnd(chars.ToCharArray());

        /// <summary>The words between white space.</summary>
        public List<string> split() => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

        /// <summary>The parts between separators.</summary>
        /// <param name="sep">The separator, not empty.</param>
        /// <param name="maxsplit">How many cuts at most; negative: all.</param>
        /// <exception cref="ArgumentException">sep is empty.</exception>
        public List<string> split(string sep, int maxsplit = -1) => sep.Length == 0
            ? throw new ArgumentException("empty separator", nameof(sep))
            : [.. maxsplit < 0 ? text.Split(sep) : text.Split(sep, maxsplit + 1)];

        /// <summary>The lines.</summary>
        public List<string> splitlines() => text.Length == 0
            ? []
            : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(l => l.TrimEnd('\r'))];

        /// <summary>The strings with this one between.</summary>
        /// <param name="texts">The strings to join.</param>
        public string join(IEnumerable<string> texts) => string.Join(text, texts);

        /// <summary>With every <paramref name="old"/> replaced.</summary>
        /// <param name="old">Text that is replaced.</param>
        /// <param name="new">Text in its place.</param>
        public string replace(string old, string @new) => old.Length > 0 ? text.Replace(old, @new, StringComparison.Ordinal)
            : @new + string.Concat(text.EnumerateRunes().Select(r => r + @new));

        /// <summary>With the first ones of <paramref name="old"/> replaced.</summary>
        /// <param name="old">Text that is replaced.</param>
        /// <param name="new">Text in its place.</param>
        /// <param name="count">How many; below 0: all.</param>
        public string replace(string old, string @new, int count)
        {
            if (count < 0) { return text.replace(old, @new); }
            var result = new System.Text.StringBuilder();
            int from = 0;
            for (int at; count > 0 && (at = text.IndexOf(old, from, StringComparison.Ordinal)) >= 0 && old.Length > 0; count--)
            {
                result.Append(text, from, at - from).Append(@new);
                from = at + old.Length;
            }
            return result.Append(text, from, text.Length - from).ToString();
        }

        /// <summary>The parts between separators, cut from the end.</summary>
        /// <param name="sep">The separator; null: white space.</param>
        /// <param name="maxsplit">How many cuts at most; negative: all.</param>
        /// <exception cref="ArgumentException">sep is empty.</exception>
        public List<string> rsplit(string? sep = null, int maxsplit = -1)
        {
            if (sep?.Length == 0) { throw new ArgumentException("empty separator", nameof(sep)); }
            var parts = new List<string>();
            string rest = sep is null ? text.TrimEnd() : text;
            for (; maxsplit != 0; maxsplit--)
            {
                int at = sep is null ? rest.AsSpan().LastIndexOfAny(s_blanks) : rest.LastIndexOf(sep, StringComparison.Ordinal);
                if (at < 0) { break; }
                parts.Insert(0, rest[(at + (sep?.Length ?? 1))..]);
                rest = sep is null ? rest[..at].TrimEnd() : rest[..at];
            }
            if (sep is not null || rest.Length > 0) { parts.Insert(0, rest); }
            return parts;
        }

        /// <summary>Without this beginning, where it has it.</summary>
        /// <param name="prefix">The beginning to look for; an empty one always fits.</param>
        public string removeprefix(string prefix) => text.startswith(prefix) ? text[prefix.Length..] : text;

        /// <summary>Without this end, where it has it.</summary>
        /// <param name="suffix">The end to look for; an empty one always fits.</param>
        public string removesuffix(string suffix) => text.endswith(suffix) ? text[..^suffix.Length] : text;

        /// <summary>Whether it begins so.</summary>
        /// <param name="prefix">The beginning to look for; an empty one always fits.</param>
        public bool startswith(string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);

        /// <summary>Whether it begins with one of these: Python's tuple of beginnings.</summary>
        /// <param name="prefixes">The beginnings to look for.</param>
        public bool startswith(params IEnumerable<string> prefixes) => prefixes.Any(p => text.StartsWith(p, StringComparison.Ordinal));

        /// <summary>Whether it ends so.</summary>
        /// <param name="suffix">The end to look for; an empty one always fits.</param>
        public bool endswith(string suffix) => text.EndsWith(suffix, StringComparison.Ordinal);

        /// <summary>Whether it ends with one of these: Python's tuple of ends.</summary>
        /// <param name="suffixes">The ends to look for.</param>
        public bool endswith(params IEnumerable<string> suffixes) => suffixes.Any(s => text.EndsWith(s, StringComparison.Ordinal));

        /// <summary>Where a part first stands, or -1.</summary>
        /// <param name="sub">Text to look for.</param>
        public int find(string sub) => text.IndexOf(sub, StringComparison.Ordinal);

        /// <summary>Where a part first stands from a place on, or -1.</summary>
        /// <param name="sub">Text to look for.</param>
        /// <param name="start">The place; negative: from the end.</param>
        public int find(string sub, int start)
        {
            int from = start < 0 ? Math.Max(0, start + text.Length) : start;
            return from > text.Length ? -1 : text.IndexOf(sub, from, StringComparison.Ordinal);
        }

        /// <summary>Where a part last stands, or -1.</summary>
        /// <param name="sub">Text to look for.</param>
        public int rfind(string sub) => text.LastIndexOf(sub, StringComparison.Ordinal);

        /// <summary>How often a part occurs in it.</summary>
        /// <param name="sub">Text to look for.</param>
        public int count(string sub) => sub.Length == 0 ? text.Length + 1 : text.Split(sub).Length - 1;

        /// <summary>The first letter in upper case, the others in lower case.</summary>
        public string capitalize() => text.Length == 0 ? "" : LetterCase.MakeTitle(text[0]) + LetterCase.MakeLower(text[1..]);

        /// <summary>Every word's first letter in upper case.</summary>
        public string title() =>
            string.Concat(text.Select((c, i) => i > 0 && char.IsLetter(text[i - 1])
                ? LetterCase.MakeLower(c.ToString())
                : LetterCase.MakeTitle(c)));

        /// <summary>With zeros before it, behind a sign.</summary>
        /// <param name="width">The width at least.</param>
        public string zfill(int width) => text.Length > 0 && text[0] is '+' or '-'
            ? text[0] + text[1..].PadLeft(width - 1, '0')
            : text.PadLeft(width, '0');

        /// <summary>Padded with blanks on the right.</summary>
        /// <param name="width">The width at least.</param>
        /// <param name="fillchar">What stands for a blank.</param>
        public string ljust(int width, string fillchar = " ") => text.PadRight(width, fillchar[0]);

        /// <summary>With blanks before it.</summary>
        /// <param name="width">The width at least.</param>
        /// <param name="fillchar">What stands for a blank.</param>
        public string rjust(int width, string fillchar = " ") => text.PadLeft(width, fillchar[0]);

        /// <summary>Whether it has only digits.</summary>
        public bool isdigit() => text.Length > 0 && text.All(char.IsDigit);

        /// <summary>Whether it has only letters.</summary>
        public bool isalpha() => text.Length > 0 && text.All(char.IsLetter);

        /// <summary>Whether it has only letters and digits.</summary>
        public bool isalnum() => text.Length > 0 && text.All(char.IsLetterOrDigit);

        /// <summary>Whether it has capitals and no small letters.</summary>
        public bool isupper() => text.Any(char.IsUpper) && !text.Any(char.IsLower);

        /// <summary>Whether it has small letters and no capitals.</summary>
        public bool islower() => text.Any(char.IsLower) && !text.Any(char.IsUpper);
    }
}
