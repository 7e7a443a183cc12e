using System.Collections;
using KerasDigits.Facade;
using KerasDigits.Notebook.Learn;
using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sklearn
{
    public static partial class model_selection
    {
        /// <summary>The scores of an estimator that is trained on all folds but one and looked at on that one, each in its turn.</summary>
        /// <param name="estimator">A model of Keras, wrapped: <c>KerasClassifier(build, ("epochs", 10))</c>.</param>
        /// <param name="X">Inputs, shape (samples, …).</param>
        /// <param name="y">Targets, one row for each sample.</param>
        /// <param name="cv">How many folds, 2 or more, or the folds; null: 5 folds.</param>
        /// <param name="scoring">"accuracy", "neg_mean_squared_error", "neg_mean_absolute_error" or "r2"; null: the estimator's
        /// own.</param>
        /// <param name="n_jobs">Accepted for compatibility and ignored: the folds are trained one after the other, each by all
        /// threads.</param>
        public static NDArray cross_val_score(BaseWrapper estimator, NDArray X, NDArray y, CrossValidation? cv = null,
            string? scoring = null, int? n_jobs = null)
        {
            _ = n_jobs;
            return np.array(Scoring.Run(estimator, X, y, (cv ?? 5).Folds, scoring));
        }

        /// <summary>A search through every combination of arguments.</summary>
        /// <param name="estimator">A model of Keras, wrapped.</param>
        /// <param name="param_grid">The values of each argument.</param>
        /// <param name="scoring">"accuracy", "neg_mean_squared_error", "neg_mean_absolute_error" or "r2"; null: the estimator's own
        /// score.</param>
        /// <param name="n_jobs">Accepted for compatibility and ignored: one combination is trained after the other, each by all
        /// threads.</param>
        /// <param name="cv">How many folds, 2 or more, or the folds; null: 5 folds.</param>
        /// <param name="refit">Whether the best is trained once more on all data.</param>
        /// <param name="verbose">Accepted: nothing is printed.</param>
        public static GridSearchCV GridSearchCV(BaseWrapper estimator, IDictionary param_grid, string? scoring = null, int? n_jobs = null,
            CrossValidation? cv = null, bool refit = true, int verbose = 0)
        {
            _ = (n_jobs, verbose);
            return new GridSearchCV(estimator, param_grid, (cv ?? 5).Folds, scoring, refit);
        }
    }

    /// <summary>How data are cut: a number of folds, or the folds themselves.</summary>
    public sealed class CrossValidation
    {
        private CrossValidation(Folds folds) => Folds = folds;

        internal Folds Folds { get; }

        /// <summary>So many folds, in the order of the rows.</summary>
        public static implicit operator CrossValidation(int n_splits) => new(new KFold(n_splits));

        /// <summary>These folds.</summary>
        public static implicit operator CrossValidation(Folds folds) => new(folds);
    }
}
