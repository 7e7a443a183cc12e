using System.Diagnostics;

/// <summary>
/// All channels, filters, windows, steps, dilations, paddings, batches, sizes and dtypes of each kind of layer, each point once, in an
/// order that is spread evenly whenever it is stopped.
/// </summary>
internal static class Grid
{
    // Near the golden section of the number of points, and without a common divisor with it: i, i + 1 … lie far apart and meet each point
    // once.
    private static readonly long s_stride = Enumerable.Range(0, 1000).Select(k => (long)(Draws.Points * 0.6180339887) + k)
        .First(s => Divisor(s, Draws.Points) == 1);

    /// <summary>
    /// Goes on where the file says, kind after kind in turns, until the time is over; the exit code is 1 if the file holds findings.
    /// </summary>
    public static int Run(string file, double seconds, string only)
    {
        var clock = Stopwatch.StartNew();
        string[] lines = File.Exists(file) ? File.ReadAllLines(file) : [], kinds = only.Length > 0
            ? [only]
            : [.. Case.Kinds.Where(k => k != "dilated").Distinct()];
        var next = lines.Where(l => l.StartsWith("next ", StringComparison.Ordinal)).Select(l => l.Split(' '))
            .ToDictionary(l => l[1], l => long.Parse(l[2]));
        List<string> findings = [.. lines.Where(l => l.StartsWith("WRONG ", StringComparison.Ordinal)
            || l.StartsWith("DEAD ", StringComparison.Ordinal))];
        while (clock.Elapsed.TotalSeconds < seconds && Array.Exists(kinds, k => next.GetValueOrDefault(k) < Draws.Points))
        {
            foreach (string kind in kinds)
            {
                long first = next.GetValueOrDefault(kind), end = Math.Min(Draws.Points, first + 2000);
                double until = clock.Elapsed.TotalSeconds + 20;
                Children.Watch(first, end, ["points"], [kind], (at, finding) =>
                {
                    next[kind] = at + 1;
                    if (finding is not null) { findings.Add(finding); }
                }, () => clock.Elapsed.TotalSeconds > Math.Min(until, seconds));
                File.WriteAllLines(file + ".new",
                    [.. kinds.Union(next.Keys).Select(k => $"next {k} {next.GetValueOrDefault(k)} of {Draws.Points}"), .. findings]);
                File.Move(file + ".new", file, overwrite: true);
            }
        }
        Console.WriteLine($"{next.Values.Sum()} of {Draws.Points * kinds.Length} points, {findings.Count} findings");
        return findings.Count == 0 ? 0 : 1;
    }

    /// <summary>The case at the i-th point that is met; null: it would take long.</summary>
    public static Case? At(long i, string kind) => Case.At(kind, (long)((Int128)i * s_stride % Draws.Points));

    private static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
}
