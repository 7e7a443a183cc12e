using System.Collections;
using KerasDigits.Facade;
using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>Tries every combination of arguments on folds of the data, and keeps the best.</summary>
/// <remarks>Source: sklearn.model_selection.GridSearchCV.</remarks>
public sealed class GridSearchCV
{
    private readonly BaseWrapper _estimator;
    private readonly (string Name, object?[] Values)[] _grid;
    private readonly Folds _folds;
    private readonly string? _scoring;
    private readonly bool _refits;

    internal GridSearchCV(BaseWrapper estimator, IDictionary param_grid, Folds folds, string? scoring, bool refit)
    {
        (_estimator, _folds, _scoring, _refits) = (estimator, folds, scoring, refit);
        // scikit-learn goes through the names in the order of their letters; the last changes fastest.
        _grid = [.. param_grid.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(k =>
            (k, ((IEnumerable)param_grid[k]!).Cast<object?>()
            .ToArray()))];
        foreach (var (name, values) in _grid)
        {
            if (values.Length == 0) { throw new ArgumentException($"param_grid has no value for '{name}'.", nameof(param_grid)); }
        }
    }

    /// <summary>The best mean score.</summary>
    public double best_score_ { get; private set; }

    /// <summary>The arguments that reached it.</summary>
    public Dictionary<string, object?> best_params_ { get; private set; } = [];

    /// <summary>Where they stand among those tried.</summary>
    public int best_index_ { get; private set; }

    /// <summary>Trained on all data with the best arguments.</summary>
    public BaseWrapper best_estimator_ => _best ?? throw Faults.NotFitted(nameof(GridSearchCV));

    /// <summary>Of each combination: "params", "mean_test_score", "std_test_score", "rank_test_score".</summary>
    public Dictionary<string, dynamic> cv_results_ { get; private set; } = [];

    private BaseWrapper? _best;

    /// <summary>Trains and scores every combination on every fold.</summary>
    /// <param name="X">Inputs, shape (samples, …).</param>
    /// <param name="y">Targets, one row for each sample.</param>
    public GridSearchCV fit(NDArray X, NDArray y)
    {
        var tried = new List<Dictionary<string, object?>>();
        List<double> means = [], deviations = [];
        foreach ((string, object?)[] arguments in Combine(0))
        {
            double[] scores = Scoring.Run(_estimator.clone(arguments), X, y, _folds, _scoring);
            tried.Add(arguments.ToDictionary(a => a.Item1, a => a.Item2));
            double mean = scores.Average();
            means.Add(mean);
            deviations.Add(Math.Sqrt(scores.Average(s => (s - mean) * (s - mean))));
        }
        best_index_ = means.IndexOf(means.Max());
        (best_score_, best_params_) = (means[best_index_], tried[best_index_]);
        cv_results_ = new()
        {
            ["params"] = tried,
            ["mean_test_score"] = np.array(means.ToArray()),
            ["std_test_score"] = np.array(deviations.ToArray()),
            ["rank_test_score"] = np.array(means.Select(m => 1 + means.Count(o => o > m)).ToArray()),
        };
        if (_refits)
        {
            _best = _estimator.clone([.. best_params_.Select(p => (p.Key, p.Value))]);
            _best.fit(X, y);
        }
        return this;
    }

    /// <summary>What the best estimator says.</summary>
    /// <param name="X">Inputs, shape (samples, …).</param>
    public NDArray predict(NDArray X) => best_estimator_.predict(X);

    /// <summary>How good the best estimator is.</summary>
    /// <param name="X">Inputs, shape (samples, …).</param>
    /// <param name="y">Targets, one row for each sample.</param>
    public double score(NDArray X, NDArray y) => best_estimator_.score(X, y);

    private IEnumerable<(string, object?)[]> Combine(int at) => at == _grid.Length
        ? [[]]
        : _grid[at].Values.SelectMany(v => Combine(at + 1).Select(rest => ((string, object?)[])[(_grid[at].Name, v), .. rest]));
}
