using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sns
{
    private const double GroupWidth = 0.8;

    /// <summary>A bar for each group: how often it comes.</summary>
    /// <param name="x">The groups: a column's name, or values; null: y gives them. Numbers are sorted, texts in order of
    /// appearance.</param>
    /// <param name="data">A table; null: x is values.</param>
    /// <param name="y">The groups of horizontal bars, instead of x; null: x gives them.</param>
    /// <param name="hue">Groups within the groups, in colours of their own; null: none.</param>
    /// <param name="order">The groups in the order wanted; null: as above.</param>
    /// <param name="palette">A palette's or a colour map's name; null: the cycle.</param>
    /// <param name="color">One colour for all bars; null: the palette's, one for each group.</param>
    /// <param name="ax">Where to draw; null: the current plot.</param>
    /// <exception cref="ArgumentException">Both x and y are given, or neither.</exception>
    public static Axes countplot(SnsColumn? x = null, IEnumerable<KeyValuePair<string, Array>>? data = null, SnsColumn? y = null,
        SnsColumn? hue = null, string[]? order = null, string? palette = null,
        string? color = null, Axes? ax = null)
    {
        if (x is null == y is null) { throw new ArgumentException("countplot takes x or y, one of them.", nameof(x)); }
        SnsColumn.Read groups = SnsColumn.Of(x ?? y, data)!;
        var counts = Split(groups, order, SnsColumn.Of(hue, data), out string[] levels, out string[] inner);
        DrawBars(ChooseAxes(ax), levels, inner, counts.ToDictionary(c => c.Key, c => (double)c.Value.Count), SnsColumn.Of(hue, data),
            palette,
            color, isUpright: x is not null);
        LabelAxes(ChooseAxes(ax), x is not null ? groups.Name : "count", x is not null ? "count" : groups.Name);
        return ChooseAxes(ax);
    }

    /// <summary>
    /// A bar for each group: the mean of its values, and a line where it lies for 95 of 100 samples drawn again from them.
    /// </summary>
    /// <param name="x">The groups: a column's name, or values.</param>
    /// <param name="y">Numbers: a column's name, or values.</param>
    /// <param name="data">A table; null: x and y are values.</param>
    /// <param name="hue">Groups within the groups, in colours of their own; null: none.</param>
    /// <param name="order">The groups in the order wanted; null: numbers sorted, texts in order of appearance.</param>
    /// <param name="palette">Name of a palette or a colour map; null: the cycle's colours.</param>
    /// <param name="color">One colour for all bars; null: the palette's, one for each group.</param>
    /// <param name="ax">Where to draw; null: the current plot.</param>
    /// <param name="ci">In how many of 100 samples the mean lies within the line; null: no line.</param>
    /// <exception cref="ArgumentException">ci is not between 0 and 100.</exception>
    public static Axes barplot(SnsColumn x, SnsColumn y, IEnumerable<KeyValuePair<string, Array>>? data = null, SnsColumn? hue = null,
        string[]? order = null, string? palette = null, string? color = null, Axes? ax = null, double? ci = 95)
    {
        if (ci is <= 0 or >= 100) { throw new ArgumentException($"ci must be between 0 and 100. Received: ci={ci}.", nameof(ci)); }
        SnsColumn.Read groups = SnsColumn.Of(x, data)!, values = SnsColumn.Of(y, data)!;
        double[] numbers = values.Numbers;
        var rows = Split(groups, order, SnsColumn.Of(hue, data), out string[] levels, out string[] inner);
        var samples = rows.ToDictionary(r => r.Key, r => r.Value.Select(i => numbers[i]).Where(double.IsFinite).ToArray());
        DrawBars(ChooseAxes(ax), levels, inner, samples.ToDictionary(r => r.Key, r => r.Value.DefaultIfEmpty(double.NaN).Average()),
            SnsColumn.Of(hue, data), palette, color, isUpright: true);
        if (ci is { } width) { DrawErrors(ChooseAxes(ax), levels, inner, samples, width); }
        LabelAxes(ChooseAxes(ax), groups.Name, values.Name);
        return ChooseAxes(ax);
    }

    /// <summary>A box for each group: see <see cref="Axes.boxplot(NDArray[], string[], double?, bool)"/>.</summary>
    /// <param name="x">The groups, or numbers where y is null.</param>
    /// <param name="y">Numbers: a column's name, or values; null: x holds them.</param>
    /// <param name="data">A table; null: x and y are values.</param>
    /// <param name="order">The groups in the order wanted; null: numbers sorted, texts in order of appearance.</param>
    /// <param name="palette">Name of a palette or a colour map; null: the cycle's colours.</param>
    /// <param name="ax">Where to draw; null: the current plot.</param>
    /// <param name="hue">Groups within the groups, in colours of their own; null: none.</param>
    /// <exception cref="ArgumentException">Neither x nor y is given, or hue is given without both.</exception>
    public static Axes boxplot(SnsColumn? x = null, SnsColumn? y = null, IEnumerable<KeyValuePair<string, Array>>? data = null,
        string[]? order = null, string? palette = null, Axes? ax = null, SnsColumn? hue = null)
    {
        if (hue is not null && (x is null || y is null))
        {
            throw new ArgumentException("Cannot use `hue` without `x` and `y`: hue divides the groups of x.", nameof(hue));
        }
        SnsColumn.Read? within = SnsColumn.Of(hue, data);
        SnsColumn.Read values = SnsColumn.Of(y ?? x ?? throw new ArgumentException("boxplot takes x or y.", nameof(x)), data)!;
        double[] numbers = values.Numbers;
        string[] levels = [""], inner = [""];
        var rows = y is null || x is null ? new() { [("", "")] = [.. Enumerable.Range(0, numbers.Length)] }
            : Split(SnsColumn.Of(x, data)!, order, within, out levels, out inner);
        string[] colors = Palettes.Of(palette, within is null ? levels.Length : inner.Length);
        Axes on = ChooseAxes(ax);
        double width = GroupWidth / inner.Length;
        for (int i = 0; i < levels.Length; i++)
        {
            for (int j = 0; j < inner.Length; j++)
            {
                double[] own = [.. (rows.GetValueOrDefault((levels[i], inner[j])) ?? []).Select(r => numbers[r])];
                on.DrawBoxOf(own, i + Shift(j, inner.Length), within is null ? width : width * 0.98, true,
                    Ink.Of(Palettes.Desaturate(colors[within is null ? i : j]), 0));
            }
        }
        if (within is not null)
        {
            // Boxes are several strokes: squares outside of all that is seen stand for them in the legend.
            for (int j = 0; j < inner.Length; j++)
            {
                on.bar(Points.Create([double.NaN]), Points.Create([double.NaN]), label: inner[j], color: Palettes.Desaturate(colors[j]));
            }
            on.legend(title: within.Name);
        }
        on.set_xticks(Points.Count(levels.Length), levels);
        on.set_xlim(-0.5, levels.Length - 0.5);
        LabelAxes(on, x is null || y is null ? null : SnsColumn.Of(x, data)!.Name, values.Name);
        return on;
    }

    /// <summary>The rows of each group, and of each group within it.</summary>
    private static Dictionary<(string Group, string Inner),
        List<int>> Split(SnsColumn.Read groups, string[]? order, SnsColumn.Read? hue, out string[] levels, out string[] inner)
    {
        levels = order ?? groups.Levels;
        inner = hue?.Levels ?? [""];
        if (hue is not null && hue.Count != groups.Count)
        {
            throw new ArgumentException($"hue must have as many values as there are rows. Received: {hue.Count}, {groups.Count} rows.");
        }
        var rows = new Dictionary<(string, string), List<int>>();
        string[] of = groups.Groups, within = hue?.Groups ?? [];
        for (int i = 0; i < of.Length; i++)
        {
            var key = (of[i], hue is null ? "" : within[i]);
            if (!rows.TryGetValue(key, out List<int>? own)) { rows[key] = own = []; }
            own.Add(i);
        }
        return rows;
    }

    /// <summary>How far the groups within a group stand from its middle.</summary>
    private static double Shift(int place, int count) => (place - ((count - 1) / 2.0)) * GroupWidth / count;

    private static void DrawErrors(Axes ax, string[] levels, string[] inner, Dictionary<(string, string), double[]> samples, double ci)
    {
        const int draws = 1000;
        NumPyRandom random = np.random.RandomState(0); // the same picture in every run
        var lines = new List<(double At, double Low, double High)>();
        for (int l = 0; l < levels.Length; l++)
        {
            for (int i = 0; i < inner.Length; i++)
            {
                double[] values = samples.GetValueOrDefault((levels[l], inner[i])) ?? [];
                if (values.Length < 2) { continue; }
                double[] means = [.. Enumerable.Range(0, draws).Select(_ =>
                    Buffers.ToDoubles(random.randint(0, values.Length, new[] { values.Length })).Average(place => values[(int)place]))];
                lines.Add((l + Shift(i, inner.Length), Pandas.Stats.ComputeQuantile(means, (50 - (ci / 2)) / 100),
                    Pandas.Stats.ComputeQuantile(means, (50 + (ci / 2)) / 100)));
            }
        }
        if (lines.Count == 0) { return; }
        ax.vlines(lines.Select(e => e.At).ToArray(), lines.Select(e => e.Low).ToArray(), lines.Select(e => e.High).ToArray(),
            colors: "#424242", linewidth: 2.7);
    }

    private static void DrawBars(Axes ax, string[] levels, string[] inner, Dictionary<(string, string), double> lengths,
        SnsColumn.Read? hue, string? palette, string? color, bool isUpright)
    {
        string[] colors = color is not null ? [.. Enumerable.Repeat(color, Math.Max(levels.Length, inner.Length))]
            : Palettes.Of(palette, hue is null ? levels.Length : inner.Length);
        if (color is null) { colors = Array.ConvertAll(colors, c => Palettes.Desaturate(c)); }
        double width = GroupWidth / inner.Length;
        for (int i = 0; i < inner.Length; i++)
        {
            double shift = Shift(i, inner.Length);
            Points places = levels.Select((_, l) => l + shift).ToArray(), ends = levels.Select(l =>
                lengths.GetValueOrDefault((l, inner[i]))).ToArray();
            PlotColors ink = hue is null ? colors : colors[i];
            if (isUpright) { ax.bar(places, ends, width, color: ink, label: hue is null ? null : inner[i]); }
            else { ax.barh(places, ends, width, color: ink, label: hue is null ? null : inner[i]); }
        }
        if (isUpright)
        {
            ax.set_xticks(Points.Count(levels.Length), levels);
            ax.set_xlim(-0.5, levels.Length - 0.5);
        }
        else
        {
            ax.set_yticks(Points.Count(levels.Length), levels);
            ax.set_ylim(levels.Length - 0.5, -0.5);
        }
        if (hue is not null) { ax.legend(title: hue.Name); }
    }
}
