using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>keras.datasets.cifar10: 60,000 colour images of 32×32 pixels in ten classes.</summary>
/// <remarks>Source: tf.keras 2.3.1, datasets/cifar10.py.</remarks>
internal static class Cifar10
{
    /// <summary>Loads the images from Keras's cache, downloading them first if they are not there.</summary>
    /// <returns>Images (50000, 32, 32, 3) and (10000, 32, 32, 3) of bytes, with the classes 0 … 9 in a column of bytes.</returns>
    /// <exception cref="IOException">The files are not in the cache and cannot be downloaded, or one is damaged.</exception>
    [KerasExport("keras.datasets.cifar10.load_data")]
    public static ((NDArray x_train, NDArray y_train) train, (NDArray x_test, NDArray y_test) test) load_data()
    {
        string folder = CifarBatch.FetchFolder("cifar-10-batches-py", "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
            "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce");
        return (CifarBatch.Load(folder, Enumerable.Range(1, 5).Select(i => $"data_batch_{i}"), "labels", NPTypeCode.Byte),
            CifarBatch.Load(folder, ["test_batch"], "labels", NPTypeCode.Byte));
    }
}
