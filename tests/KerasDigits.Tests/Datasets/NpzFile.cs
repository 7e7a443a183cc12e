using System.IO.Compression;

namespace KerasDigits.Tests.Datasets;

/// <summary>Writes NumPy's .npz files, as np.savez does.</summary>
internal static class NpzFile
{
    public static void Write(string path, params (string Name, string Type, int[] Shape, byte[] Values)[] arrays)
    {
        using ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, type, shape, values) in arrays)
        {
            string sizes = string.Join(", ", shape) + (shape.Length == 1 ? "," : "");
            string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sizes}), }}".PadRight(117) + "\n";
            using Stream stream = zip.CreateEntry(name + ".npy").Open();
            stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)header.Length, 0,
                .. header.Select(c => (byte)c)]);
            stream.Write(values);
        }
    }
}
