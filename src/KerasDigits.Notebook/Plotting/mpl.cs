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
    public static void rcdefaults() => Defaults = new Sizes();

    internal static Sizes Defaults { get; private set; } = new();

    /// <summary>Colour maps by their names.</summary>
    public static class cm
    {
        /// <summary>White for the least value, black for the greatest.</summary>
        public const string binary = "binary";

        /// <summary>Black for the least value, white for the greatest.</summary>
        public const string gray = "gray";

        /// <summary>Matplotlib's default.</summary>
        public const string viridis = "viridis";
    }

    /// <summary>In points.</summary>
    internal sealed record Sizes(double Label = 10, double Title = 12, double XTick = 10, double YTick = 10, double Legend = 10);
}
