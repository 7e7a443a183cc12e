using System.Runtime.CompilerServices;
using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>One plot of a <see cref="Figure"/>: Matplotlib's Axes. The same methods stand on <see cref="plt"/> for the current one.</summary>
public sealed partial class Axes
{
    private readonly List<Artist> _artists = [];
    private readonly mpl.Sizes _sizes = mpl.Defaults;
    private int _turn;
    private bool _square, _grid;
    private (string Text, double Size)? _title, _xlabel, _ylabel;
    private (double From, double To)? _xlim, _ylim;
    private (double[] At, string[]? Labels)? _xticks, _yticks;
    private double _xtickSize, _ytickSize;
    private Legend? _legend;

    internal Axes((int Rows, int Columns, int Index) cell)
    {
        Cell = cell;
        (_xtickSize, _ytickSize) = (_sizes.XTick, _sizes.YTick);
    }

    /// <summary>Its place in the figure's grid, from 1.</summary>
    internal (int Rows, int Columns, int Index) Cell { get; }

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
        _ = Ink.Dashes(ls);
        SKColor ink = Ink.Of(color, _turn, alpha);
        _artists.Add(new LineArtist(x.Values, y.Values, ink, ls, lw, marker is null ? null : Marker.Checked(marker), MarkerSize) { Label = label ?? "" });
        _turn += color is null ? 1 : 0;
    }

    /// <summary>A line through points at whole positions: <c>plot(Enumerable.Range(1, epochs), loss)</c>.</summary>
    [OverloadResolutionPriority(-1)]
    public void plot(IEnumerable<int> x, Points y, string? color = null, string ls = "-", double lw = 1.5, string? label = null, string? marker = null, double alpha = 1) => plot(x.ToArray(), y, color, ls, lw, label, marker, alpha);

    /// <summary>Points without lines; <paramref name="s"/> is a marker's area in square points.</summary>
    public void scatter(Points x, Points y, double s = 36, string? color = null, string marker = "o", string? label = null, double alpha = 1)
    {
        Same(x, y);
        _artists.Add(new LineArtist(x.Values, y.Values, Ink.Of(color, _turn, alpha), "-", 0, Marker.Checked(marker), Math.Sqrt(s)) { Label = label ?? "" });
        _turn += color is null ? 1 : 0;
    }

    /// <summary>Bars from 0 to <paramref name="height"/>, centred at <paramref name="x"/>.</summary>
    public void bar(Points x, Points height, double width = 0.8, string? color = null, string? label = null, double alpha = 1)
    {
        Same(x, height);
        _artists.Add(new BarsArtist(x.Values, height.Values, width, Ink.Of(color, _turn, alpha)) { Label = label ?? "" });
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
        _artists.Add(new ImageArtist(Raster.Of(X, ColorMap.Of(cmap), vmin, vmax)));
        _square = aspect == "equal";
        return new AxesImage();
    }

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

    /// <summary>Text above the plot. Letters between dollar signs are slanted: <c>"$x$"</c>.</summary>
    public void set_title(string label, double? fontsize = null) => _title = (label, fontsize ?? _sizes.Title);

    /// <summary>Text below the plot.</summary>
    public void set_xlabel(string xlabel, double? fontsize = null) => _xlabel = (xlabel, fontsize ?? _sizes.Label);

    /// <summary>Text left of the plot.</summary>
    public void set_ylabel(string ylabel, double? fontsize = null) => _ylabel = (ylabel, fontsize ?? _sizes.Label);

    /// <summary>The ends of the x axis.</summary>
    public void set_xlim(double left, double right) => _xlim = (left, right);

    /// <summary>The ends of the y axis.</summary>
    public void set_ylim(double bottom, double top) => _ylim = (bottom, top);

    /// <summary>Ticks of the x axis; labels are the numbers themselves unless given. An empty list removes them.</summary>
    public void set_xticks(Points ticks, string[]? labels = null) => _xticks = Ticks(ticks, labels);

    /// <summary>Ticks of the y axis; labels are the numbers themselves unless given. An empty list removes them.</summary>
    public void set_yticks(Points ticks, string[]? labels = null) => _yticks = Ticks(ticks, labels);

    /// <summary>The size in points of the ticks' text.</summary>
    /// <param name="axis">"x", "y" or "both".</param>
    /// <param name="labelsize">In points.</param>
    public void tick_params(string axis = "both", double labelsize = 10)
    {
        if (axis is not ("x" or "y" or "both")) { throw new ArgumentException($"axis must be 'x', 'y' or 'both'. Received: axis='{axis}'.", nameof(axis)); }
        if (axis != "y") { _xtickSize = labelsize; }
        if (axis != "x") { _ytickSize = labelsize; }
    }

    /// <summary>Shows or hides the grid.</summary>
    public void grid(bool visible = true) => _grid = visible;

    /// <summary>Shows the labels of what was drawn.</summary>
    /// <param name="loc">"best" (the place that covers the least of what is drawn), "upper left", "lower right", "center" …</param>
    /// <param name="fontsize">In points; null: 10, or what mpl.rc says.</param>
    public void legend(string loc = "best", double? fontsize = null) => _legend = new Legend(Legend.Checked(loc), fontsize ?? _sizes.Legend);

    /// <summary>A word at a point.</summary>
    internal void Write(TextArtist text) => _artists.Add(text);

    /// <summary>Matplotlib's size of markers, in points.</summary>
    private const double MarkerSize = 6;

    private static (double[], string[]?) Ticks(Points ticks, string[]? labels)
    {
        if (labels is not null && labels.Length != ticks.Values.Length)
        {
            throw new ArgumentException($"The number of labels must be that of the ticks. Received: {labels.Length} labels, {ticks.Values.Length} ticks.", nameof(labels));
        }
        return (ticks.Values, labels);
    }

    private static void Same(Points x, Points y)
    {
        if (x.Values.Length != y.Values.Length)
        {
            throw new ArgumentException($"x and y must have same first dimension, but have shapes ({x.Values.Length},) and ({y.Values.Length},)");
        }
    }
}
