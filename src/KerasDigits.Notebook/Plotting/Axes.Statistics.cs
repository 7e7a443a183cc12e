using System.Runtime.CompilerServices;
using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <content>Bars, histograms and boxes.</content>
public sealed partial class Axes
{
    /// <summary>Bars from 0, or from <paramref name="bottom"/>, centred at <paramref name="x"/>.</summary>
    /// <param name="x">Positions on the x axis.</param>
    /// <param name="height">Heights of the bars, as many as positions.</param>
    /// <param name="width">Of each bar.</param>
    /// <param name="bottom">Where bars begin: one for all, or as many; null: 0.</param>
    /// <param name="color">One for all, or one for each; null takes the next of the cycle.</param>
    /// <param name="edgecolor">Of their edges; null: none.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="align">"center", or "edge": bars begin at x.</param>
    /// <param name="yerr">Bars of errors on top; null: none.</param>
    public Bars bar(Points x, Points height, double width = 0.8, Points? bottom = null, PlotColors? color = null,
        string? edgecolor = null, string? label = null, double alpha = 1, string align = "center", Points? yerr = null)
    {
        Bars bars = DrawBars(x.Values, height, width, bottom ?? 0, color, edgecolor, label, alpha, align, isUpright: true);
        if (yerr is { } errors) { errorbar(x, height, errors, fmt: "none", ecolor: "black", color: "black"); }
        return bars;
    }

    /// <summary>Bars at whole positions: <c>bar(Enumerable.Range(0, 10), heights)</c>.</summary>
    /// <inheritdoc cref="bar(Points, Points, double, Points?, PlotColors?, string?, string?, double, string, Points?)"/>
    [OverloadResolutionPriority(-1)]
    public Bars bar(IEnumerable<int> x, Points height, double width = 0.8, Points? bottom = null, PlotColors? color = null,
        string? edgecolor = null, string? label = null, double alpha = 1, string align = "center") =>
        bar(x.ToArray(), height, width, bottom, color, edgecolor, label, alpha, align);

    /// <summary>Bars by names, which stand below them.</summary>
    /// <inheritdoc cref="bar(Points, Points, double, Points?, PlotColors?, string?, string?, double, string, Points?)"/>
    public Bars bar(string[] x, Points height, double width = 0.8, Points? bottom = null, PlotColors? color = null,
        string? edgecolor = null, string? label = null, double alpha = 1)
    {
        Points places = Points.Count(x.Length);
        set_xticks(places, x, _xrotation);
        return bar(places, height, width, bottom, color, edgecolor, label, alpha);
    }

    /// <summary>Horizontal bars from 0, centred at <paramref name="y"/>.</summary>
    /// <param name="y">Positions on the y axis.</param>
    /// <param name="width">How long each is.</param>
    /// <param name="height">How high each is.</param>
    /// <param name="color">A colour for all bars, or one for each; null: the next of the cycle.</param>
    /// <param name="edgecolor">Colour of the bars' edges; null: none.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    public Bars barh(Points y, Points width, double height = 0.8, PlotColors? color = null, string? edgecolor = null,
        string? label = null, double alpha = 1) =>
        DrawBars(y.Values, width, height, 0, color, edgecolor, label, alpha, "center", isUpright: false);

    /// <summary>Horizontal bars by names.</summary>
    /// <inheritdoc cref="barh(Points, Points, double, PlotColors?, string?, string?, double)"/>
    public Bars barh(string[] y, Points width, double height = 0.8, PlotColors? color = null, string? edgecolor = null,
        string? label = null, double alpha = 1)
    {
        Points places = Points.Count(y.Length);
        set_yticks(places, y);
        return barh(places, width, height, color, edgecolor, label, alpha);
    }

    /// <summary>Counts of values in equal intervals from the least to the largest. Values that are not finite are left out.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="bins">How many intervals.</param>
    /// <param name="range">The ends of the intervals; null: the least and the largest value.</param>
    /// <param name="density">Whether the bars' area is 1 instead of the number of values.</param>
    /// <param name="color">A colour for all bars; null: the next of the cycle.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="edgecolor">Colour of the bars' edges; null: none.</param>
    /// <param name="histtype">"bar"; "step": their outline; "stepfilled": filled without edges between.</param>
    /// <returns>The counts and the intervals' ends.</returns>
    /// <exception cref="ArgumentException">bins is below 1.</exception>
    public (NDArray n, NDArray bins) hist(Points x, int bins = 10, (double from, double to)? range = null, bool density = false,
        string? color = null, string? label = null, double alpha = 1, string? edgecolor = null,
        string histtype = "bar")
    {
        if (bins < 1) { throw new ArgumentException($"bins must be 1 or more. Received: bins={bins}.", nameof(bins)); }
        double[] values = [.. x.Values.Where(double.IsFinite)];
        (double low, double high) = range ?? (values.Length == 0 ? (0, 1) : (values.Min(), values.Max()));
        if (low == high) { (low, high) = (low - 0.5, high + 0.5); }
        return hist(x, Enumerable.Range(0, bins + 1).Select(i => i == bins ? high : low + ((high - low) * i / bins)).ToArray(), density,
            color, label, alpha, edgecolor, histtype);
    }

    /// <summary>Counts of values in the intervals between ends that are given.</summary>
    /// <inheritdoc cref="hist(Points, int, ValueTuple{double, double}?, bool, string?, string?, double, string?, string)"/>
    public (NDArray n, NDArray bins) hist(Points x, Points bins, bool density = false, string? color = null, string? label = null,
        double alpha = 1, string? edgecolor = null, string histtype = "bar")
    {
        double[] ends = bins.Values, counts = Histogram.Counts(x.Values, ends, density);
        if (histtype is not ("bar" or "step" or "stepfilled"))
        {
            throw new ArgumentException($"histtype must be 'bar', 'step' or 'stepfilled'. Received: '{histtype}'.", nameof(histtype));
        }
        SKColor ink = Ink.Of(color, _turn, alpha);
        _turn += color is null ? 1 : 0;
        if (histtype == "step")
        {
            double[] px = [.. ends.SelectMany(e => new[] { e, e })], py = [0, .. counts.SelectMany(c => new[] { c, c }), 0];
            _artists.Add(new LineArtist(px, py, ink, "-", 1, null, 0) { Label = label ?? "" });
        }
        else
        {
            _artists.Add(new BarsArtist([.. counts.Select((c, i) => (ends[i], ends[i + 1], 0.0, c))], [.. counts.Select(_ => ink)],
                edgecolor is null or "none" || histtype == "stepfilled" ? null : Ink.Of(edgecolor, 0, alpha), true) { Label = label
                ?? "" });
        }
        return (np.array(counts), np.array(ends));
    }

    /// <summary>Histograms of several sets over the same intervals, their bars side by side.</summary>
    /// <param name="x">A set of numbers for each histogram.</param>
    /// <param name="bins">How many intervals.</param>
    /// <param name="label">Text for the legend, one for each set; null: none.</param>
    /// <param name="color">A colour for each; null: the cycle's.</param>
    /// <param name="density">Whether each set's bars have the area 1 instead of the number of values.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    public void hist(NDArray[] x, int bins = 10, string[]? label = null, string[]? color = null, bool density = false, double alpha = 1)
    {
        double[][] sets = Array.ConvertAll(x, s => Buffers.ToDoubles(s).Where(double.IsFinite).ToArray());
        double low = sets.Min(s => s.Min()), high = sets.Max(s => s.Max()), step = (high - low) / bins, width = 0.8 * step / sets.Length;
        double[] ends = [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? high : low + (step * i))];
        for (int s = 0; s < sets.Length; s++)
        {
            double[] counts = Histogram.Counts(sets[s], ends, density);
            double shift = (0.1 * step) + (s * width);
            bar(counts.Select((_, i) => ends[i] + shift + (width / 2)).ToArray(), counts, width,
                color: color is null ? null : (PlotColors)color[s], label: label?[s],
                alpha: alpha);
        }
    }

    /// <summary>A box for each set from its lower to its upper quartile with a line at the median; the strokes go to the farthest values
    /// within one and a half boxes, and values beyond are points.</summary>
    /// <param name="x">A set of numbers for each box.</param>
    /// <param name="labels">What stands below them; null: 1, 2 ….</param>
    /// <param name="widths">Of the boxes; null: Matplotlib's.</param>
    /// <param name="showfliers">Whether values beyond are drawn.</param>
    public void boxplot(NDArray[] x, string[]? labels = null, double? widths = null, bool showfliers = true)
    {
        double width = widths ?? Math.Clamp(0.15 * (x.Length - 1), 0.15, 0.5);
        for (int i = 0; i < x.Length; i++) { DrawBoxOf(Buffers.ToDoubles(x[i]), i + 1, width, showfliers, null); }
        set_xticks(Enumerable.Range(1, x.Length).ToArray(), labels
            ?? [.. Enumerable.Range(1, x.Length).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))], _xrotation);
        _xlim ??= (0.5, x.Length + 0.5);
    }

    /// <summary>A box of one set.</summary>
    /// <param name="x">Values (n,), or (n, sets): a box for each column.</param>
    /// <param name="labels">Names of the boxes; null: numbers.</param>
    /// <param name="widths">Width of a box, in the axis' units; null: Matplotlib's.</param>
    /// <param name="showfliers">Whether outliers are drawn.</param>
    public void boxplot(NDArray x, string[]? labels = null, double? widths = null, bool showfliers = true) =>
        boxplot(x.ndim == 2 ? [.. Enumerable.Range(0, (int)x.shape[1]).Select(c => x[$":, {c}"])] : [x], labels, widths, showfliers);

    internal void DrawBoxOf(double[] values, double at, double width, bool fliers, SKColor? fill)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0) { return; }
        double low = Histogram.ComputeQuantile(sorted, 0.25), middle = Histogram.ComputeQuantile(sorted, 0.5),
            high = Histogram.ComputeQuantile(sorted, 0.75),
            reach = 1.5 * (high - low);
        double least = sorted.First(v => v >= low - reach), greatest = sorted.Last(v => v <= high + reach), left = at - (width / 2),
            right = at + (width / 2);
        (least, greatest) = (Math.Min(least, low), Math.Max(greatest, high));
        if (fill is { } ground) { _artists.Add(new AreaArtist([left, right], [low, low], [high, high], ground)); }
        SKColor ink = fill is null ? SKColors.Black : new SKColor(0x3d, 0x3d, 0x3d);
        _artists.Add(new LineArtist([left, right, right, left, left], [low, low, high, high, low], ink, "-", 1, null, 0));
        _artists.Add(new MarksArtist([(at, low, at, least), (at, high, at, greatest), (at - (width / 4), least, at + (width / 4), least),
            (at - (width / 4), greatest, at + (width / 4), greatest)], ink, "-", 1));
        _artists.Add(new MarksArtist([(left, middle, right, middle)], fill is null ? Ink.Of("C1", 0) : ink, "-", 1));
        double[] beyond = [.. sorted.Where(v => v < least || v > greatest)];
        if (fliers && beyond.Length > 0)
        {
            _artists.Add(new ScatterArtist([.. beyond.Select(_ => at)], beyond, [6], [.. beyond.Select(_ => SKColors.White)], "o",
                SKColors.Black));
        }
    }

    private Bars DrawBars(double[] places, Points lengths, double width, Points from, PlotColors? color, string? edge, string? label,
        double alpha, string align, bool isUpright)
    {
        if (align is not ("center" or "edge"))
        {
            throw new ArgumentException($"align must be 'center' or 'edge'. Received: '{align}'.", nameof(align));
        }
        double[] ends = lengths.Values.Length == 1 && places.Length > 1 ? [.. Enumerable.Repeat(lengths.Values[0], places.Length)]
            : lengths.Values;
        CheckSameLength(places, ends);
        double shift = align == "center" ? width / 2 : 0;
        SKColor[] colors = color is null ? [.. places.Select(_ => Ink.Of(null, _turn, alpha))] : color.MakeColors(places.Length, alpha);
        _turn += color is null ? 1 : 0;
        var artist = new BarsArtist([.. places.Select(MakeBox)], colors, edge is null or "none" ? null : Ink.Of(edge, 0, alpha),
            isUpright) { Label = label ?? "" };
        _artists.Add(artist);
        return new Bars(artist);

        (double, double, double, double) MakeBox(double place, int index)
        {
            double side = place - shift, start = GetOne(from, index);
            return isUpright ? (side, side + width, start, start + ends[index]) : (start, start + ends[index], side, side + width);
        }
    }
}
