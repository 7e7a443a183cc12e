using System.Runtime.CompilerServices;
using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>A picture of each column, and what a dictionary of statistics says.</content>
public sealed partial class DataFrame
{
    /// <summary>
    /// A histogram of each column of numbers, on plots of a figure of their own: <c>df.hist(bins: 50, figsize: (20, 15)); plt.show();</c>
    /// </summary>
    /// <param name="column">The columns; null: all of numbers.</param>
    /// <param name="bins">How many intervals.</param>
    /// <param name="figsize">Inches; null: Matplotlib's.</param>
    /// <param name="grid">Whether lines mark the ticks.</param>
    /// <param name="layout">(rows, columns) of plots; null: about a square.</param>
    /// <param name="color">Of the bars; null: the cycle's first.</param>
    /// <param name="edgecolor">Of their edges; null: none.</param>
    /// <returns>The plots; those without a column are empty.</returns>
    /// <exception cref="InvalidOperationException">There is no column of numbers.</exception>
    public AxesGrid hist(ColumnNames? column = null, int bins = 10, (double width, double height)? figsize = null, bool grid = true,
        (int rows, int columns)? layout = null, string? color = null, string? edgecolor = null)
    {
        string[] chosen = column ?? (string[])[.. _names.Where((_, i) => _cells[i].IsNumber && !_cells[i].IsBool)];
        if (chosen.Length == 0)
        {
            throw new InvalidOperationException("hist method requires numerical or datetime columns, nothing to plot.");
        }
        AxesGrid axes = MakePlots(chosen.Length, layout, figsize);
        for (int i = 0; i < chosen.Length; i++)
        {
            Axes ax = axes.flatten()[i];
            ax.hist(this[chosen[i]].dropna(), bins, color: color, edgecolor: edgecolor);
            ax.set_title(chosen[i]);
            ax.grid(grid);
        }
        return axes;
    }

    /// <summary>
    /// A box for each column of numbers on one plot, or with <paramref name="by"/> for each group, a plot for each column.
    /// </summary>
    /// <param name="column">The columns; null: all of numbers.</param>
    /// <param name="by">A column whose values are the groups; null: none.</param>
    /// <param name="figsize">Inches; null: Matplotlib's.</param>
    /// <param name="grid">Whether lines mark the ticks.</param>
    /// <param name="rot">Degrees that the names below are turned by.</param>
    /// <param name="ax">The plot to draw on, where there are no groups; null: a new figure's.</param>
    /// <returns>The plots.</returns>
    /// <exception cref="InvalidOperationException">There is no column of numbers.</exception>
    public AxesGrid boxplot(ColumnNames? column = null, string? by = null, (double width, double height)? figsize = null, bool grid = true,
        double rot = 0, Axes? ax = null)
    {
        string[] chosen = column ?? (string[])[.. _names.Where((n, i) => n != by && _cells[i].IsNumber && !_cells[i].IsBool)];
        if (chosen.Length == 0) { throw new InvalidOperationException("no numeric data to plot"); }
        if (by is null)
        {
            if (ax is null) { plt.figure(figsize); }
            Axes one = ax ?? plt.gca();
            DrawBoxes(one, [.. chosen.Select(c => this[c])], chosen, grid, rot);
            return new AxesGrid(new[,] { { one } });
        }
        AxesGrid axes = MakePlots(chosen.Length, null, figsize);
        var groups = groupby(by);
        for (int i = 0; i < chosen.Length; i++)
        {
            Axes each = axes.flatten()[i];
            (Scalar key, Series values)[] parts = [.. groups[chosen[i]]];
            DrawBoxes(each, [.. parts.Select(p => p.values)], [.. parts.Select(p => p.key.ToString())], grid, rot);
            each.set_title(chosen[i]);
            each.set_xlabel(by);
        }
        plt.suptitle($"Boxplot grouped by {by}");
        return axes;
    }

    /// <summary>
    /// A statistic of each of some columns, labelled by their names: <c>df.agg(new() { ["age"] = "mean", ["fare"] = "max" })</c>.
    /// </summary>
    /// <param name="func">A statistic by column.</param>
    /// <exception cref="ArgumentException">Several statistics of one column are wanted.</exception>
    [OverloadResolutionPriority(1)] // new() could be a string too, says C#, and would then be none
    public Series agg(Aggregation func) => func.HasLists
        ? throw new ArgumentException("Of all rows several statistics are a frame: choose the columns and give the list, "
            + "df[[\"a\", \"b\"]].agg([\"mean\", \"max\"]).", nameof(func))
        : new(ColumnOf.FromObjects([.. func.Select(f => this[f.Column].agg(f.Statistic).Value)]),
        new Labels(ColumnOf.FromArray((string[])[.. func.Select(f => f.Name)])));

    private static void DrawBoxes(Axes axes, Series[] sets, string[] names, bool grid, double rot)
    {
        axes.boxplot([.. sets.Select(s => (NDArray)s.dropna().values)], names);
        axes.grid(grid);
        if (rot != 0) { axes.tick_params(axis: "x", rotation: rot); }
    }

    /// <summary>So many plots about a square, as pandas lays them out; those that are left over are empty.</summary>
    private static AxesGrid MakePlots(int count, (int Rows, int Columns)? layout, (double, double)? figsize)
    {
        int side = (int)Math.Ceiling(Math.Sqrt(count));
        (int rows, int columns) = layout ?? count switch
        {
            1 => (1, 1),
            2 => (1, 2),
            3 or 4 => (2, 2),
            _ => side * (side - 1) >= count ? (side, side - 1) : (side, side)
        };
        if (rows * columns < count)
        {
            throw new ArgumentException($"Layout of {rows}x{columns} must be larger than required size {count}", nameof(layout));
        }
        var (_, axes) = plt.subplots(rows, columns, figsize);
        foreach (Axes empty in axes.flatten()[count..]) { empty.axis("off"); }
        return axes;
    }
}

/// <content>A histogram of a column.</content>
public sealed partial class Series
{
    /// <summary>A histogram on the current plot.</summary>
    /// <param name="bins">How many intervals.</param>
    /// <param name="figsize">A new figure of this size in inches; null: the current one.</param>
    /// <param name="grid">Whether lines mark the ticks.</param>
    /// <param name="color">Of the bars; null: the cycle's next.</param>
    /// <param name="edgecolor">Of their edges; null: none.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="ax">The plot to draw on; null: the current one.</param>
    public Axes hist(int bins = 10, (double width, double height)? figsize = null, bool grid = true, string? color = null,
        string? edgecolor = null, double alpha = 1, string? label = null, Axes? ax = null)
    {
        if (ax is null && figsize is not null) { plt.figure(figsize); }
        Axes axes = ax ?? plt.gca();
        axes.hist(dropna(), bins, color: color, label: label, alpha: alpha, edgecolor: edgecolor);
        axes.grid(grid);
        return axes;
    }
}
