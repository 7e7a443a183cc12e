using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>Scales every column's smallest value to one number and its largest to another.</summary>
/// <remarks>Source: sklearn.preprocessing.MinMaxScaler.</remarks>
public sealed class MinMaxScaler : ColumnScaler<MinMaxScaler>
{
    private readonly (double Min, double Max) _range;
    private readonly bool _clip;
    private double[] _least = [], _greatest = [], _scale = [], _min = [];

    /// <summary>A scaler to a range.</summary>
    /// <param name="feature_range">The range to scale to, min below max; null: (0, 1).</param>
    /// <param name="clip">Whether values outside the fit's are cut to the range.</param>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public MinMaxScaler((double min, double max)? feature_range = null, bool clip = false)
    {
        (_range, _clip) = (feature_range ?? (0, 1), clip);
        if (_range.Min >= _range.Max)
        {
            throw new ArgumentException($"Minimum of desired feature range must be smaller than maximum. Got "
                + $"{PythonText.FormatRepr(_range)}.",
                nameof(feature_range));
        }
    }

    /// <summary>The columns' least values.</summary>
    public NDArray data_min_ => ToVector(_least);

    /// <summary>The columns' largest values.</summary>
    public NDArray data_max_ => ToVector(_greatest);

    /// <summary>data_max_ - data_min_.</summary>
    public NDArray data_range_ => ToVector([.. _greatest.Zip(_least, (g, l) => g - l)]);

    /// <summary>What a column is multiplied by.</summary>
    public NDArray scale_ => ToVector(_scale);

    /// <summary>What is added after multiplying.</summary>
    public NDArray min_ => ToVector(_min);

    private protected override void Learn(Table table)
    {
        double[][] columns = [.. Enumerable.Range(0, table.Columns).Select(table.FindPresent)];
        _least = [.. columns.Select(c => c.DefaultIfEmpty(double.NaN).Min())];
        _greatest = [.. columns.Select(c => c.DefaultIfEmpty(double.NaN).Max())];
        // A range of almost nothing counts as 1, as in scikit-learn.
        _scale = [
            .. _greatest.Zip(_least, (g, l) =>
            table.Step((_range.Max - _range.Min) / (g - l < 10 * ComputeEps(table) ? 1 : table.Step(g - l))))];
        _min = [.. _least.Zip(_scale, (l, s) => table.Step(_range.Min - table.Step(l * s)))];
    }

    private protected override NDArray Scale(Table table) => table.Map((v, c) =>
    {
        double scaled = table.Step(v * _scale[c]) + _min[c];
        return _clip ? Math.Clamp(scaled, _range.Min, _range.Max) : scaled;
    });

    private protected override NDArray Unscale(Table table) => table.Map((v, c) => table.Step(v - _min[c]) / _scale[c]);

    private static double ComputeEps(Table table) => table.IsSingle ? 1.1920928955078125e-07 : 2.220446049250313e-16;
}
