namespace KerasDigits.Notebook.Pandas;

/// <summary>Weighted means in which what lies further back counts less: what ewm gives.</summary>
public sealed class Ewm
{
    private readonly Series _series;
    private readonly double _alpha;
    private readonly bool _adjust;
    private readonly int _least;

    internal Ewm(Series series, double? com, double? span, double? halflife, double? alpha, int least, bool adjust)
    {
        double[] given = [.. new[] { com, span, halflife, alpha }.OfType<double>()];
        if (given.Length != 1) { throw new ArgumentException("Must pass one of comass, span, halflife, or alpha"); }
        _alpha = com is { } c && c >= 0 ? 1 / (1 + c) : span is { } s && s >= 1 ? 2 / (s + 1) : halflife is { } h
            && h > 0 ? 1 - Math.Exp(-Math.Log(2) / h) : alpha is { } a && a is > 0 and <= 1 ? a
            : throw new ArgumentException("com must be 0 or more, span 1 or more, halflife above 0, alpha above 0 and at most 1. "
                + $"Received: {given[0]}.");
        (_series, _least, _adjust) = (series, least, adjust);
    }

    /// <summary>The means up to each row.</summary>
    public Series mean()
    {
        double[] values = _series.ToDoubles(), result = new double[values.Length];
        double mean = double.NaN, weight = 1;
        int seen = 0;
        for (int i = 0; i < values.Length; i++)
        {
            bool isThere = !double.IsNaN(values[i]);
            seen += isThere ? 1 : 0;
            if (double.IsNaN(mean)) { mean = values[i]; }
            else
            {
                weight *= 1 - _alpha;
                if (isThere)
                {
                    double own = _adjust ? 1 : _alpha;
                    mean = ((weight * mean) + (own * values[i])) / (weight + own);
                    weight = _adjust ? weight + own : 1;
                }
            }
            result[i] = seen >= Math.Max(_least, 1) ? mean : double.NaN;
        }
        return _series.With(new Cells<double>(result));
    }
}

/// <summary>Windows of the rows of all columns of numbers: <c>df.rolling(7).mean()</c>.</summary>
public sealed class FrameRolling
{
    private readonly DataFrame _frame;
    private readonly Func<Series, Rolling> _windows;

    internal FrameRolling(DataFrame frame, Func<Series, Rolling> windows) => (_frame, _windows) = (frame, windows);

    /// <summary>The windows of one column.</summary>
    /// <param name="column">Name of the column.</param>
    public Rolling this[string column] => _windows(_frame[column]);

    /// <summary>The windows' means.</summary>
    public DataFrame mean() => ApplyToEach(w => w.mean());

    /// <summary>The windows' sums.</summary>
    public DataFrame sum() => ApplyToEach(w => w.sum());

    /// <summary>The windows' standard deviations.</summary>
    public DataFrame std() => ApplyToEach(w => w.std());

    /// <summary>The windows' least values.</summary>
    public DataFrame min() => ApplyToEach(w => w.min());

    /// <summary>The windows' largest values.</summary>
    public DataFrame max() => ApplyToEach(w => w.max());

    /// <summary>The windows' middle values.</summary>
    public DataFrame median() => ApplyToEach(w => w.median());

    private DataFrame ApplyToEach(Func<Rolling, Series> of)
    {
        int[] places = [.. Places.ListAll(_frame.Cells.Length).Where(c => _frame.Cells[c].IsNumber)];
        return new([.. places.Select(c => of(_windows(_frame.GetColumn(c))).Cells)], [.. places.Select(c => _frame.columns[c])],
            _frame.index);
    }
}
