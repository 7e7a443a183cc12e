namespace KerasDigits.Notebook;

/// <summary>Where an axis has its ticks, by Matplotlib's rule: round steps of 1, 2, 2.5 or 5, nine at most.</summary>
/// <remarks>Source: the behaviour of Matplotlib 3.3's AutoLocator.</remarks>
internal static class TickLocator
{
    private static readonly double[] s_steps = [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20];

    /// <summary>The ticks inside the limits.</summary>
    /// <param name="from">One end of the axis.</param>
    /// <param name="to">The other end.</param>
    /// <param name="room">How many numbers fit side by side.</param>
    public static double[] ChooseTicks(double from, double to, int room)
    {
        (double low, double high) = from < to ? (from, to) : (to, from);
        int bins = Math.Clamp(room, 1, 9);
        double range = high - low, middle = (high + low) / 2;
        double offset = Math.Abs(middle) / range < 100 ? 0 : Math.CopySign(Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(middle)))), middle);
        double scale = Math.Pow(10, Math.Floor(Math.Log10(range / bins)));
        (low, high) = (low - offset, high - offset);
        double slack = range * 1e-10;
        int first = Array.FindIndex(s_steps, s => s * scale >= (range / bins) - slack);
        double[] inside = [];
        for (int i = first < 0 ? s_steps.Length - 1 : first; i >= 0 && inside.Length < 2; i--)
        {
            double step = s_steps[i] * scale;
            long start = (long)Math.Ceiling((low - slack) / step), end = (long)Math.Floor((high + slack) / step);
            inside = [.. Enumerable.Range(0, (int)Math.Max(0, end - start + 1)).Select(n => ((start + n) * step) + offset)];
        }
        return inside;
    }

    /// <summary>Powers of ten inside the limits of an axis of logarithms, few enough for the room; between two of them where there is only
    /// one.</summary>
    public static double[] ChooseDecades(double from, double to, int room)
    {
        (double low, double high) = from < to ? (from, to) : (to, from);
        int first = (int)Math.Ceiling(Math.Log10(low) - 1e-9), last = (int)Math.Floor(Math.Log10(high) + 1e-9),
            step = Math.Max(1, ((last - first) / Math.Max(room, 1)) + 1);
        double[] decades = [.. Enumerable.Range(0, Math.Max(0, last - first + 1)).Where(i => i % step == 0).Select(i =>
            Math.Pow(10, first + i))];
        return decades.Length > 1 ? decades
            : [.. Enumerable.Range(first - 1, 3).SelectMany(d => new[] { 1, 2, 3, 4, 6 }.Select(m => m * Math.Pow(10, d))).Where(v =>
            v >= low && v <= high)];
    }

    /// <summary>Levels of contours from below the smallest value to above the largest, about as many as asked for.</summary>
    /// <remarks>Source: the behaviour of Matplotlib 3.3's MaxNLocator and ContourSet.</remarks>
    public static double[] ChooseLevels(double low, double high, int count)
    {
        double[] steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
        double raw = (high - low) / (count + 1), scale = Math.Pow(10, Math.Floor(Math.Log10(raw))), step = steps.First(s =>
            s * scale >= raw * (1 - 1e-10)) * scale;
        long first = (long)Math.Floor((low / step) + 1e-10), last = (long)Math.Ceiling((high / step) - 1e-10);
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => Math.Round((first + i) * step, 12))];
    }
}
