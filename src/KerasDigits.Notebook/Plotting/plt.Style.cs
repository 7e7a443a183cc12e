namespace KerasDigits.Notebook;

/// <content>Looks by their names.</content>
public static partial class plt
{
    /// <summary>Looks of plots made from now on.</summary>
    public static class style
    {
        private static readonly Dictionary<string, Func<mpl.Look>> s_known = new()
        {
            ["default"] = () => new mpl.Look(),
            ["ggplot"] = () => new mpl.Look("#e5e5e5", "#ffffff", "#ffffff", HasGrid: true)
            {
                Cycle = ["#e24a33", "#348abd", "#988ed5", "#777777", "#fbc15e", "#8eba42", "#ffb5b8"],
            },
            ["fivethirtyeight"] = () => new mpl.Look("#f0f0f0", "#cbcbcb", "#f0f0f0", HasGrid: true, HasTicks: false, Line: 4,
                Paper: "#f0f0f0")
            {
                Cycle = ["#008fd5", "#fc4f30", "#e5ae38", "#6d904f", "#8b8b8b", "#810f7c"],
            },
            ["bmh"] = () => new mpl.Look("#eeeeee", "#b2b2b2", "#bcbcbc", HasGrid: true, Line: 2)
            {
                Cycle = ["#348abd", "#a60628", "#7a68a6", "#467821", "#d55e00", "#cc79a7", "#56b4e9", "#009e73", "#f0e442", "#0072b2"],
            },
            ["grayscale"] = () => new mpl.Look { Cycle = ["#000000", "#666666", "#999999", "#b3b3b3"] },
            ["seaborn"] = () => MakeSeaborn("#eaeaf2", "#ffffff", "#ffffff"),
            ["seaborn-darkgrid"] = () => MakeSeaborn("#eaeaf2", "#ffffff", "#ffffff") with { Cycle = new mpl.Look().Cycle },
            ["seaborn-whitegrid"] = () => MakeSeaborn("#ffffff", "#cccccc", "#cccccc") with { Cycle = new mpl.Look().Cycle },
            ["seaborn-white"] = () => new mpl.Look(HasTicks: false),
        };

        /// <summary>The names that <see cref="use"/> knows.</summary>
        public static string[] available => [.. s_known.Keys.Where(k => k != "default").Order(StringComparer.Ordinal)];

        /// <summary>Takes a look for the plots that are made from now on.</summary>
        /// <param name="style">"default", or one of <see cref="available"/>; "seaborn-v0_8" and what follows it are seaborn's.</param>
        /// <exception cref="ArgumentException">There is no look of that name here.</exception>
        public static void use(string style) =>
            mpl.Theme = s_known.TryGetValue(style.Replace("seaborn-v0_8", "seaborn", StringComparison.Ordinal), out Func<mpl.Look>? look)
            ? look()
            : throw new ArgumentException($"'{style}' is not a valid style here. There are: default, {string.Join(", ", available)}.",
                nameof(style));

        private static mpl.Look MakeSeaborn(string face, string grid, string frame) =>
            new(face, grid, frame, HasGrid: true, HasTicks: false)
        {
            Cycle = ["#4c72b0", "#55a868", "#c44e52", "#8172b2", "#ccb974", "#64b5cd"],
        };
    }
}
