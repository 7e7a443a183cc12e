using Xunit.Abstractions;

namespace KerasDigits.Tuner.Tests.Bayesian;

/// <summary>The median of the best scores of 20 seeds after 30 trials, against that of KerasTuner's procedure on scikit-learn 1.2.1 and SciPy 1.10.1 (seeds 1 to 20, the same initial points).</summary>
/// <remarks>
/// Most seeds end in the very same score; the rest part ways where many points are equally promising and the last bit decides. So the medians may differ by chance: two standard errors of KerasTuner's are allowed.
/// </remarks>
public sealed class BayesianQualityTests(ITestOutputHelper output)
{
    [Fact]
    public void On_the_recorded_searches_objective() => Judge("golden", hp => Goldens.Ask("cont", hp), values => -Goldens.Score(values), -3.3367, 0.06);

    [Fact]
    public void On_Branins_valleys() => Judge("Branin", hp =>
    {
        hp.Float("x", -5, 10);
        hp.Float("y", 0, 15);
    }, values => Branin(values["x"], values["y"]), 0.8668, 0.085);

    private void Judge(string name, Action<HyperParameters> space, Func<HyperValues, double> objective, double kerasTuner, double error)
    {
        double[] best = [.. Enumerable.Range(1, 20).Select(seed => BayesianOptimizationTests.Search(space, new(new Objective("score", "min"), 30, seed: seed), t => objective(t.hyperparameters.values)).get_best_trials()[0].score!.Value).Order()];
        double median = (best[9] + best[10]) / 2;
        output.WriteLine($"{name}: median {median:R}, KerasTuner {kerasTuner:R}; {string.Join(" ", best.Select(b => b.ToString("F4")))}");
        Assert.True(median <= kerasTuner + (2 * error), $"{name}: the median of the best is {median}, KerasTuner's {kerasTuner}.");
    }

    private static double Branin(double x, double y)
    {
        double bend = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (bend * bend) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
    }
}
