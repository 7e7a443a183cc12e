namespace KerasDigits.Notebook;

/// <summary>
/// How the score grew with the epochs: a line for each configuration, through the rounds in which Hyperband let it go on, or through the
/// steps that its trial reported.
/// </summary>
internal static class CurvePlot
{
    /// <summary>
    /// The panels there are to draw: Hyperband's brackets, or one of all trials that reported more than one step; none where there is
    /// neither.
    /// </summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<(double[] Epochs, double[] Scores)> Curves)> ListPanels(SearchRecord record)
    {
        Dictionary<string, SearchTrial> byId = record.Trials.ToDictionary(t => t.Id);
        HashSet<string> parents = [.. record.Trials.Where(t => t.IsScored && t.Parent is not null).Select(t => t.Parent!)];
        var leaves = record.Trials.Where(t => t.IsScored && !parents.Contains(t.Id));
        if (record.Trials.Any(t => t.ReadHyperband("bracket") is not null))
        {
            return [.. leaves.GroupBy(t => SearchPicture.ReadBracket(record, t)).OrderByDescending(g => g.Key)
                .Select(g => (FormattableString.Invariant($"Bracket {g.Key}"),
                    (IReadOnlyList<(double[], double[])>)[.. g.Select(t => MakeLine(t, byId))]))];
        }
        SearchTrial[] stepped = [.. leaves.Where(t => t.Curve.Count > 1)];
        return stepped.Length == 0 ? [] : [("Learning curves", [.. stepped.Select(t => MakeLine(t, byId))])];
    }

    public static void Draw(Axes ax, SearchRecord record, string title, IReadOnlyList<(double[] Epochs, double[] Scores)> curves)
    {
        (double low, double high) = SearchPicture.ComputeRange([.. record.Trials.Where(t => t.IsScored).Select(t => t.Score!.Value)]);
        double[] rungs = [.. curves.SelectMany(c => c.Epochs).Distinct().Order()];
        foreach ((double[] epochs, double[] scores) in curves.OrderBy(c => c.Epochs[^1]))
        {
            bool far = epochs[^1] == rungs[^1] && rungs.Length > 1;
            ax.plot(epochs.Select(e => Math.Log(e)).ToArray(), scores.Select(s => Math.Clamp(s, low, high)).ToArray(),
                color: far ? "C0" : "#9aa5b1", lw: far ? 1.8 : 1, marker: "o", alpha: far ? 1 : 0.7);
        }
        double[] ticks = rungs.Length <= 6 ? rungs : [.. rungs.Where((_, i) => i % ((rungs.Length + 4) / 5) == 0 || i == rungs.Length - 1)];
        ax.set_xticks(ticks.Select(t => Math.Log(t)).ToArray(), [.. ticks.Select(t => SearchDimension.FormatValue(t))]);
        double margin = high > low ? 0.06 * (high - low) : 0.5;
        ax.set_ylim(low - margin, high + margin);
        ax.set_xlim(Math.Log(rungs[0]) - 0.25, Math.Log(rungs[^1]) + 0.25);
        ax.set_title(title, fontsize: 11);
        ax.set_xlabel("Epochs");
        ax.set_ylabel(record.Objective);
    }

    /// <summary>
    /// From the first round to this trial. A trial that reported every step gives all of them, in epochs from where it began.
    /// </summary>
    private static (double[] Epochs, double[] Scores) MakeLine(SearchTrial trial, Dictionary<string, SearchTrial> byId)
    {
        var points = new List<(double Epoch, double Score)>();
        int left = byId.Count;
        for (SearchTrial? t = trial; t is { IsScored: true }
            && left-- > 0; t = t.Parent is { } parent ? byId.GetValueOrDefault(parent) : null)
        {
            double start = t.ReadHyperband("initial_epoch") ?? 0;
            points.InsertRange(0, t.Curve.Count > 1 || t.ReadHyperband("epochs") is not { } epochs
                ? t.Curve.Select(p => (start + p.Step + 1, p.Value))
                : [(epochs, t.Score!.Value)]);
        }
        return ([.. points.Select(p => p.Epoch)], [.. points.Select(p => p.Score)]);
    }
}
