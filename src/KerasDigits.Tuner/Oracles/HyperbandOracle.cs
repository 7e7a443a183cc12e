using System.Globalization;

namespace KerasDigits.Tuner;

/// <summary>Hyperband: many trials of few epochs, of which the best go on, in brackets from the quickest to the most patient.</summary>
/// <remarks>
/// A trial gets, beside its hyperparameters, the values "tuner/epochs" (train up to there), "tuner/initial_epoch" (from there),
/// "tuner/bracket", "tuner/round" and, when it goes on with another's weights,
/// "tuner/trial_id". Source: Li et al. 2018, JMLR 18; KerasTuner 1.4.7, tuners/hyperband.py.
/// </remarks>
[KerasExport("keras_tuner.oracles.HyperbandOracle", "keras_tuner.oracles.Hyperband", "kerastuner.oracles.Hyperband")]
public class HyperbandOracle : Oracle
{
    private readonly List<Bracket> _brackets = [];
    private int _bracket;
    private int _iteration;

    /// <summary>Sets up the search.</summary>
    /// <param name="objective">A metric's name, an Objective or a list of them; null if trials give a single number, which is
    /// minimized.</param>
    /// <param name="max_epochs">Epochs of the longest trainings: a little more than the largest model needs.</param>
    /// <param name="factor">Reduction factor: one trial in this many goes on to the next round; at least 2.</param>
    /// <param name="hyperband_iterations">How often all brackets are run; 0: without end.</param>
    /// <param name="seed">Seed of Python's generator; null or 0: one is drawn.</param>
    /// <param name="hyperparameters">A space given in advance; null: what the model asks for.</param>
    /// <param name="allow_new_entries">Whether the model may ask for more.</param>
    /// <param name="tune_new_entries">Whether what it asks for is tuned.</param>
    /// <param name="max_retries_per_trial">How often a trial that crashed or gave NaN is tried again.</param>
    /// <param name="max_consecutive_failed_trials">Number of consecutive failed trials that ends the search.</param>
    /// <exception cref="ArgumentException">factor is below 2 or max_epochs below 1.</exception>
    public HyperbandOracle(ObjectiveSpec? objective = null, int max_epochs = 100, int factor = 3, int hyperband_iterations = 1,
        long? seed = null, HyperParameters? hyperparameters = null, bool allow_new_entries = true, bool tune_new_entries = true,
        int max_retries_per_trial = 0, int max_consecutive_failed_trials = 3)
        : base(objective, null, hyperparameters, allow_new_entries, tune_new_entries, seed, max_retries_per_trial,
            max_consecutive_failed_trials)
    {
        Guard.That(factor >= 2, $"factor needs to be a int larger than 1. Received: factor={factor}.", nameof(factor));
        Guard.That(max_epochs >= 1, $"max_epochs must be at least 1. Received: max_epochs={max_epochs}.", nameof(max_epochs));
        Guard.That(hyperband_iterations >= 0, "hyperband_iterations must be at least 0. Received: "
            + $"hyperband_iterations={hyperband_iterations}.", nameof(hyperband_iterations));
        (this.max_epochs, this.factor) = (max_epochs, factor);
        this.hyperband_iterations = hyperband_iterations == 0 ? double.PositiveInfinity : hyperband_iterations;
        _bracket = Brackets - 1;
        Open();
    }

    /// <summary>How often all brackets are run; infinite: without end.</summary>
    public double hyperband_iterations { get; private set; }

    /// <summary>Epochs of the longest trainings.</summary>
    public int max_epochs { get; private set; }

    /// <summary>One trial in this many goes on to the next round.</summary>
    public int factor { get; private set; }

    /// <summary>How often max_epochs can be divided by factor while at least one epoch is left.</summary>
    private int Brackets
    {
        get
        {
            int brackets = 0;
            for (double epochs = max_epochs; epochs >= 1; epochs /= factor) { brackets++; }
            return brackets;
        }
    }

    /// <inheritdoc/>
    public override TrialProposal populate_space(string trial_id)
    {
        _brackets.RemoveAll(b => b.Rounds[^1].Count == ComputeSize(b.Number, b.Rounds.Count - 1));
        foreach (Bracket bracket in _brackets)
        {
            if (bracket.Rounds[0].Count < ComputeSize(bracket.Number, 0)) { return Draw(trial_id, bracket); }
            if (Promote(trial_id, bracket) is { } next) { return next; }
        }
        if (_bracket == 0 && _iteration + 1 == hyperband_iterations)
        {
            return ongoing_trials.Count > 0 ? TrialProposal.Idle : TrialProposal.Stopped;
        }
        if (--_bracket < 0)
        {
            _bracket = Brackets - 1;
            _iteration++;
        }
        Open();
        return Draw(trial_id, _brackets[^1]);
    }

    /// <inheritdoc/>
    public override Config get_state()
    {
        Config state = base.get_state();
        state["hyperband_iterations"] = double.IsInfinity(hyperband_iterations) ? (object)hyperband_iterations : (long)hyperband_iterations;
        state["max_epochs"] = (long)max_epochs;
        state["min_epochs"] = 1L;
        state["factor"] = (long)factor;
        state["brackets"] = _brackets.Select(b => (object?)b.ToConfig()).ToList();
        state["current_bracket"] = (long)_bracket;
        state["current_iteration"] = (long)_iteration;
        return state;
    }

    /// <inheritdoc/>
    public override void set_state(Config state)
    {
        base.set_state(state);
        // More iterations than the folder was made with go on from there; fewer do not undo what was done.
        hyperband_iterations = Math.Max(hyperband_iterations,
            Convert.ToDouble(state["hyperband_iterations"], CultureInfo.InvariantCulture));
        max_epochs = (int)(long)state["max_epochs"]!;
        factor = (int)(long)state["factor"]!;
        _brackets.Clear();
        _brackets.AddRange(((List<object?>)state["brackets"]!).Select(b => Bracket.FromConfig((Config)b!)));
        _bracket = (int)(long)state["current_bracket"]!;
        _iteration = (int)(long)state["current_iteration"]!;
    }

    /// <summary>The same hyperparameters are the same trial, whatever its epochs; going on with another trial is another one.</summary>
    /// <param name="values">Values by name.</param>
    protected override string compute_values_hash(HyperValues values) =>
        base.compute_values_hash(
            new HyperValues(values.Where(v => v.Key is not ("tuner/epochs" or "tuner/initial_epoch" or "tuner/bracket" or "tuner/round"))));

    /// <summary>Trials of a round.</summary>
    internal int ComputeSize(int bracket, int round)
    {
        double last = Math.Ceiling(1 + PythonMath.Log(max_epochs, factor)) / (bracket + 1);
        return (int)Math.Ceiling(last * Math.Pow(factor, bracket - round));
    }

    /// <summary>The epoch up to which a round trains.</summary>
    internal int ComputeEpochs(int bracket, int round) => (int)Math.Ceiling(max_epochs / Math.Pow(factor, bracket - round));

    private void Open() => _brackets.Add(new Bracket(_bracket, [.. Enumerable.Range(0, _bracket + 1).Select(_ => new List<Place>())]));

    private TrialProposal Draw(string trial_id, Bracket bracket)
    {
        if (random_values() is not { } values) { return ongoing_trials.Count > 0 ? TrialProposal.Idle : TrialProposal.Stopped; }
        values["tuner/epochs"] = ComputeEpochs(bracket.Number, 0);
        values["tuner/initial_epoch"] = 0;
        values["tuner/bracket"] = _bracket;
        values["tuner/round"] = 0;
        bracket.Rounds[0].Add(new Place(null, trial_id));
        return TrialProposal.Run(values);
    }

    /// <summary>The best trial of a round goes on as soon as more have finished than will be dropped.</summary>
    private TrialProposal? Promote(string trial_id, Bracket bracket)
    {
        for (int round = 1; round < bracket.Rounds.Count; round++)
        {
            List<Place> here = bracket.Rounds[round];
            var gone = here.Select(p => p.Past).ToHashSet();
            List<Trial> ready = [.. bracket.Rounds[round - 1].Where(p => !gone.Contains(p.Id)).Select(p => trials.GetValueOrDefault(p.Id)!)
                .Where(t => t is { status: TrialStatus.COMPLETED, score: not null })];
            if (ready.Count <= ComputeSize(bracket.Number, round - 1) - ComputeSize(bracket.Number, round)) { continue; }
            Trial best = objective.direction == "max" ? ready.MaxBy(t => t.score)! : ready.MinBy(t => t.score)!;
            var values = new HyperValues(best.hyperparameters.values)
            {
                ["tuner/trial_id"] = best.trial_id,
                ["tuner/epochs"] = ComputeEpochs(bracket.Number, round),
                ["tuner/initial_epoch"] = ComputeEpochs(bracket.Number, round - 1),
                ["tuner/bracket"] = _bracket,
                ["tuner/round"] = round,
            };
            here.Add(new Place(best.trial_id, trial_id));
            return TrialProposal.Run(values);
        }
        return null;
    }

    private sealed record Place(string? Past, string Id);

    private sealed record Bracket(int Number, List<List<Place>> Rounds)
    {
        public Config ToConfig() => new()
        {
            ["bracket_num"] = (long)Number,
            ["rounds"] = Rounds.Select(r => (object?)r.Select(p => (object?)new Config { ["past_id"] = p.Past, ["id"] = p.Id }).ToList())
            .ToList(),
        };

        public static Bracket FromConfig(Config c) => new((int)(long)c["bracket_num"]!,
            [.. ((List<object?>)c["rounds"]!).Select(r => ((List<object?>)r!).Cast<Config>()
                .Select(p => new Place(p["past_id"] as string, (string)p["id"]!)).ToList())]);
    }
}
