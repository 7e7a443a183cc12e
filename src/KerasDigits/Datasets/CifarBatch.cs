using KerasDigits.Downloads;
using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>The files of CIFAR-10 and CIFAR-100: pickled dictionaries of images, channel after channel, and labels.</summary>
internal static class CifarBatch
{
    private const int Side = 32, Plane = Side * Side, Picture = 3 * Plane;

    /// <summary>The folder of the files, unpacked in Keras's cache; what is missing is downloaded first.</summary>
    public static string FetchFolder(string name, string origin, string hash)
    {
        string folder = Path.Combine(CachedFile.Home, "datasets", name);
        return Directory.Exists(folder) ? folder : CachedFile.get_file(name, origin, untar: true, file_hash: hash);
    }

    /// <summary>Images and labels of several files.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="names">Names of the files.</param>
    /// <param name="labels">Under which key the labels are.</param>
    /// <param name="type">Type of the labels.</param>
    /// <returns>Images (n, 32, 32, 3) of bytes, or (n, 3, 32, 32) when channels come first, and labels (n, 1).</returns>
    public static (NDArray x, NDArray y) Load(string folder, IEnumerable<string> names, string labels, NPTypeCode type)
    {
        List<byte> pixels = [];
        List<long> classes = [];
        foreach (string name in names)
        {
            string path = Path.Combine(folder, name);
            try
            {
                object? batch = Pickle.Read(OrdinaryFile.ReadBytes(path));
                byte[] pictures = Pickle.ReadBytes(batch, "data");
                long[] numbers = Pickle.ReadNumbers(batch, labels);
                if (pictures.Length != (long)numbers.Length * Picture)
                {
                    throw new InvalidDataException($"it must hold {Picture} bytes for each of its {numbers.Length} labels, and holds "
                        + $"{pictures.Length}");
                }
                pixels.AddRange(pictures);
                classes.AddRange(numbers);
            }
            catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
            {
                throw new IOException($"The file {path} must be a batch of CIFAR: "
                    + $"{(e is FileNotFoundException ? "it is not there" : e.Message)}. Delete the folder {folder} and {folder}.tar.gz, "
                    + "so that they are downloaded again.", e);
            }
        }
        return (ToPictures([.. pixels]), np.array(classes.ToArray()).astype(type).reshape(classes.Count, 1));
    }

    private static NDArray ToPictures(byte[] planes)
    {
        int count = planes.Length / Picture;
        if (Guard.DataFormat(null) == "channels_first") { return np.array(planes).reshape(count, 3, Side, Side); }
        byte[] result = new byte[planes.Length];
        for (int i = 0; i < planes.Length; i++)
        {
            var (picture, rest) = Math.DivRem(i, Picture);
            result[(picture * Picture) + (rest % Plane * 3) + (rest / Plane)] = planes[i];
        }
        return np.array(result).reshape(count, Side, Side, 3);
    }
}
