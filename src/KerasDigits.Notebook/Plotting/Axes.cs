using System.Runtime.CompilerServices;
using NumSharp;
using SP = ScottPlot;

namespace KerasDigits.Notebook;

/// <summary>One plot of a <see cref="Figure"/>: Matplotlib's Axes. The same methods stand on <see cref="plt"/> for the current one.</summary>
public sealed class Axes
{
    private readonly SP.Plot _plot = new();
    private readonly LegendCorner _corner = new();
    private int _turn;
    private bool _square, _bestLegend;

    internal Axes(double left, double top, double width, double height)
    {
        Place = (left, top, width, height);
        _plot.HideLegend();
    }

    /// <summary>Shares of the figure, from its left and top.</summary>
    internal (double Left, double Top, double Width, double Height) Place { get; }

    internal SP.Plot Canvas => _plot;

    /// <summary>A line through y over 0, 1, 2 ….</summary>
    public void plot(Points y, string? color = null, string ls = "-", double lw = 1.5, string? label = null, string? marker = null, double alpha = 1) =>
        plot(Points.Count(y.Values.Length), y, color, ls, lw, label, marker, alpha);

    /// <summary>A line through the points.</summary>
    /// <param name="x">Positions.</param>
    /// <param name="y">As many values.</param>
    /// <param name="color">'red', 'r', 'C1', '#rrggbb', or Matplotlib's short form of colour, line and marker: 'r--', 'bo'; null takes the next of the cycle.</param>
    /// <param name="ls">'-', '--', ':' or '-.'.</param>
    /// <param name="lw">Width in points.</param>
    /// <param name="label">What the legend says.</param>
    /// <param name="marker">'o', 's', '^', 'x' …; null for none.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    public void plot(Points x, Points y, string? color = null, string ls = "-", double lw = 1.5, string? label = null, string? marker = null, double alpha = 1)
    {
        Same(x, y);
        if (color is not null && Ink.Format(color) is { } format)
        {
            // Without a line of its own a marker stands alone.
            if (format.Line is null) { lw = 0; }
            (color, ls, marker) = (format.Color, format.Line ?? "-", format.Marker ?? marker);
        }
        SP.Color ink = Ink.Of(color, _turn, alpha);
        var line = _plot.Add.Scatter(x.Values, y.Values, ink);
        line.LineWidth = (float)(lw * Figure.PixelsPerPoint);
        line.LinePattern = Ink.Pattern(ls);
        line.MarkerSize = marker is null ? 0 : 6 * Figure.PixelsPerPoint;
        if (marker is not null) { line.MarkerShape = Ink.Marker(marker); }
        line.LegendText = label ?? "";
        _corner.Note(x.Values, y.Values, lw > 0);
        _turn += color is null ? 1 : 0;
    }

    /// <summary>A line through points at whole positions: <c>plot(Enumerable.Range(1, epochs), loss)</c>.</summary>
    [OverloadResolutionPriority(-1)]
    public void plot(IEnumerable<int> x, Points y, string? color = null, string ls = "-", double lw = 1.5, string? label = null, string? marker = null, double alpha = 1) => plot(x.ToArray(), y, color, ls, lw, label, marker, alpha);

    /// <summary>Points without lines; <paramref name="s"/> is a marker's area in square points.</summary>
    public void scatter(Points x, Points y, double s = 36, string? color = null, string marker = "o", string? label = null, double alpha = 1)
    {
        Same(x, y);
        var points = _plot.Add.ScatterPoints(x.Values, y.Values, Ink.Of(color, _turn, alpha));
        points.MarkerSize = (float)(Math.Sqrt(s) * Figure.PixelsPerPoint);
        points.MarkerShape = Ink.Marker(marker);
        points.LegendText = label ?? "";
        _corner.Note(x.Values, y.Values, false);
        _turn += color is null ? 1 : 0;
    }

    /// <summary>Bars from 0 to <paramref name="height"/>, centred at <paramref name="x"/>.</summary>
    public void bar(Points x, Points height, double width = 0.8, string? color = null, string? label = null, double alpha = 1)
    {
        Same(x, height);
        SP.Color ink = Ink.Of(color, _turn, alpha);
        var bars = _plot.Add.Bars(x.Values.Zip(height.Values, (at, value) => new SP.Bar { Position = at, Value = value, Size = width, FillColor = ink, LineWidth = 0 }).ToArray());
        bars.LegendText = label ?? "";
        foreach (var (at, value) in x.Values.Zip(height.Values)) { _corner.Note([at, at], [0, value], true); }
        _plot.Axes.Margins(bottom: height.Values.All(v => v >= 0) ? 0 : 0.05);
        _turn += color is null ? 1 : 0;
    }

    /// <summary>Bars at whole positions: <c>bar(Enumerable.Range(0, 10), heights)</c>.</summary>
    [OverloadResolutionPriority(-1)]
    public void bar(IEnumerable<int> x, Points height, double width = 0.8, string? color = null, string? label = null, double alpha = 1) => bar(x.ToArray(), height, width, color, label, alpha);

    /// <summary>Counts of values in equal intervals from the least to the largest. Values that are not finite are left out.</summary>
    public void hist(Points x, int bins = 10, string? color = null, string? label = null, double alpha = 1)
    {
        if (bins < 1) { throw new ArgumentException($"bins must be 1 or more. Received: bins={bins}.", nameof(bins)); }
        double[] values = [.. x.Values.Where(double.IsFinite)];
        (double low, double high) = values.Length == 0 ? (0, 1) : (values.Min(), values.Max());
        if (low == high) { (low, high) = (low - 0.5, high + 0.5); }
        double step = (high - low) / bins;
        var counts = new double[bins];
        foreach (double value in values) { counts[Math.Min((int)((value - low) / step), bins - 1)]++; }
        bar(Enumerable.Range(0, bins).Select(i => low + ((i + 0.5) * step)).ToArray(), counts, step, color, label, alpha);
    }

    /// <summary>An image: (height, width) through a colour map, or (height, width, 3 or 4) as colours, floats in 0..1 or integers in 0..255. The first row is on top.</summary>
    /// <param name="X">The image; a last axis of one channel is left out.</param>
    /// <param name="cmap">Matplotlib's name.</param>
    /// <param name="aspect">"equal": pixels are square; "auto": the picture fills the plot.</param>
    /// <param name="vmin">The value of the map's first colour; null for the least.</param>
    /// <param name="vmax">The value of the map's last colour; null for the largest.</param>
    public AxesImage imshow(NDArray X, string cmap = "viridis", string aspect = "equal", double? vmin = null, double? vmax = null)
    {
        if (aspect is not ("equal" or "auto")) { throw new ArgumentException($"aspect must be 'equal' or 'auto'. Received: aspect='{aspect}'.", nameof(aspect)); }
        SP.IColormap map = ColorMap.Of(cmap);
        Raster raster = Raster.Of(X, map, vmin, vmax);
        var rect = new SP.CoordinateRect(-0.5, raster.Width - 0.5, raster.Height - 0.5, -0.5);
        _plot.Add.Plottable(new ImagePlot(raster, rect));
        _plot.Axes.SetLimits(-0.5, raster.Width - 0.5, raster.Height - 0.5, -0.5);
        _plot.HideGrid();
        Image = raster;
        _square = aspect == "equal";
        return new AxesImage();
    }

    internal Raster? Image { get; private set; }

    internal bool IsOff { get; private set; }

    /// <summary>"off" hides axes, ticks and frame; "on" shows them.</summary>
    public void axis(string option)
    {
        IsOff = option switch
        {
            "off" => true,
            "on" => false,
            _ => throw new ArgumentException($"axis takes 'off' or 'on'. Received: '{option}'. For limits use xlim and ylim.", nameof(option)),
        };
    }

    /// <summary>Text above the plot.</summary>
    public void set_title(string label, double? fontsize = null) => _plot.Title(label, Size(fontsize ?? 12));

    /// <summary>Text below the plot.</summary>
    public void set_xlabel(string xlabel, double? fontsize = null) => _plot.XLabel(xlabel, Size(fontsize ?? 10));

    /// <summary>Text left of the plot.</summary>
    public void set_ylabel(string ylabel, double? fontsize = null) => _plot.YLabel(ylabel, Size(fontsize ?? 10));

    /// <summary>The ends of the x axis.</summary>
    public void set_xlim(double left, double right) => _plot.Axes.SetLimitsX(left, right);

    /// <summary>The ends of the y axis.</summary>
    public void set_ylim(double bottom, double top) => _plot.Axes.SetLimitsY(bottom, top);

    /// <summary>Ticks of the x axis; labels are the numbers themselves unless given. An empty list removes them.</summary>
    public void set_xticks(Points ticks, string[]? labels = null) => _plot.Axes.Bottom.TickGenerator = Ticks(ticks, labels);

    /// <summary>Ticks of the y axis; labels are the numbers themselves unless given. An empty list removes them.</summary>
    public void set_yticks(Points ticks, string[]? labels = null) => _plot.Axes.Left.TickGenerator = Ticks(ticks, labels);

    /// <summary>The size in points of the ticks' text.</summary>
    /// <param name="axis">"x", "y" or "both".</param>
    /// <param name="labelsize">In points.</param>
    public void tick_params(string axis = "both", double labelsize = 10)
    {
        if (axis is not ("x" or "y" or "both")) { throw new ArgumentException($"axis must be 'x', 'y' or 'both'. Received: axis='{axis}'.", nameof(axis)); }
        if (axis != "y") { _plot.Axes.Bottom.TickLabelStyle.FontSize = Size(labelsize); }
        if (axis != "x") { _plot.Axes.Left.TickLabelStyle.FontSize = Size(labelsize); }
    }

    /// <summary>Shows or hides the grid.</summary>
    public void grid(bool visible = true)
    {
        if (visible) { _plot.ShowGrid(); }
        else { _plot.HideGrid(); }
    }

    /// <summary>Shows the labels of what was drawn.</summary>
    /// <param name="loc">"best" (the corner that covers the least of what is drawn), "upper left", "lower right", "center" …</param>
    /// <param name="fontsize">In points.</param>
    public void legend(string loc = "best", double fontsize = 10)
    {
        _bestLegend = loc == "best"; // chosen when all is drawn
        _plot.ShowLegend(loc switch
        {
            "best" or "upper right" => SP.Alignment.UpperRight,
            "upper left" => SP.Alignment.UpperLeft,
            "upper center" => SP.Alignment.UpperCenter,
            "lower left" => SP.Alignment.LowerLeft,
            "lower right" => SP.Alignment.LowerRight,
            "lower center" => SP.Alignment.LowerCenter,
            "center left" => SP.Alignment.MiddleLeft,
            "center right" or "right" => SP.Alignment.MiddleRight,
            "center" => SP.Alignment.MiddleCenter,
            _ => throw new ArgumentException($"loc must be 'best', 'center' or two words such as 'upper left'. Received: loc='{loc}'.", nameof(loc)),
        });
        _plot.Legend.FontSize = Size(fontsize);
    }

    internal void Finish(int width, int height)
    {
        if (Image is not null && _square) { FitImage(width, height); }
        if (_bestLegend) { _plot.ShowLegend(_corner.Best()); }
        foreach (SP.IAxis axis in new SP.IAxis[] { _plot.Axes.Bottom, _plot.Axes.Left })
        {
            if (axis.TickLabelStyle.FontSize == 12) { axis.TickLabelStyle.FontSize = Size(10); }
        }
        _plot.Axes.Title.Label.Bold = false;
        _plot.Axes.Bottom.Label.Bold = false;
        _plot.Axes.Left.Label.Bold = false;
        // ScottPlot reckons a turned text's room tightly: it would touch the ticks' text.
        if (_plot.Axes.Left is SP.AxisPanels.LeftAxis left) { left.PaddingBetweenTickAndAxisLabels = new SP.PixelPadding(left.TickLabelStyle.FontSize * 0.6f); }
        if (IsOff)
        {
            _plot.HideGrid();
            foreach (SP.IAxis axis in _plot.Axes.GetAxes()) { axis.IsVisible = false; }
            _plot.Axes.Title.IsVisible = _plot.Axes.Title.Label.Text.Length > 0;
        }
    }

    /// <summary>Square pixels: the picture gets the largest frame of its shape that fits beside the texts.</summary>
    private void FitImage(int width, int height)
    {
        float title = _plot.Axes.Title.Label.Text.Length > 0 ? _plot.Axes.Title.Label.FontSize * 2.6f : 4;
        (float left, float bottom, float side) = IsOff ? (4, 4, 4) : (Size(30 + (_plot.Axes.Left.Label.Text.Length > 0 ? 16 : 0)), Size(22 + (_plot.Axes.Bottom.Label.Text.Length > 0 ? 16 : 0)), 10);
        float scale = Math.Max(Math.Min((width - left - side) / Image!.Width, (height - title - bottom) / Image.Height), 0.01f);
        float spareX = Math.Max(0, (width - left - side - (scale * Image.Width)) / 2), spareY = Math.Max(0, (height - title - bottom - (scale * Image.Height)) / 2);
        _plot.Layout.Fixed(new SP.PixelPadding(left + spareX, side + spareX, bottom + spareY, title + spareY));
    }

    private static float Size(double points) => (float)(points * Figure.PixelsPerPoint);

    private static SP.TickGenerators.NumericManual Ticks(Points ticks, string[]? labels)
    {
        if (labels is not null && labels.Length != ticks.Values.Length)
        {
            throw new ArgumentException($"The number of labels must be that of the ticks. Received: {labels.Length} labels, {ticks.Values.Length} ticks.", nameof(labels));
        }
        return new SP.TickGenerators.NumericManual(ticks.Values, labels ?? [.. ticks.Values.Select(t => t.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture))]);
    }

    private static void Same(Points x, Points y)
    {
        if (x.Values.Length != y.Values.Length)
        {
            throw new ArgumentException($"x and y must have same first dimension, but have shapes ({x.Values.Length},) and ({y.Values.Length},)");
        }
    }
}
