using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A picture with one or several <see cref="Axes"/>: Matplotlib's Figure.</summary>
public sealed class Figure
{
    /// <summary>Matplotlib's edges of a figure's only plot, as shares of the figure; a notebook's leave more below.</summary>
    private const float Left = 0.125f, Right = 0.9f, Top = 0.88f, Bottom = 0.11f, NotebookBottom = 0.125f;

    /// <summary>White that stays around a cut picture, in inches; and a title's size, in points.</summary>
    private const double CutPad = 0.1, TitleSize = 12;

    private const int NotebookDpi = 72;

    private readonly List<Axes> _axes = [];
    private readonly Dictionary<(int, int, int), Axes> _cells = [];
    private readonly int _dpi;
    private string? _title;

    internal Figure((double width, double height) figsize, int dpi)
    {
        if (!(figsize.width > 0 && figsize.height > 0 && figsize.width <= 200 && figsize.height <= 200))
        {
            throw new ArgumentException($"figsize must be (width, height) in inches, above 0 and up to 200. Received: figsize=({figsize.width}, {figsize.height}).", nameof(figsize));
        }
        _dpi = dpi;
        Size = ((int)Math.Round(figsize.width * dpi), (int)Math.Round(figsize.height * dpi));
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
        var axes = new Axes((nrows, ncols, index));
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

    /// <summary>Writes the picture, whole or cut to what is drawn.</summary>
    internal void Save(string fname, bool cut)
    {
        if (!fname.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) { throw new NotSupportedException($"fname must end in .png. Received: fname='{fname}'. The nearest supported format is PNG."); }
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Size.Width, Size.Height));
        surface.Canvas.Clear(SKColors.White);
        SKRect drawn = Draw(surface.Canvas);
        using SKImage whole = surface.Snapshot();
        using SKImage image = cut ? Cut(whole, drawn) : surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 90);
        Files.Write(fname, png.SaveTo);
    }

    private SKRect Draw(SKCanvas canvas)
    {
        var drawn = SKRect.Empty;
        float head = _title is null ? 0 : 20f * _dpi / 72;
        if (_title is not null) { Letters.Draw(canvas, _title, Size.Width / 2f, 16f * _dpi / 72, (float)TitleSize * _dpi / 72, SKTextAlign.Center); }
        foreach (Axes axes in _axes)
        {
            SKRect frame = axes.Cell is (1, 1, 1) ? Only(head) : InCell(axes, head);
            SKRect box = axes.Draw(canvas, frame, _dpi);
            drawn = drawn.IsEmpty ? box : SKRect.Union(drawn, box);
        }
        return drawn;
    }

    private SKRect Only(float head) => new(Left * Size.Width, Math.Max(head, (1 - Top) * Size.Height), Right * Size.Width, (1 - (_dpi == NotebookDpi ? NotebookBottom : Bottom)) * Size.Height);

    /// <summary>Plots of a grid keep to their cells, their texts too: what Matplotlib does when tight_layout is called.</summary>
    private SKRect InCell(Axes axes, float head)
    {
        var (rows, columns, index) = axes.Cell;
        float width = (float)Size.Width / columns, height = (Size.Height - head) / rows;
        SKRect cell = SKRect.Create((index - 1) % columns * width, head + ((index - 1) / columns * height), width, height);
        var (left, top, right, bottom) = axes.Surroundings(cell, _dpi);
        return new SKRect(cell.Left + left, cell.Top + top, Math.Max(cell.Right - right, cell.Left + left + 1), Math.Max(cell.Bottom - bottom, cell.Top + top + 1));
    }

    /// <summary>The part with ink, and the plots' frames, and a little white around.</summary>
    private SKImage Cut(SKImage whole, SKRect frames)
    {
        using SKBitmap pixels = SKBitmap.FromImage(whole);
        SKColor[] colors = pixels.Pixels;
        (int left, int top, int right, int bottom) = frames.IsEmpty ? (pixels.Width, pixels.Height, 0, 0)
            : ((int)Math.Floor(frames.Left), (int)Math.Floor(frames.Top), (int)Math.Ceiling(frames.Right), (int)Math.Ceiling(frames.Bottom));
        for (int i = 0; i < colors.Length; i++)
        {
            if (colors[i] == SKColors.White) { continue; }
            (int x, int y) = (i % pixels.Width, i / pixels.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        int pad = (int)Math.Round(CutPad * _dpi);
        var inside = new SKRectI(left - pad, top - pad, right + pad, bottom + pad);
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Math.Max(inside.Width, 1), Math.Max(inside.Height, 1)));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.DrawImage(whole, -inside.Left, -inside.Top);
        return surface.Snapshot();
    }
}
