using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>keras.datasets.cifar100: 60,000 colour images of 32×32 pixels in 100 classes, which make 20 groups.</summary>
/// <remarks>Source: tf.keras 2.3.1, datasets/cifar100.py, which does not check the file's hash; here it is checked.</remarks>
internal static class Cifar100
{
    /// <summary>Loads the images from Keras's cache, downloading them first if they are not there.</summary>
    /// <param name="label_mode">"fine": the 100 classes; "coarse": the 20 groups.</param>
    /// <returns>Images (50000, 32, 32, 3) and (10000, 32, 32, 3) of bytes, with the classes in a column of int64.</returns>
    /// <exception cref="IOException">The files are not in the cache and cannot be downloaded, or one is damaged.</exception>
    /// <exception cref="ArgumentException">label_mode is not "fine" or "coarse".</exception>
    [KerasExport("keras.datasets.cifar100.load_data")]
    public static ((NDArray x_train, NDArray y_train) train, (NDArray x_test, NDArray y_test) test) load_data(string label_mode = "fine")
    {
        Guard.That(label_mode is "fine" or "coarse",
            $"`label_mode` must be one of `\"fine\"`, `\"coarse\"`. Received: label_mode=\"{label_mode}\".", nameof(label_mode));
        string folder = CifarBatch.FetchFolder("cifar-100-python", "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz",
            "eb9058c3a382ffc7106e4002c42a8d85");
        return (CifarBatch.Load(folder, ["train"], label_mode + "_labels", NPTypeCode.Int64),
            CifarBatch.Load(folder, ["test"], label_mode + "_labels", NPTypeCode.Int64));
    }
}
