using System.Collections;
using System.Runtime.CompilerServices;

namespace KerasDigits.Metrics;

/// <summary>One threshold or several, given as Python's float or list of floats, each from 0 to 1.</summary>
[CollectionBuilder(typeof(Thresholds), nameof(Create))]
public sealed class Thresholds : IConfigValue<Thresholds>, IEnumerable<double>
{
    private readonly bool _single;

    private Thresholds(double[] values, bool single)
    {
        foreach (double t in values)
        {
            Guard.That(t is >= 0 and <= 1, $"Threshold values must be in [0, 1]. Received: {t}.", "thresholds");
        }
        (Values, _single) = (values, single);
    }

    /// <summary>The thresholds.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>From a collection expression: <c>thresholds: [0.3, 0.6]</c>.</summary>
    /// <param name="values">Thresholds, 0 … 1.</param>
    public static Thresholds Create(ReadOnlySpan<double> values) => new(values.ToArray(), false);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One threshold.</summary>
    public static implicit operator Thresholds(double value) => new([value], true);

    /// <summary>Several thresholds: the metric's result has a value for each.</summary>
    public static implicit operator Thresholds(double[] values) => new([.. values], false);

    /// <inheritdoc/>
    public object? ToConfig() => _single ? Values[0] : Values.Cast<object?>().ToList();

    /// <summary>From a number or a list of numbers.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    public static Thresholds FromConfig(object? value) =>
        value is IEnumerable list and not string ? new([.. list.Cast<object>().Select(ReadNumber)], false)
            : new([ReadNumber(value!)], true);

    private static double ReadNumber(object value) => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
}
