using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A word at a point of the plot. It takes no room of its own.</summary>
internal sealed class TextArtist(double x, double y, string text, double size, SKTextAlign align, float below, SKPoint offset,
    SKColor? ground) : Artist
{
    public override IEnumerable<(double X, double Y)> Extent => [];

    public override void Draw(SKCanvas canvas, View view)
    {
        float height = view.ToPixels(size);
        SKPoint at = view.ToPoint(x, y);
        // below: 0 above the point, 0.5 beside it, 1 under it.
        at.Offset(offset.X, offset.Y + (height * 0.75f * below));
        if (ground is { } back)
        {
            float width = Letters.MeasureWidth(text, height);
            using var paint = new SKPaint { Color = back };
            float left = align == SKTextAlign.Left ? at.X : at.X - (width / 2);
            canvas.DrawRect(left - 2, at.Y - (height * 0.8f), width + 4, height * 1.05f, paint);
        }
        Letters.Draw(canvas, text, at.X, at.Y, height, align, new SKColor(0x20, 0x20, 0x20));
    }
}
