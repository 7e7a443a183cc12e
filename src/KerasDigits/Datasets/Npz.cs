using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>Reads arrays of bytes, int64, float64 and lists from NumPy's .npz: all that the data sets need.</summary>
internal static partial class Npz
{
    /// <summary>How often an array may be larger than in the archive: deflate itself reaches no more than about a thousand.</summary>
    private const long MostRatio = 200;

    /// <param name="path">The .npz file.</param>
    /// <param name="name">Name of the array.</param>
    /// <exception cref="IOException">The file has no such array of bytes in C order.</exception>
    public static NDArray ReadBytes(string path, string name)
    {
        var (values, shape) = Read(path, name, "|u1", 1);
        return np.array(values).reshape(shape);
    }

    /// <param name="path">The .npz file.</param>
    /// <param name="name">Name of the array.</param>
    /// <exception cref="IOException">The file has no such array of float64 in C order.</exception>
    public static NDArray ReadDoubles(string path, string name)
    {
        var (bytes, shape) = Read(path, name, "<f8", sizeof(double));
        double[] values = new double[bytes.Length / sizeof(double)];
        for (int i = 0; i < values.Length; i++) { values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * sizeof(double))); }
        return np.array(values).reshape(shape);
    }

    /// <param name="path">The .npz file.</param>
    /// <param name="name">Name of the array.</param>
    /// <exception cref="IOException">The file has no such array of int64 in C order.</exception>
    public static NDArray ReadLongs(string path, string name)
    {
        var (bytes, shape) = Read(path, name, "<i8", sizeof(long));
        long[] values = new long[bytes.Length / sizeof(long)];
        for (int i = 0; i < values.Length; i++) { values[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(i * sizeof(long))); }
        return np.array(values).reshape(shape);
    }

    /// <param name="path">The .npz file.</param>
    /// <param name="name">Name of an array of objects, which NumPy pickles.</param>
    /// <exception cref="IOException">The file has no such array of lists of integers.</exception>
    public static int[][] ReadLists(string path, string name)
    {
        byte[] pickle = Read(path, name, "|O", null).Values;
        try { return Pickle.ReadLists(Pickle.Read(pickle)); }
        catch (InvalidDataException e)
        {
            throw new IOException($"The array {name} in {path} must hold lists of whole numbers: {e.Message}. Delete the file, so that it "
                + "is downloaded again.", e);
        }
    }

    /// <param name="path">The .npz file.</param>
    /// <param name="name">Name of the array.</param>
    /// <param name="type">NumPy's name of its type.</param>
    /// <param name="width">Bytes of a value; null: the values are pickled.</param>
    private static (byte[] Values, long[] Shape) Read(string path, string name, string type, int? width)
    {
        byte[] file;
        long[] shape;
        Match header;
        int start;
        try
        {
            using FileStream archive = OrdinaryFile.Open(path);
            using var zip = new ZipArchive(archive, ZipArchiveMode.Read);
            ZipArchiveEntry entry = zip.GetEntry(name + ".npy") ?? throw new InvalidDataException($"it holds no array {name}");
            using Stream stream = entry.Open();
            if (entry.Length / MostRatio > Math.Max(1, entry.CompressedLength))
            {
                throw new InvalidDataException($"it declares {entry.Length} bytes, packed into {entry.CompressedLength}");
            }
            file = new byte[checked((int)entry.Length)];
            stream.ReadExactly(file);
            // Magic, version, length of the header (two bytes in version 1, four later), header, values.
            start = file.Length < 12 ? 0 : file[6] == 1 ? 10 + BitConverter.ToUInt16(file, 8) : 12 + BitConverter.ToInt32(file, 8);
            header = start > 0 && start <= file.Length ? Header().Match(Encoding.Latin1.GetString(file, 0, start)) : Match.Empty;
            shape = [.. header.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(long.Parse)];
            _ = shape.Aggregate(1L, (a, b) => checked(a * b));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or OverflowException or FormatException)
        {
            throw new IOException($"The file {path} must be a NumPy archive with the array {name}: {e.Message}. Delete it, so that it is "
                + "downloaded again.", e);
        }
        if (!header.Success || header.Groups[1].Value != type
            || (width is { } bytes && shape.Aggregate((long)bytes, (a, b) => a * b) != file.Length - start))
        {
            throw new IOException($"The array {name} in {path} must hold values of type {type} in C order. Delete the file, so that it is "
                + "downloaded again.");
        }
        return (file[start..], shape);
    }

    [GeneratedRegex(@"'descr': '(\|u1|<i8|<f8|\|O)', 'fortran_order': False, 'shape': \(([\d, ]*)\)")]
    private static partial Regex Header();
}
