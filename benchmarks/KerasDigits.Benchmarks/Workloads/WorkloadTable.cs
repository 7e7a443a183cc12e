using System.Globalization;

namespace KerasDigits.Benchmarks.Workloads;

/// <summary>Runs workloads by turns with their opponents, and prints one table.</summary>
internal static class WorkloadTable
{
    /// <summary>Runs the workloads named, or all; false when one became slower than in the last stored table.</summary>
    public static bool Run(IReadOnlyCollection<string> names, int runs)
    {
        string[] unknown = [.. names.Where(n => !Array.Exists(AllWorkloads.All, w => w.Name == n))];
        if (unknown.Length > 0)
        {
            throw new ArgumentException($"Workloads are {string.Join(", ", AllWorkloads.All.Select(w => w.Name))}. Received: "
                + $"{string.Join(", ", unknown)}.", nameof(names));
        }
        Backend.Native.EnsureLoaded();
        double rate = MatrixProduct.GigaFlops();
        Console.WriteLine($"{runs} runs by turns after two that do not count, or as many as take {Timing.WarmUp} ms\n");
        Console.WriteLine($"{"workload",-21} {"median ms",10} {"least",9} {"MB",6}  {"ratio to opponents' medians here (their MB)",-62} "
            + "to the best recorded, at this machine's rate");
        var rows = new List<StoredTable.Row>();
        foreach (Workload workload in AllWorkloads.All.Where(w => names.Count == 0 || names.Contains(w.Name)))
        {
            rows.Add(Row(workload, runs, rate));
        }
        Console.WriteLine();
        return StoredTable.Compare(rows);
    }

    /// <summary>Two runs at least, and so many that .NET has compiled what short ones run.</summary>
    private static void WarmUp(Contender contender)
    {
        double passed = contender.Turn() + contender.Turn();
        while (passed < Timing.WarmUp) { passed += contender.Turn(); }
    }

    private static StoredTable.Row Row(Workload workload, int runs, double rate)
    {
        Opponent[] sides = [.. workload.Sides];
        Contender[] contenders = Array.ConvertAll(sides, s => new Contender(["--workload", workload.Name, s.Name],
            $"{workload.Name}, {s.Name}", s.Name != Workload.OurName));
        try
        {
            foreach (Contender contender in contenders) { WarmUp(contender); }
            List<double>[] times = [.. contenders.Select(_ => new List<double>())];
            for (int run = 0; run < runs; run++)
            {
                // The first one changes, so that a noisy moment hits each in turn.
                for (int i = 0; i < sides.Length; i++)
                {
                    int side = (run + i) % sides.Length;
                    times[side].Add(contenders[side].Turn());
                }
            }
            double[] medians = Array.ConvertAll(times, Timing.Median);
            Recorded best = Recorded.Of(workload.Name);
            double recorded = best.Ratio(medians[0], rate);
            string others = string.Join(", ", sides.Skip(1).Select((s, i) => string.Create(CultureInfo.InvariantCulture,
                $"{s.Name} {medians[0] / medians[i + 1]:F2} ({contenders[i + 1].PeakMegabytes:F0})")));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{workload.Name,-21} {medians[0],10:F2} {times[0].Min(),9:F2} {contenders[0].PeakMegabytes,6:F0}  {others,-62} "
                + $"{best.Who} {recorded:F2}"));
            double[] ratios = [.. medians.Skip(1).Select(m => medians[0] / m)];
            return new StoredTable.Row(workload.Name, medians[0], ratios.Length > 0 ? ratios.Max() : recorded);
        }
        finally { Array.ForEach(contenders, c => c.Dispose()); }
    }
}
