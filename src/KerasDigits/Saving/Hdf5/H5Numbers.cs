using System.Runtime.InteropServices;
using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace KerasDigits.Saving.Hdf5;

/// <summary>Numbers of a dataset as little-endian bytes, a range of rows at a time.</summary>
internal static class H5Numbers
{
    // The default cache of 1 MiB makes compressed chunks be unpacked once per row.
    private static H5DatasetAccess Access => new(ChunkCache: new SimpleReadingChunkCache(4096, 64UL << 20));

    /// <summary>
    /// Fills a span with the bytes from an offset on; both are multiples of a row of the first axis with several entries.
    /// </summary>
    public static void Read(NativeDataset dataset, string dtype, long[] dims, long offset, Span<byte> target)
    {
        switch (dtype)
        {
            case "float32": Fill<float>(dataset, dims, offset, target); break;
            case "float64": Fill<double>(dataset, dims, offset, target); break;
            case "float16": Fill<Half>(dataset, dims, offset, target); break;
            case "int8": Fill<sbyte>(dataset, dims, offset, target); break;
            case "uint8": Fill<byte>(dataset, dims, offset, target); break;
            case "int16": Fill<short>(dataset, dims, offset, target); break;
            case "uint16" or "bfloat16": Fill<ushort>(dataset, dims, offset, target); break;
            case "int32": Fill<int>(dataset, dims, offset, target); break;
            case "uint32": Fill<uint>(dataset, dims, offset, target); break;
            case "int64": Fill<long>(dataset, dims, offset, target); break;
            default: Fill<ulong>(dataset, dims, offset, target); break;
        }
    }

    private static void Fill<T>(NativeDataset dataset, long[] dims, long offset, Span<byte> target) where T : unmanaged
    {
        int size = Marshal.SizeOf<T>();
        Selection? rows = SelectRows(dims, size, offset, target.Length);
        ulong[] memory = [(ulong)(target.Length / size)];
        try
        {
            if (rows is null) { dataset.Read(Access, MemoryMarshal.Cast<byte, T>(target)); }
            else { dataset.Read(Access, MemoryMarshal.Cast<byte, T>(target), fileSelection: rows, memoryDims: memory); }
        }
        catch (Exception e) when (e.Message.Contains("order", StringComparison.OrdinalIgnoreCase))
        {
            // The library reads numbers of the machine's own byte order only; the plain bytes of others it gives.
            byte[] raw = rows is null
                ? dataset.Read<byte[]>(Access)
                : dataset.Read<byte[]>(Access, fileSelection: rows, memoryDims: [(ulong)target.Length]);
            raw.CopyTo(target);
            for (int i = 0; i < target.Length; i += size) { target.Slice(i, size).Reverse(); }
        }
    }

    /// <summary>The rows that a range of bytes covers; null for the whole dataset.</summary>
    private static HyperslabSelection? SelectRows(long[] dims, int size, long offset, long length)
    {
        long all = dims.Aggregate((long)size, (a, b) => checked(a * b));
        if (offset == 0 && length == all) { return null; }
        int axis = Array.FindIndex(dims, d => d != 1);
        long row = all / dims[axis];
        ulong[] starts = new ulong[dims.Length], block = Array.ConvertAll(dims, d => (ulong)d);
        starts[axis] = (ulong)(offset / row);
        block[axis] = (ulong)(length / row);
        return new HyperslabSelection(dims.Length, starts, block);
    }
}
