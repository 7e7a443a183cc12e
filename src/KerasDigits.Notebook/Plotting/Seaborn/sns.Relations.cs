using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sns
{
    /// <summary>Points of two columns.</summary>
    /// <param name="x">Numbers: a column's name, or values.</param>
    /// <param name="y">Positions on the y axis, as many as x has.</param>
    /// <param name="data">A table; null: x and y are values.</param>
    /// <param name="hue">Groups in colours of their own: texts by the cycle, numbers from light to dark; null: no groups.</param>
    /// <param name="palette">Name of a palette or a colour map; null: the cycle's colours, of groups of numbers from light to dark.</param>
    /// <param name="s">The markers' area in square points.</param>
    /// <param name="color">One colour, used without hue; null: the next of the cycle.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="ax">Where to draw; null: the current plot.</param>
    public static Axes scatterplot(SnsColumn x, SnsColumn y, IEnumerable<KeyValuePair<string, Array>>? data = null, SnsColumn? hue = null,
        string? palette = null, double s = 36, string? color = null, double alpha = 1, Axes? ax = null)
    {
        Axes on = ChooseAxes(ax);
        SnsColumn.Read across = SnsColumn.Of(x, data)!, up = SnsColumn.Of(y, data)!;
        Scatter(on, across.Numbers, up.Numbers, SnsColumn.Of(hue, data), palette, s, color, alpha);
        LabelAxes(on, across.Name, up.Name);
        if (hue is not null) { on.legend(title: SnsColumn.Of(hue, data)!.Name); }
        return on;
    }

    /// <summary>A line through the means of y at each x.</summary>
    /// <param name="x">Numbers: a column's name, or values.</param>
    /// <param name="y">Positions on the y axis, as many as x has.</param>
    /// <param name="data">A table; null: x and y are values.</param>
    /// <param name="hue">Groups in lines of their own; null: one line.</param>
    /// <param name="palette">Name of a palette or a colour map; null: the cycle's colours, of groups of numbers from light to dark.</param>
    /// <param name="color">One colour, used without hue; null: the next of the cycle.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="ax">Where to draw; null: the current plot.</param>
    public static Axes lineplot(SnsColumn x, SnsColumn y, IEnumerable<KeyValuePair<string, Array>>? data = null, SnsColumn? hue = null,
        string? palette = null, string? color = null, string? label = null, Axes? ax = null)
    {
        Axes on = ChooseAxes(ax);
        SnsColumn.Read across = SnsColumn.Of(x, data)!, up = SnsColumn.Of(y, data)!;
        SnsColumn.Read? groups = SnsColumn.Of(hue, data);
        double[] px = across.Numbers, py = up.Numbers;
        string[] levels = groups?.Levels ?? [""], of = groups?.Groups ?? [], colors = groups is null ? [color ?? on.TakeNextColor()]
            : ChooseColors(groups, palette);
        for (int l = 0; l < levels.Length; l++)
        {
            var line = Enumerable.Range(0, px.Length).Where(i => groups is null || of[i] == levels[l]).GroupBy(i => px[i], i =>
                py[i]).OrderBy(g => g.Key).ToArray();
            on.plot(line.Select(g => g.Key).ToArray(), line.Select(g => g.Average()).ToArray(), color: colors[l], label: groups is null
                ? label : levels[l]);
        }
        LabelAxes(on, across.Name, up.Name);
        if (groups is not null) { on.legend(title: groups.Name); }
        return on;
    }

    /// <summary>All pairs of a table's columns of numbers: points beside the diagonal, histograms (with hue: densities) on it.</summary>
    /// <param name="data">Columns by name, all of one length.</param>
    /// <param name="hue">The name of the column of groups; null: no groups.</param>
    /// <param name="vars">The columns; null: all of numbers.</param>
    /// <param name="diag_kind">"hist", "kde", or "auto": as above.</param>
    /// <param name="palette">Name of a palette or a colour map; null: the cycle's colours, of groups of numbers from light to dark.</param>
    /// <param name="height">Of each plot, in inches.</param>
    /// <param name="size">seaborn's earlier name of height, which wins; null: height.</param>
    /// <returns>The figure, a new one.</returns>
    /// <exception cref="ArgumentException">diag_kind is unknown, or the table has no column of numbers.</exception>
    public static Figure pairplot(IEnumerable<KeyValuePair<string, Array>> data, string? hue = null, string[]? vars = null,
        string diag_kind = "auto", string? palette = null, double height = 2.5, double? size = null)
    {
        height = size ?? height;
        if (diag_kind is not ("auto" or "hist" or "kde"))
        {
            throw new ArgumentException($"diag_kind must be 'auto', 'hist' or 'kde'. Received: \"{diag_kind}\".", nameof(diag_kind));
        }
        KeyValuePair<string, Array>[] table = [.. data];
        string[] names = vars ?? [.. table.Where(c => c.Key != hue && new SnsColumn.Read(c.Key, c.Value).AreNumbers).Select(c => c.Key)];
        if (names.Length == 0)
        {
            throw new ArgumentException("No variables found for grid columns: the table has no column of numbers.", nameof(data));
        }
        var (figure, axes) = plt.subplots(names.Length, names.Length, figsize: (height * names.Length, height * names.Length));
        SnsColumn.Read? groups = hue is null ? null : SnsColumn.Of(hue, table);
        for (int row = 0; row < names.Length; row++)
        {
            for (int column = 0; column < names.Length; column++)
            {
                Axes ax = axes[row, column];
                if (row != column)
                {
                    Scatter(ax, SnsColumn.Of(names[column], table)!.Numbers, SnsColumn.Of(names[row], table)!.Numbers, groups, palette,
                        36, null, 1);
                    if (row == 0 && column == names.Length - 1 && groups is not null) { ax.legend(title: groups.Name); }
                }
                else if (diag_kind == "kde" || (diag_kind == "auto" && hue is not null))
                {
                    kdeplot(names[row], table, hue is null ? null : (SnsColumn)hue, fill: true, palette: palette, ax: ax).RemoveLegend();
                }
                else { histplot(names[row], table, hue is null ? null : (SnsColumn)hue, palette: palette, ax: ax).RemoveLegend(); }
                ax.set_xlabel(row == names.Length - 1 ? names[column] : "");
                ax.set_ylabel(column == 0 ? names[row] : "");
            }
        }
        return figure;
    }

    /// <summary>A table of numbers in colours.</summary>
    /// <param name="data">(rows, columns); the first row is on top.</param>
    /// <param name="vmin">The value of the map's first colour; null: the least.</param>
    /// <param name="vmax">The value of the map's last colour; null: the largest.</param>
    /// <param name="cmap">Matplotlib's or seaborn's name; null: "rocket".</param>
    /// <param name="center">The value of the map's middle colour; null: halfway.</param>
    /// <param name="annot">Whether the cells show their numbers.</param>
    /// <param name="fmt">Python's format of the numbers.</param>
    /// <param name="annot_kws">The numbers' "size" (or "fontsize") in points and "color"; null: 10 points, black or white by the
    /// cell.</param>
    /// <param name="linewidths">Of lines between cells, in points.</param>
    /// <param name="linecolor">Colour of the lines between cells.</param>
    /// <param name="cbar">Whether a colour bar is drawn.</param>
    /// <param name="square">Whether cells are square.</param>
    /// <param name="xticklabels">What stands below the columns; null: their numbers.</param>
    /// <param name="yticklabels">Texts beside the rows; null: their numbers.</param>
    /// <param name="mask">Where it is true, nothing is shown: an array of the table's shape; null: all is shown.</param>
    /// <param name="ax">Where to draw; null: the current plot.</param>
    /// <exception cref="ArgumentNullException">data is null.</exception>
    public static Axes heatmap(NDArray data, double? vmin = null, double? vmax = null, string? cmap = null, double? center = null,
        bool annot = false, string fmt = ".2g", Dictionary<string, object>? annot_kws = null, double linewidths = 0,
        string linecolor = "white", bool cbar = true, bool square = false, string[]? xticklabels = null, string[]? yticklabels = null,
        NDArray? mask = null, Axes? ax = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        (double letters, string? ink) = LookOfNumbers(annot_kws);
        bool whole = data.typecode is not (NPTypeCode.Single or NPTypeCode.Double or NPTypeCode.Half);
        if (mask is not null) { data = Mask(data, mask); }
        Axes on = ChooseAxes(ax);
        ScalarMappable mappable = on.DrawCells(data, cmap ?? "rocket", vmin, vmax, linewidths > 0 ? linecolor : null, linewidths,
            center is { } c ? [c] : null);
        var (rows, columns) = ((int)data.shape[0], (int)data.shape[1]);
        double[] numbers = Buffers.ToDoubles(data);
        for (int i = 0; annot && i < numbers.Length; i++)
        {
            SkiaSharp.SKColor ground = mappable.ComputeColor(numbers[i]);
            if (double.IsNaN(numbers[i])) { continue; }
            string text = builtins.format(whole ? (object)(long)numbers[i] : numbers[i], fmt);
            on.text((i % columns) + 0.5, (i / columns) + 0.5, text, letters, ink ?? (ComputeLuminance(ground) > 0.408 ? "0.15" : "white"),
                ha: "center", va: "center");
        }
        double[] ListMiddles(int count) => [.. Enumerable.Range(0, count).Select(i => i + 0.5)];
        string[] NumberAll(int count) =>
            [.. Enumerable.Range(0, count).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        on.set_xticks(ListMiddles(columns), xticklabels ?? NumberAll(columns));
        on.set_yticks(ListMiddles(rows), yticklabels ?? NumberAll(rows));
        on.set_ylim(rows, 0);
        on.set_xlim(0, columns);
        on.grid(false);
        if (square) { on.set_aspect("equal"); }
        if (cbar) { on.SetBar(new ColorBar(mappable, null)); }
        return on;
    }

    /// <summary>A frame in colours, its columns' names below it; beside the rows too where it is square, as a frame of correlations
    /// is.</summary>
    /// <inheritdoc cref="heatmap(NDArray, double?, double?, string?, double?, bool, string, Dictionary{string, object}, double, string, bool, bool, string[], string[], NDArray, Axes)"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] // a frame is an array too, and would lose its names
    public static Axes heatmap(IEnumerable<KeyValuePair<string, Array>> data, double? vmin = null, double? vmax = null,
        string? cmap = null, double? center = null, bool annot = false, string fmt = ".2g", Dictionary<string, object>? annot_kws = null,
        double linewidths = 0, string linecolor = "white", bool cbar = true, bool square = false, string[]? xticklabels = null,
        string[]? yticklabels = null, NDArray? mask = null, Axes? ax = null)
    {
        SnsColumn.Read[] columns = [.. data.Select(c => new SnsColumn.Read(c.Key, c.Value))];
        int rows = columns[0].Count;
        double[] values = [.. Enumerable.Range(0, rows).SelectMany(r => columns.Select(c => c.Numbers[r]))];
        string[] names = [.. columns.Select(c => c.Name!)];
        return heatmap(Buffers.MakeArray<double>(values, NPTypeCode.Double, rows, columns.Length), vmin, vmax, cmap, center, annot, fmt,
            annot_kws, linewidths, linecolor, cbar, square, xticklabels ?? names,
            yticklabels ?? (rows == names.Length ? names : null), mask, ax);
    }

    private static (double Size, string? Color) LookOfNumbers(Dictionary<string, object>? given)
    {
        (double size, string? color) = (10, null);
        foreach (var (name, value) in given ?? [])
        {
            if (name is "size" or "fontsize") { size = Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture); }
            else if (name is "color" or "c") { color = (string)value; }
            else
            {
                throw new ArgumentException($"annot_kws takes \"size\" (or \"fontsize\") and \"color\". Received: \"{name}\".",
                    nameof(given));
            }
        }
        return (size, color);
    }

    // Values that are not shown are none.
    private static NDArray Mask(NDArray data, NDArray mask)
    {
        if (mask.ndim != data.ndim || !mask.shape.SequenceEqual(data.shape))
        {
            throw new ArgumentException($"The mask must have the table's shape, {Buffers.WriteText(data)}. Received: "
                + $"{Buffers.WriteText(mask)}.",
                nameof(mask));
        }
        double[] hidden = Buffers.ToDoubles(mask);
        double[] shown = [.. Buffers.ToDoubles(data).Select((v, i) => hidden[i] != 0 ? double.NaN : v)];
        return Buffers.MakeArray<double>(shown, NPTypeCode.Double, Buffers.GetDims(data));
    }

    private static void Scatter(Axes ax, double[] x, double[] y, SnsColumn.Read? hue, string? palette, double size, string? color,
        double alpha)
    {
        if (hue is null)
        {
            ax.scatter(x, y, size, color ?? (palette is null ? ax.TakeNextColor() : Palettes.Of(palette, 1)[0]), edgecolors: "white",
                alpha: alpha);
            return;
        }
        string[] of = hue.Groups, levels = hue.Levels, colors = ChooseColors(hue, palette);
        for (int l = 0; l < levels.Length; l++)
        {
            int[] rows = [.. Enumerable.Range(0, x.Length).Where(i => of[i] == levels[l])];
            ax.scatter(rows.Select(i => x[i]).ToArray(), rows.Select(i => y[i]).ToArray(), size, colors[l], edgecolors: "white",
                alpha: alpha, label: levels[l]);
        }
    }

    /// <summary>How bright a colour is, by the WCAG's formula.</summary>
    private static double ComputeLuminance(SkiaSharp.SKColor color)
    {
        static double ToLinear(byte level) => level / 255.0 is var v && v <= 0.03928 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
        return (0.2126 * ToLinear(color.Red)) + (0.7152 * ToLinear(color.Green)) + (0.0722 * ToLinear(color.Blue));
    }
}
