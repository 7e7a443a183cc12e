using System.Runtime.CompilerServices;
using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// One plot of a <see cref="Figure"/>: Matplotlib's Axes. The same methods stand on <see cref="plt"/> for the current one.
/// </summary>
public sealed partial class Axes
{
    private readonly List<Artist> _artists = [];
    private readonly mpl.Sizes _sizes = mpl.Defaults;
    private readonly mpl.Look _look = mpl.Theme;
    private int _turn;
    private bool _grid = mpl.Theme.HasGrid;
    private Caption? _title, _xlabel, _ylabel;
    private (double[] At, string[]? Labels)? _xticks, _yticks;
    private double _xtickSize, _ytickSize, _xrotation;
    private Legend? _legend;
    private ColorBar? _bar;
    private Action<ScottPlot.IColormap>? _recolor;

    internal Axes((int Rows, int Columns, int Index) cell)
    {
        Cell = cell;
        (_xtickSize, _ytickSize) = (_sizes.XTick, _sizes.YTick);
    }

    /// <summary>Its place in the figure's grid, from 1.</summary>
    internal (int Rows, int Columns, int Index) Cell { get; }

    /// <summary>What was drawn last by a colour map.</summary>
    internal ScalarMappable? Mappable { get; private set; }

    /// <summary>A line through y over 0, 1, 2 …; a line for each column of an array of two axes.</summary>
    /// <inheritdoc cref="plot(Points, Points, string?, string?, string?, double?, string?, string?, double, string?, double?, double?, string?, double?)"/>
    public void plot(Points y, string? fmt = null, string? color = null, string? ls = null, double? lw = null, string? label = null,
        string? marker = null, double alpha = 1,
        string? linestyle = null, double? linewidth = null, double? markersize = null, string? c = null, double? ms = null) =>
        plot(Points.Count(y.Rows > 1 ? y.Rows : y.Values.Length), y, fmt, color, ls, lw, label, marker, alpha, linestyle, linewidth,
            markersize, c, ms);

    /// <summary>A line through the points.</summary>
    /// <param name="x">Positions on the x axis.</param>
    /// <param name="y">As many values; of an array of two axes each column is a line.</param>
    /// <param name="fmt">Matplotlib's short form of colour, line and marker: 'r--', 'bo'; or a colour; null: a plain line.</param>
    /// <param name="color">'red', 'r', 'C1', '#rrggbb'; null takes the next of the cycle.</param>
    /// <param name="ls">'-', '--', ':' or '-.'; null: that of fmt, or '-'.</param>
    /// <param name="lw">Width in points; null: 1.5.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="marker">'o', 's', '^', 'x' …; null for none.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="linestyle">Line style: the long name of ls; null: ls.</param>
    /// <param name="linewidth">Line width in points: the long name of lw; null: lw.</param>
    /// <param name="markersize">Size of the markers in points; null: 6.</param>
    /// <param name="c">Colour of the inside: another name of color; null: color.</param>
    /// <param name="ms">The short name of markersize; null: markersize.</param>
    public void plot(Points x, Points y, string? fmt = null, string? color = null, string? ls = null, double? lw = null,
        string? label = null, string? marker = null, double alpha = 1,
        string? linestyle = null, double? linewidth = null, double? markersize = null, string? c = null, double? ms = null)
    {
        _hasTimes |= x.AreTimes;
        (color, markersize) = (color ?? c, markersize ?? ms);
        string? line = linestyle ?? ls;
        double width = linewidth ?? lw ?? _look.Line;
        if (fmt is not null && Ink.Format(fmt) is { } format)
        {
            (color, line, marker) = (color ?? format.Color, line ?? format.Line, marker ?? format.Marker);
            // Without a line of its own a marker stands alone.
            if (format.Line is null && linestyle is null && ls is null) { width = 0; }
        }
        else { color ??= fmt; }
        if (line is "" or " " or "None" or "none") { (line, width) = ("-", 0); }
        _ = Ink.FindDashes(line ?? "-");
        int columns = y.Rows > 1 && x.Values.Length == y.Rows ? y.Values.Length / y.Rows : 1;
        for (int column = 0; column < columns; column++)
        {
            double[] values = columns == 1 ? y.Values : [.. y.Values.Where((_, i) => i % columns == column)];
            CheckSameLength(x.Values, values);
            _artists.Add(new LineArtist(x.Values, values, Ink.Of(color, _turn, alpha), line ?? "-", width, marker is null ? null
                : Marker.Check(marker), markersize ?? MarkerSize) { Label = column == 0 ? label ?? "" : "" });
            _turn += color is null ? 1 : 0;
        }
    }

    /// <summary>A line through points at whole positions: <c>plot(Enumerable.Range(1, epochs), loss)</c>.</summary>
    /// <inheritdoc cref="plot(Points, Points, string?, string?, string?, double?, string?, string?, double, string?, double?, double?, string?, double?)"/>
    [OverloadResolutionPriority(-1)]
    public void plot(IEnumerable<int> x, Points y, string? fmt = null, string? color = null, string? ls = null, double? lw = null,
        string? label = null, string? marker = null, double alpha = 1,
        string? linestyle = null, double? linewidth = null, double? markersize = null, string? c = null, double? ms = null) =>
            plot(x.ToArray(), y, fmt, color, ls, lw, label, marker, alpha, linestyle, linewidth, markersize, c, ms);

    /// <summary>Two lines, as Python's <c>plot(x1, y1, 'r', x2, y2, 'b')</c>.</summary>
    /// <param name="x1">Positions of the first line.</param>
    /// <param name="y1">Values of the first line, as many as positions.</param>
    /// <param name="fmt1">Its format: colour, marker and style, such as "r--".</param>
    /// <param name="x2">Positions of the second line.</param>
    /// <param name="y2">Values of the second line, as many as positions.</param>
    /// <param name="fmt2">The second line's format, such as "bo".</param>
    public void plot(Points x1, Points y1, string fmt1, Points x2, Points y2, string fmt2)
    {
        plot(x1, y1, fmt1);
        plot(x2, y2, fmt2);
    }

    /// <summary>Points without lines.</summary>
    /// <param name="x">Positions on the x axis.</param>
    /// <param name="y">Positions on the y axis, as many as x has.</param>
    /// <param name="s">The markers' area in square points: one for all, or as many; null: 36.</param>
    /// <param name="c">A colour, one for each point, or numbers for the colour map; null: color, or the next of the cycle.</param>
    /// <param name="marker">One of Matplotlib's markers: 'o', 's', '^', 'x' …; others are refused with an ArgumentException.</param>
    /// <param name="cmap">Name of the colour map that numbers in c go through; null: what plt.set_cmap chose, or viridis.</param>
    /// <param name="vmin">The number of the map's first colour; null: the least.</param>
    /// <param name="vmax">The number of the map's last colour; null: the largest.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="edgecolors">The colour of the markers' edges; null: none.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="color">A colour for all; null: the next of the cycle. c wins over it.</param>
    /// <exception cref="ArgumentException">c or s is neither one nor as many as the points.</exception>
    public ScalarMappable scatter(Points x, Points y, Points? s = null, PlotColors? c = null, string marker = "o",
        string? cmap = null, double? vmin = null, double? vmax = null, double alpha = 1,
        string? edgecolors = null, string? label = null, string? color = null)
    {
        CheckSameLength(x.Values, y.Values);
        _hasTimes |= x.AreTimes;
        int count = x.Values.Length;
        ScottPlot.IColormap map = ColorMap.Of(cmap);
        double[] numbers = c?.Values ?? [];
        if (c?.Values is not null && numbers.Length != count)
        {
            throw new ArgumentException($"'c' argument has {numbers.Length} elements, which is inconsistent with 'x' and 'y' with size "
                + $"{count}.", nameof(c));
        }
        var mappable = new ScalarMappable(this, map, vmin ?? numbers.DefaultIfEmpty(0).Min(), vmax ?? numbers.DefaultIfEmpty(0).Max());
        if (c?.Values is not null) { Mappable = mappable; }
        SKColor[] colors = c is null ? [.. Enumerable.Repeat(Ink.Of(color, _turn, alpha), count)] : c.Values is null
            ? c.MakeColors(count, alpha) : Array.ConvertAll(numbers, n => mappable.ComputeColor(n, alpha));
        double[] areas = s is { } given ? given.Values : [36];
        if (areas.Length != 1 && areas.Length != count)
        {
            throw new ArgumentException($"s must be a number, or the same size as x and y. Received: {areas.Length} sizes, "
                + $"{count} points.", nameof(s));
        }
        _artists.Add(new ScatterArtist(x.Values, y.Values, Array.ConvertAll(areas, Math.Sqrt), colors, Marker.Check(marker),
            edgecolors is null or "none" or "face" ? null : Ink.Of(edgecolors, 0, alpha)) { Label = label ?? "" });
        _turn += color is null && c is null ? 1 : 0;
        return mappable;
    }

    /// <summary>An image that is a tensor.</summary>
    /// <inheritdoc cref="imshow(NDArray, string, string, double?, double?, string, double, string, ValueTuple{double, double, double, double}?)"/>
    [OverloadResolutionPriority(-1)]
    public AxesImage imshow(TorchSharp.torch.Tensor X, string? cmap = null, string aspect = "equal", double? vmin = null,
        double? vmax = null, string interpolation = "antialiased", double alpha = 1, string origin = "upper",
        (double left, double right, double bottom, double top)? extent = null) =>
        imshow(X.numpy(), cmap, aspect, vmin, vmax, interpolation, alpha, origin, extent);

    /// <summary>
    /// An image: (height, width) through a colour map, or (height, width, 3 or 4) as colours, floats in 0..1 or integers in 0..255. The
    /// first row is on top.
    /// </summary>
    /// <param name="X">The image; a last axis of one channel is left out.</param>
    /// <param name="cmap">Name of a Matplotlib colour map, such as "gray"; null: what plt.set_cmap chose, or viridis.</param>
    /// <param name="aspect">"equal": pixels are square; "auto": the picture fills the plot.</param>
    /// <param name="vmin">The value of the map's first colour; null for the least.</param>
    /// <param name="vmax">The value of the map's last colour; null for the largest.</param>
    /// <param name="interpolation">"nearest" ("none", "antialiased": sharp pixels), "bilinear" or "bicubic".</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="origin">"upper": the first row is on top; "lower": below.</param>
    /// <param name="extent">left, right, bottom, top: the place of the image in the plot's values; null: its pixels.</param>
    /// <exception cref="ArgumentException">aspect is not "equal" or "auto", or origin is not "upper" or "lower".</exception>
    public AxesImage imshow(NDArray X, string? cmap = null, string aspect = "equal", double? vmin = null, double? vmax = null,
        string interpolation = "antialiased", double alpha = 1, string origin = "upper",
        (double left, double right, double bottom, double top)? extent = null)
    {
        if (aspect is not ("equal" or "auto"))
        {
            throw new ArgumentException($"aspect must be 'equal' or 'auto'. Received: aspect='{aspect}'.", nameof(aspect));
        }
        if (origin is not ("upper" or "lower"))
        {
            throw new ArgumentException($"origin must be 'upper' or 'lower'. Received: origin='{origin}'.", nameof(origin));
        }
        ScottPlot.IColormap map = ColorMap.Of(cmap);
        Raster raster = Raster.Of(X, map, vmin, vmax);
        ImageArtist MakeArtist(Raster colors) => new(colors, ImageArtist.ChooseSampling(interpolation), alpha, origin == "lower", extent);
        int place = _artists.Count;
        _artists.Add(MakeArtist(raster));
        _recolor = other => _artists[place] = MakeArtist(Raster.Of(X, other, vmin, vmax));
        _box = aspect == "equal" ? BoxKind.Image : BoxKind.Free;
        var image = new AxesImage(this, map, raster.Low, raster.High);
        Mappable = image;
        return image;
    }

    /// <summary>Draws the last image by another colour map.</summary>
    internal void Recolor(string cmap) => _recolor?.Invoke(ColorMap.Of(cmap));

    internal bool IsOff { get; private set; }

    /// <summary>What makes this a plot in space.</summary>
    internal Axes3D? Space { get; set; }

    /// <summary>
    /// Text above the plot, on several lines where it has line feeds. Letters between dollar signs are slanted: <c>"$x$"</c>.
    /// </summary>
    /// <param name="label">Text to write; line feeds start new lines.</param>
    /// <param name="fontsize">In points; null: 12, or what mpl.rc says.</param>
    /// <param name="color">Colour of the text: 'red', 'r', 'C1', '#rrggbb'; null: black.</param>
    /// <param name="loc">"left", "center" or "right".</param>
    /// <param name="y">Its height in the plot, 0 at the foot and 1 at the head; null: above.</param>
    /// <param name="pad">Points between it and the plot; null: 6.</param>
    /// <param name="fontweight">"normal" or "bold"; null: "normal".</param>
    /// <exception cref="ArgumentException">There is no such place or weight.</exception>
    public void set_title(string label, double? fontsize = null, string? color = null, string loc = "center", double? y = null,
        double? pad = null, string? fontweight = null) =>
        _title = new(label, fontsize ?? _sizes.Title, Ink.Of(color ?? "black", 0), Caption.ParseBold(fontweight))
        {
            Align = loc switch
            {
                "left" => SKTextAlign.Left,
                "center" => SKTextAlign.Center,
                "right" => SKTextAlign.Right,
                _ => throw new ArgumentException($"'{loc}' is not a valid location: say \"left\", \"center\" or \"right\".", nameof(loc)),
            },
            Y = y,
            Pad = pad ?? TitlePad,
        };

    /// <summary>Text below the plot.</summary>
    /// <param name="xlabel">Text of the x axis; may be empty.</param>
    /// <param name="fontsize">In points; null: 10, or what mpl.rc says.</param>
    /// <param name="color">Colour of the text: 'red', 'r', 'C1', '#rrggbb'; null: black.</param>
    /// <param name="fontweight">"normal" or "bold"; null: "normal".</param>
    public void set_xlabel(string xlabel, double? fontsize = null, string? color = null, string? fontweight = null) =>
        _xlabel = new(xlabel, fontsize ?? _sizes.Label, Ink.Of(color ?? "black", 0), Caption.ParseBold(fontweight));

    /// <summary>Text left of the plot.</summary>
    /// <param name="ylabel">Text of the y axis; may be empty.</param>
    /// <param name="fontsize">In points; null: 10, or what mpl.rc says.</param>
    /// <param name="color">Colour of the text: 'red', 'r', 'C1', '#rrggbb'; null: black.</param>
    /// <param name="fontweight">"normal" or "bold"; null: "normal".</param>
    public void set_ylabel(string ylabel, double? fontsize = null, string? color = null, string? fontweight = null) =>
        _ylabel = new(ylabel, fontsize ?? _sizes.Label, Ink.Of(color ?? "black", 0), Caption.ParseBold(fontweight));

    /// <summary>Several texts at once: <c>ax.set(xlabel: "x", title: "t")</c>.</summary>
    /// <param name="title">The title; null: as it is.</param>
    /// <param name="xlabel">Text at the x axis; null: as it is.</param>
    /// <param name="ylabel">Text at the y axis; null: as it is.</param>
    public void set(string? title = null, string? xlabel = null, string? ylabel = null)
    {
        if (title is not null) { set_title(title); }
        if (xlabel is not null) { set_xlabel(xlabel); }
        if (ylabel is not null) { set_ylabel(ylabel); }
    }

    /// <summary>Shows or hides the grid.</summary>
    /// <param name="visible">Whether it is there.</param>
    /// <param name="which">"major", "minor" or "both"; there are only major ticks.</param>
    /// <param name="axis">"x", "y" or "both": whose ticks have lines.</param>
    /// <param name="color">Colour of the lines: 'red', 'r', 'C1', '#rrggbb'; null: the style's.</param>
    /// <param name="ls">'-', '--', ':' or '-.'; null: '-'.</param>
    /// <param name="lw">In points; null: the style's.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="linestyle">Line style: the long name of ls; null: ls.</param>
    /// <param name="linewidth">Line width in points: the long name of lw; null: lw.</param>
    /// <param name="c">Colour of the inside: another name of color; null: color.</param>
    /// <exception cref="ArgumentException">axis is not "x", "y" or "both", or which is not "major", "minor" or "both".</exception>
    public void grid(bool visible = true, string which = "major", string axis = "both", string? color = null, string? ls = null,
        double? lw = null, double alpha = 1, string? linestyle = null, double? linewidth = null, string? c = null)
    {
        if (axis is not ("x" or "y" or "both"))
        {
            throw new ArgumentException($"axis must be 'x', 'y' or 'both'. Received: axis='{axis}'.", nameof(axis));
        }
        if (which is not ("major" or "minor" or "both"))
        {
            throw new ArgumentException($"which must be 'major', 'minor' or 'both'. Received: which='{which}'.", nameof(which));
        }
        if (which == "minor") { return; }
        _grid = visible;
        _gridLook = new GridLook(axis, Ink.Of(color ?? c ?? _look.Grid, 0, alpha), ReadStyle(linestyle ?? ls ?? "-"), linewidth ?? lw);
    }

    private GridLook? _gridLook;

    /// <summary>How the grid's lines look, and whose ticks have them.</summary>
    private sealed record GridLook(string Axis, SKColor Color, string Style, double? Width);

    /// <summary>Shows the labels of what was drawn.</summary>
    /// <param name="loc">"best" (the place that covers the smallest of what is drawn), "upper left", "lower right", "center" …, or
    /// Matplotlib's number.</param>
    /// <param name="fontsize">In points; null: 10, or what mpl.rc says.</param>
    /// <param name="title">Text above the labels; null: none.</param>
    public void legend(LegendLocation loc = default, double? fontsize = null, string? title = null) =>
        _legend = new Legend(loc.Name, fontsize ?? _sizes.Legend, title);

    /// <summary>Shows labels for what was drawn, in its order: <c>legend(["train", "val"], loc: "upper left")</c>.</summary>
    /// <inheritdoc cref="legend(LegendLocation, double?, string?)"/>
    public void legend(string[] labels, LegendLocation loc = default, double? fontsize = null, string? title = null)
    {
        Artist[] drawn = [.. _artists.Where(a => a.HasKey)];
        for (int i = 0; i < drawn.Length; i++) { drawn[i].Label = i < labels.Length ? labels[i] : ""; }
        legend(loc, fontsize, title);
    }

    /// <summary>Takes away all that was drawn, the texts and the ends.</summary>
    public void clear()
    {
        _artists.Clear();
        _twins.Clear();
        Space = null;
        (_title, _xlabel, _ylabel, _xticks, _yticks, _xlim, _ylim) = (null, null, null, null, null, null, null);
        (_turn, _legend, _bar, _recolor, Mappable, _box) = (0, null, null, null, null, BoxKind.Free);
        (_scaleX, _scaleY, _hasTimes) = (AxisScale.Linear, AxisScale.Linear, false);
        (_tight, _upsideDown, _backwards, IsOff) = (false, false, false, false);
    }

    /// <inheritdoc cref="clear"/>
    public void cla() => clear();

    /// <summary>A word at a point.</summary>
    internal void Write(TextArtist text) => _artists.Add(text);

    internal void Add(Artist artist) => _artists.Add(artist);

    internal void RemoveLegend() => _legend = null;

    /// <summary>The next colour of the cycle.</summary>
    internal string TakeNextColor() => mpl.Theme.Cycle[_turn++ % mpl.Theme.Cycle.Length];

    internal void SetBar(ColorBar bar) => _bar = bar;

    /// <summary>Matplotlib's size of markers, in points.</summary>
    private const double MarkerSize = 6;

    private static void CheckSameLength(double[] x, double[] y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"x and y must have same first dimension, but have shapes ({x.Length},) and ({y.Length},)");
        }
    }
}
