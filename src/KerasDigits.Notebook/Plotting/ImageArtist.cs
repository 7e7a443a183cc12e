using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>An image, its pixels sharp however large they are drawn.</summary>
internal sealed class ImageArtist(Raster raster) : Artist
{
    public int Width => raster.Width;

    public int Height => raster.Height;

    public override IEnumerable<(double X, double Y)> Extent => [(-0.5, -0.5), (raster.Width - 0.5, raster.Height - 0.5)];

    public override void Draw(SKCanvas canvas, View view)
    {
        SKPoint corner = view.At(-0.5, -0.5), other = view.At(raster.Width - 0.5, raster.Height - 0.5);
        var place = new SKRect(Math.Min(corner.X, other.X), Math.Min(corner.Y, other.Y), Math.Max(corner.X, other.X), Math.Max(corner.Y, other.Y));
        using SKBitmap bitmap = raster.Bitmap();
        using SKImage image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, place, new SKSamplingOptions(place.Width < raster.Width ? SKFilterMode.Linear : SKFilterMode.Nearest));
    }
}
