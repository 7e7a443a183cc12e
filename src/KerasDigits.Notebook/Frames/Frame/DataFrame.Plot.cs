using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Pictures of a frame, on plt's figures.</content>
public sealed partial class DataFrame
{
    /// <summary>
    /// Draws the columns of numbers on a new figure: <c>pd.DataFrame(history.history).plot(figsize: (8, 5)); plt.show();</c>
    /// </summary>
    /// <param name="x">The column that stands on the x axis; null: the rows' labels.</param>
    /// <param name="y">The columns to draw; null: all.</param>
    /// <param name="kind">"line", "bar", "barh", "hist", "box", "kde" or "scatter".</param>
    /// <param name="figsize">Inches; null: Matplotlib's.</param>
    /// <param name="title">Above the plot.</param>
    /// <param name="legend">Whether the columns' names stand in a legend.</param>
    /// <param name="grid">Whether lines mark the ticks.</param>
    /// <param name="ax">Where to draw instead.</param>
    /// <param name="color">A colour for all, or one for each column; null: the cycle's.</param>
    /// <param name="style">Matplotlib's short form of line and marker, for lines: "--", "o-".</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="linewidth">Of lines, in points; null: 1.5.</param>
    /// <param name="bins">How many intervals a histogram has.</param>
    /// <param name="rot">Degrees that the numbers or names below are turned by.</param>
    /// <param name="xlabel">Below the plot; null: the labels' name.</param>
    /// <param name="ylabel">Left of the plot; null: what pandas writes there.</param>
    /// <param name="logy">Whether the y axis is one of logarithms.</param>
    /// <returns>The plot, for labels and limits.</returns>
    public Axes plot(string? x = null, ColumnNames? y = null, string kind = "line", (double width, double height)? figsize = null,
        string? title = null, bool legend = true, bool grid = false, Axes? ax = null, PlotColors? color = null, string? style = null,
        double alpha = 1, double? linewidth = null, int bins = 10, double? rot = null, string? xlabel = null, string? ylabel = null,
        bool logy = false)
    {
        if (ax is null) { plt.figure(figsize); }
        DataFrame shown = y is null ? this : this[(string[])[.. x is null ? [] : (string[])[x], .. y]];
        return new Drawing(ax ?? plt.gca(), shown, x) { Color = color, Style = style, Alpha = alpha, LineWidth = linewidth,
            Bins = bins }.Draw(kind, legend, title, grid, rot, xlabel, ylabel, logy);
    }
}

/// <content>Pictures of a column.</content>
public sealed partial class Series
{
    /// <summary>Draws the column on the current plot.</summary>
    /// <inheritdoc cref="DataFrame.plot"/>
    public Axes plot(string kind = "line", (double width, double height)? figsize = null, string? title = null, bool legend = false,
        bool grid = false, Axes? ax = null, PlotColors? color = null, string? style = null, double alpha = 1, double? linewidth = null,
        int bins = 10, double? rot = null, string? xlabel = null, string? ylabel = null, bool logy = false)
    {
        if (ax is null && figsize is not null) { plt.figure(figsize); }
        return new Drawing(ax ?? plt.gca(), to_frame(), null) { Color = color, Style = style, Alpha = alpha, LineWidth = linewidth,
            Bins = bins }.Draw(kind, legend, title, grid, rot, xlabel, ylabel, logy);
    }
}
