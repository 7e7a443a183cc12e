using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Bars from 0.</summary>
internal sealed class BarsArtist(double[] x, double[] height, double width, SKColor color) : Artist
{
    public override IEnumerable<(double X, double Y)> Extent => x.Zip(height).SelectMany(b => new[] { (b.First - (width / 2), 0.0), (b.First + (width / 2), b.Second) });

    public override SKPoint[] Marks(View view) => [.. x.Zip(height).SelectMany(b => Enumerable.Range(0, 11).Select(i => view.At(b.First, b.Second * i / 10)))];

    public override void Draw(SKCanvas canvas, View view)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        for (int i = 0; i < x.Length; i++)
        {
            float left = view.AtX(x[i] - (width / 2)), right = view.AtX(x[i] + (width / 2)), zero = view.AtY(0), end = view.AtY(height[i]);
            canvas.DrawRect(SKRect.Create(left, Math.Min(zero, end), right - left, Math.Abs(zero - end)), paint);
        }
    }

    public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(left, middle - (height / 2), width, height, paint);
    }
}
