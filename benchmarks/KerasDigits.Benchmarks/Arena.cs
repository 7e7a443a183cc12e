using System.Diagnostics;
using System.Globalization;
using KerasDigits.Backend;

namespace KerasDigits.Benchmarks;

/// <summary>Runs both sides of a duel by turns, in fresh processes, and compares their medians.</summary>
internal static class Arena
{
    private const string Mark = "FIGURE ";

    /// <summary>The part of a child process: one side, its figure on standard output.</summary>
    public static void RunSide(Duel duel, string side)
    {
        Native.EnsureLoaded(); // for both: plain TorchSharp does not find its library on every Linux
        double figure = side == "ours" ? duel.Ours() : duel.Theirs();
        Console.WriteLine(Mark + figure.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>Prints each figure, the medians and their ratio; false when the ratio passes the bar.</summary>
    public static bool Fight(Duel duel, int runs)
    {
        Console.WriteLine($"{duel.Name}: {duel.Claim}");
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (int i = 0; i < runs; i++)
        {
            // By turns, the first side changing, so that a noisy minute hits both.
            foreach (string side in i % 2 == 0 ? (string[])["ours", "theirs"] : ["theirs", "ours"])
            {
                (side == "ours" ? ours : theirs).Add(Child(duel, side));
            }
        }
        double ratio = Median(ours) / Median(theirs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  ours {Text(ours)} {duel.Unit}\n  theirs {Text(theirs)} {duel.Unit}\n  ratio {ratio:F3} (bar {duel.Bar:F2}) {(ratio <= duel.Bar ? "holds" : "MISSED")}\n"));
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
        double per = Median(counts) / Median(flops);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {Text(counts)} {rate.Unit}/s\n  sgemm {Text(flops)} GFLOP/s\n  {per:F0} {rate.Unit}/s per GFLOP/s (floor {rate.Floor:F0}) {(per >= rate.Floor ? "holds" : "MISSED")}\n"));
        return per >= rate.Floor;
    }

    /// <summary>Prints the cost at each place; false when one passes its bar.</summary>
    public static bool Trace(Curve curve)
    {
        Console.WriteLine($"{curve.Name}: {curve.Claim}");
        bool all = true;
        foreach ((string place, double milliseconds, double bar) in curve.Points())
        {
            string verdict = double.IsInfinity(bar) ? "" : string.Create(CultureInfo.InvariantCulture, $" (bar {bar:G3}) {(milliseconds <= bar ? "holds" : "MISSED")}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {place,-24} {milliseconds,8:F3} ms{verdict}"));
            all &= milliseconds <= bar;
        }
        Console.WriteLine();
        return all;
    }

    private static double Child(Duel duel, string side)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, ArgumentList = { "--side", side, duel.Name } };
        if (side == "theirs" && duel.TheirDefaultHeap) { start.Environment["KERASDIGITS_MALLOC"] = "default"; }
        var clock = Stopwatch.StartNew();
        using Process child = Process.Start(start)!;
        string text = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        double seconds = clock.Elapsed.TotalSeconds;
        if (child.ExitCode != 0) { throw new InvalidOperationException($"{duel.Name}, {side}: the process ended with {child.ExitCode}. It printed: {text}"); }
        if (duel.WholeProcess) { return seconds * 1000; }
        string line = text.Split('\n').Last(l => l.StartsWith(Mark, StringComparison.Ordinal));
        return double.Parse(line[Mark.Length..], CultureInfo.InvariantCulture);
    }

    private static string Text(List<double> figures) =>
        $"{Median(figures).ToString("G4", CultureInfo.InvariantCulture)} ({figures.Min().ToString("G4", CultureInfo.InvariantCulture)} … {figures.Max().ToString("G4", CultureInfo.InvariantCulture)}, {figures.Count} runs)";

    private static double Median(List<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
