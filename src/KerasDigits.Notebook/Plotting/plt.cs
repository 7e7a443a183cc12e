using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>Matplotlib's pyplot: <c>using KerasDigits.Notebook;</c> and <c>plt.plot(...)</c>. One current figure per thread; show writes it as PNG and says where.</summary>
public static class plt
{
    [ThreadStatic]
    private static Figure? s_figure;

    [ThreadStatic]
    private static Axes? s_axes;

    private static int s_shown;
    private static (int Cell, int Figures) s_last;

    /// <summary>Whether figures are a notebook's: <see cref="InteractiveShell.run_line_magic"/>.</summary>
    internal static bool IsInline { get; set; }

    internal static bool HasFigure => s_figure is not null;

    /// <summary>Colour maps by their names.</summary>
    public static class cm
    {
        /// <inheritdoc cref="mpl.cm.binary"/>
        public const string binary = mpl.cm.binary;

        /// <inheritdoc cref="mpl.cm.gray"/>
        public const string gray = mpl.cm.gray;

        /// <inheritdoc cref="mpl.cm.viridis"/>
        public const string viridis = mpl.cm.viridis;
    }

    /// <summary>The folder where <see cref="show"/> writes; "plots" under the current one unless set.</summary>
    public static string Folder { get; set; } = "plots";

    /// <summary>Where <see cref="show"/> prints the file's place; the process's standard output unless set.</summary>
    public static TextWriter Output { get; set; } = Console.Out;

    /// <summary>A new current figure; <paramref name="figsize"/> in inches of 100 pixels, (6.4, 4.8) unless given.</summary>
    public static Figure figure((double width, double height)? figsize = null)
    {
        s_axes = null;
        return s_figure = IsInline ? new Figure(figsize ?? (6, 4), dpi: 72) : new Figure(figsize ?? (6.4, 4.8), dpi: 100);
    }

    /// <summary>A new figure with a grid of plots, <c>ax[row, column]</c>, or with one, <c>ax</c> itself.</summary>
    public static (Figure fig, AxesGrid ax) subplots(int nrows = 1, int ncols = 1, (double width, double height)? figsize = null)
    {
        Figure fig = figure(figsize);
        var ax = new Axes[nrows, ncols];
        for (int i = 0; i < nrows * ncols; i++) { ax[i / ncols, i % ncols] = fig.add_subplot(nrows, ncols, i + 1); }
        s_axes = ax[0, 0];
        return (fig, new AxesGrid(ax));
    }

    /// <summary>Makes a cell of a grid (from 1, row by row) the current plot.</summary>
    public static Axes subplot(int nrows, int ncols, int index) => s_axes = gcf().add_subplot(nrows, ncols, index);

    /// <summary>The current figure.</summary>
    public static Figure gcf() => s_figure ?? figure();

    /// <summary>The current plot.</summary>
    public static Axes gca() => s_axes ??= gcf().add_subplot(1, 1, 1);

    /// <inheritdoc cref="Axes.plot(Points, string?, string, double, string?, string?, double)"/>
    public static void plot(Points y, string? color = null, string ls = "-", double lw = 1.5, string? label = null, string? marker = null, double alpha = 1) => gca().plot(y, color, ls, lw, label, marker, alpha);

    /// <inheritdoc cref="Axes.plot(Points, Points, string?, string, double, string?, string?, double)"/>
    public static void plot(Points x, Points y, string? color = null, string ls = "-", double lw = 1.5, string? label = null, string? marker = null, double alpha = 1) => gca().plot(x, y, color, ls, lw, label, marker, alpha);

    /// <inheritdoc cref="Axes.plot(Points, Points, string?, string, double, string?, string?, double)"/>
    [OverloadResolutionPriority(-1)]
    public static void plot(IEnumerable<int> x, Points y, string? color = null, string ls = "-", double lw = 1.5, string? label = null, string? marker = null, double alpha = 1) => gca().plot(x, y, color, ls, lw, label, marker, alpha);

    /// <inheritdoc cref="Axes.scatter"/>
    public static void scatter(Points x, Points y, double s = 36, string? color = null, string marker = "o", string? label = null, double alpha = 1) => gca().scatter(x, y, s, color, marker, label, alpha);

    /// <inheritdoc cref="Axes.bar(Points, Points, double, string?, string?, double)"/>
    public static void bar(Points x, Points height, double width = 0.8, string? color = null, string? label = null, double alpha = 1) => gca().bar(x, height, width, color, label, alpha);

    /// <inheritdoc cref="Axes.bar(Points, Points, double, string?, string?, double)"/>
    [OverloadResolutionPriority(-1)]
    public static void bar(IEnumerable<int> x, Points height, double width = 0.8, string? color = null, string? label = null, double alpha = 1) => gca().bar(x, height, width, color, label, alpha);

    /// <inheritdoc cref="Axes.hist"/>
    public static void hist(Points x, int bins = 10, string? color = null, string? label = null, double alpha = 1) => gca().hist(x, bins, color, label, alpha);

    /// <inheritdoc cref="Axes.imshow"/>
    public static AxesImage imshow(NDArray X, string cmap = "viridis", string aspect = "equal", double? vmin = null, double? vmax = null) => gca().imshow(X, cmap, aspect, vmin, vmax);

    /// <summary>A matrix as a picture in a new figure.</summary>
    public static void matshow(NDArray A, string cmap = "viridis")
    {
        figure();
        imshow(A, cmap);
    }

    /// <inheritdoc cref="Axes.axis"/>
    public static void axis(string option) => gca().axis(option);

    /// <inheritdoc cref="Axes.set_title"/>
    public static void title(string label, double? fontsize = null) => gca().set_title(label, fontsize);

    /// <inheritdoc cref="Axes.set_xlabel"/>
    public static void xlabel(string xlabel, double? fontsize = null) => gca().set_xlabel(xlabel, fontsize);

    /// <inheritdoc cref="Axes.set_ylabel"/>
    public static void ylabel(string ylabel, double? fontsize = null) => gca().set_ylabel(ylabel, fontsize);

    /// <inheritdoc cref="Axes.set_xlim"/>
    public static void xlim(double left, double right) => gca().set_xlim(left, right);

    /// <inheritdoc cref="Axes.set_ylim"/>
    public static void ylim(double bottom, double top) => gca().set_ylim(bottom, top);

    /// <inheritdoc cref="Axes.set_xticks"/>
    public static void xticks(Points ticks, string[]? labels = null) => gca().set_xticks(ticks, labels);

    /// <inheritdoc cref="Axes.set_yticks"/>
    public static void yticks(Points ticks, string[]? labels = null) => gca().set_yticks(ticks, labels);

    /// <inheritdoc cref="Axes.tick_params"/>
    public static void tick_params(string axis = "both", double labelsize = 10) => gca().tick_params(axis, labelsize);

    /// <inheritdoc cref="Axes.grid"/>
    public static void grid(bool visible = true) => gca().grid(visible);

    /// <inheritdoc cref="Axes.legend"/>
    public static void legend(string loc = "best", double? fontsize = null) => gca().legend(loc, fontsize);

    /// <inheritdoc cref="Figure.suptitle"/>
    public static void suptitle(string t) => gcf().suptitle(t);

    /// <summary>Plots never overlap here, so this changes nothing: every plot keeps to its own cell.</summary>
    public static void tight_layout() => gcf();

    /// <inheritdoc cref="Figure.savefig"/>
    public static void savefig(string fname) => gcf().savefig(fname);

    /// <summary>Writes the current figure to <see cref="Folder"/> as figure_1.png, figure_2.png …, prints where, and forgets it. In a notebook's cell (<c>%matplotlib inline</c>) the file is named after the cell: cell_14.png.</summary>
    /// <returns>The file.</returns>
    public static string show()
    {
        string name = IsInline ? CellName() : $"figure_{Interlocked.Increment(ref s_shown)}";
        string path = Path.GetFullPath(Path.Combine(Folder, name + ".png"));
        gcf().Save(path, cut: IsInline);
        Output.Write($"Figure written to {path}\n");
        close();
        return path;
    }

    /// <summary>The second figure of cell 14 is cell_14_2.</summary>
    private static string CellName()
    {
        int cell = IPython.get_ipython().execution_count;
        s_last = (cell, s_last.Cell == cell ? s_last.Figures + 1 : 1);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cell_{cell:00}{(s_last.Figures > 1 ? $"_{s_last.Figures}" : "")}");
    }

    /// <summary>Empties the current figure: the plots that follow start anew.</summary>
    public static void clf()
    {
        gcf().clear();
        s_axes = null;
    }

    /// <summary>Forgets the current figure.</summary>
    public static void close()
    {
        s_figure = null;
        s_axes = null;
    }
}
