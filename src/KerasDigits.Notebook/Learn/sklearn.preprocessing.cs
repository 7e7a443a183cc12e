using KerasDigits.Notebook.Learn;

namespace KerasDigits.Notebook;

public static partial class sklearn
{
    /// <summary>
    /// Scaling and encoding. <c>using static KerasDigits.Notebook.sklearn.preprocessing;</c> is Python's
    /// <c>from sklearn.preprocessing import StandardScaler</c>.
    /// </summary>
    public static class preprocessing
    {
        /// <inheritdoc cref="Learn.StandardScaler"/>
        public static StandardScaler StandardScaler(bool with_mean = true, bool with_std = true) => new(with_mean, with_std);

        /// <summary>Columns with mean 0 and standard deviation 1: what StandardScaler's fit_transform gives.</summary>
        /// <param name="X">Numbers, shape (rows, columns).</param>
        /// <param name="with_mean">Whether to take the mean away.</param>
        /// <param name="with_std">Whether to divide.</param>
        public static NumSharp.NDArray scale(NumSharp.NDArray X, bool with_mean = true, bool with_std = true) =>
            new StandardScaler(with_mean, with_std).fit_transform(X);

        /// <inheritdoc cref="Learn.MinMaxScaler(ValueTuple{double, double}?, bool)"/>
        public static MinMaxScaler MinMaxScaler((double min, double max)? feature_range = null, bool clip = false) =>
            new(feature_range, clip);

        /// <inheritdoc cref="Learn.MaxAbsScaler"/>
        public static MaxAbsScaler MaxAbsScaler() => new();

        /// <inheritdoc cref="Learn.RobustScaler"/>
        public static RobustScaler RobustScaler(bool with_centering = true, bool with_scaling = true) => new(with_centering, with_scaling);

        /// <inheritdoc cref="Learn.LabelEncoder"/>
        public static LabelEncoder LabelEncoder() => new();

        /// <inheritdoc cref="Learn.LabelBinarizer(int, int)"/>
        public static LabelBinarizer LabelBinarizer(int neg_label = 0, int pos_label = 1) => new(neg_label, pos_label);

        /// <inheritdoc cref="Learn.OneHotEncoder(string?, bool, bool, string)"/>
        public static OneHotEncoder OneHotEncoder(string? drop = null, bool sparse = false, bool sparse_output = false,
            string handle_unknown = "error") =>
            new(drop, sparse, sparse_output, handle_unknown);
    }
}
