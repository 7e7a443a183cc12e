using PureHDF.Filters;

namespace KerasDigits.Saving.Hdf5;

/// <summary>
/// HDF5's checksum filter. The library's own gives chunks in a buffer that it hands out again while they are in use, and so wrong numbers;
/// this one checks and copies.
/// </summary>
internal sealed class Fletcher32 : IH5Filter
{
    private static readonly Lazy<bool> s_registered = new(() =>
    {
        H5Filter.Register(new Fletcher32());
        return true;
    });

    public ushort FilterId => 3;

    public string Name => "fletcher32";

    public static void Register() => _ = s_registered.Value;

    public Memory<byte> Filter(FilterInfo info)
    {
        if (!info.Flags.HasFlag(H5FilterFlags.Decompress)) { throw new NotSupportedException("Checksums are not written."); }
        ReadOnlySpan<byte> data = info.Buffer.Span[..^4];
        uint stored = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(info.Buffer.Span[^4..]), sum = Sum(data);
        return stored == sum ? data.ToArray() : throw new InvalidDataException("A chunk's checksum is wrong");
    }

    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) => [];

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        uint a = 0, b = 0;
        for (int i = 0; i < data.Length; i += 2)
        {
            a += ((uint)data[i] << 8) | (i + 1 < data.Length ? data[i + 1] : 0u);
            a = (a & 0xffff) + (a >> 16);
            b += a;
            b = (b & 0xffff) + (b >> 16);
        }
        a = (a & 0xffff) + (a >> 16);
        b = (b & 0xffff) + (b >> 16);
        return (b << 16) | a;
    }
}
