using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>Reads arrays of bytes from NumPy's .npz: all that the data sets need.</summary>
internal static partial class Npz
{
    /// <param name="path">The .npz file.</param>
    /// <param name="name">Name of the array.</param>
    /// <exception cref="IOException">The file has no such array of bytes in C order.</exception>
    public static NDArray Bytes(string path, string name)
    {
        byte[] file;
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            ZipArchiveEntry entry = zip.GetEntry(name + ".npy") ?? throw new InvalidDataException($"it holds no array {name}");
            using Stream stream = entry.Open();
            file = new byte[checked((int)entry.Length)];
            stream.ReadExactly(file);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or OverflowException)
        {
            throw new IOException($"The file {path} must be a NumPy archive with the array {name}: {e.Message}. Delete it, so that it is downloaded again.", e);
        }
        // Magic, version, length of the header (two bytes in version 1, four later), header, values.
        int start = file.Length < 12 ? 0 : file[6] == 1 ? 10 + BitConverter.ToUInt16(file, 8) : 12 + BitConverter.ToInt32(file, 8);
        Match header = start > 0 && start <= file.Length ? Header().Match(Encoding.Latin1.GetString(file, 0, start)) : Match.Empty;
        long[] shape = [.. header.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(long.Parse)];
        if (!header.Success || shape.Aggregate(1L, (a, b) => a * b) != file.Length - start)
        {
            throw new IOException($"The array {name} in {path} must hold bytes in C order. Delete the file, so that it is downloaded again.");
        }
        return np.array(file[start..]).reshape(shape);
    }

    [GeneratedRegex(@"'descr': '\|u1', 'fortran_order': False, 'shape': \(([\d, ]*)\)")]
    private static partial Regex Header();
}
