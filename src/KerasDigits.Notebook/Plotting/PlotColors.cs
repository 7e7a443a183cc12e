using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Colours of points or bars: one, one for each, or numbers that a colour map makes colours of.</summary>
[System.Runtime.CompilerServices.CollectionBuilder(typeof(PlotColors), nameof(Create))]
public sealed class PlotColors : IEnumerable<object>
{
    private readonly string[]? _names;

    private PlotColors(string[]? names, double[]? values) => (_names, Values) = (names, values);

    /// <summary>Numbers for a colour map; null: names.</summary>
    internal double[]? Values { get; }

    /// <summary>From a collection expression: <c>color: ["r", "g"]</c>, or <c>c: [0, 1, 2]</c>.</summary>
    /// <param name="colors">Names of colours, or numbers for a colour map.</param>
    /// <exception cref="ArgumentException">There are texts beside numbers.</exception>
    public static PlotColors Create(ReadOnlySpan<object> colors)
    {
        object[] all = colors.ToArray();
        if (Array.TrueForAll(all, c => c is string)) { return new([.. all.Cast<string>()], null); }
        return Array.TrueForAll(all, c => c is IConvertible and not string)
            ? new(null, Array.ConvertAll(all, c => Convert.ToDouble(c, System.Globalization.CultureInfo.InvariantCulture)))
            : throw new ArgumentException("Colours must all be names, or all numbers for the colour map.");
    }

    /// <summary>The names, or the numbers.</summary>
    public IEnumerator<object> GetEnumerator() => (Values?.Cast<object>() ?? _names!).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One colour for all.</summary>
    public static implicit operator PlotColors(string name) => new([name], null);

    /// <summary>A colour for each.</summary>
    public static implicit operator PlotColors(string[] names) => new(names, null);

    /// <summary>A colour for each.</summary>
    public static implicit operator PlotColors(List<string> names) => new([.. names], null);

    /// <summary>Numbers for a colour map.</summary>
    public static implicit operator PlotColors(NDArray values) => new(null, Buffers.ToDoubles(values));

    /// <summary>Numbers for a colour map.</summary>
    public static implicit operator PlotColors(Series values) => new(null, ((Points)values).Values);

    /// <summary>Numbers for a colour map.</summary>
    public static implicit operator PlotColors(double[] values) => new(null, values);

    /// <summary>Numbers for a colour map.</summary>
    public static implicit operator PlotColors(int[] values) => new(null, Array.ConvertAll(values, v => (double)v));

    /// <summary>The name of one of several, repeated where there are fewer.</summary>
    internal string GetName(int place) => _names is { Length: > 0 } names
        ? names[place % names.Length]
        : throw new ArgumentException("There must be colours by names. Received: numbers, or none.");

    /// <summary>A colour for each of count things by names; names are repeated where there are fewer.</summary>
    internal SKColor[] MakeColors(int count, double alpha)
    {
        string[] names = _names ?? throw new ArgumentException("There must be colours by names. Received: numbers.");
        return [.. Enumerable.Range(0, count).Select(i => Ink.Of(names[i % names.Length], 0, alpha))];
    }
}
