namespace KerasDigits.Notebook;

/// <summary>NumPy's counts and quantiles.</summary>
internal static class Histogram
{
    /// <summary>How many values lie in each interval; the last one has both its ends.</summary>
    public static double[] Counts(double[] values, double[] ends, bool density)
    {
        if (ends.Length < 2 || ends.Zip(ends.Skip(1)).Any(p => p.Second < p.First))
        {
            throw new ArgumentException($"bins must increase monotonically, when an array. Received: {ends.Length} ends.", nameof(ends));
        }
        var counts = new double[ends.Length - 1];
        foreach (double v in values)
        {
            if (!(v >= ends[0] && v <= ends[^1])) { continue; }
            int at = Array.BinarySearch(ends, v);
            counts[Math.Min(at >= 0 ? at : ~at - 1, counts.Length - 1)]++;
        }
        double sum = counts.Sum();
        return density && sum > 0 ? [.. counts.Select((c, i) => c / sum / (ends[i + 1] - ends[i]))] : counts;
    }

    /// <summary>A quantile, mixed between neighbours.</summary>
    public static double ComputeQuantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int i = Math.Min((int)at, sorted.Length - 1);
        return sorted[i] + ((at - i) * (sorted[Math.Min(i + 1, sorted.Length - 1)] - sorted[i]));
    }

    /// <summary>How many intervals Freedman and Diaconis' width makes; where half the values are one, the root of their number.</summary>
    public static int ComputeFreedmanCount(double[] values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length < 2) { return 1; }
        double width = 2 * (ComputeQuantile(sorted, 0.75) - ComputeQuantile(sorted, 0.25)) / Math.Cbrt(sorted.Length);
        return Math.Max(1, width == 0 ? (int)Math.Sqrt(sorted.Length) : (int)Math.Min(50, Math.Ceiling((sorted[^1] - sorted[0]) / width)));
    }

    /// <summary>NumPy's "auto": the smaller of Sturges' and Freedman and Diaconis' widths.</summary>
    public static double[] ComputeAutoEnds(double[] values, int? bins = null)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0) { return [0, 1]; }
        double low = sorted[0], high = sorted[^1];
        if (low == high) { return [low - 0.5, high + 0.5]; }
        double sturges = (high - low) / (Math.Log2(sorted.Length) + 1),
            freedman = 2 * (ComputeQuantile(sorted, 0.75) - ComputeQuantile(sorted, 0.25)) / Math.Cbrt(sorted.Length);
        int count = bins ?? (int)Math.Ceiling((high - low) / (freedman > 0 ? Math.Min(sturges, freedman) : sturges));
        return [.. Enumerable.Range(0, count + 1).Select(i => i == count ? high : low + ((high - low) * i / count))];
    }
}
