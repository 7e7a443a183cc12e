using System.Diagnostics;
using System.Globalization;
using KerasDigits.Backend;

namespace KerasDigits.Benchmarks;

/// <summary>Runs both sides of a duel by turns, in fresh processes, and compares their medians.</summary>
internal static class Arena
{
    /// <summary>The part of a child process: one side, a figure on standard output for each line on standard input.</summary>
    public static void RunSide(Duel duel, string side)
    {
        Native.EnsureLoaded(); // for both: plain TorchSharp does not find its library on every Linux
        Contender.Serve(side == "ours" ? duel.Ours() : duel.Theirs());
    }

    /// <summary>Prints each figure, the medians and their ratio; false when the ratio passes the bar.</summary>
    public static bool Fight(Duel duel, int runs)
    {
        Console.WriteLine($"{duel.Name}: {duel.Claim}");
        if (Place.Hindrance(duel.OurSurroundings) is { } reason)
        {
            Console.WriteLine($"  left out: {reason}\n");
            return true;
        }
        var (ours, theirs, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (int i = 0; i < runs; i++)
        {
            if (duel.Turns > 1)
            {
                Together(duel, ours, theirs, ratios);
                continue;
            }
            // By turns, the first side changing, so that a noisy minute hits both.
            foreach (string side in i % 2 == 0 ? (string[])["ours", "theirs"] : ["theirs", "ours"])
            {
                (side == "ours" ? ours : theirs).Add(Alone(duel, side));
            }
        }
        double ratio = duel.Turns > 1 ? Timing.Median(ratios) : Timing.Median(ours) / Timing.Median(theirs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  ours {Text(ours)} {duel.Unit}\n  theirs {Text(theirs)} {duel.Unit}\n  ratio {ratio:F3} (bar {duel.Bar:F2}) "
            + $"{(ratio <= duel.Bar ? "holds" : "MISSED")}\n"));
        return ratio <= duel.Bar;
    }

    /// <summary>Prints the count per second beside the machine's own matrix product; false when it stays below the floor.</summary>
    public static bool Clock(Rate rate, int runs)
    {
        Console.WriteLine($"{rate.Name}: {rate.Claim}");
        Native.EnsureLoaded();
        var (counts, flops) = (new List<double>(), new List<double>());
        for (int i = 0; i < runs; i++)
        {
            flops.Add(MatrixProduct.GigaFlops());
            counts.Add(rate.PerSecond());
        }
        double per = Timing.Median(counts) / Timing.Median(flops);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {Text(counts)} {rate.Unit}/s\n  sgemm {Text(flops)} GFLOP/s\n  {per:F0} {rate.Unit}/s per GFLOP/s (floor {rate.Floor:F0}) "
            + $"{(per >= rate.Floor ? "holds" : "MISSED")}\n"));
        return per >= rate.Floor;
    }

    /// <summary>Prints the cost at each place; false when one passes its bar.</summary>
    public static bool Trace(Curve curve)
    {
        Console.WriteLine($"{curve.Name}: {curve.Claim}");
        bool all = true;
        foreach ((string place, double milliseconds, double bar) in curve.Points())
        {
            string verdict = double.IsInfinity(bar)
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $" (bar {bar:G3}) {(milliseconds <= bar ? "holds" : "MISSED")}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {place,-24} {milliseconds,8:F3} ms{verdict}"));
            all &= milliseconds <= bar;
        }
        Console.WriteLine();
        return all;
    }

    private static double Alone(Duel duel, string side)
    {
        var clock = Stopwatch.StartNew();
        double figure;
        using (var child = new Contender(duel, side)) { figure = child.Turn(); }
        return duel.WholeProcess ? clock.Elapsed.TotalMilliseconds : figure;
    }

    /// <summary>Adds the medians of a pair of processes that take turns, and the median of their turns' ratios.</summary>
    private static void Together(Duel duel, List<double> ours, List<double> theirs, List<double> ratios)
    {
        using Contender one = new(duel, "ours"), other = new(duel, "theirs");
        _ = (one.Turn(), other.Turn()); // the first ones compile and fill caches
        var (mine, yours) = (new List<double>(), new List<double>());
        for (int i = 0; i < duel.Turns; i++)
        {
            if (i % 2 == 0) { mine.Add(one.Turn()); }
            yours.Add(other.Turn());
            if (i % 2 == 1) { mine.Add(one.Turn()); }
        }
        ours.Add(Timing.Median(mine));
        theirs.Add(Timing.Median(yours));
        ratios.Add(Timing.Median([.. mine.Zip(yours, (m, y) => m / y)]));
    }

    private static string Text(List<double> figures) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Timing.Median(figures):G4} ({figures.Min():G4} … {figures.Max():G4}, {figures.Count} runs)");
}
