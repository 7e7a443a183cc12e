using System.Globalization;
using System.IO.Compression;
using System.Text;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Saving;

/// <summary>
/// Reads and writes .keras files: a zip of config.json, metadata.json and model.weights.h5. Nothing is unpacked to disk, so no entry's name
/// can reach outside.
/// </summary>
internal sealed class KerasArchive : IDisposable
{
    private const long MostBytes = int.MaxValue - 64;
    private const int MostRatio = 100;
    private const string WaysNote = "ways";
    private const long Small = 16 << 20;

    /// <summary>The version of Keras whose form the files have.</summary>
    private const string Version = "3.12.0";

    /// <summary>The same as an epoch.</summary>
    public static KerasEpoch Form { get; } = KerasEpoch.Of(Version);

    private readonly string _name;
    private readonly ZipArchive _zip;
    private readonly long _length;

    public KerasArchive(string path)
    {
        _name = path;
        if (!File.Exists(path)) { throw new FileNotFoundException($"Unable to open file: there is no file \"{path}\".", path); }
        FileStream? stream = null;
        try
        {
            // Not the file's entry in its folder, which may be a link.
            stream = OrdinaryFile.Open(path);
            _length = stream.Length;
            _zip = new ZipArchive(stream, ZipArchiveMode.Read);
            CheckNames();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or OverflowException)
        {
            stream?.Dispose();
            throw e as ModelFileException
                ?? new ModelFileException(path, "", $"the file is not a sound zip archive ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>Writes a file; the weights go straight into the archive, stored as Keras stores them.</summary>
    /// <param name="path">Path of the new file.</param>
    /// <param name="config">Text of config.json.</param>
    /// <param name="weights">Content of model.weights.h5.</param>
    /// <param name="ways">What layers do in another way than the form says; null: nothing.</param>
    /// <param name="optimizerV2">Whether the optimizer's formulas are older than Keras 3's; a note in metadata.json, which Keras passes
    /// over.</param>
    public static void Write(string path, string config, H5Group weights, bool optimizerV2, Config? ways) =>
        AtomicFile.Write(path, stream =>
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var metadata = new Config { ["keras_version"] = Version,
            ["date_saved"] = DateTime.Now.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture) };
        if (optimizerV2) { metadata["optimizer_formulas"] = LayerWeights.KerasVersion; }
        if (ways is not null) { metadata[WaysNote] = ways; }
        Put("metadata.json", s => s.Write(Encoding.UTF8.GetBytes(ConfigJson.Write(metadata))));
        Put("config.json", s => s.Write(Encoding.UTF8.GetBytes(config)));
        Put("model.weights.h5", s => H5Writer.Write(s, weights));

        void Put(string name, Action<Stream> write)
        {
            using Stream entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            write(entry);
        }
    });

    /// <summary>What layers do otherwise than the form says, by the note of a file written here.</summary>
    public Config? ReadWays() => _zip.GetEntry("metadata.json") is null ? null
        : ConfigJson.Parse(ReadText("metadata.json"), _name, "metadata.json").Get(WaysNote) as Config;

    /// <summary>Which Keras wrote the file.</summary>
    public KerasEpoch FindEpoch() =>
        KerasEpoch.Of(_zip.GetEntry("metadata.json") is null ? "3" : ConfigJson.Parse(ReadText("metadata.json"), _name, "metadata.json")
            .Get("keras_version") as string ?? "3");

    /// <summary>Whether the file was written here with an optimizer that computes by OptimizerV2's formulas.</summary>
    public bool HoldsOptimizerV2() => _zip.GetEntry("metadata.json") is not null
        && ConfigJson.Parse(ReadText("metadata.json"), _name, "metadata.json").ContainsKey("optimizer_formulas");

    /// <summary>The weights: read in place when they are stored without compression, as Keras stores them.</summary>
    public H5Reader ReadWeights()
    {
        const string Name = "model.weights.h5";
        ZipArchiveEntry entry = FindEntry(Name);
        if (entry.Length == entry.CompressedLength)
        {
            FileStream file = OrdinaryFile.Open(_name, buffer: 1 << 16);
            if (ZipDirectory.Start(file, Encoding.UTF8.GetBytes(Name), entry.Length) is { } start)
            {
                return H5Reader.Open(new SliceStream(file, start, entry.Length), _name);
            }
            file.Dispose();
        }
        return H5Reader.Open(new MemoryStream(ReadBytes(Name)), _name);
    }

    /// <summary>Whether a file starts as a zip archive does.</summary>
    public static bool IsZip(string path)
    {
        OrdinaryFile.Check(path);
        if (!File.Exists(path)) { return false; }
        using FileStream stream = OrdinaryFile.Open(path);
        Span<byte> start = stackalloc byte[4];
        return stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("PK\u0003\u0004"u8);
    }

    /// <summary>An entry's text.</summary>
    public string ReadText(string entry) => Encoding.UTF8.GetString(ReadBytes(entry));

    /// <summary>An entry's bytes; its declared size is checked before memory is taken.</summary>
    public byte[] ReadBytes(string entry)
    {
        try
        {
            ZipArchiveEntry found = FindEntry(entry);
            long length = found.Length, packed = Math.Max(1, found.CompressedLength);
            // Weights hardly shrink; a small text may shrink much.
            if (length > MostBytes || (length > Small && length / packed > MostRatio) || packed > _length)
            {
                throw new ModelFileException(_name, entry,
                    string.Create(CultureInfo.InvariantCulture,
                        $"it declares {length} bytes, packed into {packed}: more than is allowed."));
            }
            byte[] bytes = new byte[length];
            using Stream stream = found.Open();
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or OverflowException)
        {
            throw new ModelFileException(_name, entry, $"the archive is damaged ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private ZipArchiveEntry FindEntry(string name)
    {
        ZipArchiveEntry[] found = [.. _zip.Entries.Where(e => e.FullName == name)];
        return found.Length == 1
            ? found[0]
            : throw new ModelFileException(_name, name, $"the archive must hold this entry once; it holds it {found.Length} times.");
    }

    /// <summary>Names that point outside the archive's folder are a sign of an attack, although nothing is unpacked here.</summary>
    private void CheckNames()
    {
        foreach (ZipArchiveEntry entry in _zip.Entries)
        {
            string name = entry.FullName.Replace('\\', '/');
            if (name.StartsWith('/') || name.Split('/').Contains("..") || (name.Length > 1 && name[1] == ':'))
            {
                throw new ModelFileException(_name, entry.FullName,
                    "the entry's name is absolute or holds \"..\": it points outside the archive.");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();
}
