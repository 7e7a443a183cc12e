using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A picture with one or several <see cref="Axes"/>: Matplotlib's Figure.</summary>
public sealed class Figure
{
    /// <summary>Matplotlib's edges of a figure's only plot, as shares of the figure; a notebook's leave more below.</summary>
    private const float Left = 0.125f, Right = 0.9f, Top = 0.88f, Bottom = 0.11f, NotebookBottom = 0.125f;

    /// <summary>White that stays around a cut picture, in inches; and a title's size, in points.</summary>
    private const double CutPad = 0.1, TitleSize = 12, DefaultPad = 1.08;

    private const int NotebookDpi = 72;

    private readonly List<Axes> _axes = [];
    private readonly Dictionary<(int, int, int), Axes> _cells = [];
    private readonly int _dpi;
    private readonly string _paper;
    private (double Width, double Height) _inches;
    private (string Text, double Size)? _title;
    private double? _tightPad;
    private (double Left, double Bottom, double Right, double Top, double Between, double Below)? _grid;

    internal Figure((double width, double height) figsize, int dpi, string? facecolor = null)
    {
        _ = Ink.Of(_paper = facecolor ?? mpl.Theme.Paper, 0);
        if (dpi is < 1 or > 2400) { throw new ArgumentException($"dpi must be from 1 to 2400. Received: {dpi}.", nameof(dpi)); }
        _dpi = dpi;
        set_size_inches(figsize.width, figsize.height);
    }

    /// <summary>Whether savefig has written it.</summary>
    internal bool IsWritten { get; private set; }

    /// <summary>The plots, in the order in which they were made.</summary>
    public IReadOnlyList<Axes> axes => _axes;

    internal (int Width, int Height) Size => ComputeSize(_dpi);

    /// <summary>The picture's size.</summary>
    /// <param name="w">Width in inches, above 0.</param>
    /// <param name="h">Height in inches, above 0.</param>
    /// <exception cref="ArgumentException">w or h is not above 0 and at most 200.</exception>
    public void set_size_inches(double w, double h)
    {
        if (!(w > 0 && h > 0 && w <= 200 && h <= 200))
        {
            throw new ArgumentException($"figsize must be (width, height) in inches, above 0 and up to 200. Received: figsize=({w}, "
                + $"{h}).", nameof(w));
        }
        _inches = (w, h);
    }

    /// <summary>Turns the texts below all plots, as long ones of times need it.</summary>
    /// <param name="rotation">Angle of the texts in degrees, counterclockwise.</param>
    public void autofmt_xdate(double rotation = 30)
    {
        foreach (Axes plot in _axes) { plot.tick_params(axis: "x", rotation: rotation); }
    }

    /// <summary>The plot in cell <paramref name="index"/> (from 1, row by row) of a grid; the same one for the same cell.</summary>
    /// <param name="nrows">Rows of the grid, above 0.</param>
    /// <param name="ncols">Columns of the grid, above 0.</param>
    /// <param name="index">Number of the cell, from 1.</param>
    /// <exception cref="ArgumentException">There is no such cell.</exception>
    public Axes add_subplot(int nrows, int ncols, int index)
    {
        if (nrows < 1 || ncols < 1 || index < 1 || index > nrows * ncols)
        {
            throw new ArgumentException($"num must be an integer with 1 <= num <= {Math.Max(nrows * ncols, 0)}, not {index}. Received: "
                + $"nrows={nrows}, ncols={ncols}.", nameof(index));
        }
        if (!_cells.TryGetValue((nrows, ncols, index), out Axes? axes))
        {
            axes = new Axes((nrows, ncols, index));
            _cells[(nrows, ncols, index)] = axes;
            _axes.Add(axes);
        }
        plt.MakeCurrent(this, axes);
        return axes;
    }

    /// <summary>Takes away the plots that lie where one of another grid is.</summary>
    internal Axes Uncover(Axes axes)
    {
        foreach (Axes other in _axes.Where(a => a != axes && Overlap(a.Cell, axes.Cell)).ToArray())
        {
            _axes.Remove(other);
            _cells.Remove(other.Cell);
        }
        return axes;
    }

    private static bool Overlap((int Rows, int Columns, int Index) a, (int Rows, int Columns, int Index) b)
    {
        static (double, double) GetSpan(int place, int count) => ((double)place / count, (place + 1.0) / count);
        static bool Meet((double From, double To) x, (double From, double To) y) => x.From < y.To - 1e-9 && y.From < x.To - 1e-9;
        return Meet(GetSpan((a.Index - 1) % a.Columns, a.Columns), GetSpan((b.Index - 1) % b.Columns, b.Columns))
            && Meet(GetSpan((a.Index - 1) / a.Columns, a.Rows), GetSpan((b.Index - 1) / b.Columns, b.Rows));
    }

    /// <summary>The plot of a cell by three digits: 121 is the first of one row and two columns.</summary>
    /// <param name="pos">Rows, columns and number, a digit each.</param>
    /// <exception cref="ArgumentException">There is no such cell.</exception>
    public Axes add_subplot(int pos = 111) => pos is >= 111 and <= 999 ? add_subplot(pos / 100, pos / 10 % 10, pos % 10)
        : throw new ArgumentException($"The cell must be three digits, rows, columns and number, such as 121. Received: {pos}.",
            nameof(pos));

    /// <summary>A plot in space: <c>fig.add_subplot(111, projection: "3d")</c>.</summary>
    /// <param name="pos">The cell by three digits.</param>
    /// <param name="projection">Must be "3d".</param>
    /// <exception cref="ArgumentException">There is no such projection here.</exception>
    public Axes3D add_subplot(int pos, string projection) => AddInSpace(add_subplot(pos), projection);

    /// <inheritdoc cref="add_subplot(int, string)"/>
    public Axes3D add_subplot(string projection) => AddInSpace(add_subplot(), projection);

    /// <summary>A plot in space in a cell of a grid.</summary>
    /// <inheritdoc cref="add_subplot(int, string)"/>
    public Axes3D add_subplot(int nrows, int ncols, int index, string projection) =>
        AddInSpace(add_subplot(nrows, ncols, index), projection);

    /// <inheritdoc cref="add_subplot(int, string)"/>
    internal static Axes3D AddInSpace(Axes axes, string projection) => projection == "3d" ? axes.Space ??= new Axes3D(axes)
        : throw new ArgumentException($"projection must be \"3d\". Received: projection=\"{projection}\".", nameof(projection));

    /// <summary>A bar beside a plot that says which colour means which value.</summary>
    /// <param name="mappable">What was drawn by a colour map.</param>
    /// <param name="ax">The plot beside which it stands; null: the one on which that was drawn.</param>
    /// <param name="label">Text beside the bar's numbers; null: none.</param>
    /// <exception cref="ArgumentNullException">mappable is null.</exception>
    public ColorBar colorbar(ScalarMappable mappable, Axes? ax = null, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(mappable);
        var bar = new ColorBar(mappable, label);
        (ax ?? mappable.Axes).SetBar(bar);
        return bar;
    }

    /// <summary>Takes all plots and the title away; the size stays.</summary>
    public void clear()
    {
        _axes.Clear();
        _cells.Clear();
        (_title, _tightPad, _grid) = (null, null, null);
    }

    /// <summary>Text above all plots.</summary>
    /// <param name="t">Text to write above all plots.</param>
    /// <param name="fontsize">Its size, in points; null: 12.</param>
    public void suptitle(string t, double? fontsize = null) => _title = (t, fontsize ?? TitleSize);

    /// <summary>
    /// The plots fill the figure as far as their texts leave room. Plots of a grid keep their texts inside of their cells in any case.
    /// </summary>
    /// <param name="pad">Room at the figure's edges, in sizes of its letters (10 points).</param>
    public void tight_layout(double pad = 1.08) => (_tightPad, _grid) = (pad, null);

    /// <summary>Where the grid's plots begin and end, as shares of the figure, and the room between them.</summary>
    /// <param name="left">Left edge of the plots, 0 to 1 of the figure; null: as it is, 0.125 at first.</param>
    /// <param name="bottom">Lower edge of the plots, 0 to 1 of the figure; null: as it is, 0.11 at first.</param>
    /// <param name="right">Right edge of the plots, 0 to 1 of the figure; null: as it is, 0.9 at first.</param>
    /// <param name="top">Upper edge of the plots, 0 to 1 of the figure; null: as it is, 0.88 at first.</param>
    /// <param name="wspace">The room between columns, as a share of a plot's width; null: as it is, 0.2 at first.</param>
    /// <param name="hspace">The room between rows, as a share of a plot's height; null: as it is, 0.2 at first.</param>
    /// <exception cref="ArgumentException">left is not less than right, or bottom not less than top.</exception>
    public void subplots_adjust(double? left = null, double? bottom = null, double? right = null, double? top = null, double? wspace = null,
        double? hspace = null)
    {
        var before = _grid ?? (Left, Bottom, Right, Top, 0.2, 0.2);
        _grid = (left ?? before.Item1, bottom ?? before.Item2, right ?? before.Item3, top ?? before.Item4, wspace ?? before.Item5, hspace
            ?? before.Item6);
        if (_grid is { } g && (g.Left >= g.Right || g.Bottom >= g.Top))
        {
            throw new ArgumentException($"left must be less than right, and bottom less than top. Received: left={g.Left}, "
                + $"right={g.Right}, bottom={g.Bottom}, top={g.Top}.", nameof(left));
        }
    }

    /// <summary>Writes the picture; the file appears whole or not at all.</summary>
    /// <param name="fname">Its ending says the format: .png, .jpg, .webp, .svg or .pdf.</param>
    /// <param name="dpi">Dots per inch; null: the figure's.</param>
    /// <param name="bbox_inches">"tight": cut to what is drawn, for pictures of dots; null: whole.</param>
    /// <param name="format">"png", "jpg", "webp", "svg" or "pdf"; null: as the ending says.</param>
    /// <exception cref="ArgumentException">bbox_inches is neither "tight" nor null.</exception>
    public void savefig(string fname, int? dpi = null, string? bbox_inches = null, string? format = null)
    {
        if (bbox_inches is not (null or "tight"))
        {
            throw new ArgumentException($"bbox_inches must be \"tight\" or null. Received: \"{bbox_inches}\".", nameof(bbox_inches));
        }
        Save(fname, cut: bbox_inches == "tight", dpi ?? _dpi, format);
        IsWritten = true;
    }

    /// <summary>Writes the picture, whole or cut to what is drawn.</summary>
    internal void Save(string fname, bool cut) => Save(fname, cut, _dpi);

    private void Save(string fname, bool cut, int dpi, string? format = null)
    {
        string ending = (format is null ? Path.GetExtension(fname) : "." + format).ToLowerInvariant();
        var (width, height) = ComputeSize(dpi);
        switch (ending)
        {
            case ".svg":
                // SVG is drawn at 72 dots an inch, which are its units.
                Files.Write(fname, stream =>
                {
                    var (w, h) = ComputeSize(72);
                    using SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(w, h), stream);
                    Draw(canvas, 72);
                });
                return;
            case ".pdf":
                Files.Write(fname, stream =>
                {
                    var (w, h) = ComputeSize(72);
                    using SKDocument document = SKDocument.CreatePdf(stream);
                    Draw(document.BeginPage(w, h), 72);
                    document.EndPage();
                    document.Close();
                });
                return;
            case ".png" or ".jpg" or ".jpeg" or ".webp":
                using (SKSurface surface = SKSurface.Create(new SKImageInfo(width, height)))
                {
                    surface.Canvas.Clear(Ink.Of(_paper, 0));
                    SKRect drawn = Draw(surface.Canvas, dpi);
                    using SKImage whole = surface.Snapshot();
                    using SKImage image = cut ? Cut(whole, drawn, dpi) : surface.Snapshot();
                    using SKData data = image.Encode(ending switch { ".png" => SKEncodedImageFormat.Png, ".webp" =>
                        SKEncodedImageFormat.Webp, _ => SKEncodedImageFormat.Jpeg }, 90);
                    Files.Write(fname, data.SaveTo);
                }
                return;
            default:
                throw new NotSupportedException($"fname must end in .png, .jpg, .webp, .svg or .pdf. Received: fname='{fname}'.");
        }
    }

    private (int Width, int Height) ComputeSize(int dpi) => ((int)Math.Round(_inches.Width * dpi), (int)Math.Round(_inches.Height * dpi));

    private SKRect Draw(SKCanvas canvas, int dpi)
    {
        var drawn = SKRect.Empty;
        var size = ComputeSize(dpi);
        float head = _title is null ? 0 : 20f * dpi / 72;
        if (_title is { } title)
        {
            Letters.Draw(canvas, title.Text, size.Width / 2f, 16f * dpi / 72, (float)title.Size * dpi / 72, SKTextAlign.Center);
        }
        foreach (Axes axes in _axes)
        {
            SKRect frame = _grid is not null ? PlaceInGrid(axes, size) : axes.Cell is (1, 1, 1) && _tightPad is null
                ? PlaceOnly(size, head, dpi)
                : PlaceInCell(axes, size, head, dpi);
            SKRect box = axes.Draw(canvas, frame, dpi);
            drawn = drawn.IsEmpty ? box : SKRect.Union(drawn, box);
        }
        return drawn;
    }

    private SKRect PlaceOnly((int Width, int Height) size, float head, int dpi) =>
        new(Left * size.Width, Math.Max(head, (1 - Top) * size.Height), Right * size.Width,
            (1 - (_dpi == NotebookDpi && dpi == _dpi ? NotebookBottom : Bottom)) * size.Height);

    /// <summary>Plots of a grid keep to their cells, their texts too: what Matplotlib does when tight_layout is called.</summary>
    private SKRect PlaceInCell(Axes axes, (int Width, int Height) size, float head, int dpi)
    {
        var (rows, columns, index) = axes.Cell;
        SKRect cell = FindCell(axes, size, head, dpi);
        var (left, top, right, bottom) = MeasureRoom(axes, cell, dpi);
        // Plots below each other begin at one line, and those beside each other stand on one.
        foreach (Axes other in _axes.Where(a => a != axes && a.Cell.Rows == rows && a.Cell.Columns == columns && !a.IsOff))
        {
            var room = MeasureRoom(other, FindCell(other, size, head, dpi), dpi);
            if ((other.Cell.Index - 1) % columns == (index - 1) % columns) { left = Math.Max(left, room.Left); }
            if ((other.Cell.Index - 1) / columns == (index - 1) / columns)
            {
                (top, bottom) = (Math.Max(top, room.Top), Math.Max(bottom, room.Bottom));
            }
        }
        return new SKRect(cell.Left + left, cell.Top + top, Math.Max(cell.Right - right, cell.Left + left + 1),
            Math.Max(cell.Bottom - bottom, cell.Top + top + 1));
    }

    /// <summary>
    /// What a plot's texts need. In the smaller frame that they leave there may be other numbers at its ticks, wider ones.
    /// </summary>
    private static (float Left, float Top, float Right, float Bottom) MeasureRoom(Axes axes, SKRect cell, int dpi)
    {
        var (left, top, right, bottom) = axes.MeasureSurroundings(cell, dpi);
        var again = axes.MeasureSurroundings(new SKRect(cell.Left + left, cell.Top + top,
            Math.Max(cell.Right - right, cell.Left + left + 1),
            Math.Max(cell.Bottom - bottom, cell.Top + top + 1)), dpi);
        return (Math.Max(left, again.Left), top, Math.Max(right, again.Right), Math.Max(bottom, again.Bottom));
    }

    private SKRect FindCell(Axes axes, (int Width, int Height) size, float head, int dpi)
    {
        var (rows, columns, index) = axes.Cell;
        float pad = _tightPad is { } wanted ? (float)(Math.Max(0, wanted - DefaultPad) * 10 * dpi / 72) : 0;
        float width = (size.Width - (2 * pad)) / columns, height = (size.Height - head - (2 * pad)) / rows;
        return SKRect.Create(pad + ((index - 1) % columns * width), pad + head + ((index - 1) / columns * height), width, height);
    }

    /// <summary>Where subplots_adjust puts a plot.</summary>
    private SKRect PlaceInGrid(Axes axes, (int Width, int Height) size)
    {
        var (left, bottom, right, top, between, below) = _grid!.Value;
        var (rows, columns, index) = axes.Cell;
        double width = (right - left) / (columns + (between * (columns - 1))), height = (top - bottom) / (rows + (below * (rows - 1)));
        double x = left + ((index - 1) % columns * width * (1 + between)), y = 1 - top + ((index - 1) / columns * height * (1 + below));
        return SKRect.Create((float)(x * size.Width), (float)(y * size.Height), (float)(width * size.Width), (float)(height * size.Height));
    }

    /// <summary>The part with ink, and the plots' frames, and a little white around.</summary>
    private static SKImage Cut(SKImage whole, SKRect frames, int dpi)
    {
        using SKBitmap pixels = SKBitmap.FromImage(whole);
        SKColor[] colors = pixels.Pixels;
        (int left, int top, int right, int bottom) = frames.IsEmpty ? (pixels.Width, pixels.Height, 0, 0)
            : ((int)Math.Floor(frames.Left), (int)Math.Floor(frames.Top), (int)Math.Ceiling(frames.Right),
                (int)Math.Ceiling(frames.Bottom));
        for (int i = 0; i < colors.Length; i++)
        {
            if (colors[i] == SKColors.White) { continue; }
            (int x, int y) = (i % pixels.Width, i / pixels.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        int pad = (int)Math.Round(CutPad * dpi);
        var inside = new SKRectI(left - pad, top - pad, right + pad, bottom + pad);
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Math.Max(inside.Width, 1), Math.Max(inside.Height, 1)));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.DrawImage(whole, -inside.Left, -inside.Top);
        return surface.Snapshot();
    }
}
