using KerasDigits.Notebook.Learn;
using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sklearn
{
    /// <content>Curves over all thresholds.</content>
    public static partial class metrics
    {
        /// <summary>The ROC curve: false and true positives' shares for every threshold, the highest first.</summary>
        /// <param name="y_true">Class of each sample, of two classes.</param>
        /// <param name="y_score">Scores or probabilities, shape (n,) or (n, 1).</param>
        /// <param name="pos_label">The class that counts as positive; null: the second in order.</param>
        /// <param name="drop_intermediate">Whether points on straight lines are left out.</param>
        /// <exception cref="ArgumentException">There are not two classes, or lengths differ.</exception>
        public static (NDArray fpr, NDArray tpr, NDArray thresholds) roc_curve(LabelArray y_true, NDArray y_score, Scalar? pos_label = null,
            bool drop_intermediate = true)
        {
            ThresholdCounts counts = ThresholdCounts.Of(y_true, y_score, pos_label);
            int[] kept = drop_intermediate && counts.Scores.Length > 2 ? counts.FindCorners()
                : [.. Enumerable.Range(0, counts.Scores.Length)];
            double[] wrong = [0, .. kept.Select(i => counts.Wrong[i])], right = [0, .. kept.Select(i => counts.Right[i])];
            // The threshold above all scores, as in scikit-learn 1.2: the greatest and 1.
            double[] at = [counts.Scores[0] + 1, .. kept.Select(i => counts.Scores[i])];
            return (ComputeCurve(wrong, v => v / wrong[^1]), ComputeCurve(right, v => v / right[^1]), ComputeCurve(at, v => v));
        }

        /// <summary>The area under a curve, by trapezoids.</summary>
        /// <param name="x">Positions, rising or falling.</param>
        /// <param name="y">Positions on the y axis, as many as x has.</param>
        /// <exception cref="ArgumentException">There are fewer than two points, or x goes both ways.</exception>
        public static double auc(NDArray x, NDArray y)
        {
            double[] at = Buffers.ToDoubles(x), heights = Buffers.ToDoubles(y);
            if (at.Length != heights.Length) { throw Faults.Lengths(at.Length, heights.Length); }
            if (at.Length < 2)
            {
                throw new ArgumentException($"At least 2 points are needed to compute area under curve, but x.shape = ({at.Length},)");
            }
            double[] steps = [.. at.Zip(at.Skip(1), (a, b) => b - a)];
            if (steps.Any(s => s < 0) && steps.Any(s => s > 0)) { throw new ArgumentException("x is neither increasing nor decreasing."); }
            double area = steps.Select((s, i) => s * (heights[i] + heights[i + 1]) / 2).Sum();
            return steps.Any(s => s < 0) ? -area : area;
        }

        /// <summary>Precision and recall for every threshold, the lowest first; the last point is (1, 0).</summary>
        /// <inheritdoc cref="roc_curve(LabelArray, NDArray, Scalar?, bool)"/>
        public static (NDArray precision, NDArray recall, NDArray thresholds) precision_recall_curve(LabelArray y_true, NDArray y_score,
            Scalar? pos_label = null)
        {
            ThresholdCounts counts = ThresholdCounts.Of(y_true, y_score, pos_label);
            int[] order = [.. Enumerable.Range(0, counts.Scores.Length).Reverse()];
            double all = counts.Right[^1];
            return (ComputeCurve([.. order.Select(i => counts.Right[i] / (counts.Right[i] + counts.Wrong[i])), 1], v => v),
                ComputeCurve([.. order.Select(i => counts.Right[i] / all), 0], v => v),
                    ComputeCurve([.. order.Select(i => counts.Scores[i])], v => v));
        }

        /// <summary>The mean of the precisions, each weighted by how much recall grew.</summary>
        /// <inheritdoc cref="roc_curve(LabelArray, NDArray, Scalar?, bool)"/>
        public static double average_precision_score(LabelArray y_true, NDArray y_score, Scalar? pos_label = null)
        {
            ThresholdCounts counts = ThresholdCounts.Of(y_true, y_score, pos_label);
            double before = 0, sum = 0;
            for (int i = 0; i < counts.Scores.Length; i++)
            {
                sum += (counts.Right[i] - before) / counts.Right[^1] * counts.Right[i] / (counts.Right[i] + counts.Wrong[i]);
                before = counts.Right[i];
            }
            return sum;
        }

        private static NDArray ComputeCurve(double[] values, Func<double, double> change) =>
            Buffers.MakeArray<double>(Array.ConvertAll(values, v => change(v)), NPTypeCode.Double, values.Length);
    }
}
