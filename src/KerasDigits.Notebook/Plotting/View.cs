using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>How a plot's values lie on its picture.</summary>
/// <param name="Box">The frame, in pixels from the upper left.</param>
/// <param name="X">The values at its left and right.</param>
/// <param name="Y">The values at its bottom and top.</param>
/// <param name="Dpi">Pixels per inch.</param>
/// <param name="LogX">Whether equal factors lie equally far apart from left to right.</param>
/// <param name="LogY">Whether they do from bottom to top.</param>
internal sealed record View(SKRect Box, (double From, double To) X, (double From, double To) Y, int Dpi, bool LogX = false,
    bool LogY = false)
{
    public float AtX(double x) => (float)(Box.Left + (Share(x, X, LogX) * Box.Width));

    public float AtY(double y) => (float)(Box.Bottom - (Share(y, Y, LogY) * Box.Height));

    public SKPoint At(double x, double y) => new(AtX(x), AtY(y));

    /// <summary>Points of 1/72 inch as pixels.</summary>
    public float Pixels(double points) => (float)(points * Dpi / 72);

    /// <summary>The values at a place of the picture.</summary>
    public (double X, double Y) Back(double px, double py) =>
        (Value((px - Box.Left) / Box.Width, X, LogX), Value((Box.Bottom - py) / Box.Height, Y, LogY));

    // Values that have no logarithm lie far outside.
    private static double Share(double v, (double From, double To) ends, bool log) =>
        !log ? (v - ends.From) / (ends.To - ends.From) : v <= 0 ? -10 : Math.Log(v / ends.From) / Math.Log(ends.To / ends.From);

    private static double Value(double share, (double From, double To) ends, bool log) =>
        log ? ends.From * Math.Pow(ends.To / ends.From, share) : ends.From + (share * (ends.To - ends.From));
}
