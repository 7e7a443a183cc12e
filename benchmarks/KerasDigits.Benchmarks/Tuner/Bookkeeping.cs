using System.Diagnostics;
using System.Globalization;
using KerasDigits.Core;
using KerasDigits.Tuner;

namespace KerasDigits.Benchmarks.Tuner;

/// <summary>What oracle and files cost per trial when the trial itself costs nothing, as the search grows.</summary>
/// <remarks>
/// KerasTuner 1.4.7's own oracle in the same search (Python 3.11, processor time on a loaded two-core machine): 3.0 ms a trial for the
/// first 250 trials, 9.8 ms from 750 to 1000, 13.4 ms from 1250 to 1500, growing in a straight line. On that machine, in the same hour,
/// this program took 1.5 ms of processor time a trial as the mean of 10,000.
/// </remarks>
internal static class Bookkeeping
{
    private const int Trials = 10_000, Part = 1000;

    /// <summary>Least milliseconds a trial of the first thousand and of the last may take.</summary>
    private const double First = 1, Last = 3;

    /// <summary>Prints the curve; whether it lies below the limits.</summary>
    public static bool Run()
    {
        string folder = Directory.CreateTempSubdirectory("tuner-").FullName;
        try
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            double[] milliseconds = Measure(folder);
            double processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / Trials;
            Console.WriteLine("tuner: milliseconds a trial for oracle, files and screen, RandomSearch over five hyperparameters");
            for (int i = 0; i < milliseconds.Length; i++)
            {
                Console.WriteLine(FormattableString.Invariant($"  trials {i * Part,6} to {(i + 1) * Part,6}: {milliseconds[i]:F3}"));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  processor time a trial, mean of all: {processor:F3} "
                + $"(KerasTuner 1.4.7: 3 at first, 13 at the 1,500th trial, and so on)"));
            bool holds = milliseconds[0] < First && milliseconds.Max() < Last;
            Console.WriteLine($"  {(holds ? "holds" : "FAILS")}: below {First} for the first {Part}, below {Last} up to {Trials}");
            return holds;
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static double[] Measure(string folder)
    {
        var times = new double[Trials / Part];
        Output.Writer = TextWriter.Null;
        try
        {
            using var warm = new Free(500, Path.Combine(folder, "warm"));
            warm.search();
            using var tuner = new Free(Trials, folder);
            var clock = new Stopwatch();
            tuner.Ended = n =>
            {
                if (n % Part != 0) { return; }
                times[(n / Part) - 1] = clock.Elapsed.TotalMilliseconds / Part;
                clock.Restart();
            };
            clock.Start();
            tuner.search();
        }
        finally { Output.Writer = null!; }
        return times;
    }

    private sealed class Free(int trials, string folder) : BaseTuner(new RandomSearchOracle(max_trials: trials, seed: 1), directory: folder)
    {
        public Action<int>? Ended { get; set; }

        public override TrialResult? run_trial(Trial trial, SearchArguments args)
        {
            HyperParameters hp = trial.hyperparameters;
            string kind = hp.Choice("kind", ["a", "b"]);
            return hp.Float("x", 0, 1) + hp.Float("lr", 1e-4, 1e-1, sampling: "log") + hp.Int("units", 32, 512, step: 32)
                + (hp.Boolean("flag") ? 1 : 0) + kind.Length;
        }

        public override void on_trial_end(Trial trial)
        {
            base.on_trial_end(trial);
            Ended?.Invoke(oracle.trials.Count);
        }
    }
}
