namespace KerasDigits.Notebook;

/// <summary>Python's <c>import matplotlib as mpl</c>.</summary>
public static class mpl
{
    /// <summary>Sizes that plots made from now on have unless they say otherwise: <c>mpl.rc("axes", labelsize: 14)</c>.</summary>
    /// <param name="group">"axes", "xtick", "ytick" or "legend".</param>
    /// <param name="labelsize">Points: of the axes' names ("axes") or of the ticks' numbers.</param>
    /// <param name="titlesize">Points, of a plot's title ("axes").</param>
    /// <param name="fontsize">Points, of a legend ("legend").</param>
    /// <exception cref="ArgumentException">The group has no such setting.</exception>
    public static void rc(string group, double? labelsize = null, double? titlesize = null, double? fontsize = null)
    {
        Sizes sizes = Defaults;
        Defaults = (group, labelsize, titlesize, fontsize) switch
        {
            ("axes", _, _, null) => sizes with { Label = labelsize ?? sizes.Label, Title = titlesize ?? sizes.Title },
            ("xtick", { } size, null, null) => sizes with { XTick = size },
            ("ytick", { } size, null, null) => sizes with { YTick = size },
            ("legend", null, null, { } size) => sizes with { Legend = size },
            _ => throw new ArgumentException($"rc takes labelsize and titlesize of 'axes', labelsize of 'xtick' and 'ytick', and fontsize of 'legend'. Received: group='{group}'.", nameof(group)),
        };
    }

    /// <summary>Back to Matplotlib's own defaults.</summary>
    public static void rcdefaults()
    {
        Defaults = new Sizes();
        Theme = new Look();
        plt.rcParams.Reset();
    }

    internal static Sizes Defaults { get; private set; } = new();

    /// <summary>Ground, grid, frame and colours of plots made from now on.</summary>
    internal static Look Theme { get; set; } = new();

    /// <summary>Colour maps by their names.</summary>
    public abstract class cm
    {
        /// <summary>White for the least value, black for the greatest.</summary>
        public const string binary = "binary";

        /// <summary>Black for the least value, white for the greatest.</summary>
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
        bool HasTicks = true)
    {
        /// <summary>The colours that lines and bars take in turn.</summary>
        public string[] Cycle { get; init; } = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f",
            "#bcbd22", "#17becf"];
    }
}
