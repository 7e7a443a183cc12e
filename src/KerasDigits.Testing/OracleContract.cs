using KerasDigits.Tuner;

namespace KerasDigits.Testing;

/// <summary>
/// What every oracle holds: values from the space, an end, the same trials for a seed, different trials for those who ask side by side, and
/// a search that goes on after its process has died.
/// </summary>
public static class OracleContract
{
    private const int Most = 500;

    /// <summary>Checks an oracle.</summary>
    /// <param name="make">Makes the oracle over a given space, with an objective "score" (direction as you like), a seed, and an end
    /// (max_trials or its own); each call a new one.</param>
    /// <param name="repeats">Whether a seed gives the same trials each time.</param>
    /// <exception cref="ContractException">Something does not hold; the message lists everything.</exception>
    public static void Check(Func<HyperParameters, Oracle> make, bool repeats = true)
    {
        Oracle oracle = make(MakeSpace());
        var findings = new Findings(oracle.GetType().Name);
        findings.Expect(oracle.objective.name == "score",
            $"make must give an oracle whose objective is \"score\". Received: \"{oracle.objective.name}\"");
        findings.Try("A search", () =>
        {
            string[] trials = Run(findings, oracle);
            findings.Expect(trials.Length > 0, "there must be a trial");
            findings.Expect(trials.Length < Most, $"the search must end: it was stopped after {Most} trials");
            if (repeats) { findings.Expect(trials.SequenceEqual(Run(findings, make(MakeSpace()))),
                "the same seed must give the same trials"); }
            if (repeats) { findings.Try("A search that died and goes on", () => CheckResumed(findings, make, trials)); }
        });
        findings.Try("Two who ask", () => CheckTwo(findings, make(MakeSpace())));
        findings.Try("A trial that fails", () => CheckFailure(findings, make(MakeSpace())));
        findings.Judge();
    }

    private static HyperParameters MakeSpace()
    {
        var space = new HyperParameters();
        _ = space.Int("units", 8, 64, step: 8);
        _ = space.Float("rate", 1e-4, 1e-1, sampling: "log");
        _ = space.Boolean("norm");
        string kind = space.Choice("kind", ["relu", "tanh"]);
        using (space.conditional_scope("kind", "tanh")) { _ = space.Int("depth", 1, 3); }
        return space;
    }

    private static double Score(HyperParameters values) =>
        Math.Abs((int)values.values["units"] - 24) + Math.Abs(Math.Log10((double)values.values["rate"]) + 2);

    /// <summary>Runs a search to its end; gives each trial's values.</summary>
    private static string[] Run(Findings findings, Oracle oracle)
    {
        oracle.verbose = 0;
        var trials = new List<string>();
        while (trials.Count < Most)
        {
            Trial trial = oracle.create_trial("one");
            if (trial.status == TrialStatus.STOPPED) { break; }
            findings.Expect(trial.status == TrialStatus.RUNNING,
                $"to the only one who asks, populate_space must answer RUNNING or STOPPED, not {trial.status}");
            if (trial.status != TrialStatus.RUNNING) { break; }
            CheckValues(findings, trial);
            trials.Add(trial.hyperparameters.values.ToString());
            End(oracle, trial);
        }
        findings.Expect(trials.Count == Most || oracle.create_trial("one").status == TrialStatus.STOPPED,
            "a search that is over must stay over");
        return [.. trials];
    }

    private static void End(Oracle oracle, Trial trial)
    {
        _ = oracle.update_trial(trial.trial_id, new Dictionary<string, double> { ["score"] = Score(trial.hyperparameters) });
        trial.status = TrialStatus.COMPLETED;
        oracle.end_trial(trial);
    }

    private static void CheckValues(Findings findings, Trial trial)
    {
        HyperValues values = trial.hyperparameters.values;
        int units = (int)values["units"];
        double rate = (double)values["rate"];
        findings.Expect(units is >= 8 and <= 64 && units % 8 == 0, $"units must be 8, 16, … 64; trial {trial.trial_id} has {units}");
        findings.Expect(rate is >= 1e-4 and <= 1e-1, $"rate must be from 0.0001 to 0.1; trial {trial.trial_id} has {rate}");
        findings.Expect((string)values["kind"] is "relu" or "tanh",
            $"kind must be relu or tanh; trial {trial.trial_id} has {values["kind"]}");
    }

    private static void CheckTwo(Findings findings, Oracle oracle)
    {
        oracle.verbose = 0;
        Trial one = oracle.create_trial("one"), again = oracle.create_trial("one"), two = oracle.create_trial("two");
        findings.Expect(one.trial_id == again.trial_id, "who asks again while a trial runs must get that trial");
        findings.Expect(two.status != TrialStatus.RUNNING || two.trial_id != one.trial_id,
            "two who ask side by side must get different trials");
    }

    private static void CheckFailure(Findings findings, Oracle oracle)
    {
        oracle.verbose = 0;
        Trial trial = oracle.create_trial("one");
        (trial.status, trial.message) = (TrialStatus.INVALID, "it failed");
        oracle.end_trial(trial);
        Trial next = oracle.create_trial("one");
        findings.Expect(next.status is TrialStatus.RUNNING or TrialStatus.STOPPED,
            $"after a failed trial the search must go on or end, not answer {next.status}");
        _ = oracle.get_state();
    }

    private static void CheckResumed(Findings findings, Func<HyperParameters, Oracle> make, string[] trials) => Files.RunInFolder(folder =>
    {
        int cut = trials.Length / 2;
        using (var first = new Search(make(MakeSpace()), folder, cut))
        {
            first.oracle.verbose = 0;
            try { first.search(new SearchArguments { ["verbose"] = 0 }); }
            catch (FatalError) { } // the death
        }
        using var second = new Search(make(MakeSpace()), folder, int.MaxValue);
        second.oracle.verbose = 0;
        second.search(new SearchArguments { ["verbose"] = 0 });
        string[] all = [.. second.oracle.start_order.Select(id => second.oracle.get_trial(id).hyperparameters.values.ToString())];
        findings.Expect(trials.SequenceEqual(all),
            $"a search that died in trial {cut} and goes on must make the same trials: keep in get_state what populate_space remembers, "
            + "and take it in set_state");
    });

    /// <summary>A search that dies in its nth trial.</summary>
    private sealed class Search(Oracle oracle, string folder, int dies) : BaseTuner(oracle, directory: folder, project_name: "contract")
    {
        private int _trials;

        public override TrialResult? run_trial(Trial trial, SearchArguments args) =>
            _trials++ == dies ? throw new FatalError("the process dies") : Score(trial.hyperparameters);
    }
}
