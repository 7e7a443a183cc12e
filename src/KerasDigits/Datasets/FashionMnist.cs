using System.IO.Compression;
using KerasDigits.Downloads;
using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>keras.datasets.fashion_mnist: 70,000 images of clothes of 28×28 pixels in ten classes.</summary>
/// <remarks>Source: tf.keras 2.3.1, datasets/fashion_mnist.py.</remarks>
internal static class FashionMnist
{
    private const int ImageHeader = 16;
    private const int LabelHeader = 8;

    /// <summary>Loads the images from Keras's cache, downloading them first if they are not there.</summary>
    /// <returns>Images (60000, 28, 28) and (10000, 28, 28) of bytes, with the classes 0 … 9.</returns>
    /// <exception cref="IOException">A file is not in the cache and cannot be downloaded, or it is damaged.</exception>
    [KerasExport("keras.datasets.fashion_mnist.load_data")]
    public static ((NDArray x_train, NDArray y_train) train, (NDArray x_test, NDArray y_test) test) load_data() =>
        (LoadPart("train"), LoadPart("t10k"));

    private static (NDArray, NDArray) LoadPart(string name)
    {
        NDArray labels = ReadValues($"{name}-labels-idx1-ubyte.gz", LabelHeader),
            pixels = ReadValues($"{name}-images-idx3-ubyte.gz", ImageHeader);
        if (pixels.size != labels.size * 28 * 28)
        {
            throw new IOException($"The files {name}-…-ubyte.gz of fashion-mnist must hold a label for each picture of 28×28. Found "
                + $"{labels.size} labels and {pixels.size} pixels: delete the files, so that they are downloaded again.");
        }
        return (pixels.reshape(labels.size, 28, 28), labels);
    }

    /// <summary>The bytes after the header of an idx file.</summary>
    private static NDArray ReadValues(string name, int header)
    {
        string path = CachedFile.get_file(name, "https://storage.googleapis.com/tensorflow/tf-keras-datasets/" + name,
            cache_subdir: Path.Combine("datasets", "fashion-mnist"));
        using var bytes = new MemoryStream();
        try
        {
            using var stream = new GZipStream(OrdinaryFile.Open(path), CompressionMode.Decompress);
            stream.CopyTo(bytes);
        }
        catch (InvalidDataException e)
        {
            throw new IOException($"The file {path} must be a gzip file: {e.Message} Delete it, so that it is downloaded again.", e);
        }
        return bytes.Length > header
            ? np.array(bytes.ToArray()[header..])
            : throw new IOException($"The file {path} holds no data. Delete it, so that it is downloaded again.");
    }
}
