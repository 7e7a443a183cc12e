using System.Globalization;

namespace KerasDigits.Preprocessing.Images;

/// <summary>
/// A range of shifts: a float below 1 is a fraction of the size, a float from 1 on a number of pixels, an int n means the whole pixels from
/// −(n − 1) to n − 1, a list the values to choose from (either sign).
/// </summary>
public sealed class ShiftRange
{
    private readonly double? _float;
    private readonly int? _int;

    private ShiftRange(double? real, int? whole, double[]? values) => (_float, _int, Values) = (real, whole, values);

    /// <summary>The values to choose from; null for a number.</summary>
    public IReadOnlyList<double>? Values { get; }

    /// <summary>A fraction below 1, or a number of pixels.</summary>
    public static implicit operator ShiftRange(double value) => new(value, null, null);

    /// <summary>Whole pixels below the number.</summary>
    public static implicit operator ShiftRange(int value) => new(null, value, null);

    /// <summary>Values to choose from.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static implicit operator ShiftRange(double[] values) =>
        new(null, null, values.Length > 0 ? values : throw new ArgumentException("A list of shifts must not be empty."));

    /// <summary>Values to choose from.</summary>
    public static implicit operator ShiftRange(int[] values) => Array.ConvertAll(values, v => (double)v);

    /// <summary>Whether anything is shifted.</summary>
    internal bool IsZero => _float == 0 || _int == 0;

    /// <summary>Draws a shift in pixels as keras-preprocessing does.</summary>
    internal double Draw(in NumpyDraws random, long size)
    {
        double shift, greatest;
        if (Values is { } list)
        {
            shift = list[random.DrawChoice(list.Count)] * Sign(random);
            greatest = list.Max();
        }
        else if (_int is > 0 and int n)
        {
            shift = random.DrawChoice(n) * Sign(random);
            greatest = n;
        }
        else
        {
            greatest = _float ?? _int!.Value;
            shift = random.DrawUniform(-greatest, greatest);
        }
        return greatest < 1 ? shift * size : shift;
    }

    private static int Sign(in NumpyDraws random) => random.DrawChoice(2) == 0 ? -1 : 1;

    /// <inheritdoc/>
    public override string ToString() => Values is { } v
        ? $"[{string.Join(", ", v)}]"
        : (_float ?? _int)!.Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A range of zooms: a float z means 1 − z to 1 + z, a pair the lower and the upper factor.</summary>
/// <param name="Low">Smallest zoom factor; below 1 enlarges.</param>
/// <param name="High">Largest zoom factor, at least Low.</param>
public readonly record struct ZoomRange(double Low, double High)
{
    /// <summary>1 − value to 1 + value.</summary>
    public static implicit operator ZoomRange(double value) => new(1 - value, 1 + value);

    /// <summary>Lower and upper factor.</summary>
    public static implicit operator ZoomRange((double Low, double High) pair) => new(pair.Low, pair.High);

    /// <summary>Lower and upper factor.</summary>
    /// <exception cref="ArgumentException">There are not two numbers.</exception>
    public static implicit operator ZoomRange(double[] pair) => pair.Length == 2 ? new(pair[0], pair[1])
        : throw new ArgumentException("`zoom_range` should be a float or a tuple or list of two floats. Received: a list of "
            + $"{pair.Length}.");
}
