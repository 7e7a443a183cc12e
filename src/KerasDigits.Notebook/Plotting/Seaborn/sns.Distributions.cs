namespace KerasDigits.Notebook;

public static partial class sns
{
    /// <summary>How often values lie in equal intervals.</summary>
    /// <param name="x">Numbers: a column's name, or values.</param>
    /// <param name="data">A table; null: x is values.</param>
    /// <param name="hue">Groups in colours of their own, over the same intervals; null: no groups.</param>
    /// <param name="bins">How many intervals; null: by NumPy's "auto".</param>
    /// <param name="stat">What bars say: "count", "frequency" (per unit), "probability" or "density".</param>
    /// <param name="kde">Whether a smooth curve is drawn over the bars.</param>
    /// <param name="palette">Name of a palette or a colour map; null: the cycle's colours.</param>
    /// <param name="color">One colour, used without hue; null: the palette's first, or the next of the cycle.</param>
    /// <param name="ax">Where to draw; null: the current plot.</param>
    /// <exception cref="ArgumentException">stat is not "count", "frequency", "probability" or "density".</exception>
    public static Axes histplot(SnsColumn x, IEnumerable<KeyValuePair<string, Array>>? data = null, SnsColumn? hue = null,
        int? bins = null, string stat = "count", bool kde = false, string? palette = null,
        string? color = null, Axes? ax = null)
    {
        if (stat is not ("count" or "frequency" or "probability" or "density"))
        {
            throw new ArgumentException($"`stat` must be count, frequency, probability or density. Received: \"{stat}\".", nameof(stat));
        }
        Axes on = ChooseAxes(ax);
        SnsColumn.Read values = SnsColumn.Of(x, data)!;
        double[] ends = Histogram.ComputeAutoEnds(values.Numbers, bins);
        double step = ends[1] - ends[0], all = values.Numbers.Count(double.IsFinite);
        foreach (var (group, numbers, ink) in EnumerateGroups(values, SnsColumn.Of(hue, data), palette, color, on))
        {
            double unit = stat switch { "frequency" => 1 / step, "probability" => 1 / all, "density" => 1 / all / step, _ => 1 };
            double[] heights = Array.ConvertAll(Histogram.Counts(numbers, ends, false), c => c * unit);
            on.bar(heights.Select((_, i) => (ends[i] + ends[i + 1]) / 2).ToArray(), heights, step, color: ink,
                edgecolor: mpl.Theme.Face == "white" ? "black" : "white", alpha: hue is null ? 0.75 : 0.5, label: group);
            if (kde && numbers.Length > 1)
            {
                var (at, density) = Density.Of(numbers, numbers.Min(), numbers.Max());
                on.plot(at, Array.ConvertAll(density, d => d * numbers.Length * step * unit), color: ink);
            }
        }
        LabelAxes(on, values.Name, char.ToUpperInvariant(stat[0]) + stat[1..]);
        if (hue is not null) { on.legend(title: SnsColumn.Of(hue, data)!.Name); }
        return on;
    }

    /// <summary>A smooth curve of how dense values lie: each is spread by a Gaussian of Scott's width.</summary>
    /// <param name="x">Numbers: a column's name, or values.</param>
    /// <param name="data">A table; null: x is values.</param>
    /// <param name="hue">Groups in colours of their own, each weighted by its size; null: no groups.</param>
    /// <param name="fill">Whether the area below is filled.</param>
    /// <param name="palette">Name of a palette or a colour map; null: the cycle's colours.</param>
    /// <param name="color">One colour, used without hue; null: the palette's first, or the next of the cycle.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="ax">Where to draw; null: the current plot.</param>
    public static Axes kdeplot(SnsColumn x, IEnumerable<KeyValuePair<string, Array>>? data = null, SnsColumn? hue = null,
        bool fill = false, string? palette = null, string? color = null, string? label = null, Axes? ax = null)
    {
        Axes on = ChooseAxes(ax);
        SnsColumn.Read values = SnsColumn.Of(x, data)!;
        double all = values.Numbers.Count(double.IsFinite);
        foreach (var (group, numbers, ink) in EnumerateGroups(values, SnsColumn.Of(hue, data), palette, color, on))
        {
            if (numbers.Length < 2) { continue; }
            double reach = 3 * Density.ComputeWidth(numbers);
            var (at, density) = Density.Of(numbers, numbers.Min() - reach, numbers.Max() + reach);
            double[] heights = Array.ConvertAll(density, d => d * numbers.Length / all);
            if (fill) { on.fill_between(at, heights, 0, color: ink, alpha: 0.25); }
            on.plot(at, heights, color: ink, label: group ?? label);
        }
        LabelAxes(on, values.Name, "Density");
        if (hue is not null) { on.legend(title: SnsColumn.Of(hue, data)!.Name); }
        return on;
    }

    /// <summary>seaborn's earlier picture of how values lie: a histogram of densities and a smooth curve over it.</summary>
    /// <param name="a">Numbers: a column, or values.</param>
    /// <param name="bins">How many intervals; null: by Freedman and Diaconis' width, 50 at most.</param>
    /// <param name="hist">Whether the histogram is drawn.</param>
    /// <param name="kde">Whether the curve is drawn.</param>
    /// <param name="color">One colour for bars and curve; null: the next of the cycle.</param>
    /// <param name="label">Text for the legend; null: none.</param>
    /// <param name="norm_hist">Whether bars say densities without a curve, too; else counts.</param>
    /// <param name="ax">Where to draw; null: the current plot.</param>
    public static Axes distplot(SnsColumn a, int? bins = null, bool hist = true, bool kde = true, string? color = null,
        string? label = null, bool norm_hist = false, Axes? ax = null)
    {
        Axes on = ChooseAxes(ax);
        SnsColumn.Read values = SnsColumn.Of(a, null)!;
        double[] numbers = [.. values.Numbers.Where(double.IsFinite)];
        string ink = color ?? on.TakeNextColor();
        bool dense = kde || norm_hist;
        if (hist)
        {
            double[] ends = Histogram.ComputeAutoEnds(numbers, bins ?? Math.Min(Histogram.ComputeFreedmanCount(numbers), 50));
            on.bar(ends[1..].Select((end, i) => (ends[i] + end) / 2).ToArray(), Histogram.Counts(numbers, ends, dense), ends[1] - ends[0],
                color: ink, alpha: 0.4, label: kde ? null : label);
        }
        if (kde && numbers.Length > 1)
        {
            double reach = 3 * Density.ComputeWidth(numbers);
            var (at, density) = Density.Of(numbers, numbers.Min() - reach, numbers.Max() + reach);
            on.plot(at, density, color: ink, label: label);
        }
        LabelAxes(on, values.Name, dense ? "Density" : "");
        if (label is not null) { on.legend(); }
        return on;
    }

    /// <summary>The values of each group with its name and colour; one group without a name where there is no hue.</summary>
    private static IEnumerable<(string? Group, double[] Numbers, string Ink)> EnumerateGroups(SnsColumn.Read values, SnsColumn.Read? hue,
        string? palette, string? color, Axes ax)
    {
        double[] numbers = values.Numbers;
        if (hue is null)
        {
            yield return (null, [.. numbers.Where(double.IsFinite)], color
                ?? (palette is null ? ax.TakeNextColor() : Palettes.Of(palette, 1)[0]));
            yield break;
        }
        string[] groups = hue.Groups, levels = hue.Levels, colors = ChooseColors(hue, palette);
        for (int l = 0; l < levels.Length; l++)
        {
            yield return (levels[l], [.. numbers.Where((n, i) => groups[i] == levels[l] && double.IsFinite(n))], colors[l]);
        }
    }
}
