// A training of several processes, as a program of its own: the tests start it by mpirun, kill it, and look at what each process writes.
// RanksLoop equal FOLDER             trains each of Cases, and writes weights and logs of this process
// RanksLoop resume FOLDER [R:STEP]   trains with BackupAndRestore; process R kills itself after that many steps
// RanksLoop share [unsaid]           says how many threads a process takes, as mpirun says or, unsaid, as the machines' names do
// RanksLoop quit|throw|sleep|alone   process 1 ends early, throws, sleeps, or process 0 evaluates alone
using System.Diagnostics;
using System.Globalization;
using KerasDigits;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

if (args[^1] == "unsaid")
{
    foreach (string name in new[] { "OMPI_COMM_WORLD_LOCAL_RANK", "OMPI_COMM_WORLD_LOCAL_SIZE" })
    {
        Environment.SetEnvironmentVariable(name, null);
    }
}
var strategy = new distribute.MultiWorkerMirroredStrategy();
int rank = strategy.cluster_resolver.task_id;
switch (args[0])
{
    case "share":
        Console.WriteLine($"process {rank} takes {TorchSharp.torch.get_num_threads()}");
        return 0;
    case "equal":
        foreach (var (name, run) in Cases.All)
        {
            utils.set_random_seed(7);
            var (model, logs) = run(strategy);
            Report.Write(args[1], name, rank, model, logs);
        }
        return 0;
    case "resume":
    {
        utils.set_random_seed(7);
        var model = Cases.Dropped(strategy);
        var (x, y) = Cases.Pairs(48, 6);
        string[] end = args.Length > 2 ? args[2].Split(':') : [];
        var dies = new At(end.Length == 2 && int.Parse(end[0], CultureInfo.InvariantCulture) == rank
            ? int.Parse(end[1], CultureInfo.InvariantCulture)
            : -1, () =>
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"killed at {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}"));
            Process.GetCurrentProcess().Kill();
        });
        History history = model.fit(x, y, batch_size: 8, epochs: 5, verbose: 2, validation_split: 0.25,
            callbacks: [callbacks.BackupAndRestore(Path.Combine(args[1], "backup"), save_freq: 2),
                callbacks.CSVLogger(Path.Combine(args[1], "log.csv"), append: true), dies]);
        Report.Write(args[1], "resume", rank, model, history);
        return 0;
    }
    default:
    {
        var model = Cases.Dropped(strategy);
        var (x, y) = Cases.Pairs(48, 6);
        var at = new At(rank == 1 ? 5 : -1, () =>
        {
            switch (args[0])
            {
                case "quit": Environment.Exit(0); break;
                case "throw": throw new InvalidOperationException("thrown by process 1");
                case "sleep": Thread.Sleep(6000); break;
            }
        });
        _ = model.fit(x, y, batch_size: 8, epochs: 3, verbose: 0, callbacks: [at]);
        if (args[0] == "alone" && rank == 0) { _ = model.evaluate(x, y, verbose: 0); }
        return 0;
    }
}

/// <summary>Does something after a number of steps.</summary>
internal sealed class At(int step, Action act) : KerasDigits.Callbacks.Callback
{
    private int _steps;

    public override void on_train_batch_end(int batch, Logs? logs = null)
    {
        if (++_steps == step) { act(); }
    }
}

internal static class Report
{
    /// <summary>All weights as text to the last bit, then the logs of each epoch.</summary>
    public static void Write(string folder, string name, int rank, TrainableModel model, History history)
    {
        IEnumerable<string> weights = model.get_weights().SelectMany(w => w.astype(NPTypeCode.Double).ToArray<double>()).Select(Text);
        IEnumerable<string> logs = history.history.SelectMany(h => h.Value.Select(v => $"{h.Key} {Text(v)}"));
        File.WriteAllLines(Path.Combine(folder, $"{name}.{rank}.txt"), [.. weights.Select(w => $"w {w}"), .. logs]);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
