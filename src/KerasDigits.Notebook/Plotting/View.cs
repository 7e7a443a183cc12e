using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>How a plot's values lie on its picture.</summary>
/// <param name="Box">The frame, in pixels from the upper left.</param>
/// <param name="X">The values at its left and right.</param>
/// <param name="Y">The values at its bottom and top.</param>
/// <param name="Dpi">Pixels per inch.</param>
internal sealed record View(SKRect Box, (double From, double To) X, (double From, double To) Y, int Dpi)
{
    public float AtX(double x) => (float)(Box.Left + ((x - X.From) / (X.To - X.From) * Box.Width));

    public float AtY(double y) => (float)(Box.Bottom - ((y - Y.From) / (Y.To - Y.From) * Box.Height));

    public SKPoint At(double x, double y) => new(AtX(x), AtY(y));

    /// <summary>Points of 1/72 inch as pixels.</summary>
    public float Pixels(double points) => (float)(points * Dpi / 72);
}
