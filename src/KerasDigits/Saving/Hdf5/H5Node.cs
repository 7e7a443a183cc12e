namespace KerasDigits.Saving.Hdf5;

/// <summary>A group or dataset of an HDF5 file, apart from any library.</summary>
internal abstract class H5Node
{
    /// <summary>Attributes: string, string[], long, double, long[] or double[].</summary>
    public OrderedDictionary<string, object> Attributes { get; } = [];
}

/// <summary>A group: children by name, in file order.</summary>
internal sealed class H5Group : H5Node
{
    public OrderedDictionary<string, H5Node> Children { get; } = [];

    /// <summary>The group or dataset at a path like "dense/kernel:0"; null when there is none.</summary>
    public H5Node? Find(string path)
    {
        H5Node? node = this;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is H5Group group && group.Children.TryGetValue(part, out H5Node? child) ? child : null;
            if (node is null) { return null; }
        }
        return node;
    }

    /// <summary>The group of that path, made when it is not there.</summary>
    public H5Group Ensure(IEnumerable<string> parts)
    {
        H5Group group = this;
        foreach (string part in parts)
        {
            if (!group.Children.TryGetValue(part, out H5Node? child)) { group.Children[part] = child = new H5Group(); }
            group = child as H5Group
                ?? throw new ArgumentException($"The name \"{part}\" is a dataset's already, so it cannot be a group's.");
        }
        return group;
    }
}

/// <summary>
/// A dataset: its type and sizes, and its bytes (little-endian, row by row) when they are asked for, in pieces: a dataset may be larger
/// than an array can be.
/// </summary>
/// <param name="dtype">NumPy's name: "float32", "int64" …</param>
/// <param name="dims">Sizes; none for a scalar.</param>
/// <param name="read">Fills a span with the bytes from an offset on; both are multiples of <see cref="RowBytes"/>.</param>
/// <param name="write">Writes all bytes; null: by <paramref name="read"/>.</param>
internal sealed class H5Dataset(string dtype, long[] dims, H5Dataset.Reader read, Action<Stream>? write = null) : H5Node
{
    private const int PieceBytes = 64 << 20;

    public delegate void Reader(long offset, Span<byte> target);

    public string DType { get; } = dtype;

    public IReadOnlyList<long> Dims { get; } = dims;

    public long Count { get; } = dims.Aggregate(1L, (a, b) => checked(a * b));

    public long ByteCount => checked(Count * GetSize(DType));

    /// <summary>Bytes of one entry of the first axis that has several.</summary>
    public long RowBytes
    {
        get
        {
            long rows = Dims.FirstOrDefault(d => d != 1, 1);
            return rows == 0 ? 1 : ByteCount / rows;
        }
    }

    /// <summary>Where in the file the numbers lie, row by row, in the machine's order; null: they do not, or it is not known.</summary>
    public long? FileOffset { get; init; }

    public void Read(long offset, Span<byte> target) => read(offset, target);

    /// <summary>Offsets and lengths of pieces that memory can take.</summary>
    public IReadOnlyList<(long Offset, int Length)> EnumeratePieces()
    {
        if (ByteCount is > 0 and <= PieceBytes) { return [(0, (int)ByteCount)]; }
        var pieces = new List<(long, int)>();
        long row = RowBytes, step = Math.Max(1, PieceBytes / Math.Max(1, row)) * row;
        for (long at = 0; at < ByteCount; at += step) { pieces.Add((at, checked((int)Math.Min(step, ByteCount - at)))); }
        return pieces;
    }

    public void WriteTo(Stream stream)
    {
        if (write is not null)
        {
            write(stream);
            return;
        }
        foreach (var (offset, length) in EnumeratePieces())
        {
            byte[] piece = new byte[length];
            read(offset, piece);
            stream.Write(piece);
        }
    }

    public static int GetSize(string dtype) => dtype switch
    {
        "float32" or "int32" or "uint32" => 4,
        "float64" or "int64" or "uint64" => 8,
        "float16" or "bfloat16" or "int16" or "uint16" => 2,
        "int8" or "uint8" => 1,
        _ => throw new NotSupportedException($"The dtype \"{dtype}\" cannot be written to an HDF5 file; use float16, bfloat16, "
            + "float32, float64 or an integer type."),
    };
}
