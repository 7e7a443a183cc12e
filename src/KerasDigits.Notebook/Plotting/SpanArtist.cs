using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A band over the whole height or width of the plot.</summary>
/// <param name="from">Start, in the units of its axis.</param>
/// <param name="to">The other end.</param>
/// <param name="isUpright">Whether the ends are x values.</param>
/// <param name="color">Colour of the band.</param>
internal sealed class SpanArtist(double from, double to, bool isUpright, SKColor color) : Artist
{
    public override bool HasKey => true;

    public override IEnumerable<(double X, double Y)> Extent => isUpright
        ? [(from, double.NaN), (to, double.NaN)]
        : [(double.NaN, from), (double.NaN, to)];

    public override void Draw(SKCanvas canvas, View view)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawRect((isUpright ? new SKRect(view.ToX(from), view.Box.Top, view.ToX(to), view.Box.Bottom)
            : new SKRect(view.Box.Left, view.ToY(from), view.Box.Right, view.ToY(to))).Standardized, paint);
    }

    public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(left, middle - (height / 2), width, height, paint);
    }
}
