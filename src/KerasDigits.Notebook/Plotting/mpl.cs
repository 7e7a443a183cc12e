namespace KerasDigits.Notebook;

/// <summary>Python's <c>import matplotlib as mpl</c>.</summary>
public static class mpl
{
    /// <summary>matplotlib.patches: shapes for <see cref="Axes.add_patch"/>.</summary>
    public static class patches
    {
        /// <summary>A rectangle from a corner.</summary>
        /// <param name="xy">Corner (x, y) at the lower left.</param>
        /// <param name="width">How far it goes to the right; negative: to the left.</param>
        /// <param name="height">How far it goes upwards; negative: downwards.</param>
        /// <param name="linewidth">Points, of its edge.</param>
        /// <param name="edgecolor">Of its edge; null: black; "none": it has none.</param>
        /// <param name="facecolor">Of its inside; null: the first of the cycle; "none": it is empty.</param>
        /// <param name="fill">Whether its inside has a colour.</param>
        /// <param name="alpha">How much covers what is below, from 0 to 1.</param>
        /// <param name="color">Colour of both edge and inside, instead of edgecolor and facecolor; null: these.</param>
        public static Patch Rectangle((double x, double y) xy, double width, double height, double linewidth = 1,
            string? edgecolor = null, string? facecolor = null, bool fill = true, double alpha = 1, string? color = null) =>
            new(false, (Math.Min(xy.x, xy.x + width), Math.Min(xy.y, xy.y + height)), (Math.Abs(width), Math.Abs(height)),
                MakePen(color ?? edgecolor, color ?? facecolor, fill, alpha, linewidth));

        /// <summary>A circle around a point.</summary>
        /// <param name="xy">Centre (x, y) of the circle.</param>
        /// <param name="radius">From there to its edge.</param>
        /// <param name="linewidth">Points, of its edge.</param>
        /// <param name="edgecolor">Of its edge; null: black; "none": it has none.</param>
        /// <param name="facecolor">Of its inside; null: the first of the cycle; "none": it is empty.</param>
        /// <param name="fill">Whether its inside has a colour.</param>
        /// <param name="alpha">How much covers what is below, from 0 to 1.</param>
        /// <param name="color">Colour of both edge and inside, instead of edgecolor and facecolor; null: these.</param>
        public static Patch Circle((double x, double y) xy, double radius = 5, double linewidth = 1, string? edgecolor = null,
            string? facecolor = null, bool fill = true, double alpha = 1, string? color = null) =>
            new(true, xy, (radius, radius), MakePen(color ?? edgecolor, color ?? facecolor, fill, alpha, linewidth));

        // Matplotlib draws no edge around an inside that has its colour of its own.
        private static Patch.Pen MakePen(string? edge, string? face, bool fill, double alpha, double width) => new(
            edge == "none" || edge is null && fill ? null : Ink.Of(edge ?? "black", 0, alpha),
            face == "none" || !fill ? null : Ink.Of(face, 0, alpha), width);
    }

    /// <summary>Sizes that plots made from now on have unless they say otherwise: <c>mpl.rc("axes", labelsize: 14)</c>.</summary>
    /// <param name="group">"axes", "xtick", "ytick", "legend", "font", "figure" or "lines".</param>
    /// <param name="labelsize">Points, of the axes' names ("axes") or of the ticks' numbers ("xtick", "ytick"); null: as it is.</param>
    /// <param name="titlesize">Points, of a plot's title ("axes"); null: as it is.</param>
    /// <param name="fontsize">Points, of a legend ("legend"); null: as it is.</param>
    /// <param name="size">Points, of all text ("font"), titles larger by a fifth; null: as it is.</param>
    /// <param name="figsize">(width, height) in inches, of figures ("figure"); null: as it is.</param>
    /// <param name="dpi">Pixels per inch ("figure"); null: as it is.</param>
    /// <param name="linewidth">Width of lines in points ("lines"); null: as it is.</param>
    /// <exception cref="ArgumentException">The group has no such setting.</exception>
    public static void rc(string group, double? labelsize = null, double? titlesize = null, double? fontsize = null, double? size = null,
        (double width, double height)? figsize = null, int? dpi = null, double? linewidth = null)
    {
        Sizes sizes = Defaults;
        switch (group, labelsize, titlesize, fontsize, size, linewidth)
        {
            case ("axes", _, _, null, null, null) when labelsize is not null || titlesize is not null:
                Defaults = sizes with { Label = labelsize ?? sizes.Label, Title = titlesize ?? sizes.Title };
                break;
            case ("xtick", { } ticks, null, null, null, null): Defaults = sizes with { XTick = ticks }; break;
            case ("ytick", { } ticks, null, null, null, null): Defaults = sizes with { YTick = ticks }; break;
            case ("legend", null, null, { } letters, null, null): Defaults = sizes with { Legend = letters }; break;
            case ("font", null, null, null, { } all, null): Defaults = new Sizes(all, 1.2 * all, all, all, all); break;
            case ("lines", null, null, null, null, { } width): Theme = Theme with { Line = width }; break;
            case ("figure", null, null, null, null, null) when figsize is not null || dpi is not null:
                if (figsize is { } inches) { plt.rcParams["figure.figsize"] = inches; }
                if (dpi is { } dots) { plt.rcParams["figure.dpi"] = dots; }
                break;
            default:
                throw new ArgumentException("rc takes labelsize and titlesize of 'axes', labelsize of 'xtick' and 'ytick', fontsize of "
                    + $"'legend', size of 'font', figsize and dpi of 'figure', linewidth of 'lines'. Received: group='{group}'.",
                    nameof(group));
        }
    }

    /// <summary>Sizes of figures and what else plots have unless they say otherwise.</summary>
    public static RcParams rcParams => plt.rcParams;

    /// <summary>Matplotlib's choice of what draws and shows. Figures are drawn into files here, whatever the name: as by "Agg".</summary>
    /// <param name="backend">"Agg", for instance.</param>
    /// <exception cref="ArgumentException">backend is null or empty.</exception>
    public static void use(string backend) => ArgumentException.ThrowIfNullOrEmpty(backend);

    /// <summary>Looks of plots made from now on.</summary>
    public static class style
    {
        /// <inheritdoc cref="plt.style.use"/>
        public static void use(string style) => plt.style.use(style);
    }

    /// <summary>Back to Matplotlib's own defaults.</summary>
    public static void rcdefaults()
    {
        Defaults = new Sizes();
        Theme = new Look();
        ColorMap.Default = cm.viridis;
        plt.rcParams.Reset();
    }

    internal static Sizes Defaults { get; private set; } = new();

    /// <summary>Ground, grid, frame and colours of plots made from now on.</summary>
    internal static Look Theme { get; set; } = new();

    /// <summary>Colour maps by their names.</summary>
    public abstract class cm
    {
        /// <summary>White for the smallest value, black for the largest.</summary>
        public const string binary = "binary";

        /// <summary>Black for the smallest value, white for the largest.</summary>
        public const string gray = "gray";

        /// <summary>Matplotlib's default.</summary>
        public const string viridis = "viridis";

        /// <summary>From white to dark blue.</summary>
        public const string Blues = "Blues";

        /// <summary>From white to dark red.</summary>
        public const string Reds = "Reds";

        /// <summary>From white to dark green.</summary>
        public const string Greens = "Greens";

        /// <summary>From white to black.</summary>
        public const string Greys = "Greys";

        /// <summary>From white to dark orange.</summary>
        public const string Oranges = "Oranges";

        /// <summary>From red over white to blue.</summary>
        public const string RdBu = "RdBu";

        /// <summary>From red over yellow to green.</summary>
        public const string RdYlGn = "RdYlGn";

        /// <summary>From blue over grey to red.</summary>
        public const string coolwarm = "coolwarm";

        /// <summary>The rainbow of old.</summary>
        public const string jet = "jet";

        /// <summary>From black over red and yellow to white.</summary>
        public const string hot = "hot";

        /// <summary>All colours and back to red.</summary>
        public const string hsv = "hsv";

        /// <summary>From red over yellow to violet.</summary>
        public const string Spectral = "Spectral";
    }

    /// <summary>In points.</summary>
    internal sealed record Sizes(double Label = 10, double Title = 12, double XTick = 10, double YTick = 10, double Legend = 10);

    /// <summary>How plots look; Matplotlib's own look unless seaborn sets another.</summary>
    internal sealed record Look(string Face = "white", string Grid = "#b0b0b0", string Frame = "black", bool HasGrid = false,
        bool HasTicks = true, double Line = 1.5, string Paper = "white")
    {
        /// <summary>The colours that lines and bars take in turn.</summary>
        public string[] Cycle { get; init; } = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f",
            "#bcbd22", "#17becf"];
    }
}
