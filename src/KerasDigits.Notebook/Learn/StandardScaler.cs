using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>Takes the mean from every column and divides by its standard deviation (over n).</summary>
/// <param name="with_mean">Whether to take the mean away.</param>
/// <param name="with_std">Whether to divide.</param>
/// <remarks>Source: sklearn.preprocessing.StandardScaler.</remarks>
public sealed class StandardScaler(bool with_mean = true, bool with_std = true) : ColumnScaler<StandardScaler>
{
    private double[] _mean = [], _variance = [], _scale = [];

    /// <summary>The columns' means, float64.</summary>
    public NDArray mean_ => ToVector(_mean);

    /// <summary>The columns' variances over n, float64.</summary>
    public NDArray var_ => ToVector(_variance);

    /// <summary>What is divided by: the standard deviation, 1 for a column that does not vary.</summary>
    public NDArray scale_ => ToVector(_scale);

    /// <summary>The number of rows of the fit.</summary>
    public int n_samples_seen_ { get; private set; }

    private protected override void Learn(Table table)
    {
        n_samples_seen_ = table.Rows;
        (_mean, _variance, _scale) = (new double[table.Columns], new double[table.Columns], new double[table.Columns]);
        for (int c = 0; c < table.Columns; c++)
        {
            double[] values = table.FindPresent(c);
            int n = values.Length;
            double mean = values.Sum() / n, rest = values.Sum(v => v - mean), square = values.Sum(v => (v - mean) * (v - mean));
            double variance = (square - (rest * rest / n)) / n;
            double noise = (n * Eps * variance) + Math.Pow(n * mean * Eps, 2);
            (_mean[c], _variance[c], _scale[c]) = (mean, variance, variance <= noise ? 1 : Math.Sqrt(variance));
        }
    }

    private protected override NDArray Scale(Table table) => table.Map((v, c) =>
    {
        double centred = with_mean ? table.Step(v - _mean[c]) : v;
        return with_std ? centred / _scale[c] : centred;
    });

    private protected override NDArray Unscale(Table table) => table.Map((v, c) =>
    {
        double wide = with_std ? table.Step(v * _scale[c]) : v;
        return with_mean ? wide + _mean[c] : wide;
    });

    /// <summary>NumPy's finfo(float64).eps.</summary>
    private const double Eps = 2.220446049250313e-16;
}
