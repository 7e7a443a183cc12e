using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Pictures of a frame, on plt's figures.</content>
public sealed partial class DataFrame
{
    /// <summary>Draws the columns of numbers on a new figure: <c>pd.DataFrame(history.history).plot(figsize: (8, 5)); plt.show();</c></summary>
    /// <param name="x">The column that stands on the x axis; null: the rows' labels.</param>
    /// <param name="y">The columns to draw; null: all.</param>
    /// <param name="kind">"line", "bar", "hist" or "scatter".</param>
    /// <param name="figsize">Inches; null: Matplotlib's.</param>
    /// <param name="title">Above the plot.</param>
    /// <param name="legend">Whether the columns' names stand in a legend.</param>
    /// <param name="grid">Whether lines mark the ticks.</param>
    /// <param name="ax">Where to draw instead.</param>
    /// <returns>The plot, for labels and limits.</returns>
    public Axes plot(string? x = null, ColumnNames? y = null, string kind = "line", (double width, double height)? figsize = null, string? title = null, bool legend = true, bool grid = false, Axes? ax = null)
    {
        if (ax is null) { plt.figure(figsize); }
        DataFrame shown = y is null ? this : this[(string[])[.. x is null ? [] : (string[])[x], .. y]];
        return Drawing.Draw(ax ?? plt.gca(), shown, x, kind, legend, title, grid);
    }
}

/// <content>Pictures of a column.</content>
public sealed partial class Series
{
    /// <summary>Draws the column on the current plot.</summary>
    /// <inheritdoc cref="DataFrame.plot"/>
    public Axes plot(string kind = "line", (double width, double height)? figsize = null, string? title = null, bool legend = false, bool grid = false, Axes? ax = null)
    {
        if (ax is null && figsize is not null) { plt.figure(figsize); }
        return Drawing.Draw(ax ?? plt.gca(), to_frame(), null, kind, legend, title, grid);
    }
}
