namespace KerasDigits.Notebook.Pandas;

/// <summary>Parts of the times of a column.</summary>
public readonly struct TimeValues
{
    private readonly Series _series;

    internal TimeValues(Series series) => _series = series.Cells.IsDate || series.Cells.IsSpan ? series
        : throw new InvalidOperationException($"Can only use .dt accessor with datetimelike values. Column '{series.name}' is "
            + $"{series.dtype}: pd.to_datetime makes it times.");

    /// <summary>Years.</summary>
    public Series year => ApplyToEach(t => t.Year);

    /// <summary>Months, 1 to 12.</summary>
    public Series month => ApplyToEach(t => t.Month);

    /// <summary>Days of the month.</summary>
    public Series day => ApplyToEach(t => t.Day);

    /// <summary>Hours.</summary>
    public Series hour => ApplyToEach(t => t.Hour);

    /// <summary>Minutes.</summary>
    public Series minute => ApplyToEach(t => t.Minute);

    /// <summary>Seconds.</summary>
    public Series second => ApplyToEach(t => t.Second);

    /// <summary>Days of the week, Monday 0.</summary>
    public Series dayofweek => ApplyToEach(t => ((int)t.DayOfWeek + 6) % 7);

    /// <inheritdoc cref="dayofweek"/>
    public Series weekday => dayofweek;

    /// <summary>Days of the year.</summary>
    public Series dayofyear => ApplyToEach(t => t.DayOfYear);

    /// <summary>Quarters of the year.</summary>
    public Series quarter => ApplyToEach(t => ((t.Month - 1) / 3) + 1);

    /// <summary>The days without their times.</summary>
    public Series date => ApplyToEach(t => t.Date);

    /// <summary>Names of the days.</summary>
    public Series day_name() => ApplyToEach(t => t.DayOfWeek.ToString());

    /// <summary>Strings in a Python format: <c>"%Y-%m"</c>.</summary>
    /// <param name="format">Python's directives, such as %Y, %m, %d, %H.</param>
    public Series strftime(string format) => ApplyToEach(t => TimeFormat.Write(t, format));

    /// <summary>Whole days of differences of times.</summary>
    public Series days => ReadLongs(s => (long)Math.Floor(s.TotalDays));

    /// <summary>Seconds of differences of times beside their days.</summary>
    public Series seconds => ReadLongs(s => (long)(s - TimeSpan.FromDays(Math.Floor(s.TotalDays))).TotalSeconds);

    /// <summary>Differences of times in seconds.</summary>
    public Series total_seconds() => ReadLongs(s => s.TotalSeconds);

    private Series ReadLongs<T>(Func<TimeSpan, T> of)
    {
        if (!_series.Cells.IsSpan)
        {
            throw new InvalidOperationException($"days, seconds and total_seconds() are of differences of times. Column '{_series.name}' "
                + $"is {_series.dtype}.");
        }
        object?[] values = _series.Cells.ToObjects();
        for (int i = 0; i < values.Length; i++) { values[i] = values[i] is TimeSpan span ? of(span) : ObjectColumn.NaN; }
        return _series.With(ColumnOf.FromObjects(values));
    }

    private Series ApplyToEach<T>(Func<DateTime, T> of)
    {
        if (!_series.Cells.IsDate)
        {
            throw new InvalidOperationException("Differences of times have .dt.days, .dt.seconds and .dt.total_seconds(). Column "
                + $"'{_series.name}' is {_series.dtype}.");
        }
        object?[] values = _series.Cells.ToObjects();
        for (int i = 0; i < values.Length; i++) { values[i] = values[i] is DateTime time ? of(time) : ObjectColumn.NaN; }
        return _series.With(ColumnOf.FromObjects(values));
    }
}
