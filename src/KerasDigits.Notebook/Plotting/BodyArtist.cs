using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A filled area between two lines over y: the body of a violin.</summary>
internal sealed class BodyArtist(double[] y, double[] left, double[] right, SKColor color) : Artist
{
    public override IEnumerable<(double X, double Y)> Extent => left.Zip(y).Concat(right.Zip(y));

    public override void Draw(SKCanvas canvas, View view)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        using var path = new SKPath();
        path.AddPoly([.. left.Zip(y).Concat(right.Zip(y).Reverse()).Select(p => view.ToPoint(p.First, p.Second))], true);
        canvas.DrawPath(path, paint);
    }
}
