namespace KerasDigits.Notebook;

/// <content>The open figures: which one is drawn on, and which show writes.</content>
public static partial class plt
{
    [ThreadStatic]
    private static Figure? s_figure;

    [ThreadStatic]
    private static SortedDictionary<int, Figure>? s_open;

    /// <summary>Whether there is a figure to show.</summary>
    internal static bool HasFigure => s_figure is not null;

    private static SortedDictionary<int, Figure> Open => s_open ??= [];

    /// <summary>
    /// A new current figure; <paramref name="figsize"/> in inches of 100 pixels, (6.4, 4.8) by default. Those before stay open, and
    /// <see cref="show"/> writes them too, unless savefig has written them.
    /// </summary>
    /// <param name="figsize">(width, height) in inches; null: rcParams' "figure.figsize", or (6.4, 4.8), in a notebook's cell (6,
    /// 4).</param>
    /// <param name="dpi">Pixels per inch; null: 100, in a notebook's cell 72.</param>
    /// <param name="facecolor">Of the paper; null: white, or what the style says.</param>
    public static Figure figure((double width, double height)? figsize = null, int? dpi = null, string? facecolor = null)
    {
        // Programs that save one figure after the other and never close one would keep them all.
        foreach (int number in Open.Where(f => f.Value.IsWritten).Select(f => f.Key).ToArray()) { Open.Remove(number); }
        return figure(Open.Count == 0 ? 1 : Open.Keys.Last() + 1, figsize, dpi, facecolor);
    }

    /// <summary>The figure of a number, which is the current one from now on; a new one where there is none.</summary>
    /// <param name="num">Number of the figure, from 1.</param>
    /// <param name="figsize">(width, height) in inches; null: rcParams' "figure.figsize", or (6.4, 4.8), in a notebook's cell (6,
    /// 4).</param>
    /// <param name="dpi">Pixels per inch; null: 100, in a notebook's cell 72.</param>
    /// <param name="facecolor">Of the paper; null: white, or what the style says.</param>
    public static Figure figure(int num, (double width, double height)? figsize = null, int? dpi = null, string? facecolor = null)
    {
        if (!Open.TryGetValue(num, out Figure? figure))
        {
            Open[num] = figure = new Figure(figsize ?? rcParams.Size ?? (IsInline ? (6, 4) : (6.4, 4.8)), dpi ?? rcParams.Dpi
                ?? (IsInline ? 72 : 100), facecolor);
        }
        Choose(figure);
        return figure;
    }

    /// <summary>The current figure.</summary>
    public static Figure gcf() => s_figure ?? figure();

    /// <summary>The current plot: the last that was made, or that sca chose.</summary>
    public static Axes gca() => s_axes ??= gcf().add_subplot(1, 1, 1);

    /// <summary>
    /// Writes the open figures to <see cref="Folder"/> as figure_1.png, figure_2.png …, prints where, and closes them. In a notebook's cell
    /// (<c>%matplotlib inline</c>) the files are named after the cell: cell_14.png, cell_14_2.png.
    /// </summary>
    /// <param name="block">Accepted for compatibility with Python and ignored: no window opens, so nothing waits.</param>
    /// <returns>The last file.</returns>
    public static string show(bool? block = null)
    {
        _ = gcf();
        string path = "";
        foreach (Figure figure in Open.Values.Where(f => f == s_figure || !f.IsWritten))
        {
            string name = IsInline ? NameCell() : $"figure_{Interlocked.Increment(ref s_shown)}";
            path = Path.GetFullPath(Path.Combine(Folder, name + ".png"));
            figure.Save(path, cut: IsInline);
            Output.Write($"Figure written to {path}\n");
        }
        close("all");
        return path;
    }

    /// <summary>Forgets the current figure; the one made before it, where there is one, is the current one then.</summary>
    /// <param name="fig">"all" closes all figures; null: the current one.</param>
    /// <exception cref="ArgumentException">It is another text.</exception>
    public static void close(string? fig = null)
    {
        if (fig is not (null or "all"))
        {
            throw new ArgumentException($"close takes \"all\", a figure, its number or nothing. Received: \"{fig}\".", nameof(fig));
        }
        if (fig is null && s_figure is not null) { close(s_figure); }
        else { Open.Clear(); Choose(null); }
    }

    /// <summary>Forgets a figure.</summary>
    /// <param name="fig">The figure to close.</param>
    public static void close(Figure fig)
    {
        foreach (int number in Open.Where(f => f.Value == fig).Select(f => f.Key).ToArray()) { Open.Remove(number); }
        if (fig == s_figure) { Choose(Open.Values.LastOrDefault()); }
    }

    /// <summary>Forgets the figure of a number.</summary>
    /// <param name="fig">Number of the figure to close.</param>
    public static void close(int fig)
    {
        if (Open.TryGetValue(fig, out Figure? figure)) { close(figure); }
    }

    /// <summary>A figure's new plot is the current one, where the figure is.</summary>
    internal static void MakeCurrent(Figure figure, Axes axes)
    {
        if (figure == s_figure) { s_axes = axes; }
    }

    private static void Choose(Figure? figure) => (s_figure, s_axes) = (figure, figure?.axes.LastOrDefault());
}
