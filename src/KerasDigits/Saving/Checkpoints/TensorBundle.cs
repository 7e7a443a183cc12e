using System.Text;
using Google.Protobuf;
using KerasDigits.Saving.Checkpoints.Proto;
using Microsoft.Win32.SafeHandles;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>Reads TensorFlow's tensor bundle: PREFIX.index names the tensors, PREFIX.data-00000-of-00001 … hold their bytes.</summary>
/// <remarks>Nothing is allocated for a tensor before its size fits its file. Source: tensorflow,
/// core/util/tensor_bundle/tensor_bundle.cc.</remarks>
internal sealed class TensorBundle : IDisposable
{
    private const int Version = 1, MostShards = 1 << 16;
    private readonly Dictionary<string, BundleTensor> _tensors = [];
    private readonly SafeFileHandle?[] _shards;
    private readonly long?[] _lengths;

    private TensorBundle(string prefix, BundleHeader header)
    {
        (Prefix, BigEndian) = (prefix, header.Endianness == 1);
        (_shards, _lengths) = (new SafeFileHandle?[header.NumShards], new long?[header.NumShards]);
    }

    public string Prefix { get; }

    public string IndexFile => Prefix + ".index";

    public bool BigEndian { get; }

    /// <summary>The tensors by their keys, in the order of the keys' bytes; slices of a tensor stand with it.</summary>
    public IReadOnlyDictionary<string, BundleTensor> Tensors => _tensors;

    /// <summary>Values in all tensors that lie within their files, an upper bound for the weights of a model.</summary>
    public long Values => _tensors.Values.Where(t => t.IsThere).Sum(t => t.Count);

    public static bool Exists(string prefix) => File.Exists(prefix + ".index");

    /// <exception cref="FileNotFoundException">There is no index.</exception>
    /// <exception cref="ModelFileException">The index is damaged.</exception>
    public static TensorBundle Open(string prefix)
    {
        if (!Exists(prefix))
        {
            throw new FileNotFoundException("Unsuccessful TensorSliceReader constructor: Failed to find any matching files for "
                + $"{prefix}", prefix);
        }
        string file = prefix + ".index";
        List<(byte[] Key, ReadOnlyMemory<byte> Value)> entries = SortedTable.Read(file);
        if (entries.Count == 0 || entries[0].Key.Length != 0) { throw new ModelFileException(file, "", "the index has no header."); }
        BundleHeader header = Parse(BundleHeader.Parser, entries[0].Value, file, [.. "header"u8]);
        if (header.Version?.MinConsumer > Version)
        {
            throw new ModelFileException(file, "header",
                $"the file asks for readers of version {header.Version.MinConsumer}; this one has version {Version}.");
        }
        if (header.NumShards is < 1 or > MostShards)
        {
            throw new ModelFileException(file, "header", $"{header.NumShards} data files are not possible.");
        }
        var bundle = new TensorBundle(prefix, header);
        var slices = new Dictionary<string, List<BundleTensor>>();
        foreach (var (key, value) in entries.Skip(1))
        {
            BundleEntry entry = Parse(BundleEntry.Parser, value, file, key);
            if (key[0] == 0)
            {
                if (SliceKey.ReadName(key) is not { } whole)
                {
                    throw new ModelFileException(file, Show(key), "the key of a slice is damaged.");
                }
                string name = Encoding.UTF8.GetString(whole);
                (slices.TryGetValue(name, out List<BundleTensor>? list)
                    ? list
                    : slices[name] = []).Add(new BundleTensor(bundle, Show(key), entry, key));
            }
            else
            {
                string name = Encoding.UTF8.GetString(key);
                bundle._tensors[name] = new BundleTensor(bundle, name, entry, null);
            }
        }
        foreach (var (name, list) in slices)
        {
            if (!bundle._tensors.TryGetValue(name, out BundleTensor? whole))
            {
                throw new ModelFileException(file, name, "slices of a tensor are listed, but not the tensor.");
            }
            whole.SetParts(list);
        }
        return bundle;
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlyMemory<byte> bytes, string file, byte[] key) where T : IMessage<T>
    {
        try { return parser.WithDiscardUnknownFields(true).ParseFrom(bytes.Span); }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelFileException(file, Show(key), $"the entry cannot be parsed ({e.Message})", e);
        }
    }

    /// <summary>Name of a data file.</summary>
    public string FindShardFile(int shard) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}.data-{shard:d5}-of-{_shards.Length:d5}");

    /// <summary>Reads bytes of a data file.</summary>
    public void Read(int shard, long offset, Span<byte> target, string key)
    {
        SafeFileHandle handle = OpenShard(shard, key);
        while (target.Length > 0)
        {
            int read = RandomAccess.Read(handle, target, offset);
            if (read == 0) { throw new ModelFileException(FindShardFile(shard), key, "Read less bytes than requested"); }
            target = target[read..];
            offset += read;
        }
    }

    /// <summary>Length of a data file.</summary>
    public long ReadLength(int shard, string key)
    {
        SafeFileHandle handle = OpenShard(shard, key);
        return _lengths[shard] ??= RandomAccess.GetLength(handle);
    }

    /// <summary>Length of a data file; 0 where there is none.</summary>
    public long MeasureShard(int shard) => shard < 0 || shard >= _shards.Length ? 0 : _lengths[shard] ??= File.Exists(FindShardFile(shard))
        ? RandomAccess.GetLength(OpenShard(shard, ""))
        : 0;

    private SafeFileHandle OpenShard(int shard, string key)
    {
        if (shard < 0 || shard >= _shards.Length)
        {
            throw new ModelFileException(IndexFile, key, $"there is no data file {shard} of {_shards.Length}.");
        }
        if (_shards[shard] is { } open) { return open; }
        string file = FindShardFile(shard);
        if (!File.Exists(file)) { throw new ModelFileException(file, key, $"{file}; No such file or directory"); }
        return _shards[shard] = OrdinaryFile.OpenHandle(file);
    }

    private static string Show(byte[] key) =>
        string.Concat(key.Take(200).Select(b => b is >= 32 and < 127 ? ((char)b).ToString() : $"\\{b:x2}"));

    public void Dispose()
    {
        foreach (SafeFileHandle? shard in _shards) { shard?.Dispose(); }
    }
}
