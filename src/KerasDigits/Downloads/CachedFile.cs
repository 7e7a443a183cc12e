using KerasDigits.Training;

namespace KerasDigits.Downloads;

/// <summary>
/// Files in Keras's own cache: ~/.keras, or the folder that the environment variable KERAS_HOME names. What is missing is downloaded.
/// </summary>
/// <remarks>Source: tf.keras 2.3.1, utils/data_utils.py.</remarks>
internal static class CachedFile
{
    /// <summary>Keras's cache folder.</summary>
    public static string Home => Environment.GetEnvironmentVariable("KERAS_HOME") is { Length: > 0 } home ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".keras");

    /// <summary>For tests: what takes the place of an address and a hash.</summary>
    internal static Func<string, FileHash?, (string Origin, FileHash? Hash)>? Elsewhere { get; set; }

    /// <summary>The path of a file in the cache, downloaded first if it is not there or does not have the wanted hash.</summary>
    /// <param name="fname">Name in the cache; an absolute path stands for itself. Null: the address's last part.</param>
    /// <param name="origin">Address of the file, http, https or file; ArgumentException if null.</param>
    /// <param name="untar">Deprecated in favour of extract: the file is FNAME.tar.gz, it is unpacked, and the path without ending is
    /// returned.</param>
    /// <param name="md5_hash">Deprecated in favour of file_hash: the file's MD5 hash; null: not checked by it.</param>
    /// <param name="file_hash">What the file's hash must be, in hexadecimal digits; null: not checked.</param>
    /// <param name="cache_subdir">Folder below the cache: "datasets", "models" …; an absolute path stands for itself.</param>
    /// <param name="hash_algorithm">"md5", "sha256" or "auto" (by the length of the hash).</param>
    /// <param name="extract">Whether the file is unpacked beside itself.</param>
    /// <param name="archive_format">"auto", "tar" (with or without gzip) or "zip".</param>
    /// <param name="cache_dir">The cache folder; null: ~/.keras.</param>
    /// <returns>Path of the file.</returns>
    /// <exception cref="IOException">It could not be downloaded, or came with another hash.</exception>
    /// <exception cref="ArgumentException">origin is null or ends in no file name and fname is not given, or archive_format is
    /// unknown.</exception>
    [KerasExport("keras.utils.get_file")]
    public static string get_file(string? fname = null, string? origin = null, bool untar = false, string? md5_hash = null,
        string? file_hash = null, string cache_subdir = "datasets", string hash_algorithm = "auto", bool extract = false,
        string archive_format = "auto", string? cache_dir = null)
    {
        Guard.That(origin is not null, "Please specify the \"origin\" argument (URL of the file to download).", nameof(origin));
        Guard.OneOf(archive_format, ["auto", "tar", "zip"]);
        if (md5_hash is not null && file_hash is null) { (file_hash, hash_algorithm) = (md5_hash, "md5"); }
        FileHash? hash = file_hash is null ? null : new FileHash(file_hash, hash_algorithm);
        fname ??= Path.GetFileName(new Uri(origin!).LocalPath);
        Guard.That(fname.Length > 0, $"Can't parse the file name from the origin provided: '{origin}'. Please specify the `fname` "
            + "argument.", nameof(fname));
        string folder = Path.Combine(cache_dir ?? Home, cache_subdir);
        string path = Path.Combine(folder, untar ? fname + ".tar.gz" : fname);
        Fetch(path, origin!, hash);
        if (untar)
        {
            string unpacked = Path.Combine(folder, fname);
            if (!Path.Exists(unpacked)) { Archive.Extract(path, folder, "tar"); }
            return unpacked;
        }
        if (extract) { Archive.Extract(path, folder, archive_format); }
        return path;
    }

    private static void Fetch(string path, string origin, FileHash? hash)
    {
        if (Elsewhere is { } elsewhere) { (origin, hash) = elsewhere(origin, hash); }
        OrdinaryFile.Check(path);
        if (File.Exists(path))
        {
            if (hash is null || hash.Fits(path)) { return; }
            Output.WriteLine($"A local file was found, but it seems to be incomplete or outdated because the {hash.Algorithm} file hash "
                + $"does not match the original value of {hash.Digits} so we will re-download the data.");
        }
        try
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Output.WriteLine($"Downloading data from {origin}");
            Progbar? bar = null;
            Download.To(path, new Uri(origin), hash, (done, total) => (bar ??= new Progbar(total)).update(done, finalize: done == total));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or UnauthorizedAccessException)
        {
            throw new IOException($"URL fetch failure on {origin}: {e.Message} The file {Path.GetFileName(path)} belongs in the folder "
                + $"{Path.GetDirectoryName(Path.GetFullPath(path))}: without network, put it there by hand.", e);
        }
    }
}
