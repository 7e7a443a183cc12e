using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace KerasDigits.Preprocessing;

/// <summary>keras.preprocessing.text: strings to words and numbers.</summary>
/// <remarks>Source: keras-preprocessing 1.1.2, text.py.</remarks>
internal static class TextFunctions
{
    /// <summary>Characters that Keras takes out of strings.</summary>
    public const string Filters = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    /// <summary>The words of a string.</summary>
    /// <param name="input_text">The text to split into words.</param>
    /// <param name="filters">Characters that end words.</param>
    /// <param name="lower">Whether letters are converted to lower case.</param>
    /// <param name="split">What stands between words.</param>
    /// <exception cref="ArgumentException">split is empty.</exception>
    [KerasExport("keras.preprocessing.text.text_to_word_sequence")]
    public static string[] text_to_word_sequence(string input_text, string filters = Filters, bool lower = true, string split = " ")
    {
        Guard.That(split.Length > 0, "`split` must not be empty.", nameof(split));
        var text = new StringBuilder();
        foreach (char c in lower ? input_text.ToLowerInvariant() : input_text)
        {
            if (filters.Contains(c, StringComparison.Ordinal)) { text.Append(split); }
            else { text.Append(c); }
        }
        return text.ToString().Split(split, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A number from 1 to n − 1 for each word of a string, by a hash; different words may share one.</summary>
    /// <param name="input_text">The text to split into words.</param>
    /// <param name="n">Number of distinct integers + 1.</param>
    /// <param name="filters">Characters that end words.</param>
    /// <param name="lower">Whether letters are converted to lower case.</param>
    /// <param name="split">What stands between words.</param>
    /// <param name="analyzer">Cuts the text in another way; null: by filters, lower and split.</param>
    /// <remarks>Python's hash gives other numbers in each process; here they are MD5's, so that they stay.</remarks>
    [KerasExport("keras.preprocessing.text.one_hot")]
    public static int[] one_hot(string input_text, int n, string filters = Filters, bool lower = true, string split = " ",
        Func<string, string[]>? analyzer = null) =>
        hashing_trick(input_text, n, null, filters, lower, split, analyzer);

    /// <summary>A number from 1 to n − 1 for each word of a string, by a hash; different words may share one.</summary>
    /// <param name="text">The text to split into words.</param>
    /// <param name="n">Number of distinct integers + 1.</param>
    /// <param name="hash_function">"md5" or a function; null: "md5" (Python's own hash differs from process to process).</param>
    /// <param name="filters">Characters that end words.</param>
    /// <param name="lower">Whether letters are converted to lower case.</param>
    /// <param name="split">What stands between words.</param>
    /// <param name="analyzer">Cuts the text in another way; null: by filters, lower and split.</param>
    /// <exception cref="ArgumentException">n is not above 1.</exception>
    [KerasExport("keras.preprocessing.text.hashing_trick")]
    public static int[] hashing_trick(string text, int n, HashFunction? hash_function = null, string filters = Filters, bool lower = true,
        string split = " ", Func<string, string[]>? analyzer = null)
    {
        Guard.That(n > 1, $"`n` must be above 1. Received: n={n}.", nameof(n));
        string[] words = analyzer?.Invoke(text) ?? text_to_word_sequence(text, filters, lower, split);
        HashFunction hash = hash_function ?? "md5";
        return Array.ConvertAll(words, w =>
        {
            BigInteger rest = BigInteger.Remainder(hash.Of(w), n - 1);
            return (int)(rest.Sign < 0 ? rest + n - 1 : rest) + 1;
        });
    }
}

/// <summary>A hash of words: "md5" or a function.</summary>
public sealed class HashFunction
{
    private HashFunction(Func<string, BigInteger> of) => Of = of;

    internal Func<string, BigInteger> Of { get; }

    /// <summary>"md5".</summary>
    /// <exception cref="ArgumentException">The name is not "md5".</exception>
    public static implicit operator HashFunction(string name)
    {
        Guard.OneOf(name, ["md5"], nameof(name));
        return new(static word => new BigInteger(MD5.HashData(Encoding.UTF8.GetBytes(word)), isUnsigned: true, isBigEndian: true));
    }

    /// <summary>A function of a word.</summary>
    public static implicit operator HashFunction(Func<string, long> function) => new(word => function(word));
}
