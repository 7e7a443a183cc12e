namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// A frame's rows in stretches of time: what resample gives. Finer stretches than the rows' are filled: <c>df.resample("H").ffill()</c>.
/// </summary>
public sealed class Resampler : GroupBy
{
    private readonly DataFrame _frame;
    private readonly Stretches _stretches;

    internal Resampler(DataFrame frame, Groups groups, Stretches stretches)
        : base(frame, groups) => (_frame, _stretches) = (frame, stretches);

    /// <summary>One column in the stretches.</summary>
    /// <param name="column">Name of the column.</param>
    public new SeriesResampler this[string column] => new(_frame[column], Groups, _stretches);

    /// <summary>Some columns in the stretches.</summary>
    /// <param name="columns">Names of the columns.</param>
    public new Resampler this[string[] columns] => new(_frame[columns], Groups, _stretches);

    /// <summary>The rows whose time begins a stretch; missing values where none does.</summary>
    public DataFrame asfreq() => TakeAt(_stretches.FindExact());

    /// <summary>The last row up to the beginning of each stretch.</summary>
    public DataFrame ffill() => TakeAt(_stretches.FindBefore());

    /// <inheritdoc cref="ffill"/>
    public DataFrame pad() => ffill();

    /// <summary>The first row from the beginning of each stretch.</summary>
    public DataFrame bfill() => TakeAt(_stretches.FindBehind());

    /// <inheritdoc cref="bfill"/>
    public DataFrame backfill() => bfill();

    /// <summary>The row whose time is nearest to the beginning of each stretch.</summary>
    public DataFrame nearest() => TakeAt(_stretches.FindNearest());

    /// <summary>The rows whose time begins a stretch, numbers between them on straight lines.</summary>
    public DataFrame interpolate() => asfreq().interpolate();

    private DataFrame TakeAt(int[] rows) => new(Frames.Take(_frame.Cells, rows), _frame.columns, _stretches.Labels);
}

/// <summary>One column in stretches of time: <c>df["y"].resample("H").ffill()</c>.</summary>
public sealed class SeriesResampler : SeriesGroupBy
{
    private readonly Series _series;
    private readonly Stretches _stretches;

    internal SeriesResampler(Series series, Groups groups, Stretches stretches)
        : base(groups, series) => (_series, _stretches) = (series, stretches);

    /// <inheritdoc cref="Resampler.asfreq"/>
    public Series asfreq() => TakeAt(_stretches.FindExact());

    /// <inheritdoc cref="Resampler.ffill"/>
    public Series ffill() => TakeAt(_stretches.FindBefore());

    /// <inheritdoc cref="Resampler.ffill"/>
    public Series pad() => ffill();

    /// <inheritdoc cref="Resampler.bfill"/>
    public Series bfill() => TakeAt(_stretches.FindBehind());

    /// <inheritdoc cref="Resampler.bfill"/>
    public Series backfill() => bfill();

    /// <inheritdoc cref="Resampler.nearest"/>
    public Series nearest() => TakeAt(_stretches.FindNearest());

    /// <inheritdoc cref="Resampler.interpolate"/>
    public Series interpolate() => asfreq().interpolate();

    private Series TakeAt(int[] rows) => new(_series.Cells.Take(rows), _stretches.Labels, _series.name);
}
