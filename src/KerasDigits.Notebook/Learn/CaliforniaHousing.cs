using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>The California housing data: from scikit-learn's own cache, from the archive beside it, or from the network.</summary>
/// <remarks>Source: scikit-learn 1.2.1, datasets/_california_housing.py and datasets/_base.py; joblib's numpy_pickle.py for the form of its
/// cache.</remarks>
internal static class CaliforniaHousing
{
    private const string Cache = "cal_housing_py3.pkz", Archive = "cal_housing.tgz",
        Address = "https://ndownloader.figshare.com/files/5976036",
        Hash = "aaa5c9a6afe2225cc2aed2723682ae403280c4a3695a2ddda4ffb5d8215ea681";

    private const int Rows = 20640, Columns = 9;

    /// <summary>The columns of the archive in the order of the cache: the price first.</summary>
    private static readonly int[] s_order = [8, 7, 2, 3, 4, 5, 6, 1, 0];

    /// <summary>The folder of scikit-learn's data sets.</summary>
    public static string FindHome(string? home) => home ?? Environment.GetEnvironmentVariable("SCIKIT_LEARN_DATA")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "scikit_learn_data");

    /// <summary>Eight features of each district, and its price in units of 100,000 dollars.</summary>
    public static (NDArray Data, NDArray Target) Load(string home, bool download)
    {
        double[] values = ReadTable(home, download);
        double[] data = new double[Rows * (Columns - 1)], target = new double[Rows];
        for (int r = 0; r < Rows; r++)
        {
            ReadOnlySpan<double> row = values.AsSpan(r * Columns, Columns);
            target[r] = row[0] / 100000.0;
            // Rooms and bedrooms are counted for each household, people too.
            double households = row[6];
            new[] { row[1], row[2], row[3] / households, row[4] / households, row[5], row[5] / households, row[7], row[8] }.CopyTo(data,
                r * (Columns - 1));
        }
        return (Buffers.MakeArray<double>(data, NPTypeCode.Double, Rows, Columns - 1),
            Buffers.MakeArray<double>(target, NPTypeCode.Double, Rows));
    }

    private static double[] ReadTable(string home, bool download)
    {
        string cache = Path.Combine(home, Cache), archive = Path.Combine(home, Archive);
        if (File.Exists(cache)) { return OfPickle(cache); }
        if (!File.Exists(archive))
        {
            if (!download)
            {
                throw new IOException($"Data not found and `download_if_missing` is False: neither {Cache} nor {Archive} is in {home}.");
            }
            Fetch(archive);
        }
        return OfArchive(archive);
    }

    /// <summary>joblib's compressed pickle of one array: the numbers follow its description, as they lie in memory.</summary>
    private static double[] OfPickle(string path)
    {
        byte[] content;
        try
        {
            using FileStream file = Internals.OrdinaryFile.Open(path);
            using var unzip = new ZLibStream(file, CompressionMode.Decompress);
            // no more than the table and what describes it
            content = new byte[(Rows * Columns * sizeof(double)) + (1 << 16)];
            int length = unzip.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (length == content.Length) { throw Damaged(path); }
            content = content[..length];
        }
        catch (InvalidDataException e) { throw Damaged(path, e); }
        const int bytes = Rows * Columns * sizeof(double);
        // The pickle ends in one byte behind the numbers.
        int start = content.Length - 1 - bytes;
        if (start < 0 || content[^1] != '.') { throw Damaged(path); }
        string head = Encoding.Latin1.GetString(content, 0, start);
        if (!head.Contains("NumpyArrayWrapper", StringComparison.Ordinal) || !head.Contains("f8", StringComparison.Ordinal))
        {
            throw Damaged(path);
        }
        double[] values = MemoryMarshal.Cast<byte, double>(content.AsSpan(start, bytes)).ToArray();
        int order = head.IndexOf("order", StringComparison.Ordinal);
        bool byColumns = order >= 0 && head.IndexOfAny(['F', 'C'], order + 5) is >= 0 and var at && head[at] == 'F';
        return byColumns ? [.. Enumerable.Range(0, Rows * Columns).Select(i => values[(i % Columns * Rows) + (i / Columns)])] : values;
    }

    private static double[] OfArchive(string path)
    {
        using FileStream file = Internals.OrdinaryFile.Open(path);
        using var unzip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzip);
        try
        {
            while (tar.GetNextEntry() is { } entry)
            {
                if (!entry.Name.EndsWith("cal_housing.data", StringComparison.Ordinal) || entry.DataStream is not { } stream) { continue; }
                using var reader = new StreamReader(stream);
                double[][] rows = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l =>
                    Array.ConvertAll(l.Split(','), v => double.Parse(v, CultureInfo.InvariantCulture)))];
                if (rows.Length != Rows || rows.Any(r => r.Length != Columns)) { throw Damaged(path); }
                return [.. rows.SelectMany(r => s_order.Select(c => r[c]))];
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException) { throw Damaged(path, e); }
        throw Damaged(path);
    }

    private static void Fetch(string path)
    {
        byte[] content;
        try
        {
            using var client = new HttpClient();
            content = client.GetByteArrayAsync(Address).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            throw new IOException($"The California housing data are not in {Path.GetDirectoryName(path)} and could not be fetched from "
                + $"{Address}. {e.Message} Put the archive there as {Archive}.", e);
        }
        string found = Convert.ToHexStringLower(SHA256.HashData(content));
        if (found != Hash)
        {
            throw new IOException($"{Address} has an SHA256 checksum ({found}) differing from expected ({Hash}), file may be corrupted.");
        }
        Files.Write(path, stream => stream.Write(content));
    }

    private static IOException Damaged(string path, Exception? inner = null) =>
        new($"The file {path} is damaged, or not scikit-learn's. Delete it, so that it is fetched again.", inner);
}
