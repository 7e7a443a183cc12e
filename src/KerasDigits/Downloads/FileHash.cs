using System.Security.Cryptography;

namespace KerasDigits.Downloads;

/// <summary>What a file's hash must be.</summary>
internal sealed class FileHash
{
    /// <param name="digits">Digest in hexadecimal digits.</param>
    /// <param name="algorithm">"md5", "sha256" or "auto" (by the number of digits).</param>
    public FileHash(string digits, string algorithm)
    {
        Guard.OneOf(algorithm, ["auto", "md5", "sha256"], "hash_algorithm");
        Algorithm = algorithm != "auto" ? algorithm : digits.Length == 64 ? "sha256" : "md5";
        Digits = digits;
        int wanted = Algorithm == "md5" ? 32 : 64;
        Guard.That(digits.Length == wanted && digits.All(char.IsAsciiHexDigit),
            $"`file_hash` must be {wanted} hexadecimal digits for {Algorithm}. Received: file_hash=\"{digits}\".", "file_hash");
    }

    public string Algorithm { get; }

    public string Digits { get; }

    /// <summary>Whether the file has the hash.</summary>
    public bool Fits(string path) => Of(path).Equals(Digits, StringComparison.OrdinalIgnoreCase);

    private string Of(string path)
    {
        using FileStream stream = OrdinaryFile.Open(path);
        // Keras publishes MD5 sums of its files: they find broken downloads, nothing more.
        return Convert.ToHexString(Algorithm == "md5" ? MD5.HashData(stream) : SHA256.HashData(stream));
    }
}
