using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>How a plot's values lie on its picture.</summary>
/// <param name="Box">The frame, in pixels from the upper left.</param>
/// <param name="X">The values at its left and right.</param>
/// <param name="Y">The values at its bottom and top.</param>
/// <param name="Dpi">Pixels per inch.</param>
/// <param name="ScaleX">How values lie from left to right; null: evenly.</param>
/// <param name="ScaleY">How they lie from bottom to top.</param>
internal sealed record View(SKRect Box, (double From, double To) X, (double From, double To) Y, int Dpi, AxisScale? ScaleX = null,
    AxisScale? ScaleY = null)
{
    public float AtX(double x) => (float)(Box.Left + (Share(x, X, ScaleX) * Box.Width));

    public float AtY(double y) => (float)(Box.Bottom - (Share(y, Y, ScaleY) * Box.Height));

    public SKPoint At(double x, double y) => new(AtX(x), AtY(y));

    /// <summary>Points of 1/72 inch as pixels.</summary>
    public float Pixels(double points) => (float)(points * Dpi / 72);

    /// <summary>The values at a place of the picture.</summary>
    public (double X, double Y) Back(double px, double py) =>
        (Value((px - Box.Left) / Box.Width, X, ScaleX), Value((Box.Bottom - py) / Box.Height, Y, ScaleY));

    // Values that have no logarithm lie far outside.
    private static double Share(double v, (double From, double To) ends, AxisScale? scale)
    {
        scale ??= AxisScale.Linear;
        if (scale.IsLog && v <= 0) { return -10; }
        double from = scale.Forward(ends.From);
        return (scale.Forward(v) - from) / (scale.Forward(ends.To) - from);
    }

    private static double Value(double share, (double From, double To) ends, AxisScale? scale)
    {
        scale ??= AxisScale.Linear;
        double from = scale.Forward(ends.From);
        return scale.Back(from + (share * (scale.Forward(ends.To) - from)));
    }
}
