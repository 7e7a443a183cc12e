using KerasDigits.Notebook.Learn;
using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sklearn
{
    /// <content>Metrics of numbers.</content>
    public static partial class metrics
    {
        /// <summary>The mean of the squared differences.</summary>
        /// <param name="y_true">Right numbers, shape (n,) or (n, outputs).</param>
        /// <param name="y_pred">Predicted numbers; (n, 1) goes with (n,).</param>
        /// <param name="sample_weight">A weight per row; null: all 1.</param>
        /// <param name="squared">False gives the root of every output's mean, then their mean.</param>
        /// <exception cref="ArgumentException">Shapes differ.</exception>
        public static double mean_squared_error(NDArray y_true, NDArray y_pred, NDArray? sample_weight = null, bool squared = true)
        {
            double[] errors = PairOutputs(y_true, y_pred, sample_weight).ComputeMeans((t, p) => (t - p) * (t - p));
            return errors.Average(e => squared ? e : Math.Sqrt(e));
        }

        /// <summary>The mean of the differences' sizes.</summary>
        /// <inheritdoc cref="mean_squared_error(NDArray, NDArray, NDArray?, bool)"/>
        public static double mean_absolute_error(NDArray y_true, NDArray y_pred, NDArray? sample_weight = null) =>
            PairOutputs(y_true, y_pred, sample_weight).ComputeMeans((t, p) => Math.Abs(t - p)).Average();

        /// <summary>
        /// The mean of the differences' sizes as shares of the right numbers' sizes; a right 0 counts as the smallest step of float64.
        /// </summary>
        /// <inheritdoc cref="mean_squared_error(NDArray, NDArray, NDArray?, bool)"/>
        public static double mean_absolute_percentage_error(NDArray y_true, NDArray y_pred, NDArray? sample_weight = null) =>
            PairOutputs(y_true, y_pred, sample_weight)
            .ComputeMeans((t, p) => Math.Abs(t - p) / Math.Max(Math.Abs(t), 2.220446049250313e-16)).Average();

        /// <summary>The share of the variance that the predictions explain: 1 at best, 0 for the mean, less for worse.</summary>
        /// <param name="y_true">Right numbers, shape (n,) or (n, outputs).</param>
        /// <param name="y_pred">Predicted numbers; (n, 1) goes with (n,).</param>
        /// <param name="sample_weight">A weight per row; null: all 1.</param>
        /// <param name="multioutput">"uniform_average" over outputs, or "variance_weighted".</param>
        /// <returns>NaN of fewer than two rows.</returns>
        /// <exception cref="ArgumentException">Shapes differ.</exception>
        public static double r2_score(NDArray y_true, NDArray y_pred, NDArray? sample_weight = null, string multioutput = "uniform_average")
        {
            if (multioutput is not ("uniform_average" or "variance_weighted"))
            {
                throw new ArgumentException("multioutput must be \"uniform_average\" or \"variance_weighted\". Received: "
                    + $"multioutput={multioutput}.", nameof(multioutput));
            }
            OutputPairs pairs = PairOutputs(y_true, y_pred, sample_weight);
            if (pairs.Rows < 2)
            {
                Faults.Warn("UndefinedMetricWarning", "R^2 score is not well-defined with less than two samples.");
                return double.NaN;
            }
            double[] left = pairs.ComputeMeans((t, p) => (t - p) * (t - p)), variance = pairs.ComputeVariances();
            double[] scores = [.. left.Zip(variance, (l, v) => v != 0 ? 1 - (l / v) : l == 0 ? 1 : 0)];
            double all = variance.Sum();
            return multioutput == "uniform_average" || all == 0 ? scores.Average() : scores.Zip(variance, (s, v) => s * v).Sum() / all;
        }

        /// <summary>
        /// The share of the variance that the predictions explain, where what they are wrong by on average does not count: as r2_score, but
        /// for that.
        /// </summary>
        /// <param name="y_true">Right numbers, shape (n,) or (n, outputs).</param>
        /// <param name="y_pred">Predicted numbers; (n, 1) goes with (n,).</param>
        /// <param name="sample_weight">A weight per row; null: all 1.</param>
        /// <returns>The mean over outputs; of right numbers that are all equal 1 where the predictions are wrong by one number, else 0.
        /// </returns>
        /// <exception cref="ArgumentException">Shapes differ.</exception>
        public static double explained_variance_score(NDArray y_true, NDArray y_pred, NDArray? sample_weight = null)
        {
            OutputPairs pairs = PairOutputs(y_true, y_pred, sample_weight);
            double[] left = pairs.ComputeErrorVariances(), variance = pairs.ComputeVariances();
            return left.Zip(variance, (l, v) => v != 0 ? 1 - (l / v) : l == 0 ? 1 : 0).Average();
        }

        private static OutputPairs PairOutputs(NDArray y_true, NDArray y_pred, NDArray? weights)
        {
            if (y_true.ndim is < 1 or > 2 || y_pred.ndim is < 1 or > 2)
            {
                throw new ArgumentException("y_true and y_pred must be of shape (n,) or (n, outputs). Received: "
                    + $"{Buffers.WriteText(y_true)} and {Buffers.WriteText(y_pred)}.");
            }
            (int rows, int guesses) = (checked((int)y_true.shape[0]), checked((int)y_pred.shape[0]));
            if (rows != guesses) { throw Faults.Lengths(rows, guesses); }
            if (rows == 0) { throw new ArgumentException("Found array with 0 sample(s) while a minimum of 1 is required."); }
            if (y_true.size != y_pred.size)
            {
                throw new ArgumentException("y_true and y_pred have different number of output "
                    + $"({y_true.size / rows}!={y_pred.size / rows})");
            }
            double[] truth = Buffers.ToDoubles(y_true), guess = Buffers.ToDoubles(y_pred);
            if (truth.Concat(guess).Any(v => !double.IsFinite(v)))
            {
                throw new ArgumentException("Input contains NaN or infinity: fill or drop such rows first.");
            }
            return new(truth, guess, Targets.Weigh(weights, rows));
        }
    }
}
