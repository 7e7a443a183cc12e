using System.Collections;
using System.Text;

namespace KerasDigits.Notebook;

/// <summary>Python's bytes: what <c>text.encode()</c> gives and files that are opened with "rb".</summary>
public sealed class Bytes : IEnumerable<int>, IEquatable<Bytes>
{
    private readonly byte[] _bytes;

    /// <summary>These bytes.</summary>
    /// <param name="bytes">They are taken, not copied.</param>
    public Bytes(byte[] bytes) => _bytes = bytes;

    /// <summary>How many there are.</summary>
    public int Length => _bytes.Length;

    /// <summary>The byte at a place; negative: from the end.</summary>
    /// <param name="index">Place from -length to length-1.</param>
    public int this[int index] => _bytes[index < 0 ? index + _bytes.Length : index];

    /// <summary>The bytes as a string.</summary>
    /// <param name="encoding">How the string was written.</param>
    /// <param name="errors">"strict": bytes that are not characters throw; "ignore": they are left out; "replace": they become
    /// U+FFFD.</param>
    /// <exception cref="DecoderFallbackException">The bytes are not written so.</exception>
    public string decode(string encoding = "utf-8", string errors = "strict") => Find(encoding, errors).GetString(_bytes);

    /// <summary>Without white space around.</summary>
    public Bytes strip() => Turn(t => t.Trim(s_white));

    /// <summary>The parts between white space.</summary>
    public List<Bytes> split() => [.. Latin.Split(s_white, StringSplitOptions.RemoveEmptyEntries).Select(Of)];

    /// <summary>The parts between separators.</summary>
    /// <param name="sep">The bytes between the parts, not empty.</param>
    public List<Bytes> split(Bytes sep) => [.. Latin.Split(sep.Latin).Select(Of)];

    /// <summary>With every <paramref name="old"/> replaced.</summary>
    /// <param name="old">Text that is replaced.</param>
    /// <param name="new">Text in its place.</param>
    public Bytes replace(Bytes old, Bytes @new) => Turn(t => t.Replace(old.Latin, @new.Latin, StringComparison.Ordinal));

    /// <summary>Whether it begins so.</summary>
    /// <param name="prefix">The beginning to look for; an empty one always fits.</param>
    public bool startswith(Bytes prefix) => _bytes.AsSpan().StartsWith(prefix._bytes);

    /// <summary>Two digits of sixteen for each byte.</summary>
    public string hex() => Convert.ToHexStringLower(_bytes);

    /// <summary>The bytes themselves.</summary>
    public byte[] ToArray() => [.. _bytes];

    /// <summary>One behind the other.</summary>
    public static Bytes operator +(Bytes a, Bytes b) => new([.. a._bytes, .. b._bytes]);

    /// <summary>Whether they are the same bytes.</summary>
    public static bool operator ==(Bytes? a, Bytes? b) => a is null ? b is null : a.Equals(b);

    /// <summary>Whether they are not the same bytes.</summary>
    public static bool operator !=(Bytes? a, Bytes? b) => !(a == b);

    /// <inheritdoc/>
    public bool Equals(Bytes? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Bytes);

    /// <inheritdoc/>
    public override int GetHashCode() => Latin.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => _bytes.Select(b => (int)b).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As Python shows them: b'ab\n'.</summary>
    public override string ToString()
    {
        char quote = _bytes.Contains((byte)'\'') && !_bytes.Contains((byte)'"') ? '"' : '\'';
        return $"b{quote}{string.Concat(_bytes.Select(b => b switch
        {
            (byte)'\n' => "\\n",
            (byte)'\r' => "\\r",
            (byte)'\t' => "\\t",
            (byte)'\\' => "\\\\",
            _ when b == quote => "\\" + quote,
            < 32 or > 126 => $"\\x{b:x2}",
            _ => ((char)b).ToString(),
        }))}{quote}";
    }

    internal static Encoding Find(string encoding, string errors)
    {
        string name = encoding.ToLowerInvariant().Replace('_', '-') switch
        {
            "utf8" => "utf-8",
            "latin-1" or "latin" or "iso8859-1" => "latin1",
            var other => other,
        };
        return Encoding.GetEncoding(name,
            errors == "ignore" ? new EncoderReplacementFallback("") : errors == "replace" ? new EncoderReplacementFallback("?")
                : EncoderFallback.ExceptionFallback,
            errors == "ignore" ? new DecoderReplacementFallback("") : errors == "replace" ? new DecoderReplacementFallback("\uFFFD")
                : DecoderFallback.ExceptionFallback);
    }

    private static readonly char[] s_white = [' ', '\t', '\n', '\r', '\v', '\f'];

    // One character for each byte.
    private string Latin => Encoding.Latin1.GetString(_bytes);

    private static Bytes Of(string latin) => new(Encoding.Latin1.GetBytes(latin));

    private Bytes Turn(Func<string, string> turn) => Of(turn(Latin));
}
