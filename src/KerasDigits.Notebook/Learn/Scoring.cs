using KerasDigits.Facade;
using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>An estimator's score on every fold.</summary>
internal static class Scoring
{
    public static double[] Run(BaseWrapper estimator, NDArray x, NDArray y, Folds folds, string? scoring)
    {
        var scores = new List<double>();
        foreach (var (train, test) in folds.split(x, folds is StratifiedKFold ? (LabelArray)y : null))
        {
            BaseWrapper own = estimator.clone();
            own.fit(x[train], y[train]);
            scores.Add(Score(own, x[test], y[test], scoring));
        }
        return [.. scores];
    }

    private static double Score(BaseWrapper estimator, NDArray x, NDArray y, string? scoring) => scoring switch
    {
        null => estimator.score(x, y),
        "accuracy" => sklearn.metrics.accuracy_score(y, estimator.predict(x)),
        "neg_mean_squared_error" => -sklearn.metrics.mean_squared_error(y, estimator.predict(x)),
        "neg_mean_absolute_error" => -sklearn.metrics.mean_absolute_error(y, estimator.predict(x)),
        "r2" => sklearn.metrics.r2_score(y, estimator.predict(x)),
        _ => throw new ArgumentException("scoring must be null, 'accuracy', 'neg_mean_squared_error', 'neg_mean_absolute_error' or 'r2'. "
            + $"Received: '{scoring}'.", nameof(scoring)),
    };
}
