using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Filled contours: each dot of the picture has the colour between the two levels around its value.</summary>
internal sealed class FieldArtist(Grid grid, ScalarMappable mappable, double[] levels, double alpha) : Artist
{
    public override IEnumerable<(double X, double Y)> Extent => [(grid.X[0], grid.Y[0]), (grid.X[^1], grid.Y[^1])];

    public override bool FillsPlot => true;

    public override void Draw(SKCanvas canvas, View view)
    {
        SKColor[] bands = [.. levels.Zip(levels.Skip(1)).Select(l => mappable.ComputeColor((l.First + l.Second) / 2, alpha))];
        int left = (int)Math.Floor(view.Box.Left), top = (int)Math.Floor(view.Box.Top), width = (int)Math.Ceiling(view.Box.Right) - left,
            height = (int)Math.Ceiling(view.Box.Bottom) - top;
        var colors = new SKColor[width * height];
        for (int i = 0; i < colors.Length; i++)
        {
            var (x, y) = view.ToData(left + (i % width) + 0.5, top + (i / width) + 0.5);
            double value = grid.Interpolate(x, y);
            int band = double.IsNaN(value) || value < levels[0] || value > levels[^1] ? -1 : Array.FindLastIndex(levels, l => l <= value);
            colors[i] = band < 0 ? SKColors.Transparent : bands[Math.Min(band, bands.Length - 1)];
        }
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul)) { Pixels = colors };
        canvas.DrawBitmap(bitmap, left, top);
    }
}

/// <summary>Cells of colours between integers, the first row below.</summary>
internal sealed class CellsArtist(int rows, int columns, SKColor[] colors, SKColor? lines, double linewidth) : Artist
{
    public override IEnumerable<(double X, double Y)> Extent => [(0, 0), (columns, rows)];

    public override bool FillsPlot => true;

    public override void Draw(SKCanvas canvas, View view)
    {
        for (int i = 0; i < colors.Length; i++)
        {
            SKPoint a = view.ToPoint(i % columns, i / columns), b = view.ToPoint((i % columns) + 1, (i / columns) + 1);
            var box = new SKRect(MathF.Round(Math.Min(a.X, b.X)), MathF.Round(Math.Min(a.Y, b.Y)), MathF.Round(Math.Max(a.X, b.X)),
                MathF.Round(Math.Max(a.Y, b.Y)));
            using var paint = new SKPaint { Color = colors[i] };
            canvas.DrawRect(box, paint);
            if (lines is not { } color || linewidth <= 0) { continue; }
            using var pen = new SKPaint { Color = color, IsStroke = true, IsAntialias = true, StrokeWidth = view.ToPixels(linewidth) };
            canvas.DrawRect(box, pen);
        }
    }
}
