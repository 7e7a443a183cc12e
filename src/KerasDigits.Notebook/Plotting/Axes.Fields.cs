using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Values over a plane.</content>
public sealed partial class Axes
{
    /// <summary>Filled contours of values over a grid.</summary>
    /// <param name="X">The columns' positions: (columns) or, as np.meshgrid gives them, (rows, columns).</param>
    /// <param name="Y">The rows' positions.</param>
    /// <param name="Z">The values, (rows, columns).</param>
    /// <param name="levels">The borders, or about how many; null: about 7.</param>
    /// <param name="cmap">Name of a Matplotlib colour map, such as "gray"; null: what plt.set_cmap chose, or viridis.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    public ScalarMappable contourf(NDArray X, NDArray Y, NDArray Z, Points? levels = null, string? cmap = null, double alpha = 1)
    {
        var grid = Grid.Of(X, Y, Z);
        double[] borders = ChooseLevels(grid, levels);
        var mappable = new ScalarMappable(this, ColorMap.Of(cmap), borders[0], borders[^1], borders);
        _artists.Add(new FieldArtist(grid, mappable, borders, alpha));
        return Mappable = mappable;
    }

    /// <summary>Lines of equal values over a grid.</summary>
    /// <param name="X">The columns' positions: (columns) or, as np.meshgrid gives them, (rows, columns).</param>
    /// <param name="Y">The rows' positions.</param>
    /// <param name="Z">The values, (rows, columns).</param>
    /// <param name="levels">The borders, or about how many; null: about 7.</param>
    /// <param name="colors">One colour for all lines; null: the colour map's.</param>
    /// <param name="cmap">Name of a Matplotlib colour map, such as "gray"; null: what plt.set_cmap chose, or viridis.</param>
    /// <param name="linewidths">Width of the lines in points, above 0.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    public ScalarMappable contour(NDArray X, NDArray Y, NDArray Z, Points? levels = null, string? colors = null, string? cmap = null,
        double linewidths = 1.5, double alpha = 1)
    {
        var grid = Grid.Of(X, Y, Z);
        double[] borders = ChooseLevels(grid, levels);
        var mappable = new ScalarMappable(this, ColorMap.Of(cmap), borders[0], borders[^1]);
        foreach (double level in borders)
        {
            var lines = grid.TraceContour(level);
            if (lines.Length > 0)
            {
                _artists.Add(new MarksArtist(lines, colors is null ? mappable.ComputeColor(level, alpha) : Ink.Of(colors, 0, alpha), "-",
                    linewidths));
            }
        }
        return Mappable = mappable;
    }

    /// <summary>Cells of colours: a value for each.</summary>
    /// <param name="C">The values, (rows, columns); the first row is below.</param>
    /// <param name="cmap">Name of a Matplotlib colour map, such as "gray"; null: what plt.set_cmap chose, or viridis.</param>
    /// <param name="vmin">The value of the map's first colour; null: the least.</param>
    /// <param name="vmax">The value of the map's last colour; null: the largest.</param>
    /// <param name="edgecolors">The colour of the lines between cells; null: none.</param>
    public ScalarMappable pcolormesh(NDArray C, string? cmap = null, double? vmin = null, double? vmax = null,
        string? edgecolors = null) => DrawCells(C, cmap, vmin, vmax, edgecolors, 1, null);

    internal ScalarMappable DrawCells(NDArray values, string? cmap, double? vmin, double? vmax, string? lines, double linewidth,
        double[]? centre)
    {
        int[] dims = Buffers.GetDims(values);
        if (dims.Length != 2)
        {
            throw new ArgumentException($"The values must be (rows, columns). Received: shape={Buffers.WriteText(values)}.",
                nameof(values));
        }
        double[] numbers = Buffers.ToDoubles(values), finite = [.. numbers.Where(double.IsFinite).DefaultIfEmpty(0)];
        double low = vmin ?? finite.Min(), high = vmax ?? finite.Max();
        if (centre is [var middle] && Math.Max(high - middle, middle - low) is var reach)
        {
            (low, high) = (middle - reach, middle + reach);
        }
        var mappable = new ScalarMappable(this, ColorMap.Of(cmap), low, high);
        _artists.Add(new CellsArtist(dims[0], dims[1], Array.ConvertAll(numbers, n => mappable.ComputeColor(n)), lines is null ? null
            : Ink.Of(lines, 0), linewidth));
        return Mappable = mappable;
    }

    private static double[] ChooseLevels(Grid grid, Points? levels)
    {
        double[] finite = [.. grid.Values.Where(double.IsFinite).DefaultIfEmpty(0)];
        var (low, high) = (finite.Min(), finite.Max());
        if (low == high) { (low, high) = (low - 0.5, high + 0.5); }
        return levels is not { } given ? TickLocator.ChooseLevels(low, high, 7) : given.Values is [var count]
            ? TickLocator.ChooseLevels(low, high, (int)count) : given.Values;
    }
}
