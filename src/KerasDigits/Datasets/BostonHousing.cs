using KerasDigits.Downloads;
using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>
/// keras.datasets.boston_housing: prices of homes in 506 places around Boston in the late 1970s, with 13 attributes of each.
/// </summary>
/// <remarks>Source: tf.keras 2.3.1, datasets/boston_housing.py.</remarks>
internal static class BostonHousing
{
    /// <summary>Loads the data from Keras's cache, downloading them first if they are not there, and splits them as Keras does.</summary>
    /// <param name="path">Name of the file in the folder "datasets" of the cache, or an absolute path.</param>
    /// <param name="test_split">Share of the places that the test set gets, 0 up to, but not including, 1.</param>
    /// <param name="seed">Seed of the order before the split; np.random itself is not changed.</param>
    /// <returns>Attributes (n, 13) and prices (n) in thousands of dollars, float64.</returns>
    /// <exception cref="IOException">The file is not in the cache and cannot be downloaded, or it is damaged.</exception>
    /// <exception cref="ArgumentException">test_split is not from 0 to below 1, or seed is negative.</exception>
    [KerasExport("keras.datasets.boston_housing.load_data")]
    public static ((NDArray x_train, NDArray y_train) train, (NDArray x_test, NDArray y_test) test) load_data(
        string path = "boston_housing.npz", double test_split = 0.2, int seed = 113)
    {
        Guard.That(test_split is >= 0 and < 1, "`test_split` must be from 0 up to, but not including, 1. Received: "
            + $"test_split={test_split}.", nameof(test_split));
        Guard.That(seed >= 0, $"`seed` must not be negative. Received: seed={seed}.", nameof(seed));
        string file = CachedFile.get_file(path, "https://storage.googleapis.com/tensorflow/tf-keras-datasets/boston_housing.npz",
            file_hash: "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5");
        NDArray x = Npz.ReadDoubles(file, "x"), y = Npz.ReadDoubles(file, "y");
        if (x.shape[0] != y.shape[0])
        {
            throw new IOException($"The file {file} must hold a price for each place. Found {x.shape[0]} places and {y.shape[0]} prices: "
                + "delete it, so that it is downloaded again.");
        }
        NDArray order = Backend.Seeds.MakeNumPy(seed).permutation((int)x.shape[0]);
        (x, y) = (x[order], y[order]);
        int at = (int)(x.shape[0] * (1 - test_split));
        return ((x[$":{at}"].copy(), y[$":{at}"].copy()), (x[$"{at}:"].copy(), y[$"{at}:"].copy()));
    }
}
