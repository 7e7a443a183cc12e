// A search without a model, as a process of its own: the tests kill it, start it twice, and look at what it has loaded.
// TunerLoop KIND DIRECTORY [--hold] [--retries N] [--processes N] [--devices A,B] [--sleep MS] [--declared] [--tell] [--name NAME]: KIND is
// random, hyperband or grid; --hold waits in the first trial until the process is killed; --declared names the space before the first
// trial; --tell says of each trial where it runs. As chief or worker of a search over several processes by KerasTuner's variables.
using KerasDigits.Tuner;

int retries = Number("--retries", 1), sleep = Number("--sleep", 1);
var objective = new Objective("score", "max");
Oracle oracle = args[0] switch
{
    "random" =>
        new RandomSearchOracle(objective, max_trials: 60, seed: 5, max_retries_per_trial: retries, max_consecutive_failed_trials: 100),
    "hyperband" =>
        new HyperbandOracle(objective, max_epochs: 27, seed: 5, max_retries_per_trial: retries - 1, max_consecutive_failed_trials: 100),
    "grid" => new GridSearchOracle(objective, max_trials: 60, max_retries_per_trial: retries - 1, max_consecutive_failed_trials: 100),
    _ => throw new ArgumentException("random, hyperband or grid"),
};
if (args.Contains("--declared"))
{
    var space = new HyperParameters();
    Loop.Ask(space);
    oracle.update_space(space);
}
try
{
    var tuner = new Loop(oracle, args[1], Array.IndexOf(args, "--name") is var at and >= 0 ? args[at + 1] : "p",
        hold: args.Contains("--hold"), tell: args.Contains("--tell"), sleep, args[0] == "random");
    tuner.search(new SearchArguments { ["verbose"] = 0 }, processes: Number("--processes", 1),
        devices: Array.IndexOf(args, "--devices") is var list and >= 0 ? args[list + 1].Split(',') : null);
    if (args.Contains("--tell")) { Console.WriteLine("the search is over"); }
}
catch (ProjectException e)
{
    Console.WriteLine(e.Message);
    return 3;
}
if (args.Contains("--maps")) { Console.Write(File.ReadAllText("/proc/self/maps")); }
return 0;

int Number(string option, int otherwise) => Array.IndexOf(args, option) is var at and >= 0
    ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture)
    : otherwise;

internal sealed class Loop(Oracle oracle, string directory, string name, bool hold, bool tell, int sleep, bool random)
    : BaseTuner(oracle, directory: directory, project_name: name)
{
    /// <summary>Declares the space, which is otherwise found in the first trials.</summary>
    public static (string Kind, double X, double Rate) Ask(HyperParameters hp)
    {
        string kind = hp.Choice("kind", ["a", "b"]);
        double x = hp.Float("x", 0, 1, step: 0.05), lr = hp.Float("lr", 1e-4, 1e-1, sampling: "log");
        using (hp.conditional_scope("kind", "b")) { hp.Int("width", 1, 9); }
        return (kind, x, lr);
    }

    public override TrialResult? run_trial(Trial trial, SearchArguments args)
    {
        var (kind, x, lr) = Ask(trial.hyperparameters);
        if (hold)
        {
            Console.WriteLine("holding");
            Thread.Sleep(Timeout.Infinite);
        }
        if (random)
        {
            // Some trials fail at the first attempt, whatever process makes it, and a few always do.
            string mark = Path.Combine(directory, $"failed-{trial.trial_id}");
            if (x is > 0.3 and < 0.42 && !File.Exists(mark))
            {
                File.WriteAllText(mark, "");
                throw new InvalidOperationException("this trial fails at first");
            }
            if (x > 0.9) { return double.NaN; }
        }
        if (tell)
        {
            Console.WriteLine($"trial {trial.trial_id} runs on {Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES")} with "
                + $"{Environment.GetEnvironmentVariable("OMP_NUM_THREADS")} threads");
        }
        Thread.Sleep(sleep);
        return Math.Sin(7 * x) + Math.Log10(lr) + (kind == "b" ? 0.5 : 0);
    }
}
