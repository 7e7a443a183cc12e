using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasDigits.Core;

/// <summary>Real numbers, given as Python's number or list of numbers.</summary>
[CollectionBuilder(typeof(Numbers), nameof(Create))]
public sealed class Numbers : IConfigValue<Numbers>
{
    private readonly bool _single;

    private Numbers(double[] items, bool single) => (Items, _single) = (items, single);

    /// <summary>The numbers.</summary>
    public IReadOnlyList<double> Items { get; }

    /// <summary>From a list: <c>[0, 1.5]</c>.</summary>
    /// <param name="several">Numbers, in order.</param>
    public static Numbers Create(ReadOnlySpan<double> several) => new(several.ToArray(), false);

    /// <summary>The numbers one after the other.</summary>
    public IEnumerator<double> GetEnumerator() => Items.GetEnumerator();

    /// <summary>One number.</summary>
    public static implicit operator Numbers(double one) => new([one], true);

    /// <summary>Several numbers.</summary>
    public static implicit operator Numbers(double[] several) => new(several, false);

    /// <summary>Several numbers.</summary>
    public static implicit operator Numbers(float[] several) => new(Array.ConvertAll(several, x => (double)x), false);

    /// <inheritdoc/>
    public object? ToConfig() => _single ? Items[0] : Items.Select(x => (object?)x).ToList();

    /// <summary>From a number, a list, or nested lists, which are one after the other.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    public static Numbers FromConfig(object? value) => value is IReadOnlyList<object?> list
        ? new([.. list.SelectMany(x => FromConfig(x).Items)], false) : new([Convert.ToDouble(value, CultureInfo.InvariantCulture)], true);
}
