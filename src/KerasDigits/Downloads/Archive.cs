using System.Formats.Tar;
using System.IO.Compression;

namespace KerasDigits.Downloads;

/// <summary>Unpacks .tar, .tar.gz and .zip. Entries that would land outside the folder are refused by the runtime.</summary>
internal static class Archive
{
    /// <param name="path">Path of the archive.</param>
    /// <param name="folder">Where its files go.</param>
    /// <param name="format">"auto" (by the first bytes), "tar" or "zip".</param>
    public static void Extract(string path, string folder, string format)
    {
        byte[] start = new byte[262];
        using FileStream stream = OrdinaryFile.Open(path);
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        bool zip = count > 3 && start.AsSpan(0, 2).SequenceEqual("PK"u8);
        bool gzip = count > 1 && start[0] == 0x1f && start[1] == 0x8b;
        bool tar = count >= 262 && start.AsSpan(257, 5).SequenceEqual("ustar"u8);
        if (zip && format != "tar") { ZipFile.ExtractToDirectory(stream, folder, overwriteFiles: true); }
        else if (gzip && format != "zip")
        {
            using var plain = new GZipStream(stream, CompressionMode.Decompress);
            TarFile.ExtractToDirectory(plain, folder, overwriteFiles: true);
        }
        else if (tar && format != "zip") { TarFile.ExtractToDirectory(stream, folder, overwriteFiles: true); }
        else
        {
            throw new IOException($"The file {path} must be an archive of format {(format == "auto" ? "tar (with or without "
                + "gzip) or zip" : format)} to be unpacked. Pass extract: false for a plain file.");
        }
    }
}
