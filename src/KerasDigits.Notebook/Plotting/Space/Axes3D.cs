using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A plot in space: <c>var ax = fig.add_subplot(111, projection: "3d");</c>.</summary>
public sealed class Axes3D
{
    /// <summary>Rows and columns of a surface that are drawn at most; of more every second, third … is.</summary>
    private const int MostLines = 50;

    private readonly Axes _axes;
    private readonly SpaceArtist _space = new();
    private int _turn;

    internal Axes3D(Axes axes)
    {
        _axes = axes;
        axes.axis("off");
        axes.Add(_space);
    }

    /// <summary>Points in space.</summary>
    /// <param name="xs">Positions along the first axis.</param>
    /// <param name="ys">Positions on the y axis, as many as x has.</param>
    /// <param name="zs">As many heights, or one for all; null: 0.</param>
    /// <param name="c">A colour, one for each point, or numbers for the colour map; null: color, or the next of the cycle.</param>
    /// <param name="s">The markers' area in square points.</param>
    /// <param name="marker">One of Matplotlib's markers: 'o', 's', '^', 'x' …; others are refused with an ArgumentException.</param>
    /// <param name="cmap">Name of the colour map that numbers in c go through; null: what plt.set_cmap chose, or viridis.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="color">A colour for all; null: the next of the cycle. c wins over it.</param>
    /// <exception cref="ArgumentException">There are more or fewer of one than of another.</exception>
    public ScalarMappable scatter(Points xs, Points ys, Points? zs = null, PlotColors? c = null, double s = 20, string marker = "o",
        string? cmap = null, double alpha = 1, string? label = null, string? color = null)
    {
        (double X, double Y, double Z)[] at = StackCoordinates(xs, ys, zs ?? 0);
        double[] numbers = c?.Values ?? [];
        if (c?.Values is not null && numbers.Length != at.Length)
        {
            throw new ArgumentException($"'c' argument has {numbers.Length} elements, which is inconsistent with 'x' and 'y' with size "
                + $"{at.Length}.", nameof(c));
        }
        var mappable = new ScalarMappable(_axes, ColorMap.Of(cmap), numbers.DefaultIfEmpty(0).Min(), numbers.DefaultIfEmpty(0).Max());
        SKColor[] colors = c is null ? [.. Enumerable.Repeat(TakeNext(color, alpha), at.Length)] : c.Values is null
            ? c.MakeColors(at.Length, alpha)
            : Array.ConvertAll(numbers, n => mappable.ComputeColor(n, alpha));
        Add(new SpacePoints(at, colors, Marker.Check(marker), Math.Sqrt(s)), label);
        return mappable;
    }

    /// <summary>A line through points in space.</summary>
    /// <param name="xs">Positions along the first axis.</param>
    /// <param name="ys">Positions on the y axis, as many as x has.</param>
    /// <param name="zs">As many heights, or one for all; null: 0.</param>
    /// <param name="color">The line's colour: 'red', 'r', 'C1', '#rrggbb'; null: the next of the cycle.</param>
    /// <param name="linewidth">Width of the lines in points, above 0.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <exception cref="ArgumentException">There are more or fewer of one than of another.</exception>
    public void plot(Points xs, Points ys, Points? zs = null, string? color = null, double linewidth = 1.5, double alpha = 1,
        string? label = null) =>
        Add(new SpaceLines([StackCoordinates(xs, ys, zs ?? 0)], TakeNext(color, alpha), linewidth), label);

    /// <summary>A surface over a grid.</summary>
    /// <param name="X">Positions of the grid's points, as np.meshgrid gives them.</param>
    /// <param name="Y">Of the same shape.</param>
    /// <param name="Z">Heights, of the same shape.</param>
    /// <param name="cmap">The colour map of the heights; null: one colour, lighter where the surface looks to the light.</param>
    /// <param name="color">One colour for the whole surface; null: the colour map's by height.</param>
    /// <param name="alpha">1 opaque, 0 invisible.</param>
    /// <param name="rstride">Every how many rows are drawn; null: as many as give 50.</param>
    /// <param name="cstride">Every how many columns are drawn; null: as many as give 50.</param>
    /// <exception cref="ArgumentException">The three are not arrays of two axes of one shape.</exception>
    public ScalarMappable plot_surface(NDArray X, NDArray Y, NDArray Z, string? cmap = null, string? color = null, double alpha = 1,
        int? rstride = null, int? cstride = null)
    {
        (double X, double Y, double Z)[][] grid = MakeGrid(X, Y, Z, rstride, cstride);
        double[] heights = [.. grid.SelectMany(r => r).Select(p => p.Z).Where(double.IsFinite).DefaultIfEmpty(0)];
        var mappable = new ScalarMappable(_axes, ColorMap.Of(cmap), heights.Min(), heights.Max());
        Add(new SpaceSurface(grid, cmap is null ? null : h => mappable.ComputeColor(h, alpha), TakeNext(color, alpha)), null);
        return mappable;
    }

    /// <summary>The lines of a grid's rows and columns.</summary>
    /// <inheritdoc cref="plot_surface"/>
    public void plot_wireframe(NDArray X, NDArray Y, NDArray Z, string? color = null, double alpha = 1, int? rstride = null,
        int? cstride = null)
    {
        (double X, double Y, double Z)[][] grid = MakeGrid(X, Y, Z, rstride, cstride);
        Add(new SpaceLines([.. grid, .. Enumerable.Range(0, grid[0].Length).Select(c => grid.Select(r => r[c]).ToArray())],
            TakeNext(color, alpha), 1), null);
    }

    /// <summary>From where the plot is seen.</summary>
    /// <param name="elev">Degrees above the ground.</param>
    /// <param name="azim">Degrees round it.</param>
    public void view_init(double elev = 30, double azim = -60) => (_space.Elevation, _space.Azimuth) = (elev, azim);

    /// <summary>Text beside the first axis.</summary>
    /// <param name="xlabel">Text of the x axis; may be empty.</param>
    /// <param name="fontsize">Size of the text, in points; null: 10.</param>
    public void set_xlabel(string xlabel, double? fontsize = null) => _space.Names[0] = (xlabel, fontsize ?? 10);

    /// <summary>Text beside the second axis.</summary>
    /// <param name="ylabel">Text of the y axis; may be empty.</param>
    /// <param name="fontsize">Size of the text, in points; null: 10.</param>
    public void set_ylabel(string ylabel, double? fontsize = null) => _space.Names[1] = (ylabel, fontsize ?? 10);

    /// <summary>Text beside the height.</summary>
    /// <param name="zlabel">Text of the third axis; may be empty.</param>
    /// <param name="fontsize">Size of the text, in points; null: 10.</param>
    public void set_zlabel(string zlabel, double? fontsize = null) => _space.Names[2] = (zlabel, fontsize ?? 10);

    /// <summary>The first axis' ends.</summary>
    /// <param name="left">Lower end of the axis.</param>
    /// <param name="right">Upper end of the axis.</param>
    public void set_xlim(double left, double right) => _space.Ends[0] = (left, right);

    /// <summary>The second axis' ends.</summary>
    /// <param name="bottom">Lower end of the axis.</param>
    /// <param name="top">Upper end of the axis.</param>
    public void set_ylim(double bottom, double top) => _space.Ends[1] = (bottom, top);

    /// <summary>The height's ends.</summary>
    /// <param name="bottom">Lower end of the axis.</param>
    /// <param name="top">Upper end of the axis.</param>
    public void set_zlim(double bottom, double top) => _space.Ends[2] = (bottom, top);

    /// <inheritdoc cref="Axes.set_title"/>
    public void set_title(string label, double? fontsize = null) => _axes.set_title(label, fontsize);

    /// <inheritdoc cref="Axes.legend(LegendLocation, double?, string?)"/>
    public void legend(LegendLocation loc = default, double? fontsize = null, string? title = null) => _axes.legend(loc, fontsize, title);

    private void Add(SpaceItem item, string? label)
    {
        item.Label = label ?? "";
        _space.Items.Add(item);
        _axes.Add(item);
    }

    private SKColor TakeNext(string? color, double alpha) => Ink.Of(color, color is null ? _turn++ : 0, alpha);

    private static (double X, double Y, double Z)[] StackCoordinates(Points xs, Points ys, Points zs)
    {
        double[] x = xs.Values, y = ys.Values, z = zs.Values.Length == 1 && xs.Values.Length > 1
            ? [.. Enumerable.Repeat(zs.Values[0], x.Length)]
            : zs.Values;
        if (x.Length != y.Length || x.Length != z.Length)
        {
            throw new ArgumentException($"xs, ys and zs must be equally long. Received: {x.Length}, {y.Length} and {z.Length} values.",
                nameof(zs));
        }
        return [.. Enumerable.Range(0, x.Length).Select(i => (x[i], y[i], z[i]))];
    }

    private static (double X, double Y, double Z)[][] MakeGrid(NDArray X, NDArray Y, NDArray Z, int? rowStep, int? columnStep)
    {
        if (Z.ndim != 2 || !X.shape.SequenceEqual(Z.shape) || !Y.shape.SequenceEqual(Z.shape))
        {
            throw new ArgumentException("X, Y and Z must be arrays of two axes of one shape, as np.meshgrid gives X and Y. Received: "
                + $"shapes {Buffers.WriteText(X)}, {Buffers.WriteText(Y)} and {Buffers.WriteText(Z)}.", nameof(Z));
        }
        int rows = (int)Z.shape[0], columns = (int)Z.shape[1];
        double[] x = Buffers.ToDoubles(X), y = Buffers.ToDoubles(Y), z = Buffers.ToDoubles(Z);
        int[] r = ListSteps(rows, rowStep), c = ListSteps(columns, columnStep);
        return [.. r.Select(i => c.Select(j => (x[(i * columns) + j], y[(i * columns) + j], z[(i * columns) + j])).ToArray())];

        static int[] ListSteps(int count, int? step)
        {
            int by = step is { } given and > 0 ? given : Math.Max(1, (count + MostLines - 1) / MostLines);
            return [.. Enumerable.Range(0, count).Where(i => i % by == 0 || i == count - 1)];
        }
    }
}
