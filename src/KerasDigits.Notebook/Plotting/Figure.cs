using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A picture with one or several <see cref="Axes"/>: Matplotlib's Figure.</summary>
public sealed class Figure
{
    /// <summary>100 dots per inch, 72 points per inch.</summary>
    internal const float PixelsPerPoint = 100f / 72;

    private readonly List<Axes> _axes = [];
    private readonly Dictionary<(int, int, int), Axes> _cells = [];
    private string? _title;

    internal Figure((double width, double height) figsize, int dpi)
    {
        if (!(figsize.width > 0 && figsize.height > 0 && figsize.width <= 200 && figsize.height <= 200))
        {
            throw new ArgumentException($"figsize must be (width, height) in inches, above 0 and up to 200. Received: figsize=({figsize.width}, {figsize.height}).", nameof(figsize));
        }
        _ = dpi;
        Lettering.Ensure();
        Size = ((int)Math.Round(figsize.width * 100), (int)Math.Round(figsize.height * 100));
    }

    internal (int Width, int Height) Size { get; }

    /// <summary>The plot in cell <paramref name="index"/> (from 1, row by row) of a grid; the same one for the same cell.</summary>
    public Axes add_subplot(int nrows, int ncols, int index)
    {
        if (nrows < 1 || ncols < 1 || index < 1 || index > nrows * ncols)
        {
            throw new ArgumentException($"num must be an integer with 1 <= num <= {Math.Max(nrows * ncols, 0)}, not {index}. Received: nrows={nrows}, ncols={ncols}.", nameof(index));
        }
        if (_cells.TryGetValue((nrows, ncols, index), out Axes? known)) { return known; }
        var axes = new Axes((index - 1) % ncols / (double)ncols, (index - 1) / ncols / (double)nrows, 1.0 / ncols, 1.0 / nrows);
        _cells[(nrows, ncols, index)] = axes;
        _axes.Add(axes);
        return axes;
    }

    /// <summary>Takes all plots and the title away; the size stays.</summary>
    public void clear()
    {
        _axes.Clear();
        _cells.Clear();
        _title = null;
    }

    /// <summary>Text above all plots.</summary>
    public void suptitle(string t) => _title = t;

    /// <summary>Writes the picture as PNG; the file appears whole or not at all.</summary>
    public void savefig(string fname) => Save(fname, cut: false);

    internal void Save(string fname, bool cut)
    {
        _ = cut;
        if (!fname.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) { throw new NotSupportedException($"fname must end in .png. Received: fname='{fname}'. The nearest supported format is PNG."); }
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Size.Width, Size.Height));
        surface.Canvas.Clear(SKColors.White);
        float head = _title is null ? 0 : 20 * PixelsPerPoint;
        if (_title is not null)
        {
            SKTypeface face = ScottPlot.Fonts.GetTypeface(ScottPlot.Fonts.Default, false, false);
            using var font = new SKFont(face, 13 * PixelsPerPoint);
            using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
            surface.Canvas.DrawText(_title, Size.Width / 2f, 16 * PixelsPerPoint, SKTextAlign.Center, font, paint);
        }
        foreach (Axes axes in _axes)
        {
            float left = (float)(axes.Place.Left * Size.Width), top = head + (float)(axes.Place.Top * (Size.Height - head));
            float right = left + (float)(axes.Place.Width * Size.Width), bottom = top + (float)(axes.Place.Height * (Size.Height - head));
            int width = (int)Math.Round(right) - (int)Math.Round(left), height = (int)Math.Round(bottom) - (int)Math.Round(top);
            using SKSurface cell = SKSurface.Create(new SKImageInfo(Math.Max(width, 1), Math.Max(height, 1)));
            axes.Finish(width, height);
            axes.Canvas.Render(cell.Canvas, width, height);
            surface.Canvas.DrawSurface(cell, (int)Math.Round(left), (int)Math.Round(top));
        }
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 90);
        Files.Write(fname, png.SaveTo);
    }
}
