using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>An image, its pixels sharp however large they are drawn unless a softer way is asked for.</summary>
/// <param name="raster">Colours of the pixels.</param>
/// <param name="sampling">How colours between pixels are made; null: sharp, and mixed where it shrinks.</param>
/// <param name="alpha">1 opaque, 0 invisible.</param>
/// <param name="fromBelow">Whether the first row is below.</param>
/// <param name="extent">left, right, bottom, top; null: its pixels.</param>
internal sealed class ImageArtist(Raster raster, SKSamplingOptions? sampling, double alpha, bool fromBelow,
    (double Left, double Right, double Bottom, double Top)? extent) : Artist
{
    public (double From, double To) EndsX => extent is { } e ? (e.Left, e.Right) : (-0.5, raster.Width - 0.5);

    public (double From, double To) EndsY => extent is { } e ? (e.Bottom, e.Top) : fromBelow ? (-0.5, raster.Height - 0.5)
        : (raster.Height - 0.5, -0.5);

    public override IEnumerable<(double X, double Y)> Extent => [(EndsX.From, EndsY.From), (EndsX.To, EndsY.To)];

    /// <summary>Matplotlib's names of interpolations.</summary>
    public static SKSamplingOptions? ChooseSampling(string interpolation) => interpolation switch
    {
        "antialiased" or "nearest" or "none" => null,
        "bilinear" => new SKSamplingOptions(SKFilterMode.Linear),
        "bicubic" => new SKSamplingOptions(SKCubicResampler.CatmullRom),
        _ => throw new ArgumentException("interpolation must be 'nearest', 'none', 'antialiased', 'bilinear' or 'bicubic'. Received: "
            + $"'{interpolation}'.", nameof(interpolation)),
    };

    public override void Draw(SKCanvas canvas, View view)
    {
        SKPoint corner = view.ToPoint(EndsX.From, EndsY.From), other = view.ToPoint(EndsX.To, EndsY.To);
        var place = new SKRect(Math.Min(corner.X, other.X), Math.Min(corner.Y, other.Y), Math.Max(corner.X, other.X),
            Math.Max(corner.Y, other.Y));
        using SKBitmap bitmap = raster.MakeBitmap(fromBelow);
        using SKImage image = SKImage.FromBitmap(bitmap);
        using var paint = new SKPaint { Color = SKColors.Black.WithAlpha((byte)Math.Round(255 * Math.Clamp(alpha, 0, 1))) };
        canvas.DrawImage(image, place, sampling
            ?? new SKSamplingOptions(place.Width < raster.Width ? SKFilterMode.Linear : SKFilterMode.Nearest), paint);
    }
}
