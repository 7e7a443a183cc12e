using System.Globalization;

namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// One value of a frame: a number, a truth value, a string, a time, or nothing. Numbers become double by themselves; other types are asked
/// for: <c>(string)df.iloc[0, 1]</c>.
/// </summary>
public readonly struct Scalar : IEquatable<Scalar>, IComparable<Scalar>, IFormattable
{
    internal Scalar(object? value) => Value = value is Scalar inner ? inner.Value : value;

    /// <summary>The value as .NET has it: long, double, bool, string, DateTime …; null for None.</summary>
    public object? Value { get; }

    /// <summary>Whether the value is missing: None, NaN or NaT.</summary>
    public bool IsMissing => Value is null or double.NaN or float.NaN;

    /// <summary>A number; missing ones are NaN.</summary>
    /// <exception cref="InvalidCastException">The value is a string or a time.</exception>
    public static implicit operator double(Scalar scalar) => scalar.Value switch
    {
        null => double.NaN,
        string text =>
            throw new InvalidCastException($"could not convert string to float: {PythonText.FormatRepr(text)}. Write (string)value for "
                + "its text."),
        DateTime => throw new InvalidCastException($"{scalar} is a time, no number: write (DateTime)value."),
        TimeSpan => throw new InvalidCastException($"{scalar} is a difference of times, no number: write ((TimeSpan)value).TotalDays."),
        Interval => throw new InvalidCastException($"{scalar} is an interval, no number: write ((Interval)value).mid."),
        var number => Convert.ToDouble(number, CultureInfo.InvariantCulture),
    };

    /// <summary>An integer, what is behind the point left out, as Python's int().</summary>
    public static explicit operator int(Scalar scalar) => checked((int)(long)scalar);

    /// <summary>An integer, what is behind the point left out, as Python's int().</summary>
    /// <exception cref="InvalidCastException">The number is NaN or infinite.</exception>
    public static explicit operator long(Scalar scalar) => scalar.Value switch
    {
        long whole => whole,
        double or float when !double.IsFinite(scalar) =>
            throw new InvalidCastException($"cannot convert float {PythonText.FormatStr(scalar.Value)} to integer."),
        _ => (long)(double)scalar,
    };

    /// <summary>A float.</summary>
    public static explicit operator float(Scalar scalar) => (float)(double)scalar;

    /// <summary>A truth value.</summary>
    public static explicit operator bool(Scalar scalar) => scalar.Value is bool truth ? truth : scalar != 0.0;

    /// <summary>The text, or what Python's str writes.</summary>
    public static explicit operator string(Scalar scalar) => scalar.ToString();

    /// <summary>A time.</summary>
    /// <exception cref="InvalidCastException">The value is none.</exception>
    public static explicit operator DateTime(Scalar scalar) => scalar.Value is DateTime time
        ? time
        : throw new InvalidCastException($"{scalar} is not a time: make the column one by pd.to_datetime.");

    /// <summary>A difference of times.</summary>
    /// <exception cref="InvalidCastException">The value is none.</exception>
    public static explicit operator TimeSpan(Scalar scalar) => scalar.Value is TimeSpan span
        ? span
        : throw new InvalidCastException($"{scalar} is not a difference of times: pd.to_timedelta makes the column one.");

    /// <summary>An interval.</summary>
    /// <exception cref="InvalidCastException">The value is none.</exception>
    public static explicit operator Interval(Scalar scalar) => scalar.Value as Interval
        ?? throw new InvalidCastException($"{scalar} is not an interval.");

    /// <summary>The year of a time: <c>df["date"].apply(d => d.year)</c>.</summary>
    /// <exception cref="InvalidCastException">The value is none.</exception>
    public int year => ((DateTime)this).Year;

    /// <summary>The month of a time, 1 to 12.</summary>
    /// <inheritdoc cref="year"/>
    public int month => ((DateTime)this).Month;

    /// <summary>The day of the month.</summary>
    /// <inheritdoc cref="year"/>
    public int day => ((DateTime)this).Day;

    /// <summary>The hour of a time.</summary>
    /// <inheritdoc cref="year"/>
    public int hour => ((DateTime)this).Hour;

    /// <summary>The minute of a time.</summary>
    /// <inheritdoc cref="year"/>
    public int minute => ((DateTime)this).Minute;

    /// <summary>The second of a time.</summary>
    /// <inheritdoc cref="year"/>
    public int second => ((DateTime)this).Second;

    /// <summary>The day of the week, Monday 0.</summary>
    /// <inheritdoc cref="year"/>
    public int dayofweek => ((int)((DateTime)this).DayOfWeek + 6) % 7;

    /// <inheritdoc cref="dayofweek"/>
    public int weekday() => dayofweek;

    /// <summary>A number.</summary>
    public static implicit operator Scalar(double value) => new(value);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(long value) => new(value);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(int value) => new((long)value);

    /// <summary>A truth value.</summary>
    public static implicit operator Scalar(bool value) => new(value);

    /// <summary>A string; null is None.</summary>
    public static implicit operator Scalar(string? value) => new(value);

    /// <summary>A time.</summary>
    public static implicit operator Scalar(DateTime value) => new(value);

    /// <summary>A difference of times.</summary>
    public static implicit operator Scalar(TimeSpan value) => new(value);

    /// <summary>The sum of numbers, or strings joined.</summary>
    public static Scalar operator +(Scalar a, Scalar b) => new(Arithmetic.ComputeOne('+', a.Value, b.Value));

    /// <summary>The difference.</summary>
    public static Scalar operator -(Scalar a, Scalar b) => new(Arithmetic.ComputeOne('-', a.Value, b.Value));

    /// <summary>The product.</summary>
    public static Scalar operator *(Scalar a, Scalar b) => new(Arithmetic.ComputeOne('*', a.Value, b.Value));

    /// <summary>The quotient, a float, as in Python.</summary>
    public static Scalar operator /(Scalar a, Scalar b) => new(Arithmetic.ComputeOne('/', a.Value, b.Value));

    /// <summary>The remainder, with the divisor's sign, as in Python.</summary>
    public static Scalar operator %(Scalar a, Scalar b) => new(Arithmetic.ComputeOne('%', a.Value, b.Value));

    /// <summary>The negative.</summary>
    public static Scalar operator -(Scalar a) => new(Arithmetic.ComputeOne('-', 0L, a.Value));

    /// <summary>Whether two values are equal; a missing one equals nothing.</summary>
    public static bool operator ==(Scalar a, Scalar b) => Comparing.CompareOne("==", a.Value, b.Value);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(Scalar a, Scalar b) => Comparing.CompareOne("!=", a.Value, b.Value);

    /// <summary>Order of numbers, strings or times.</summary>
    public static bool operator <(Scalar a, Scalar b) => Comparing.CompareOne("<", a.Value, b.Value);

    /// <summary>Order of numbers, strings or times.</summary>
    public static bool operator >(Scalar a, Scalar b) => Comparing.CompareOne(">", a.Value, b.Value);

    /// <summary>Order of numbers, strings or times.</summary>
    public static bool operator <=(Scalar a, Scalar b) => Comparing.CompareOne("<=", a.Value, b.Value);

    /// <summary>Order of numbers, strings or times.</summary>
    public static bool operator >=(Scalar a, Scalar b) => Comparing.CompareOne(">=", a.Value, b.Value);

    /// <summary>Whether both are the same value, or both missing.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(Scalar other) => Equals(Keys.Of(Value), Keys.Of(other.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Scalar other ? Equals(other) : Equals(new Scalar(obj));

    /// <inheritdoc/>
    public override int GetHashCode() => Keys.Of(Value)?.GetHashCode() ?? 0;

    /// <inheritdoc/>
    public int CompareTo(Scalar other) => this < other ? -1 : this > other ? 1 : 0;

    /// <summary>As Python's str writes the value.</summary>
    public override string ToString() => Value switch
    {
        DateTime time => time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff",
            CultureInfo.InvariantCulture),
        TimeSpan span => SpanColumn.FormatSpan(span),
        var other => PythonText.FormatStr(other),
    };

    /// <summary>The value in a .NET format: <c>$"{df["age"].max():F1}"</c>.</summary>
    /// <param name="format">A .NET format; null: as ToString().</param>
    /// <param name="formatProvider">Says how numbers are written; null: the current culture.</param>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        !string.IsNullOrEmpty(format) && Value is IFormattable value ? value.ToString(format, formatProvider) : ToString();
}
