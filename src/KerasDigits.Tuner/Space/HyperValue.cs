using System.Globalization;

namespace KerasDigits.Tuner;

/// <summary>What a <see cref="HyperValue"/> holds.</summary>
public enum HyperValueKind
{
    /// <summary>Python's None.</summary>
    None,

    /// <summary>bool.</summary>
    Boolean,

    /// <summary>int.</summary>
    Integer,

    /// <summary>float.</summary>
    Float,

    /// <summary>str.</summary>
    Text,
}

/// <summary>
/// The value of a hyperparameter: a bool, an integer, a float, a string, or nothing. Converts by itself to and from C#'s types and
/// compares as Python does (1 == 1.0 == True).
/// </summary>
public readonly struct HyperValue : IEquatable<HyperValue>
{
    private readonly double _number;
    private readonly long _integer;
    private readonly string? _text;

    private HyperValue(HyperValueKind kind, long integer = 0, double number = 0, string? text = null) =>
        (Kind, _integer, _number, _text) = (kind, integer, number, text);

    /// <summary>Python's None.</summary>
    public static HyperValue None => default;

    /// <summary>The type of the value.</summary>
    public HyperValueKind Kind { get; }

    /// <summary>Whether there is no value.</summary>
    public bool IsNone => Kind == HyperValueKind.None;

    /// <summary>Whether the value is a bool, an integer or a float.</summary>
    public bool IsNumber => Kind is HyperValueKind.Boolean or HyperValueKind.Integer or HyperValueKind.Float;

    /// <summary>From null, bool, a .NET number, string or a HyperValue.</summary>
    /// <param name="value">Null, bool, a .NET number, string or HyperValue.</param>
    /// <exception cref="ArgumentException">The type is another one.</exception>
    public static HyperValue FromObject(object? value) => value switch
    {
        null => default,
        HyperValue v => v,
        bool b => b,
        string s => s,
        double d => d,
        float f => (double)f,
        long or int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException("A hyperparameter's value must be a bool, a whole number, a float or a string. Received: "
            + $"{value} (of type {value.GetType().Name})."),
    };

    /// <summary>null, bool, long, double or string.</summary>
    public object? ToObject() => Kind switch
    {
        HyperValueKind.Boolean => _integer != 0,
        HyperValueKind.Integer => _integer,
        HyperValueKind.Float => _number,
        HyperValueKind.Text => _text,
        _ => null,
    };

    /// <summary>A bool.</summary>
    public static implicit operator HyperValue(bool value) => new(HyperValueKind.Boolean, value ? 1 : 0);

    /// <summary>An integer.</summary>
    public static implicit operator HyperValue(int value) => new(HyperValueKind.Integer, value);

    /// <summary>An integer.</summary>
    public static implicit operator HyperValue(long value) => new(HyperValueKind.Integer, value);

    /// <summary>A float.</summary>
    public static implicit operator HyperValue(double value) => new(HyperValueKind.Float, number: value);

    /// <summary>A string; null is None.</summary>
    public static implicit operator HyperValue(string? value) => value is null ? default : new(HyperValueKind.Text, text: value);

    /// <summary>The value as a bool; numbers other than 0 are true.</summary>
    /// <exception cref="InvalidCastException">It is a string or None.</exception>
    public static implicit operator bool(HyperValue value) => value.Kind switch
    {
        HyperValueKind.Boolean or HyperValueKind.Integer => value._integer != 0,
        HyperValueKind.Float => value._number != 0,
        _ => throw value.Wrong("a bool"),
    };

    /// <summary>The value as an integer.</summary>
    /// <exception cref="InvalidCastException">It is none.</exception>
    public static implicit operator long(HyperValue value) => value.Kind switch
    {
        HyperValueKind.Boolean or HyperValueKind.Integer => value._integer,
        HyperValueKind.Float when value._number == Math.Floor(value._number) && Math.Abs(value._number) < 9e18 => (long)value._number,
        _ => throw value.Wrong("a whole number"),
    };

    /// <summary>The value as an integer.</summary>
    /// <exception cref="InvalidCastException">It is none, or too great.</exception>
    public static implicit operator int(HyperValue value)
    {
        long wide = value;
        return wide is >= int.MinValue and <= int.MaxValue ? (int)wide : throw value.Wrong("a whole number of 32 bits");
    }

    /// <summary>The value as a float.</summary>
    /// <exception cref="InvalidCastException">It is a string or None.</exception>
    public static implicit operator double(HyperValue value) => value.Kind switch
    {
        HyperValueKind.Boolean or HyperValueKind.Integer => value._integer,
        HyperValueKind.Float => value._number,
        _ => throw value.Wrong("a number"),
    };

    /// <summary>
    /// The value as a string; numbers and bools as Python prints them, so that <c>"units = " + hp["units"]</c> reads as there.
    /// </summary>
    public static implicit operator string(HyperValue value) => value.ToString();

    /// <summary>The value as one of bool, int, long, double, float or string.</summary>
    /// <typeparam name="T">One of these types.</typeparam>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public T As<T>() => typeof(T) == typeof(int) ? (T)(object)(int)this
        : typeof(T) == typeof(long) ? (T)(object)(long)this
        : typeof(T) == typeof(double) ? (T)(object)(double)this
        : typeof(T) == typeof(float) ? (T)(object)(float)(double)this
        : typeof(T) == typeof(bool) ? (T)(object)(bool)this
        : typeof(T) == typeof(string) ? (T)(object)(Kind == HyperValueKind.Text ? _text! : throw Wrong("a string"))
        : throw new InvalidCastException("A hyperparameter's value can be had as int, long, double, float, bool or string. Received: "
            + $"{typeof(T).Name}.");

    /// <inheritdoc/>
    public bool Equals(HyperValue other)
    {
        if (!IsNumber || !other.IsNumber) { return Kind == other.Kind && _text == other._text; }
        if (Kind != HyperValueKind.Float && other.Kind != HyperValueKind.Float) { return _integer == other._integer; }
        return (double)this == (double)other;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HyperValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsNumber ? ((double)this).GetHashCode() : _text?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>Python's ==.</summary>
    public static bool operator ==(HyperValue a, HyperValue b) => a.Equals(b);

    /// <summary>Python's !=.</summary>
    public static bool operator !=(HyperValue a, HyperValue b) => !a.Equals(b);

    /// <summary>Python's str(): "True", "64", "0.1", "1e-05", "relu", "None".</summary>
    public override string ToString() => Kind switch
    {
        HyperValueKind.Boolean => _integer != 0 ? "True" : "False",
        HyperValueKind.Integer => _integer.ToString(CultureInfo.InvariantCulture),
        HyperValueKind.Float => PythonNumber.FormatRepr(_number),
        HyperValueKind.Text => _text!,
        _ => "None",
    };

    private InvalidCastException Wrong(string wanted) =>
        new($"The hyperparameter's value must be {wanted} here. Received: {PythonText.FormatRepr(ToObject())}.");
}

/// <summary>Values by the hyperparameters' names, in the order in which they were set.</summary>
public sealed class HyperValues : OrderedDictionary<string, HyperValue>
{
    /// <summary>No values.</summary>
    public HyperValues() { }

    /// <summary>A copy.</summary>
    /// <param name="entries">Names and values.</param>
    public HyperValues(IEnumerable<KeyValuePair<string, HyperValue>> entries)
    {
        foreach (var (name, value) in entries) { this[name] = value; }
    }

    /// <summary>The value of that name.</summary>
    /// <param name="name">Name of the hyperparameter.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those there are.</exception>
    public new HyperValue this[string name]
    {
        get => TryGetValue(name, out HyperValue value) ? value
            : throw new KeyNotFoundException($"{name} has no value. There are values of: "
                + $"{(Count == 0 ? "none" : string.Join(", ", Keys))}.");
        set => base[name] = value;
    }

    /// <summary>The value, or None when there is none: Python's <c>values.get(name)</c>.</summary>
    /// <param name="name">Name of the hyperparameter.</param>
    public HyperValue Get(string name) => TryGetValue(name, out HyperValue value) ? value : default;

    /// <summary>As Python prints a dictionary.</summary>
    public override string ToString() => PythonText.FormatRepr(ToConfig());

    internal Config ToConfig() => new(this.Select(p => KeyValuePair.Create(p.Key, p.Value.ToObject())));

    internal static HyperValues FromConfig(Config config) =>
        new(config.Select(p => KeyValuePair.Create(p.Key, HyperValue.FromObject(p.Value))));
}
