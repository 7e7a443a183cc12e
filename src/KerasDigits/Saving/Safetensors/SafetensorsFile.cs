using System.Buffers.Binary;
using System.Text;
using KerasDigits.Backend;
using Microsoft.Win32.SafeHandles;

namespace KerasDigits.Saving.Safetensors;

/// <summary>
/// The safetensors format: a header of JSON that names arrays, then their bytes. Sizes are checked against the file before anything is
/// read.
/// </summary>
/// <remarks>Source: huggingface/safetensors, README.md (Format).</remarks>
internal sealed class SafetensorsFile : IDisposable
{
    private const long LongestHeader = 100_000_000;

    private static readonly (string File, string Name, int Size)[] s_types =
    [
        ("F32", "float32", 4), ("F64", "float64", 8), ("F16", "float16", 2), ("BF16", "bfloat16", 2), ("I64", "int64", 8),
        ("I32", "int32", 4), ("I16", "int16", 2), ("I8", "int8", 1), ("U8", "uint8", 1), ("BOOL", "bool", 1),
    ];

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly long _start;
    private readonly Dictionary<string, (string DType, long[] Shape, long Offset, long Size)> _arrays = [];

    /// <exception cref="ModelFileException">The file is damaged.</exception>
    public SafetensorsFile(string path)
    {
        (_path, _handle) = (path, OrdinaryFile.OpenHandle(path));
        try { _start = ReadHeader(); }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>Names of the arrays, in the file's order.</summary>
    public IReadOnlyCollection<string> Names => _arrays.Keys;

    public long[]? GetShape(string name) => _arrays.TryGetValue(name, out var a) ? a.Shape : null;

    private long ReadHeader()
    {
        long length = RandomAccess.GetLength(_handle);
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        if (length < number.Length || RandomAccess.Read(_handle, number, 0) != number.Length) { throw Fault("", "the file is too short."); }
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(number);
        if (size > LongestHeader || (long)size > length - number.Length)
        {
            throw Fault("", $"a header of {size} bytes does not fit the file of {length}.");
        }
        byte[] header = new byte[size];
        if (RandomAccess.Read(_handle, header, number.Length) != header.Length) { throw Fault("", "the header is cut off."); }
        long start = number.Length + (long)size;
        Config all = ConfigJson.Parse(Encoding.UTF8.GetString(header), _path, "header");
        foreach (var (name, value) in all.Where(p => p.Key != "__metadata__"))
        {
            Config entry = value as Config ?? throw Fault(name, "an array must be an object.");
            var (dtype, item) = s_types.Where(t => t.File.Equals(entry.Get("dtype"))).Select(t => (t.Name, t.Size)).FirstOrDefault();
            if (dtype is null) { throw Fault(name, $"the dtype {entry.Get("dtype")} is not known."); }
            long[] shape = [.. ReadWhole(entry.Get("shape"), name)], place = [.. ReadWhole(entry.Get("data_offsets"), name)];
            long bytes = item;
            foreach (long d in shape) { bytes = d == 0 ? 0 : bytes <= length / d ? bytes * d : long.MaxValue; }
            if (place.Length != 2 || place[0] > place[1] || place[1] > length - start || place[1] - place[0] != bytes)
            {
                throw Fault(name, $"an array of {dtype} ({string.Join(", ", shape)}) does not fit its place in the file.");
            }
            _arrays[name] = (dtype, shape, start + place[0], bytes);
        }
        return start;
    }

    private IEnumerable<long> ReadWhole(object? list, string name) => list is List<object?> items
        && items.TrueForAll(i => i is long and >= 0)
        ? items.Cast<long>()
        : throw Fault(name, "shape and data_offsets must be lists of whole numbers.");

    /// <summary>An array as a tensor of the engine, which belongs to the caller.</summary>
    public Tensor Read(string name)
    {
        var (dtype, shape, offset, size) = _arrays[name];
        Tensor tensor = RawBytes.MakeEmpty(dtype, shape.Aggregate(1L, (a, b) => a * b))!;
        const int piece = 1 << 30;
        var pieces = new List<(long, int)>();
        for (long at = 0; at < size; at += piece) { pieces.Add((at, (int)Math.Min(piece, size - at))); }
        RawBytes.ForEachPiece(tensor, pieces, (at, memory) =>
        {
            for (long done = 0; memory.Length > 0;)
            {
                int read = RandomAccess.Read(_handle, memory, offset + at + done);
                if (read == 0) { throw Fault(name, "the file is cut off."); }
                memory = memory[read..];
                done += read;
            }
        });
        return tensor.reshape(shape);
    }

    /// <summary>Writes arrays: a header padded to 8 bytes, then their bytes in order.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, string DType, long[] Shape, Func<Tensor> Value)> arrays)
    {
        var header = new Config { ["__metadata__"] = new Config { ["format"] = "pt" } };
        long at = 0;
        foreach (var (name, dtype, shape, _) in arrays)
        {
            var (code, _, item) = s_types.First(t => t.Name == dtype);
            long size = shape.Aggregate(1L, (a, b) => a * b) * item;
            header[name] = new Config { ["dtype"] = code, ["shape"] = shape.Cast<object?>().ToList(),
                ["data_offsets"] = new List<object?> { at, at + size } };
            at += size;
        }
        byte[] text = Encoding.UTF8.GetBytes(ConfigJson.Write(header));
        AtomicFile.Write(path, stream =>
        {
            int padding = (8 - (text.Length % 8)) % 8;
            Span<byte> number = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(number, (ulong)(text.Length + padding));
            stream.Write(number);
            stream.Write(text);
            stream.Write("       "u8[..padding]);
            foreach (var (_, _, _, value) in arrays)
            {
                using var scope = Scopes.Step();
                stream.Write(value().detach().cpu().contiguous().bytes);
            }
        });
    }

    private ModelFileException Fault(string place, string reason) => new(_path, place, reason);

    public void Dispose() => _handle.Dispose();
}
