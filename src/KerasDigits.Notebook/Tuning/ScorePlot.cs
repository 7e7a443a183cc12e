namespace KerasDigits.Notebook;

/// <summary>Score over trials, with the best so far.</summary>
internal static class ScorePlot
{
    private static readonly string[] s_brackets = ["C0", "C2", "C4", "C8", "C6", "C9"];

    public static void Draw(Axes ax, SearchRecord record)
    {
        (int Number, SearchTrial Trial)[] scored = [.. record.Trials.Select((t, i) => (i + 1, t)).Where(t => t.t.IsScored)];
        double[] scores = [.. scored.Select(t => t.Trial.Score!.Value)];
        (double low, double high) = SearchPicture.ComputeRange(scores);
        double GetShown(double score) => Math.Clamp(score, low, high);

        foreach (var group in scored.GroupBy(t => SearchPicture.ReadBracket(record, t.Trial)).OrderByDescending(g => g.Key))
        {
            string? label = group.Key is { } bracket
                ? FormattableString.Invariant($"bracket {bracket}")
                : scored.Length < record.Trials.Count ? "trial" : null;
            string color = s_brackets[(int)(group.Key ?? 0) % s_brackets.Length];
            (int Number, SearchTrial Trial)[] inside = [.. group.Where(t => t.Trial.Score >= low && t.Trial.Score <= high)];
            ax.scatter(inside.Select(t => t.Number).ToArray(), inside.Select(t => t.Trial.Score!.Value).ToArray(), s: 22, color: color,
                label: label, alpha: 0.8);
            (int Number, SearchTrial Trial)[] outside = [.. group.Except(inside)];
            // What is far off is shown at the edge, so that it does not press the rest flat.
            foreach (bool above in (bool[])[true, false])
            {
                (int Number, SearchTrial Trial)[] off = [.. outside.Where(t => above == t.Trial.Score > high)];
                if (off.Length > 0)
                {
                    ax.scatter(off.Select(t => t.Number).ToArray(), off.Select(t => GetShown(t.Trial.Score!.Value)).ToArray(), s: 30,
                        color: color, marker: above ? "^" : "v");
                }
            }
        }

        int[] failed = [.. record.Trials.Select((t, i) => (t, i)).Where(t => t.t.Status is "FAILED" or "INVALID").Select(t => t.i + 1)];
        double worst = record.Direction == "max" ? low : high;
        if (failed.Length > 0) { ax.scatter(failed, failed.Select(_ => worst).ToArray(), s: 36, color: "k", marker: "x", label: "failed"); }
        if (scored.Length > 0)
        {
            (double[] x, double[] y) = ComputeBestSoFar(scored, record);
            ax.plot(x, y.Select(GetShown).ToArray(), color: "tab:red", lw: 2, label: "best so far");
            ax.legend(record.Direction == "max" ? "lower right" : "upper right", fontsize: 9);
        }
        double margin = high > low ? 0.06 * (high - low) : 0.5;
        ax.set_ylim(low - margin, high + margin);
        // Room on the right for the legend, which would lie on the points.
        ax.set_xlim(0, 1 + (record.Trials.Count * 1.15));
        int every = Math.Max(1, (int)Math.Ceiling(record.Trials.Count / 12.0));
        int step = new[] { 1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000 }.FirstOrDefault(s => s >= every, every);
        ax.set_xticks(Enumerable.Range(0, (record.Trials.Count / step) + 1).Select(i => Math.Max(1, i * step)).Distinct().ToArray());
        ax.set_title(record.Best is { } best
            ? $"Best {record.Objective}: {SearchDimension.FormatValue(best.Score!.Value)} (trial {best.ShortId})"
            : "No trial has a score yet");
        ax.set_xlabel("Trial");
        ax.set_ylabel(record.Objective);
    }

    /// <summary>A staircase.</summary>
    private static (double[] X, double[] Y) ComputeBestSoFar((int Number, SearchTrial Trial)[] scored, SearchRecord record)
    {
        var (x, y) = (new List<double>(), new List<double>());
        foreach ((int number, SearchTrial trial) in scored)
        {
            double score = trial.Score!.Value;
            if (y.Count > 0 && !record.IsBetter(score, y[^1])) { continue; }
            if (y.Count > 0)
            {
                x.Add(number);
                y.Add(y[^1]);
            }
            x.Add(number);
            y.Add(score);
        }
        x.Add(record.Trials.Count);
        y.Add(y[^1]);
        return ([.. x], [.. y]);
    }
}
