using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A filled area between two lines over x.</summary>
internal sealed class AreaArtist(double[] x, double[] y1, double[] y2, SKColor color) : Artist
{
    public override bool HasKey => true;

    public override IEnumerable<(double X, double Y)> Extent =>
        x.Zip(y1).Concat(x.Zip(y2)).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second));

    public override void Draw(SKCanvas canvas, View view)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        using var path = new SKPath();
        path.AddPoly([.. x.Zip(y1).Concat(x.Zip(y2).Reverse()).Where(p => double.IsFinite(p.First)
            && double.IsFinite(p.Second)).Select(p => view.ToPoint(p.First, p.Second))], true);
        canvas.DrawPath(path, paint);
    }

    public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(left, middle - (height / 2), width, height, paint);
    }
}
