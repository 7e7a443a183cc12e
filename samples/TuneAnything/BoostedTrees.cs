using KerasDigits.Tuner;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace TuneAnything;

/// <summary>
/// Tunes ML.NET's FastTree on Friedman's surface: 10 sin(pi x0 x1) + 20 (x2 - 0.5)² + 10 x3 + 5 x4, noise, and five inputs that mean
/// nothing.
/// </summary>
public sealed class BoostedTrees(int trials, string folder)
    : RandomSearch(objective: new Objective("rmse", "min"), max_trials: trials, seed: 7, directory: folder, project_name: "trees")
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly Data _data = new(seed: 1);

    /// <inheritdoc/>
    public override TrialResult? run_trial(Trial trial, SearchArguments args)
    {
        RegressionMetrics found = Measure(Options(trial.hyperparameters), _data.Train, _data.Validation);
        return new Dictionary<string, double> { ["rmse"] = found.RootMeanSquaredError, ["r_squared"] = found.RSquared };
    }

    /// <summary>Error of the best trial's settings on data that the search has not seen.</summary>
    public double TestError() => Measure(Options(get_best_hyperparameters()[0]), _data.Train, _data.Test).RootMeanSquaredError;

    /// <summary>Error of ML.NET's own settings on the same data.</summary>
    public double DefaultError() => Measure(new FastTreeRegressionTrainer.Options(), _data.Train, _data.Test).RootMeanSquaredError;

    private static FastTreeRegressionTrainer.Options Options(HyperParameters hp) => new()
    {
        NumberOfTrees = hp.Int("trees", 20, 320, step: 20),
        NumberOfLeaves = hp.Int("leaves", 4, 128, sampling: "log"),
        LearningRate = hp.Float("learning_rate", 0.01, 0.5, sampling: "log"),
        MinimumExampleCountPerLeaf = hp.Choice("examples_per_leaf", [1, 2, 5, 10, 20]),
    };

    private RegressionMetrics Measure(FastTreeRegressionTrainer.Options options, IReadOnlyList<Row> train, IReadOnlyList<Row> test)
    {
        options.NumberOfThreads = 1;
        ITransformer model = _ml.Regression.Trainers.FastTree(options).Fit(_ml.Data.LoadFromEnumerable(train));
        return _ml.Regression.Evaluate(model.Transform(_ml.Data.LoadFromEnumerable(test)));
    }
}
