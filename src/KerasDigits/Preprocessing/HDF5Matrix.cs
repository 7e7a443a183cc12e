using System.Globalization;
using System.Runtime.InteropServices;
using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using NumSharp;

namespace KerasDigits.Preprocessing;

/// <summary>
/// A dataset of an HDF5 file as data of fit, evaluate and predict, without reading all of it into memory: Keras's HDF5Matrix, which was
/// part of Keras until 2.3.
/// </summary>
/// <remarks>Numbers that lie in the file row by row are mapped, so batches are copied from where they lie. What is stored in chunks,
/// compressed, in another byte order or in a type that models do not read, and what a normalizer changes, is written once, in pieces, to a
/// temporary file, which is mapped and goes with the object: the normalizer sees every row once, not once an epoch. Source: Keras 2.2.4,
/// utils/io_utils.py.</remarks>
[KerasExport("keras.utils.HDF5Matrix", "keras.utils.io_utils.HDF5Matrix")]
public sealed class HDF5Matrix : ArrayLike
{
    private const long PieceBytes = 4 << 20;

    private readonly Lazy<NDArray> _rows;

    /// <summary>Opens a dataset.</summary>
    /// <param name="datapath">The HDF5 file.</param>
    /// <param name="dataset">The dataset's name in the file: "x", "train/images".</param>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row behind the last one; null: to the end.</param>
    /// <param name="normalizer">Changes rows as they are read: an array of some rows in, an array of as many rows out; null: rows stay as
    /// they are.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFileException">It is not a valid HDF5 file.</exception>
    /// <exception cref="ArgumentException">The file has no such dataset, or the dataset no such rows.</exception>
    public HDF5Matrix(string datapath, string dataset, long start = 0, long? end = null, Func<NDArray, NDArray>? normalizer = null)
    {
        (this.datapath, this.dataset, this.start) = (datapath, dataset, start);
        using H5Reader file = H5Reader.Open(datapath);
        H5Dataset data = Find(file, datapath, dataset);
        Guard.That(data.Dims.Count > 0, $"The dataset must have rows. Received: \"{dataset}\" of \"{datapath}\", a single number.",
            nameof(dataset));
        this.end = end ?? data.Dims[0];
        Guard.That(start >= 0 && this.end >= start && this.end <= data.Dims[0], "`start` and `end` must lie within the dataset's "
            + $"{data.Dims[0]} rows, start first. Received: start={start}, end={end?.ToString(CultureInfo.InvariantCulture) ?? "null"}.",
            nameof(start));
        _rows = new(() => Open(normalizer));
    }

    /// <summary>The file.</summary>
    public string datapath { get; }

    /// <summary>The dataset's name.</summary>
    public string dataset { get; }

    /// <summary>The first row.</summary>
    public long start { get; }

    /// <summary>The row behind the last one.</summary>
    public long end { get; }

    /// <summary>Rows and the axes of each.</summary>
    public long[] shape => _rows.Value.shape;

    /// <summary>Number of axes.</summary>
    public int ndim => _rows.Value.ndim;

    /// <summary>Number of values.</summary>
    public long size => _rows.Value.size;

    /// <summary>Type of the values.</summary>
    public Type dtype => _rows.Value.dtype;

    /// <summary>Number of rows: Python's len().</summary>
    public long Length => end - start;

    /// <summary>A range of rows in Python slice syntax: <c>matrix["10:20"]</c>.</summary>
    /// <param name="slice">The slice, such as "10:20".</param>
    public NDArray this[string slice] => _rows.Value[slice];

    /// <summary>One row.</summary>
    /// <param name="row">Position of the row, from 0.</param>
    public NDArray this[int row] => _rows.Value[row];

    /// <summary>Chosen rows, in their order.</summary>
    /// <param name="rows">Positions of the rows; negative ones count from the end.</param>
    public NDArray this[int[] rows] => np.concatenate([.. rows.Select(r => _rows.Value[r < 0 ? $"{r + Length}:{r + Length + 1}"
        : $"{r}:{r + 1}"])]);

    /// <summary>All rows, in the file: not a copy.</summary>
    public override NDArray AsArray() => _rows.Value;

    private static H5Dataset Find(H5Reader file, string path, string name) => file.Root.Find(name) as H5Dataset
        ?? throw new ArgumentException($"The file \"{path}\" must hold a dataset \"{name}\". It holds: "
            + $"{string.Join(", ", EnumerateNames(file.Root, ""))}.", nameof(name));

    private static IEnumerable<string> EnumerateNames(H5Group group, string place) =>
        group.Children.SelectMany(c => c.Value is H5Group inner
        ? EnumerateNames(inner, $"{place}{c.Key}/") : [place + c.Key]);

    private NDArray Open(Func<NDArray, NDArray>? normalizer)
    {
        using H5Reader file = H5Reader.Open(datapath);
        H5Dataset data = Find(file, datapath, dataset);
        long rowBytes = data.Dims[0] == 0 ? 0 : data.ByteCount / data.Dims[0];
        if (normalizer is null && Stays(data.DType) is { } type && data.FileOffset is { } offset && BitConverter.IsLittleEndian)
        {
            return MappedArrays.Open(datapath, offset + (start * rowBytes), [Length, .. data.Dims.Skip(1)], type);
        }
        return Unpack(data, rowBytes, normalizer);
    }

    /// <summary>The rows in a temporary file.</summary>
    private NDArray Unpack(H5Dataset data, long rowBytes, Func<NDArray, NDArray>? normalizer)
    {
        string path = Path.Combine(Path.GetTempPath(), $"keras-hdf5-{Guid.NewGuid():N}");
        (NPTypeCode Type, long[] Row)? form = null;
        try
        {
            using (FileStream target = OrdinaryFile.Grow(path, FileMode.CreateNew, FileShare.None, buffer: 1 << 16))
            {
                long step = Math.Max(1, PieceBytes / Math.Max(1, rowBytes)), at = start;
                do
                {
                    NDArray piece = ReadPiece(data, at, Math.Min(step, end - at), rowBytes);
                    long rows = piece.shape[0];
                    if (normalizer is not null) { piece = normalizer(piece); }
                    Guard.That(piece is not null && piece.ndim > 0 && piece.shape[0] == rows,
                        $"`normalizer` must give as many rows as it gets. Received: {rows} rows, and it gave "
                        + $"{(piece is null ? "null" : $"an array of shape ({string.Join(", ", piece.shape)})")}.", nameof(normalizer));
                    piece = Arrays.MakeDense(piece!).Array;
                    form ??= (piece.typecode, piece.shape[1..]);
                    Guard.That(piece.typecode == form.Value.Type && piece.shape[1..].SequenceEqual(form.Value.Row),
                        "`normalizer` must give rows of one shape and dtype.", nameof(normalizer));
                    Write(target, piece);
                    at += rows;
                }
                while (at < end);
            }
            return MappedArrays.Open(path, 0, [Length, .. form.Value.Row], form.Value.Type, passing: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static unsafe void Write(FileStream target, NDArray dense)
    {
        target.Write(new ReadOnlySpan<byte>(dense.Unsafe.Address, checked((int)(dense.size * dense.dtypesize))));
        GC.KeepAlive(dense);
    }

    /// <summary>Some rows, in a type that models read.</summary>
    private static NDArray ReadPiece(H5Dataset data, long first, long rows, long rowBytes)
    {
        byte[] bytes = new byte[rows * rowBytes];
        if (bytes.Length > 0) { data.Read(first * rowBytes, bytes); }
        ReadOnlySpan<T> As<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes);
        NDArray numbers = data.DType switch
        {
            "float32" => np.array(As<float>().ToArray()),
            "float64" => np.array(As<double>().ToArray()),
            "float16" => np.array(Array.ConvertAll(As<Half>().ToArray(), x => (float)x)),
            "bfloat16" => np.array(Array.ConvertAll(As<ushort>().ToArray(), x => BitConverter.UInt32BitsToSingle((uint)x << 16))),
            "int8" => np.array(As<sbyte>().ToArray()),
            "uint8" => np.array(bytes),
            "int16" => np.array(As<short>().ToArray()),
            "uint16" => np.array(Array.ConvertAll(As<ushort>().ToArray(), x => (int)x)),
            "int32" => np.array(As<int>().ToArray()),
            "uint32" => np.array(Array.ConvertAll(As<uint>().ToArray(), x => (long)x)),
            "int64" => np.array(As<long>().ToArray()),
            _ => np.array(Array.ConvertAll(As<ulong>().ToArray(), x => (long)x)),
        };
        return numbers.reshape([rows, .. data.Dims.Skip(1)]);
    }

    /// <summary>Types that batches are copied from as they lie.</summary>
    private static NPTypeCode? Stays(string dtype) => dtype switch
    {
        "float32" => NPTypeCode.Single,
        "float64" => NPTypeCode.Double,
        "uint8" => NPTypeCode.Byte,
        "int8" => NPTypeCode.SByte,
        "int16" => NPTypeCode.Int16,
        "int32" => NPTypeCode.Int32,
        "int64" => NPTypeCode.Int64,
        _ => null,
    };
}
