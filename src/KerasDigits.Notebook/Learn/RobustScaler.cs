using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>Takes the median from every column and divides by the distance between its quartiles, which few extreme values do not
/// move.</summary>
/// <param name="with_centering">Whether to take the median away.</param>
/// <param name="with_scaling">Whether to divide.</param>
/// <remarks>Source: sklearn.preprocessing.RobustScaler.</remarks>
public sealed class RobustScaler(bool with_centering = true, bool with_scaling = true) : ColumnScaler<RobustScaler>
{
    private double[] _centre = [], _scale = [];

    /// <summary>The columns' medians, float64.</summary>
    public NDArray center_ => ToVector(_centre);

    /// <summary>The distances between the columns' quartiles; 1 where there is none.</summary>
    public NDArray scale_ => ToVector(_scale);

    private protected override void Learn(Table table)
    {
        double[][] columns = [.. Enumerable.Range(0, table.Columns).Select(c => table.FindPresent(c).Order().ToArray())];
        _centre = [.. columns.Select(c => FindQuantile(c, 0.5))];
        _scale = [.. columns.Select(c => FindQuantile(c, 0.75) - FindQuantile(c, 0.25)).Select(d => d == 0 ? 1 : d)];
    }

    private protected override NDArray Scale(Table table) => table.Map((v, c) =>
        (with_centering ? table.Step(v - _centre[c]) : v) / (with_scaling ? _scale[c] : 1));

    private protected override NDArray Unscale(Table table) => table.Map((v, c) =>
        table.Step(with_scaling ? v * _scale[c] : v) + (with_centering ? _centre[c] : 0));

    // Between two values, by how far it lies from one to the other.
    private static double FindQuantile(double[] sorted, double share)
    {
        if (sorted.Length == 0) { return double.NaN; }
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
