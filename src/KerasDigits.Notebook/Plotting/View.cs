using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>How a plot's values lie on its picture.</summary>
/// <param name="Box">The frame, in pixels from the upper left.</param>
/// <param name="X">The values at its left and right.</param>
/// <param name="Y">The values at its bottom and top.</param>
/// <param name="Dpi">Pixels per inch.</param>
/// <param name="ScaleX">How values lie from left to right; null: evenly.</param>
/// <param name="ScaleY">How values lie from bottom to top; null: linear.</param>
internal sealed record View(SKRect Box, (double From, double To) X, (double From, double To) Y, int Dpi, AxisScale? ScaleX = null,
    AxisScale? ScaleY = null)
{
    public float ToX(double x) => (float)(Box.Left + (ComputeShare(x, X, ScaleX) * Box.Width));

    public float ToY(double y) => (float)(Box.Bottom - (ComputeShare(y, Y, ScaleY) * Box.Height));

    public SKPoint ToPoint(double x, double y) => new(ToX(x), ToY(y));

    /// <summary>Points of 1/72 inch as pixels.</summary>
    public float ToPixels(double points) => (float)(points * Dpi / 72);

    /// <summary>The values at a place of the picture.</summary>
    public (double X, double Y) ToData(double px, double py) =>
        (ToValue((px - Box.Left) / Box.Width, X, ScaleX), ToValue((Box.Bottom - py) / Box.Height, Y, ScaleY));

    // Values that have no logarithm lie far outside.
    private static double ComputeShare(double v, (double From, double To) ends, AxisScale? scale)
    {
        scale ??= AxisScale.Linear;
        if (scale.IsLog && v <= 0) { return -10; }
        double from = scale.ToPlace(ends.From);
        return (scale.ToPlace(v) - from) / (scale.ToPlace(ends.To) - from);
    }

    private static double ToValue(double share, (double From, double To) ends, AxisScale? scale)
    {
        scale ??= AxisScale.Linear;
        double from = scale.ToPlace(ends.From);
        return scale.FromPlace(from + (share * (scale.ToPlace(ends.To) - from)));
    }
}
