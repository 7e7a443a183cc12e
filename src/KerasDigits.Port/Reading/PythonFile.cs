using System.Text;
using System.Text.RegularExpressions;
using KerasDigits.Internals;

namespace KerasDigits.Port.Reading;

/// <summary>A script's text, in the encoding that its first lines name, as Python reads it.</summary>
/// <remarks>Source: PEP 263.</remarks>
internal static partial class PythonFile
{
    /// <summary>The text of a file; of a notebook, which is always UTF-8, as it is.</summary>
    /// <exception cref="SyntaxFault">The encoding is not known, or the text is not in it.</exception>
    public static string ReadText(string file)
    {
        if (!file.EndsWith(".py", StringComparison.Ordinal)) { return OrdinaryFile.ReadText(file); }
        byte[] bytes = OrdinaryFile.ReadBytes(file);
        // Files of two bytes a letter say so themselves.
        if (bytes is [0xff, 0xfe, ..] or [0xfe, 0xff, ..]) { return OrdinaryFile.ReadText(file); }
        string head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 1000));
        string? named = head.Split('\n').Take(2).Select(l => Cookie().Match(l)).FirstOrDefault(m => m.Success)?.Groups[1].Value;
        Encoding encoding = Find(named ?? "utf-8")
            ?? throw new SyntaxFault(file, $"unknown encoding: {named}", 0, 0, "");
        try { return encoding.GetString(bytes); }
        catch (DecoderFallbackException e)
        {
            int at = Math.Max(0, e.Index), line = bytes.AsSpan(0, Math.Min(at, bytes.Length)).Count((byte)'\n') + 1;
            string code = $@"\x{(e.BytesUnknown is [var first, ..] ? first : bytes[at]):x2}";
            throw new SyntaxFault(file, named is null
                ? $"Non-UTF-8 code starting with '{code}' in file {file} on line {line}, but no encoding declared; "
                    + "see https://peps.python.org/pep-0263/ for details"
                : $"(unicode error) '{named}' codec can't decode byte 0x{code[2..]} in position {at}", line, 0, "");
        }
    }

    private static Encoding? Find(string name)
    {
        string plain = name.ToLowerInvariant().Replace('_', '-');
        plain = plain switch
        {
            "latin-1" or "latin1" or "l1" or "iso-latin-1" => "iso-8859-1",
            "utf8" or "u8" or "utf-8-sig" => "utf-8",
            "ascii" or "646" => "us-ascii",
            _ when plain.StartsWith("cp125", StringComparison.Ordinal) => "windows-" + plain[2..],
            _ => plain,
        };
        var strict = DecoderFallback.ExceptionFallback;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(plain, EncoderFallback.ExceptionFallback, strict)
                ?? Encoding.GetEncoding(plain, EncoderFallback.ExceptionFallback, strict);
        }
        catch (ArgumentException) { return null; }
    }

    [GeneratedRegex(@"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")]
    private static partial Regex Cookie();
}
