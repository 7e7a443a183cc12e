using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// Parallel coordinates: one upright line per hyperparameter and one for the score, and through them a line for each trial, the darker the
/// better.
/// </summary>
internal static class ParallelPlot
{
    private const double Inactive = -0.16;

    public static void Draw(Axes ax, SearchRecord record)
    {
        SearchTrial[] trials = [.. record.Trials.Where(t => t.IsScored)];
        string[] names = [.. trials.SelectMany(t => t.Values.Keys).Where(n => !n.StartsWith("tuner/", StringComparison.Ordinal))
            .Distinct()];
        SearchDimension[] dimensions =
            [.. names.Select(n => new SearchDimension(n, trials.Where(t => t.Values.ContainsKey(n)).Select(t => t.Values[n]),
                record.Logarithmic.Contains(n)))];
        (double low, double high) = SearchPicture.ComputeRange([.. trials.Select(t => t.Score!.Value)]);
        double ComputeGoodness(SearchTrial t)
        {
            double share = high > low ? Math.Clamp((t.Score!.Value - low) / (high - low), 0, 1) : 0.5;
            return record.Direction == "max" ? share : 1 - share;
        }
        double[] MakePath(SearchTrial t) =>
            [.. dimensions.Select(d => t.Values.TryGetValue(d.Name, out object? value) ? d.ComputePlace(value) : Inactive),
                record.Direction == "max" ? ComputeGoodness(t) : 1 - ComputeGoodness(t)];

        double[] places = [.. Enumerable.Range(0, dimensions.Length + 1).Select(i => (double)i)];
        ScottPlot.IColormap map = ColorMap.Of("viridis_r");
        double alpha = trials.Length > 60 ? 0.5 : 0.75;
        foreach (SearchTrial t in trials.OrderBy(ComputeGoodness))
        {
            // The palest yellow is left out: it cannot be seen on white.
            ScottPlot.Color color = map.GetColor(0.12 + (0.88 * ComputeGoodness(t)));
            ax.plot(places, MakePath(t), color: color.ToHex()[..7], lw: 0.8 + (0.7 * ComputeGoodness(t)), alpha: alpha);
        }
        if (record.Best is { } best) { ax.plot(places, MakePath(best), color: "tab:red", lw: 2.5); }

        foreach (double place in places) { ax.plot(new[] { place, place }, new[] { 0.0, 1.0 }, color: "#404040", lw: 1); }
        bool anyInactive = trials.Any(t => names.Any(n => !t.Values.ContainsKey(n)));
        for (int i = 0; i < dimensions.Length; i++)
        {
            foreach ((double place, string text) in dimensions[i].EnumerateMarks()) { Write(ax, i, place, text); }
            if (anyInactive && trials.Any(t => !t.Values.ContainsKey(names[i]))) { Write(ax, i, Inactive, "inactive"); }
        }
        // A bound that some scores lie beyond says so.
        Write(ax, dimensions.Length, 0, (trials.Any(t => t.Score < low) ? "≤ " : "") + SearchDimension.FormatValue(low));
        Write(ax, dimensions.Length, 1, (trials.Any(t => t.Score > high) ? "≥ " : "") + SearchDimension.FormatValue(high));
        ax.set_xticks(places, [.. names.Select(n => n.Length > 22 ? n[..19] + "..." : n), record.Objective]);
        ax.set_yticks(Array.Empty<double>());
        ax.set_xlim(-0.4, dimensions.Length + 0.4);
        ax.set_ylim(anyInactive ? -0.3 : -0.12, 1.12);
        ax.grid(false);
        ax.set_title(record.Best is { } red ? $"Hyperparameters: the darker the better, trial {red.ShortId} in red" : "Hyperparameters");
    }

    private static void Write(Axes ax, double x, double y, string text)
    {
        bool inside = y is > 0 and < 1;
        ax.Write(new TextArtist(x, y, text, 9, inside ? SKTextAlign.Left : SKTextAlign.Center, inside ? 0.5f : y <= 0 ? 1 : 0,
            new SKPoint(inside ? 5 : 0, inside ? 0 : y <= 0 ? 5 : -5), inside ? SKColors.White.WithAlpha(217) : null));
    }
}
