using System.Text;

namespace KerasDigits.Saving;

/// <summary>
/// The entries of a JSON object by their places: a value that is not wanted is skipped by its brackets, without being read.
/// </summary>
internal static class JsonEntries
{
    /// <summary>Calls <paramref name="take"/> with each entry of the object whose name is wanted.</summary>
    /// <param name="text">The object's text, from its first bracket to its last.</param>
    /// <param name="wanted">Names that are wanted.</param>
    /// <param name="take">Takes the name and the text of the value.</param>
    /// <exception cref="FormatException">The text is not an object.</exception>
    public static void SkipEach(ReadOnlySpan<byte> text, string[] wanted, Entry take)
    {
        int at = SkipBlanks(text, 1);
        while (text[at] != '}')
        {
            int end = SkipText(text, at);
            string? name = FindAmong(text[(at + 1)..(end - 1)], wanted);
            at = SkipBlanks(text, end);
            if (text[at] != ':') { throw Fault(at); }
            at = SkipBlanks(text, at + 1);
            end = SkipValue(text, at);
            if (name is not null) { take(name, text[at..end]); }
            at = SkipBlanks(text, end);
            if (text[at] == ',') { at = SkipBlanks(text, at + 1); }
            else if (text[at] != '}') { throw Fault(at); }
        }
        if (at != text.Length - 1) { throw Fault(at); }
    }

    /// <summary>Takes an entry.</summary>
    public delegate void Entry(string name, ReadOnlySpan<byte> value);

    private static string? FindAmong(ReadOnlySpan<byte> name, string[] wanted)
    {
        foreach (string one in wanted)
        {
            if (Ascii.Equals(name, one)) { return one; }
        }
        return null;
    }

    /// <summary>The first place from here on that is not blank.</summary>
    private static int SkipBlanks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') { at++; }
        return at < text.Length ? at : throw Fault(at);
    }

    /// <summary>The place behind the text in quotes that begins here.</summary>
    private static int SkipText(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] != '"') { throw Fault(at); }
        for (at++; text[at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and int step; at += step + 2)
        {
            if (text[at + step] == '"') { return at + step + 1; }
            if (at + step + 2 > text.Length) { break; }
        }
        throw Fault(at);
    }

    /// <summary>The place behind the value that begins here.</summary>
    private static int SkipValue(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] == '"') { return SkipText(text, at); }
        if (text[at] is not ((byte)'{' or (byte)'['))
        {
            return text[at..].IndexOfAny((byte)',', (byte)'}') is > 0 and int length ? at + length : throw Fault(at);
        }
        for (int depth = 0; text[at..].IndexOfAny("\"{}[]"u8) is >= 0 and int step;)
        {
            at += step;
            if (text[at] == '"')
            {
                at = SkipText(text, at);
                continue;
            }
            depth += text[at] is (byte)'{' or (byte)'[' ? 1 : -1;
            at++;
            if (depth == 0) { return at; }
        }
        throw Fault(at);
    }

    private static FormatException Fault(int at) => new($"no entry at byte {at}");
}
