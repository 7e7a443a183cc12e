namespace KerasDigits.Notebook.Pandas;

/// <content>Parts of labels that are times, and comparisons: each gives a column labelled by these labels.</content>
public sealed partial class Labels
{
    /// <summary>Years of labels that are times: <c>df["year"] = df.index.year</c>.</summary>
    /// <exception cref="InvalidOperationException">The labels are not times.</exception>
    public Series year => Times.year;

    /// <summary>Months, 1 to 12.</summary>
    /// <inheritdoc cref="year"/>
    public Series month => Times.month;

    /// <summary>Days of the month.</summary>
    /// <inheritdoc cref="year"/>
    public Series day => Times.day;

    /// <summary>Hours.</summary>
    /// <inheritdoc cref="year"/>
    public Series hour => Times.hour;

    /// <summary>Minutes.</summary>
    /// <inheritdoc cref="year"/>
    public Series minute => Times.minute;

    /// <summary>Seconds.</summary>
    /// <inheritdoc cref="year"/>
    public Series second => Times.second;

    /// <summary>Days of the week, Monday 0.</summary>
    /// <inheritdoc cref="year"/>
    public Series dayofweek => Times.dayofweek;

    /// <inheritdoc cref="dayofweek"/>
    public Series weekday => dayofweek;

    /// <summary>Days of the year.</summary>
    /// <inheritdoc cref="year"/>
    public Series dayofyear => Times.dayofyear;

    /// <summary>Quarters of the year.</summary>
    /// <inheritdoc cref="year"/>
    public Series quarter => Times.quarter;

    /// <summary>The days without their times.</summary>
    /// <inheritdoc cref="year"/>
    public Series date => Times.date;

    /// <summary>Names of the days.</summary>
    /// <inheritdoc cref="year"/>
    public Series day_name() => Times.day_name();

    /// <summary>Strings in a Python format: <c>"%Y-%m"</c>.</summary>
    /// <inheritdoc cref="year"/>
    public Series strftime(string format) => Times.strftime(format);

    /// <summary>Where labels are equal to a value: <c>df[df.index == "a"]</c>.</summary>
    public static Series operator ==(Labels labels, Scalar value) => labels.to_series() == Repeat(value);

    /// <summary>Where labels differ from a value.</summary>
    public static Series operator !=(Labels labels, Scalar value) => labels.to_series() != Repeat(value);

    /// <summary>Where labels are less than a value: <c>df[df.index &lt; "2016-10-01"]</c>.</summary>
    public static Series operator <(Labels labels, Scalar value) => labels.to_series() < Repeat(value);

    /// <summary>Where labels are greater than a value.</summary>
    public static Series operator >(Labels labels, Scalar value) => labels.to_series() > Repeat(value);

    /// <summary>Where labels are not greater than a value.</summary>
    public static Series operator <=(Labels labels, Scalar value) => labels.to_series() <= Repeat(value);

    /// <summary>Where labels are not less than a value.</summary>
    public static Series operator >=(Labels labels, Scalar value) => labels.to_series() >= Repeat(value);

    /// <summary>The labels as a column that they label themselves.</summary>
    public Series to_series() => new(GetLevel(0), this, name);

    /// <summary>Whether both are the same labels in memory; <c>labels == value</c> compares one by one.</summary>
    /// <param name="obj">The other object; null: not equal.</param>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private TimeValues Times => AreDates ? to_series().dt
        : throw new InvalidOperationException($"The labels must be times. Received: labels of {dtype}. df.index = "
            + "pd.to_datetime(df.index), or set_index with a column of times.");

    private static Series Repeat(Scalar value) => value;

    /// <summary>
    /// The rows from one label to another, both included; null stands for the first and the last. Of times also parts: "2020-02" is all of
    /// February.
    /// </summary>
    internal int[] FindBetween(string? first, string? last)
    {
        if (AreDates)
        {
            var times = (DateColumn)GetLevel(0);
            long from = first is null ? long.MinValue + 1 : DateColumn.Of(Stretch(first).First), to = last is null
                ? long.MaxValue
                : DateColumn.Of(Stretch(last).Last) + 99;
            return [.. Pandas.Places.ListAll(Count).Where(i => times.Nanoseconds[i] >= from && times.Nanoseconds[i] <= to)];
        }
        int begin = first is null ? 0 : FindRows(first)[0], end = last is null ? Count - 1 : FindRows(last)[^1];
        return [.. Enumerable.Range(begin, Math.Max(0, end + 1 - begin))];
    }

    /// <summary>The first and last moment of what a string of a time names.</summary>
    private static (DateTime First, DateTime Last) Stretch(string text)
    {
        if (!DateColumn.TryParse(text, false, out DateTime first))
        {
            throw new FormatException($"{text} is not a time: say \"2020-01-31\", \"2020-01\" or \"2020\".");
        }
        int parts = text.Trim().Split('-', '/', ' ', ':', 'T').Length;
        bool isNumber = text.Trim().All(char.IsAsciiDigit);
        return (first, (isNumber && text.Trim().Length == 8 ? 3 : parts) switch
        {
            1 => first.AddYears(1).AddTicks(-1),
            2 => first.AddMonths(1).AddTicks(-1),
            3 => first.AddDays(1).AddTicks(-1),
            4 => first.AddHours(1).AddTicks(-1),
            5 => first.AddMinutes(1).AddTicks(-1),
            _ => first.AddSeconds(1).AddTicks(-1),
        });
    }
}
