using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sklearn
{
    /// <summary>Data sets. <c>using static KerasDigits.Notebook.sklearn.datasets;</c> is Python's <c>from sklearn.datasets import
    /// fetch_california_housing</c>.</summary>
    public static partial class datasets
    {
        /// <summary>Prices of homes in 20,640 districts of California in 1990, in units of 100,000 dollars, with eight features of each
        /// district.</summary>
        /// <param name="data_home">The folder of scikit-learn's data; null: the variable SCIKIT_LEARN_DATA, or ~/scikit_learn_data.</param>
        /// <param name="download_if_missing">Whether the data are fetched where the folder lacks them.</param>
        /// <exception cref="IOException">They are missing and cannot be downloaded, or they are damaged.</exception>
        public static Bunch fetch_california_housing(string? data_home = null, bool download_if_missing = true)
        {
            var (data, target) = CaliforniaHousing.Load(CaliforniaHousing.FindHome(data_home), download_if_missing);
            return new Bunch(data, target,
                ["MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude", "Longitude"], ["MedHouseVal"]);
        }
    }
}

/// <summary>A data set as scikit-learn gives it: <c>housing.data</c>, <c>housing.target</c>; or <c>var (x, y) = …</c>, Python's
/// return_X_y.</summary>
public sealed class Bunch
{
    internal Bunch(NDArray data, NDArray target, string[] features, string[] targets) =>
        (this.data, this.target, feature_names, target_names) = (data, target, features, targets);

    /// <summary>Features, float64, shape (samples, features).</summary>
    public NDArray data { get; }

    /// <summary>Targets, float64, shape (samples,).</summary>
    public NDArray target { get; }

    /// <summary>The features' names.</summary>
    public string[] feature_names { get; }

    /// <summary>The targets' names.</summary>
    public string[] target_names { get; }

    /// <summary>Features and targets as a frame: Python's <c>as_frame=True</c>.</summary>
    public DataFrame frame => new(np.concatenate([data, target.reshape(-1, 1)], 1), [.. feature_names, .. target_names]);

    /// <summary>Features and targets.</summary>
    /// <param name="data">The features, shape (samples, …).</param>
    /// <param name="target">The targets, shape (samples, …).</param>
    public void Deconstruct(out NDArray data, out NDArray target) => (data, target) = (this.data, this.target);
}
