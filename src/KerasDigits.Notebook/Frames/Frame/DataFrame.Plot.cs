using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Pictures of a frame, on plt's figures.</content>
public sealed partial class DataFrame
{
    /// <summary>
    /// Draws the columns of numbers on a new figure: <c>pd.DataFrame(history.history).plot(figsize: (8, 5)); plt.show();</c>, or as a kind
    /// of picture, <c>df.plot.scatter(x: "a", y: "b")</c>. What it takes: <see cref="FramePlot"/>.
    /// </summary>
    public FramePlot plot => Draw;

    private Axes Draw(string? x, ColumnNames? y, string kind, (double width, double height)? figsize, string? title, bool legend, bool grid,
        Axes? ax, PlotColors? color, string? style, double alpha, double? linewidth, int bins, double? rot, string? xlabel, string? ylabel,
        bool logy, bool subplots, (int rows, int columns)? layout, bool sharex)
    {
        DataFrame shown = y is null ? this : this[(string[])[.. x is null ? [] : (string[])[x], .. y]];
        if (!subplots)
        {
            if (ax is null) { plt.figure(figsize); }
            return new Drawing(ax ?? plt.gca(), shown, x) { Color = color, Style = style, Alpha = alpha, LineWidth = linewidth,
                Bins = bins }.Draw(kind, legend, title, grid, rot, xlabel, ylabel, logy);
        }
        string[] columns = [.. shown.columns.Where((c, i) => c != x && shown.Cells[i].IsNumber)];
        if (columns.Length == 0) { throw new InvalidOperationException("no numeric data to plot"); }
        (int rows, int wide) = layout ?? (columns.Length, 1);
        if (rows * wide < columns.Length)
        {
            throw new ArgumentException($"Layout of {rows}x{wide} must be larger than required size {columns.Length}", nameof(layout));
        }
        Axes[] plots = plt.subplots(rows, wide, figsize, sharex: sharex).ax.flatten();
        foreach (Axes empty in plots[columns.Length..]) { empty.axis("off"); }
        for (int i = 0; i < columns.Length; i++)
        {
            _ = new Drawing(plots[i], shown[(string[])[.. x is null ? [] : (string[])[x], columns[i]]], x)
            {
                Color = color?.GetName(i) ?? $"C{i % 10}", Style = style, Alpha = alpha, LineWidth = linewidth, Bins = bins,
            }.Draw(kind, legend, null, grid, rot, xlabel, ylabel, logy);
        }
        if (title is not null) { plt.suptitle(title); }
        return plots[0];
    }
}

/// <summary>What <c>df.plot</c> is: called it draws lines, and its methods other pictures.</summary>
/// <param name="x">The column that stands on the x axis; null: the rows' labels.</param>
/// <param name="y">The columns to draw; null: all.</param>
/// <param name="kind">"line", "bar", "barh", "hist", "box", "kde" or "scatter".</param>
/// <param name="figsize">Inches; null: Matplotlib's.</param>
/// <param name="title">Text above the plot; null: none.</param>
/// <param name="legend">Whether a legend shows the columns' names.</param>
/// <param name="grid">Whether lines mark the ticks.</param>
/// <param name="ax">The plot to draw on; null: a new figure's.</param>
/// <param name="color">A colour for all, or one for each column; null: the cycle's.</param>
/// <param name="style">Matplotlib's short form of line and marker, for lines: "--", "o-"; null: plain lines.</param>
/// <param name="alpha">1 opaque, 0 invisible.</param>
/// <param name="linewidth">Of lines, in points; null: 1.5.</param>
/// <param name="bins">How many intervals a histogram has.</param>
/// <param name="rot">Degrees that the numbers or names below are turned by; null: 0.</param>
/// <param name="xlabel">Below the plot; null: the labels' name.</param>
/// <param name="ylabel">Left of the plot; null: what pandas writes there.</param>
/// <param name="logy">Whether the y axis is one of logarithms.</param>
/// <param name="subplots">Whether each column has a plot of its own.</param>
/// <param name="layout">(rows, columns) of these; null: one below the other.</param>
/// <param name="sharex">Whether these have one x axis, whose numbers stand below the last.</param>
/// <returns>The plot, for labels and limits; of several the first.</returns>
public delegate Axes FramePlot(string? x = null, ColumnNames? y = null, string kind = "line", (double width, double height)? figsize = null,
    string? title = null, bool legend = true, bool grid = false, Axes? ax = null, PlotColors? color = null, string? style = null,
    double alpha = 1, double? linewidth = null, int bins = 10, double? rot = null, string? xlabel = null, string? ylabel = null,
    bool logy = false, bool subplots = false, (int rows, int columns)? layout = null, bool sharex = true);

/// <summary>The pictures of a frame by their names: <c>df.plot.bar()</c>.</summary>
public static class FramePlots
{
    /// <summary>A point for each row.</summary>
    /// <param name="plot">The frame's plot.</param>
    /// <param name="x">The column of the positions from left to right.</param>
    /// <param name="y">The column of the heights.</param>
    /// <param name="s">The points' area in square points, or the column that holds it; null: 36.</param>
    /// <param name="c">A colour, or a column whose numbers the colour map shows; null: the next of the cycle.</param>
    /// <param name="cmap">Name of the colour map; null: what plt.set_cmap chose, or viridis.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="figsize">Inches; null: Matplotlib's.</param>
    /// <param name="title">Text above the plot; null: none.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="grid">Whether lines mark the ticks.</param>
    /// <param name="ax">The plot to draw on; null: a new figure's.</param>
    /// <param name="xlim">The ends of the x axis; null: the data's.</param>
    /// <param name="ylim">The ends of the y axis; null: the data's.</param>
    public static Axes scatter(this FramePlot plot, string x, string y, Points? s = null, PlotColors? c = null, string? cmap = null,
        double alpha = 1, (double width, double height)? figsize = null, string? title = null, string? label = null, bool grid = false,
        Axes? ax = null, (double left, double right)? xlim = null, (double bottom, double top)? ylim = null)
    {
        var frame = (DataFrame)plot.Target!;
        if (ax is null) { plt.figure(figsize); }
        ax ??= plt.gca();
        bool isColumn = c is { Values: null } && frame.columns.Contains(c.GetName(0));
        PlotColors? colors = isColumn ? frame[c!.GetName(0)] : c;
        ScalarMappable drawn = ax.scatter(frame[x], frame[y], s, colors, cmap: cmap, alpha: alpha, label: label);
        ax.set_xlabel(x);
        ax.set_ylabel(y);
        if (isColumn) { plt.colorbar(drawn, ax: ax).set_label(c!.GetName(0)); }
        if (title is not null) { ax.set_title(title); }
        if (label is not null) { ax.legend(); }
        if (grid) { ax.grid(); }
        if (xlim is { } across) { ax.set_xlim(across.left, across.right); }
        if (ylim is { } up) { ax.set_ylim(up.bottom, up.top); }
        return ax;
    }

    /// <summary>A histogram of the columns over each other.</summary>
    /// <param name="plot">The frame's plot.</param>
    /// <param name="y">The columns; null: all of numbers.</param>
    /// <param name="bins">How many intervals.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="figsize">Inches; null: Matplotlib's.</param>
    /// <param name="title">Text above the plot; null: none.</param>
    /// <param name="color">A colour for all, or one for each column; null: the next of the cycle for each.</param>
    /// <param name="legend">Whether a legend shows the columns' names.</param>
    /// <param name="subplots">Whether each column has a plot of its own.</param>
    /// <param name="ax">The plot to draw on; null: a new figure's.</param>
    public static Axes hist(this FramePlot plot, ColumnNames? y = null, int bins = 10, double alpha = 1,
        (double width, double height)? figsize = null, string? title = null, PlotColors? color = null, bool legend = true,
        bool subplots = false, Axes? ax = null) =>
        plot(y: y, kind: "hist", bins: bins, alpha: alpha, figsize: figsize, title: title, color: color, legend: legend, subplots: subplots,
            ax: ax);

    /// <summary>Lines.</summary>
    /// <param name="plot">The frame's plot.</param>
    /// <param name="x">The column below; null: the rows' labels.</param>
    /// <param name="y">The columns; null: all of numbers.</param>
    /// <param name="figsize">Inches; null: Matplotlib's.</param>
    /// <param name="title">Text above the plot; null: none.</param>
    /// <param name="color">A colour for all, or one for each column; null: the next of the cycle for each.</param>
    /// <param name="legend">Whether a legend shows the columns' names.</param>
    /// <param name="rot">Degrees that the numbers or names below are turned by; null: 0.</param>
    /// <param name="ax">The plot to draw on; null: a new figure's.</param>
    public static Axes line(this FramePlot plot, string? x = null, ColumnNames? y = null, (double width, double height)? figsize = null,
        string? title = null, PlotColors? color = null, bool legend = true, double? rot = null, Axes? ax = null) =>
        plot(x, y, "line", figsize, title, legend, color: color, rot: rot, ax: ax);

    /// <summary>Vertical bars, one for each row and column.</summary>
    /// <inheritdoc cref="line"/>
    public static Axes bar(this FramePlot plot, string? x = null, ColumnNames? y = null, (double width, double height)? figsize = null,
        string? title = null, PlotColors? color = null, bool legend = true, double? rot = null, Axes? ax = null) =>
        plot(x, y, "bar", figsize, title, legend, color: color, rot: rot, ax: ax);

    /// <summary>Horizontal bars, one for each row and column.</summary>
    /// <inheritdoc cref="line"/>
    public static Axes barh(this FramePlot plot, string? x = null, ColumnNames? y = null, (double width, double height)? figsize = null,
        string? title = null, PlotColors? color = null, bool legend = true, double? rot = null, Axes? ax = null) =>
        plot(x, y, "barh", figsize, title, legend, color: color, rot: rot, ax: ax);

    /// <summary>A box for each column.</summary>
    /// <inheritdoc cref="line"/>
    public static Axes box(this FramePlot plot, ColumnNames? y = null, (double width, double height)? figsize = null,
        string? title = null, double? rot = null, Axes? ax = null) => plot(null, y, "box", figsize, title, rot: rot, ax: ax);

    /// <summary>How dense the values of each column lie, as a smooth curve.</summary>
    /// <inheritdoc cref="line"/>
    public static Axes kde(this FramePlot plot, ColumnNames? y = null, (double width, double height)? figsize = null,
        string? title = null, PlotColors? color = null, bool legend = true, Axes? ax = null) =>
        plot(null, y, "kde", figsize, title, legend, color: color, ax: ax);

    /// <summary>How dense the values of each column lie, as a smooth curve.</summary>
    /// <inheritdoc cref="line"/>
    public static Axes density(this FramePlot plot, ColumnNames? y = null, (double width, double height)? figsize = null,
        string? title = null, PlotColors? color = null, bool legend = true, Axes? ax = null) =>
        plot.kde(y, figsize, title, color, legend, ax);
}
