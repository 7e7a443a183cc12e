using System.Text;
using Google.Protobuf;
using KerasDigits.Backend;
using KerasDigits.Saving.Checkpoints.Proto;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>A value to be written: dtype, shape, and its bytes when they are wanted.</summary>
/// <param name="DType">NumPy's name; "string".</param>
/// <param name="Dims">Sizes of its axes.</param>
/// <param name="Write">Gives the bytes piece by piece.</param>
/// <param name="Crc">Checksum of a string, which is another than that of its bytes; null: that of the bytes.</param>
internal sealed record BundleValue(string DType, IReadOnlyList<long> Dims, Action<Action<ReadOnlyMemory<byte>>> Write, uint? Crc = null)
{
    public static BundleValue Of(Variable variable) => new(variable.dtype, variable.value.shape, write =>
    {
        using var scope = Scopes.Step();
        byte[] bytes = variable.value.detach().cpu().contiguous().bytes.ToArray();
        write(bytes);
    });

    public static BundleValue Of(long value) => MakeSmall("int64", [], BitConverter.GetBytes(value));

    public static BundleValue Of(float value) => MakeSmall("float32", [], BitConverter.GetBytes(value));

    /// <summary>One text of bytes.</summary>
    public static BundleValue Of(byte[] text)
    {
        var (bytes, crc) = BundleStrings.Join([text]);
        return new("string", [], write => write(bytes), crc);
    }

    /// <summary>An array's values.</summary>
    public static BundleValue Of(NumSharp.NDArray array)
    {
        using Tensor tensor = Arrays.ToTensor(array);
        return MakeSmall(DTypes.GetName(tensor.dtype), tensor.shape, tensor.cpu().contiguous().bytes.ToArray());
    }

    private static BundleValue MakeSmall(string dtype, IReadOnlyList<long> dims, byte[] bytes) => new(dtype, dims, write => write(bytes));
}

/// <summary>Writes a tensor bundle: one data file, and its index.</summary>
internal static class BundleWriter
{
    /// <summary>The file of the values.</summary>
    public static string GetData(string prefix) => prefix + ".data-00000-of-00001";

    /// <summary>The file of their keys.</summary>
    public static string GetIndex(string prefix) => prefix + ".index";

    /// <param name="prefix">Common name of the files.</param>
    /// <param name="values">Keys and values.</param>
    public static void Write(string prefix, IReadOnlyList<(string Key, BundleValue Value)> values)
    {
        var entries = new List<(byte[] Key, byte[] Entry)>
        {
            ([], new BundleHeader { NumShards = 1, Version = new VersionDef { Producer = 1 } }.ToByteArray()),
        };
        AtomicFile.Write(GetData(prefix), stream =>
        {
            long offset = 0;
            foreach (var (key, value) in values.Select(v => (Key: Encoding.UTF8.GetBytes(v.Key), v.Value))
                .OrderBy(v => v.Key, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))))
            {
                uint crc = 0;
                long start = offset;
                value.Write(piece =>
                {
                    stream.Write(piece.Span);
                    crc = Checksum.Extend(crc, piece.Span);
                    offset += piece.Length;
                });
                var shape = new TensorShape();
                shape.Dim.Add(value.Dims.Select(d => new TensorShape.Types.Dim { Size = d }));
                var entry = new BundleEntry { Dtype = BundleDType.GetNumber(value.DType), Shape = shape, Offset = start,
                    Size = offset - start, Crc32C = Checksum.Mask(value.Crc ?? crc) };
                entries.Add((key, entry.ToByteArray()));
            }
        });
        AtomicFile.Write(GetIndex(prefix), stream => SortedTableWriter.Write(stream, entries));
    }
}
