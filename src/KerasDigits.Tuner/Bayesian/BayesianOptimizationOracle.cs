using KerasDigits.Tuner.Bayesian;
using KerasDigits.Tuner.Space;

namespace KerasDigits.Tuner;

/// <summary>
/// Draws some trials at random, then asks a Gaussian process, fitted to all that have finished, where the next is most promising.
/// </summary>
/// <remarks>
/// Hyperparameters are laid out on the unit cube by their cumulative probabilities; inactive ones stand at their default. Trials that run
/// count with a score that is worse than expected by a standard deviation, so that others keep away from them. Source: KerasTuner 1.4.7,
/// tuners/bayesian.py. Other than there, no configuration is proposed twice, and a search that is taken up again proposes what an
/// undisturbed one would have.
/// </remarks>
[KerasExport("keras_tuner.oracles.BayesianOptimizationOracle", "keras_tuner.oracles.BayesianOptimization",
    "kerastuner.oracles.BayesianOptimization")]
public class BayesianOptimizationOracle : Oracle
{
    private const int Starts = 50;

    /// <summary>Sets up the search.</summary>
    /// <param name="objective">A metric's name, an Objective or a list of them; null if trials give a single number, which is
    /// minimized.</param>
    /// <param name="max_trials">Maximum number of trials; null: until the space is exhausted.</param>
    /// <param name="num_initial_points">Trials that are drawn before the Gaussian process is asked; null or 0: three for each
    /// hyperparameter, and three at least.</param>
    /// <param name="alpha">Variance of the scores' noise, for scores of variance 1.</param>
    /// <param name="beta">How much the unknown counts against the known: standard deviations in mean - beta * deviation.</param>
    /// <param name="seed">Seed of Python's and NumPy's generators, below 2^32; null or 0: one is drawn.</param>
    /// <param name="hyperparameters">A space given in advance; what is in it wins over what the model asks for; null: none.</param>
    /// <param name="allow_new_entries">Whether the model may ask for hyperparameters that are not in
    /// <paramref name="hyperparameters"/>.</param>
    /// <param name="tune_new_entries">Whether such hyperparameters are tuned; false leaves them at their defaults.</param>
    /// <param name="max_retries_per_trial">How often a trial that crashed or gave NaN is tried again.</param>
    /// <param name="max_consecutive_failed_trials">Number of consecutive failed trials that ends the search with an error.</param>
    /// <exception cref="ArgumentException">The arguments contradict each other, or NumPy would refuse the seed.</exception>
    public BayesianOptimizationOracle(ObjectiveSpec? objective = null, int? max_trials = 10, int? num_initial_points = null,
        double alpha = 1e-4, double beta = 2.6, long? seed = null, HyperParameters? hyperparameters = null, bool allow_new_entries = true,
        bool tune_new_entries = true, int max_retries_per_trial = 0, int max_consecutive_failed_trials = 3)
        : base(objective, max_trials, hyperparameters, allow_new_entries, tune_new_entries, seed, max_retries_per_trial,
            max_consecutive_failed_trials)
    {
        Guard.That(num_initial_points is null or >= 0, $"`num_initial_points` must be at least 0. Received: {num_initial_points}.",
            nameof(num_initial_points));
        Guard.That(alpha >= 0 && double.IsFinite(alpha), $"`alpha` must be at least 0. Received: {alpha}.", nameof(alpha));
        Guard.That(beta >= 0 && double.IsFinite(beta), $"`beta` must be at least 0. Received: {beta}.", nameof(beta));
        (this.num_initial_points, this.alpha, this.beta) = (num_initial_points, alpha, beta);
        _ = new NumpyRandomState(this.seed);
    }

    /// <summary>Trials that are drawn first; null: three for each hyperparameter.</summary>
    public int? num_initial_points { get; private set; }

    /// <summary>Variance of the scores' noise.</summary>
    public double alpha { get; private set; }

    /// <summary>How much the unknown counts against the known.</summary>
    public double beta { get; private set; }

    /// <inheritdoc/>
    public override TrialProposal populate_space(string trial_id)
    {
        List<HyperParameter> dimensions = [.. hyperparameters.space.Where(p => p is not Fixed)];
        int initial = num_initial_points is > 0 and var given ? given : Math.Max(3 * hyperparameters.space.Count, 3);
        if (dimensions.Count == 0 || trials.Values.Count(t => t.status == TrialStatus.COMPLETED) < initial) { return DrawTrial(); }

        GaussianProcess process = Fit(dimensions);
        // KerasTuner draws on from where the last proposal stopped, and loses the place when the search is taken up again: here the count
        // of trials tells it.
        var random = new NumpyRandomState(seed);
        random.Skip((long)Math.Max(0, trials.Count - initial) * Starts * dimensions.Count);
        foreach (Minimum found in Acquisition.OrderLowestFirst(process, beta, random.DrawUniform(0, 1, Starts, dimensions.Count)))
        {
            HyperValues values = ToValues(found.X);
            if (!was_tried(values)) { return TrialProposal.Run(values); }
        }
        return DrawTrial();
    }

    /// <inheritdoc/>
    public override Config get_state()
    {
        Config state = base.get_state();
        state["num_initial_points"] = num_initial_points;
        state["alpha"] = alpha;
        state["beta"] = beta;
        return state;
    }

    /// <inheritdoc/>
    public override void set_state(Config state)
    {
        // Read before anything is changed: a file of another kind of search lacks them.
        (object? points, object? noise, object? bravery) = (state["num_initial_points"], state["alpha"], state["beta"]);
        base.set_state(state);
        num_initial_points = points is null ? null : (int)HyperValue.FromObject(points);
        (alpha, beta) = (HyperValue.FromObject(noise), HyperValue.FromObject(bravery));
    }

    private TrialProposal DrawTrial() => random_values() is { } values ? TrialProposal.Run(values) : TrialProposal.Stopped;

    /// <summary>
    /// Fits to the finished trials and, where some run, once more with those: KerasTuner guesses them from the last request's fit, which a
    /// search that is taken up again has not.
    /// </summary>
    private GaussianProcess Fit(List<HyperParameter> dimensions)
    {
        List<Trial> done = [.. trials.Values.Where(t => t.status == TrialStatus.COMPLETED)];
        double[][] points = [.. done.Select(t => ToPoint(t, dimensions))];
        double[] scores = [.. done.Select(t => (objective.direction == "max" ? -1 : 1) * MakeFinite(t.score ?? 0))];
        var process = new GaussianProcess(points, scores, alpha, seed);
        if (ongoing_trials.Count == 0) { return process; }

        double[][] running = [.. ongoing_trials.Values.OrderBy(t => t.trial_id, StringComparer.Ordinal)
            .Select(t => ToPoint(t, dimensions))];
        double[] guesses = [.. running.Select(p => process.Predict(p)).Select(p => p.Mean + p.Std)];
        return new GaussianProcess([.. points, .. running], [.. scores, .. guesses], alpha, seed);
    }

    private static double[] ToPoint(Trial trial, List<HyperParameter> dimensions)
    {
        HyperParameters hp = trial.hyperparameters;
        return [.. dimensions.Select(p =>
            MakeFinite(p.value_to_prob(hp.is_active(p) && hp.values.TryGetValue(p.name, out HyperValue value) ? value : p.@default)))];
    }

    /// <summary>Values in the space's order, so that parents decide which of their children are active.</summary>
    private HyperValues ToValues(double[] point)
    {
        var hp = new HyperParameters();
        int next = 0;
        foreach (HyperParameter p in hyperparameters.space)
        {
            HyperValue value = p is Fixed ? p.@default : p.prob_to_value(point[next++]);
            // The cube is closed: at its far wall KerasTuner's Int with log sampling is one above its maximum.
            if (p is Int whole && value > whole.max_value) { value = whole.max_value; }
            if (hp.is_active(p)) { hp.values[p.name] = value; }
        }
        return hp.values;
    }

    private static double MakeFinite(double number) => double.IsFinite(number) ? number : 0;
}
