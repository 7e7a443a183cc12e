using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using KerasDigits.Core;
using KerasDigits.Tuner;

namespace KerasDigits.Benchmarks.Tuner;

/// <summary>
/// What a chief and its workers cost: throughput against one worker, the wire and the books of a trial, and workers that wait. The chief
/// stands in this process, all workers in another, and they speak over the loopback.
/// </summary>
internal static class SeveralWorkers
{
    /// <summary>The bars: four workers against one, milliseconds a trial, the chief's share of a core.</summary>
    private const double Throughput = 3.8, PerTrial = 3, Idle = 0.02;

    /// <summary>Prints the three; whether all hold.</summary>
    public static bool Run()
    {
        Output.Writer = TextWriter.Null;
        try
        {
            Search(workers: 2, trials: 50, sleep: 0);
            double one = Search(workers: 1, trials: 40, sleep: 250).Elapsed, four = Search(workers: 4, trials: 160, sleep: 250).Elapsed;
            double ratio = 160 / four / (40 / one);
            var (all, chief) = Search(workers: 16, trials: 2000, sleep: 0);
            double perTrial = chief / 2000 * 1000;
            // One trial sleeps, and the others ask now and then whether there is something to do.
            var (elapsed, processor) = Search(workers: 64, trials: 1, sleep: 60_000);
            double idle = processor / elapsed;
            Console.WriteLine(
                FormattableString.Invariant($"search: 4 workers do {ratio:F2} times the trials of one, of 250 ms each (bar {Throughput})"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  oracle, files and wire with 16 workers: {perTrial:F2} ms of the chief's processor time a trial (bar {PerTrial}), "
                + $"{all / 2000 * 1000:F2} ms of the clock with all workers on this machine's cores"));
            Console.WriteLine(FormattableString.Invariant($"  64 workers that wait cost the chief {idle:P1} of a core (bar {Idle:P0})"));
            bool holds = ratio >= Throughput && perTrial < PerTrial && idle < Idle;
            Console.WriteLine($"  {(holds ? "holds" : "FAILS")}");
            return holds;
        }
        finally { Output.Writer = null!; }
    }

    /// <summary>So many workers of the search that the environment names, in this process.</summary>
    public static void Work(int workers, string folder)
    {
        string[] given = File.ReadAllText(Path.Combine(folder, "search")).Split(' ');
        Sleeper[] all = [.. Enumerable.Range(0, workers)
            .Select(i => Member($"tuner{i}", int.Parse(given[0]), int.Parse(given[1]), folder))];
        Thread[] threads = [.. all.Select(t => new Thread(() => t.search(new SearchArguments { ["verbose"] = 0 })))];
        foreach (Thread thread in threads) { thread.Start(); }
        foreach (Thread thread in threads) { thread.Join(); }
    }

    private static Sleeper Member(string name, int trials, int sleep, string folder)
    {
        Environment.SetEnvironmentVariable("KERASTUNER_TUNER_ID", name);
        return new Sleeper(new Watched(trials), sleep, folder, name);
    }

    /// <summary>Seconds from the first trial's beginning to the last one's end, and this process's processor time between.</summary>
    private static (double Elapsed, double Processor) Search(int workers, int trials, int sleep)
    {
        string folder = Directory.CreateTempSubdirectory("workers-").FullName;
        Environment.SetEnvironmentVariable("KERASTUNER_ORACLE_IP", "127.0.0.1");
        Environment.SetEnvironmentVariable("KERASTUNER_ORACLE_PORT", FreePort());
        try
        {
            File.WriteAllText(Path.Combine(folder, "search"), $"{trials} {sleep}");
            var oracle = new Watched(trials);
            Environment.SetEnvironmentVariable("KERASTUNER_TUNER_ID", "chief");
            using var chief = new Sleeper(oracle, sleep, folder, "chief");
            using Process others = Process.Start(new ProcessStartInfo(Environment.ProcessPath!,
                [.. Environment.GetCommandLineArgs()[..(Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? 1 : 0)],
                    "--search-workers", $"{workers}", folder]))!;
            chief.search(new SearchArguments { ["verbose"] = 0 });
            others.WaitForExit();
            return (oracle.Elapsed, oracle.Processor);
        }
        finally
        {
            foreach (string name in new[] { "IP", "PORT" }) { Environment.SetEnvironmentVariable($"KERASTUNER_ORACLE_{name}", null); }
            Environment.SetEnvironmentVariable("KERASTUNER_TUNER_ID", null);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Tells how long it took from the first trial to the last.</summary>
    private sealed class Watched : RandomSearchOracle
    {
        private (long At, TimeSpan Processor)? _first, _last;

        public Watched(int trials) : base(max_trials: trials, seed: 1)
        {
            var space = new HyperParameters();
            space.Float("x", 0, 1);
            update_space(space);
        }

        public double Elapsed => Stopwatch.GetElapsedTime(_first!.Value.At, _last!.Value.At).TotalSeconds;

        public double Processor => (_last!.Value.Processor - _first!.Value.Processor).TotalSeconds;

        public override Trial create_trial(string tuner_id)
        {
            _first ??= Now();
            return base.create_trial(tuner_id);
        }

        public override void end_trial(Trial trial)
        {
            base.end_trial(trial);
            _last = Now();
        }

        private static (long At, TimeSpan Processor) Now() => (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
    }

    private sealed class Sleeper(Oracle oracle, int sleep, string folder, string name)
        : BaseTuner(oracle, directory: folder, tuner_id: name)
    {
        public override TrialResult? run_trial(Trial trial, SearchArguments args)
        {
            double x = trial.hyperparameters.Float("x", 0, 1);
            Thread.Sleep(sleep);
            return x;
        }
    }
}
