namespace KerasDigits.Notebook;

/// <summary>The part of seaborn that notebooks use, on the figures of <see cref="plt"/>: <c>import seaborn as sns</c>.</summary>
/// <remarks>Tables are anything that lists columns by name: a DataFrame, or a <c>Dictionary&lt;string, Array&gt;</c>. Source: the public
/// documentation of seaborn 0.12.</remarks>
public static partial class sns
{
    /// <summary>How plots look from now on.</summary>
    /// <param name="context">"notebook", "paper", "talk" or "poster": how large letters are.</param>
    /// <param name="style">"darkgrid", "whitegrid", "dark", "white" or "ticks".</param>
    /// <param name="palette">"deep", "muted", "pastel", "bright", "dark" or "colorblind".</param>
    /// <param name="font_scale">What letters' sizes are multiplied with.</param>
    /// <exception cref="ArgumentException">context is none of the allowed words.</exception>
    public static void set_theme(string context = "notebook", string style = "darkgrid", string palette = "deep", double font_scale = 1)
    {
        set_style(style);
        set_palette(palette);
        double scale = font_scale * context switch
        {
            "paper" => 0.8,
            "notebook" => 1,
            "talk" => 1.5,
            "poster" => 2,
            _ => throw new ArgumentException($"context must be in paper, notebook, talk, poster. Received: \"{context}\".",
                nameof(context)),
        };
        mpl.rc("axes", labelsize: 12 * scale, titlesize: 12 * scale);
        mpl.rc("xtick", labelsize: 11 * scale);
        mpl.rc("ytick", labelsize: 11 * scale);
        mpl.rc("legend", fontsize: 11 * scale);
    }

    /// <summary>The name of set_theme before 0.11.</summary>
    /// <inheritdoc cref="set_theme"/>
    public static void set(string context = "notebook", string style = "darkgrid", string palette = "deep", double font_scale = 1) =>
        set_theme(context, style, palette, font_scale);

    /// <summary>The ground, grid and frame of plots from now on.</summary>
    /// <param name="style">"darkgrid", "whitegrid", "dark", "white" or "ticks".</param>
    /// <exception cref="ArgumentException">style is none of the allowed words.</exception>
    public static void set_style(string style) => mpl.Theme = style switch
    {
        "darkgrid" => mpl.Theme with { Face = "#eaeaf2", Grid = "white", Frame = "white", HasGrid = true, HasTicks = false },
        "whitegrid" => mpl.Theme with { Face = "white", Grid = "#cccccc", Frame = "#cccccc", HasGrid = true, HasTicks = false },
        "dark" => mpl.Theme with { Face = "#eaeaf2", Grid = "white", Frame = "white", HasGrid = false, HasTicks = false },
        "white" => mpl.Theme with { Face = "white", Grid = "#cccccc", Frame = "#262626", HasGrid = false, HasTicks = false },
        "ticks" => mpl.Theme with { Face = "white", Grid = "#cccccc", Frame = "#262626", HasGrid = false, HasTicks = true },
        _ => throw new ArgumentException($"style must be one of white, dark, whitegrid, darkgrid, ticks. Received: \"{style}\".",
            nameof(style)),
    };

    /// <summary>The cycle of colours from now on.</summary>
    /// <param name="palette">Name of a palette or a colour map.</param>
    public static void set_palette(string palette) => mpl.Theme = mpl.Theme with { Cycle = Palettes.Of(palette, 10) };

    /// <summary>Colours of a palette, as <c>#rrggbb</c>.</summary>
    /// <param name="palette">Its name, or a colour map's; null: the cycle's.</param>
    /// <param name="n_colors">How many; null: ten of the cycle and palettes, six of maps.</param>
    public static string[] color_palette(string? palette = null, int? n_colors = null) =>
        Palettes.Of(palette, n_colors ?? (palette is null || Palettes.Names.Contains(palette) ? 10 : 6));

    /// <summary>Back to Matplotlib's own look.</summary>
    public static void reset_defaults() => mpl.rcdefaults();

    private static Axes ChooseAxes(Axes? ax) => ax ?? plt.gca();

    private static void LabelAxes(Axes ax, string? x, string? y)
    {
        if (x is not null) { ax.set_xlabel(x); }
        if (y is not null) { ax.set_ylabel(y); }
    }

    private static string[] ChooseColors(SnsColumn.Read hue, string? palette)
    {
        string[] levels = hue.Levels;
        if (palette is not null || !hue.AreNumbers) { return Palettes.Of(palette, levels.Length); }
        // Groups that are numbers go from light to dark by their values.
        double[] numbers = [.. hue.Numbers.Where(n => !double.IsNaN(n)).Distinct().Order()];
        return [.. numbers.Select(n =>
            Palettes.ComputeCubeHelix(numbers[^1] > numbers[0] ? (n - numbers[0]) / (numbers[^1] - numbers[0]) : 0))];
    }
}
