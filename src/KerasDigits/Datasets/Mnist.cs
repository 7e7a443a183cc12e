using KerasDigits.Downloads;
using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>keras.datasets.mnist: 70,000 handwritten digits of 28×28 pixels.</summary>
/// <remarks>Source: tf.keras 2.3.1, datasets/mnist.py.</remarks>
internal static class Mnist
{
    /// <summary>Loads the digits from Keras's cache, downloading them first if they are not there.</summary>
    /// <param name="path">Name of the file in the folder "datasets" of the cache, or an absolute path.</param>
    /// <returns>Images (60000, 28, 28) and (10000, 28, 28) of bytes, with the digits 0 … 9.</returns>
    /// <exception cref="IOException">The file is not in the cache and cannot be downloaded, or it is damaged.</exception>
    [KerasExport("keras.datasets.mnist.load_data")]
    public static ((NDArray x_train, NDArray y_train) train, (NDArray x_test, NDArray y_test) test) load_data(string path = "mnist.npz")
    {
        // Copies of MNIST that were packed anew have the same digits and another hash: what lies in the cache is taken, and only downloads
        // must be Keras's own file.
        bool present = File.Exists(Path.Combine(CachedFile.Home, "datasets", path));
        string file = CachedFile.get_file(path, "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
            file_hash: present ? null : "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1");
        return ((Npz.ReadBytes(file, "x_train"), Npz.ReadBytes(file, "y_train")),
            (Npz.ReadBytes(file, "x_test"), Npz.ReadBytes(file, "y_test")));
    }
}
