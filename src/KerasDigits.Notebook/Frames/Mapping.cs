using System.Collections;

namespace KerasDigits.Notebook.Pandas;

/// <summary>What becomes of values: <c>df["sex"].map(new() { ["male"] = 0, ["female"] = 1 })</c>.</summary>
public sealed class Mapping : IEnumerable<KeyValuePair<Scalar, Scalar>>
{
    private readonly Dictionary<Scalar, Scalar> _values = [];

    /// <summary>What becomes of a value.</summary>
    /// <param name="key">The old value.</param>
    public Scalar this[Scalar key]
    {
        get => _values[key];
        set => _values[key] = value;
    }

    /// <summary>A frame's values to numbers: what <c>enumerate(df["id"].unique())</c> makes.</summary>
    public static implicit operator Mapping(Dictionary<Scalar, int> values) => From(values, k => k, v => v);

    /// <summary>A frame's values to numbers.</summary>
    public static implicit operator Mapping(Dictionary<Scalar, double> values) => From(values, k => k, v => v);

    /// <summary>A frame's values to others.</summary>
    public static implicit operator Mapping(Dictionary<Scalar, Scalar> values) => From(values, k => k, v => v);

    /// <summary>Numbers to numbers.</summary>
    public static implicit operator Mapping(Dictionary<int, double> values) => From(values, k => k, v => v);

    /// <summary>Strings to numbers.</summary>
    public static implicit operator Mapping(Dictionary<string, int> values) => From(values, k => k, v => v);

    /// <summary>Strings to numbers.</summary>
    public static implicit operator Mapping(Dictionary<string, double> values) => From(values, k => k, v => v);

    /// <summary>Strings to strings.</summary>
    public static implicit operator Mapping(Dictionary<string, string> values) => From(values, k => k, v => v);

    /// <summary>Numbers to numbers.</summary>
    public static implicit operator Mapping(Dictionary<int, int> values) => From(values, k => k, v => v);

    /// <summary>Numbers to strings.</summary>
    public static implicit operator Mapping(Dictionary<int, string> values) => From(values, k => k, v => v);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<Scalar, Scalar>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool TryGet(object? value, out object? result)
    {
        bool has = _values.TryGetValue(new Scalar(value), out Scalar found);
        result = found.Value;
        return has;
    }

    private static Mapping From<TKey, TValue>(Dictionary<TKey, TValue> values, Func<TKey, Scalar> key, Func<TValue, Scalar> value)
        where TKey : notnull
    {
        var mapping = new Mapping();
        foreach (var (k, v) in values) { mapping._values[key(k)] = value(v); }
        return mapping;
    }
}
