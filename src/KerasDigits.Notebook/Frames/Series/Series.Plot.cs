using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Pictures of a column.</content>
public sealed partial class Series
{
    /// <summary>
    /// Draws the column on the current plot: <c>df["a"].plot()</c>, or as a kind of picture, <c>df["a"].value_counts().plot.bar()</c>. What
    /// it takes: <see cref="SeriesPlot"/>.
    /// </summary>
    public SeriesPlot plot => Draw;

    private Axes Draw(string kind, (double width, double height)? figsize, string? title, bool legend, bool grid, Axes? ax,
        PlotColors? color, string? style, double alpha, double? linewidth, int bins, double? rot, string? xlabel, string? ylabel,
        bool logy, string? label)
    {
        if (ax is null && figsize is not null) { plt.figure(figsize); }
        return new Drawing(ax ?? plt.gca(), to_frame(label), null) { Color = color, Style = style, Alpha = alpha, LineWidth = linewidth,
            Bins = bins }.Draw(kind, legend, title, grid, rot, xlabel, ylabel, logy);
    }
}

/// <summary>What <c>df["a"].plot</c> is: called it draws a line, and its methods other pictures.</summary>
/// <param name="kind">"line", "bar", "barh", "hist", "box" or "kde".</param>
/// <param name="figsize">A new figure of this size in inches; null: the current one.</param>
/// <param name="title">Text above the plot; null: none.</param>
/// <param name="legend">Whether a legend shows the column's name.</param>
/// <param name="grid">Whether lines mark the ticks.</param>
/// <param name="ax">The plot to draw on; null: the current one.</param>
/// <param name="color">Its colour; null: the cycle's.</param>
/// <param name="style">Matplotlib's short form of line and marker, for lines: "--", "o-"; null: plain lines.</param>
/// <param name="alpha">1 opaque, 0 invisible.</param>
/// <param name="linewidth">Of lines, in points; null: 1.5.</param>
/// <param name="bins">How many intervals a histogram has.</param>
/// <param name="rot">Degrees that the numbers or names below are turned by; null: 0.</param>
/// <param name="xlabel">Below the plot; null: the labels' name.</param>
/// <param name="ylabel">Left of the plot; null: what pandas writes there.</param>
/// <param name="logy">Whether the y axis is one of logarithms.</param>
/// <param name="label">What the legend says; null: the column's name.</param>
/// <returns>The plot, for labels and limits.</returns>
public delegate Axes SeriesPlot(string kind = "line", (double width, double height)? figsize = null, string? title = null,
    bool legend = false, bool grid = false, Axes? ax = null, PlotColors? color = null, string? style = null, double alpha = 1,
    double? linewidth = null, int bins = 10, double? rot = null, string? xlabel = null, string? ylabel = null, bool logy = false,
    string? label = null);

/// <summary>The pictures of a column by their names: <c>df["a"].plot.hist(bins: 20)</c>.</summary>
public static class SeriesPlots
{
    /// <summary>A histogram.</summary>
    /// <param name="plot">The column's plot.</param>
    /// <param name="bins">How many intervals.</param>
    /// <param name="figsize">A new figure of this size in inches; null: the current one.</param>
    /// <param name="title">Text above the plot; null: none.</param>
    /// <param name="color">Its colour; null: the cycle's.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="rot">Degrees that the numbers or names below are turned by; null: 0.</param>
    /// <param name="ax">The plot to draw on; null: the current one.</param>
    public static Axes hist(this SeriesPlot plot, int bins = 10, (double width, double height)? figsize = null, string? title = null,
        PlotColors? color = null, double alpha = 1, double? rot = null, Axes? ax = null) =>
        plot("hist", figsize, title, color: color, alpha: alpha, bins: bins, rot: rot, ax: ax);

    /// <summary>A line.</summary>
    /// <inheritdoc cref="hist"/>
    public static Axes line(this SeriesPlot plot, (double width, double height)? figsize = null, string? title = null,
        PlotColors? color = null, double alpha = 1, double? rot = null, Axes? ax = null) =>
        plot("line", figsize, title, color: color, alpha: alpha, rot: rot, ax: ax);

    /// <summary>Vertical bars.</summary>
    /// <inheritdoc cref="hist"/>
    public static Axes bar(this SeriesPlot plot, (double width, double height)? figsize = null, string? title = null,
        PlotColors? color = null, double alpha = 1, double? rot = null, Axes? ax = null) =>
        plot("bar", figsize, title, color: color, alpha: alpha, rot: rot, ax: ax);

    /// <summary>Horizontal bars.</summary>
    /// <inheritdoc cref="hist"/>
    public static Axes barh(this SeriesPlot plot, (double width, double height)? figsize = null, string? title = null,
        PlotColors? color = null, double alpha = 1, double? rot = null, Axes? ax = null) =>
        plot("barh", figsize, title, color: color, alpha: alpha, rot: rot, ax: ax);

    /// <summary>A box.</summary>
    /// <inheritdoc cref="hist"/>
    public static Axes box(this SeriesPlot plot, (double width, double height)? figsize = null, string? title = null, Axes? ax = null) =>
        plot("box", figsize, title, ax: ax);

    /// <summary>How dense the values lie, as a smooth curve.</summary>
    /// <inheritdoc cref="hist"/>
    public static Axes kde(this SeriesPlot plot, (double width, double height)? figsize = null, string? title = null,
        PlotColors? color = null, double alpha = 1, Axes? ax = null) =>
        plot("kde", figsize, title, color: color, alpha: alpha, ax: ax);
}
