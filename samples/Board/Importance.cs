namespace Board;

/// <summary>
/// How much of the scores' differences one hyperparameter explains by itself: the variance between the means of groups of equal or near
/// values, over the whole variance, less what as many groups would explain by chance.
/// </summary>
internal static class Importance
{
    private const int Groups = 8;

    public static IEnumerable<(string Name, double Share)> Of(IReadOnlyList<TrialFile> trials, IReadOnlyList<string> names,
        IReadOnlySet<string> logarithmic)
    {
        TrialFile[] scored = [.. trials.Where(t => t.Score is not null && t.Status == "COMPLETED")];
        return names.Select(n => (n, Share(scored, n))).OrderByDescending(p => p.Item2);
    }

    private static double Share(TrialFile[] scored, string name)
    {
        (object Value, double Score)[] known = [.. scored.Where(t => t.Values.ContainsKey(name))
            .Select(t => (t.Values[name], t.Score!.Value))];
        // Ranks: one score that went through the roof must not be all that counts.
        double[] ranks = new double[known.Length];
        int[] order = [.. Enumerable.Range(0, known.Length).OrderBy(i => known[i].Score)];
        for (int i = 0; i < order.Length; i++) { ranks[order[i]] = i; }
        object[] groups = known.Length > 0 && known.All(k => k.Value is double) && known.Select(k => k.Value).Distinct().Count() > Groups
            ? Quantiles([.. known.Select(k => (double)k.Value)])
            : [.. known.Select(k => k.Value)];
        int count = groups.Distinct().Count();
        if (known.Length < 3 || count < 2 || known.Length <= count) { return 0; }
        double mean = ranks.Average(), whole = ranks.Sum(r => (r - mean) * (r - mean));
        double between = groups.Zip(ranks).GroupBy(g => g.First).Sum(g => g.Count() * Math.Pow(g.Average(p => p.Second) - mean, 2));
        double within = (whole - between) / (known.Length - count);
        return whole == 0 ? 0 : Math.Clamp((between - ((count - 1) * within)) / whole, 0, 1);
    }

    private static object[] Quantiles(double[] values)
    {
        double[] sorted = [.. values.Order()];
        double[] edges = [.. Enumerable.Range(1, Groups - 1).Select(g => sorted[g * sorted.Length / Groups])];
        return [.. values.Select(v => (object)edges.Count(e => v >= e))];
    }
}
