using KerasDigits.Notebook.Learn;
using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sklearn
{
    /// <content>Metrics of scores and probabilities.</content>
    public static partial class metrics
    {
        /// <summary>The area under the ROC curve: how often a row of the class has a higher score than one that is not of it.</summary>
        /// <param name="y_true">Two classes; or more, or one-hot rows, with y_score of a column per class.</param>
        /// <param name="y_score">Scores or probabilities, shape (n,), (n, 1) or (n, classes).</param>
        /// <param name="average">"macro" (plain mean over classes), "weighted" (by rows), and "micro" for one-hot rows.</param>
        /// <param name="sample_weight">A weight per row; null: all 1.</param>
        /// <param name="multi_class">For more than two classes, "ovr" (each against the rest) or "ovo" (each against each).</param>
        /// <exception cref="ArgumentException">Only one class is there, or shapes and options do not go together.</exception>
        public static double roc_auc_score(LabelArray y_true, NDArray y_score, string average = "macro", NDArray? sample_weight = null,
            string multi_class = "raise")
        {
            int rows = y_true.Count / y_true.Columns;
            if (y_score.ndim is < 1 or > 2 || y_score.shape[0] != rows)
            {
                throw Faults.Lengths(rows, y_score.ndim == 0 ? 0 : checked((int)y_score.shape[0]));
            }
            if (average is not ("macro" or "weighted" or "micro"))
            {
                throw new ArgumentException($"average must be \"macro\", \"weighted\" or \"micro\". Received: average={average}.",
                    nameof(average));
            }
            double[] scores = Buffers.ToDoubles(y_score), weights = Targets.Weigh(sample_weight, rows);
            int columns = scores.Length / rows;
            string kind = y_true.Kind;
            if (kind == "multiclass" || (kind == "binary" && columns > 2))
            {
                return RocCurve.ComputeMulticlass(y_true, scores, columns, weights, average, multi_class, sample_weight is not null);
            }
            if (kind == "multilabel-indicator")
            {
                return RocCurve.ComputeOneHot(Buffers.ToDoubles(y_true), scores, y_true.Columns, weights, average);
            }
            if (kind != "binary") { throw new ArgumentException($"{kind} format is not supported"); }
            if (columns != 1)
            {
                throw new ArgumentException($"y should be a 1d array, got an array of shape {Buffers.WriteText(y_score)} instead: give the "
                    + "second class's column.");
            }
            int[] codes = y_true.ToCodes(y_true.MakeUnique());
            return RocCurve.ComputeArea([.. codes.Select(c => c == 1)], scores, weights);
        }

        /// <summary>The mean of -log of the probability that a row's class was given: cross-entropy.</summary>
        /// <param name="y_true">The right classes.</param>
        /// <param name="y_pred">Probabilities, shape (n, classes) in the classes' order, or (n,) of the second of two.</param>
        /// <param name="eps">Probabilities are cut to eps … 1 - eps; null: the smallest step of y_pred's dtype.</param>
        /// <param name="normalize">False gives the sum.</param>
        /// <param name="sample_weight">A weight per row; null: all 1.</param>
        /// <param name="labels">All classes, where y_true does not hold each; null: those of y_true.</param>
        /// <exception cref="ArgumentException">Classes and columns do not match.</exception>
        public static double log_loss(LabelArray y_true, NDArray y_pred, double? eps = null, bool normalize = true,
            NDArray? sample_weight = null, LabelArray? labels = null)
        {
            int rows = y_true.Count;
            if (y_true.Columns != 1)
            {
                throw new ArgumentException("log_loss takes one class a row: np.argmax(y, axis: 1) of one-hot rows.");
            }
            if (y_pred.ndim is < 1 or > 2 || y_pred.shape[0] != rows)
            {
                throw Faults.Lengths(y_pred.ndim == 0 ? 0 : checked((int)y_pred.shape[0]), rows);
            }
            LabelArray classes = (labels ?? y_true).MakeUnique();
            if (classes.Count == 1)
            {
                throw new ArgumentException(labels is null
                    ? $"y_true contains only one label ({PythonText.FormatStr(classes[0])}). Please provide the true labels explicitly "
                    + "through "
                    + "the labels argument."
                    : "The number of classes in labels is different from that in y_pred: labels must hold at least two. Received: "
                    + $"{classes.WriteList()}.");
            }
            bool isSingle = y_pred.typecode is NPTypeCode.Single;
            double edge = eps ?? (isSingle ? 1.1920928955078125e-07 : 2.220446049250313e-16);
            double[] given = [.. Buffers.ToDoubles(y_pred).Select(p => Math.Clamp(p, edge, 1 - edge))];
            int columns = given.Length / rows;
            if (columns == 1)
            {
                (given, columns) = ([.. given.SelectMany(p => (double[])[1 - p, p])], 2);
            }
            if (classes.Count != columns)
            {
                throw new ArgumentException($"y_true and y_pred contain different number of classes {classes.Count}, {columns}. Please "
                    + "provide the true labels explicitly "
                    + $"through the labels argument. Classes found in y_true: {classes}");
            }
            int[] codes = y_true.ToCodes(classes);
            int unknown = Array.FindIndex(codes, c => c < 0);
            if (unknown >= 0)
            {
                throw new ArgumentException($"y_true contains {PythonText.FormatRepr(y_true[unknown])}, which labels does not: "
                    + $"{classes.WriteList()}.");
            }
            double[] weights = Targets.Weigh(sample_weight, rows);
            double[] sums = [.. Enumerable.Range(0, rows).Select(r => given.AsSpan(r * columns, columns).ToArray().Sum())];
            if (sums.Any(s => Math.Abs(s - 1) > (isSingle ? 3.5e-4 : 1.5e-8)))
            {
                Faults.Warn("UserWarning", "The y_pred values do not sum to one. Starting from 1.5 this will result in an error.");
            }
            double loss = -Enumerable.Range(0, rows).Sum(r => weights[r] * Math.Log(given[(r * columns) + codes[r]] / sums[r]));
            return normalize ? loss / weights.Sum() : loss;
        }
    }
}
