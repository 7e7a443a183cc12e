namespace KerasDigits.Notebook.Pandas;

/// <summary>Windows of a column's values, each ending at a row, or with the row in its middle.</summary>
public sealed class Rolling
{
    private readonly Series _series;
    private readonly int _window, _least, _ahead;

    internal Rolling(Series series, int window, int least, bool center = false)
    {
        if (window < 1 || least > window)
        {
            throw new ArgumentException($"window must be 1 or more, and min_periods at most window. Received: window={window}, "
                + $"min_periods={least}.", nameof(window));
        }
        (_series, _window, _least, _ahead) = (series, window, least, center ? (window - 1) / 2 : 0);
    }

    /// <summary>The windows' means.</summary>
    public Series mean() => ApplyToEach(Stats.ComputeMean);

    /// <summary>The windows' sums.</summary>
    public Series sum() => ApplyToEach(Stats.Sum);

    /// <summary>The windows' standard deviations.</summary>
    public Series std() => ApplyToEach(v => Math.Sqrt(Stats.ComputeVariance(v, 1)));

    /// <summary>The windows' least values.</summary>
    public Series min() => ApplyToEach(v => v.Min());

    /// <summary>The windows' largest values.</summary>
    public Series max() => ApplyToEach(v => v.Max());

    /// <summary>The windows' middle values.</summary>
    public Series median() => ApplyToEach(v => Stats.ComputeQuantile(v, 0.5));

    private Series ApplyToEach(Func<double[], double> of)
    {
        double[] values = _series.ToDoubles(), result = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int begin = (int)Math.Max(0L, i + 1L + _ahead - _window), end = (int)Math.Min(values.Length, i + 1L + _ahead);
            double[] seen = [.. values.AsSpan(begin, end - begin).ToArray().Where(v => !double.IsNaN(v))];
            result[i] = seen.Length >= Math.Max(_least, 1) ? of(seen) : double.NaN;
        }
        return _series.With(new Cells<double>(result));
    }
}
