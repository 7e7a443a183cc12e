using ScottPlot;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>An image as a plottable, its pixels sharp however large they are drawn.</summary>
internal sealed class ImagePlot(Raster raster, CoordinateRect place) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new ScottPlot.Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => new(place);

    public void Render(RenderPack rp)
    {
        float left = Axes.GetPixelX(-0.5), right = Axes.GetPixelX(raster.Width - 0.5);
        float top = Axes.GetPixelY(-0.5), bottom = Axes.GetPixelY(raster.Height - 0.5);
        using SKBitmap bitmap = raster.Bitmap();
        using SKImage image = SKImage.FromBitmap(bitmap);
        rp.Canvas.DrawImage(image, new SKRect(left, top, right, bottom), new SKSamplingOptions(right - left < raster.Width ? SKFilterMode.Linear : SKFilterMode.Nearest));
    }
}
