using KerasDigits.Tuner;

namespace KerasDigits.Benchmarks.Tuning;

/// <summary>How long BayesianOptimization thinks about the next trial.</summary>
internal static class Proposals
{
    public static readonly Curve[] Curves =
    [
        new("tuner-bayesian", "one proposal of BayesianOptimization over six hyperparameters, by the number of finished trials; "
            + "median of 9", () => Points()),
    ];

    private static IEnumerable<(string, double, double)> Points()
    {
        foreach (int finished in (int[])[20, 40, 60, 80, 100, 150, 200])
        {
            BayesianOptimizationOracle oracle = After(finished);
            // Asking changes nothing: only create_trial keeps what it gets.
            yield return ($"{finished} trials", Timing.Median(() => oracle.populate_space("next"), 9),
                finished <= 100 ? 50 : double.PositiveInfinity);
        }
    }

    private static BayesianOptimizationOracle After(int finished)
    {
        var space = new HyperParameters();
        for (int i = 0; i < 6; i++) { space.Float($"x{i}", 0, 1); }
        var oracle = new BayesianOptimizationOracle(new Objective("score", "min"), 1000, num_initial_points: finished, seed: 1,
            hyperparameters: space) { verbose = 0 };
        for (int i = 0; i < finished; i++)
        {
            Trial trial = oracle.create_trial("tuner0");
            double[] x = [.. Enumerable.Range(0, 6).Select(k => (double)trial.hyperparameters.values[$"x{k}"])];
            oracle.update_trial(trial.trial_id,
                new Dictionary<string, double> { ["score"] = Math.Sin(5 * x[0]) + (x[1] * x[2]) - (x[3] * x[3])
                    + (0.1 * Math.Cos(9 * x[4])) });
            oracle.end_trial(trial.trial_id);
        }
        return oracle;
    }
}
