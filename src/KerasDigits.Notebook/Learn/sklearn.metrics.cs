using KerasDigits.Notebook.Learn;
using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sklearn
{
    /// <summary>
    /// How good predictions are. <c>using static KerasDigits.Notebook.sklearn.metrics;</c> is Python's
    /// <c>from sklearn.metrics import accuracy_score</c>. Classes are numbers or strings; numbers are counted in float64.
    /// </summary>
    public static partial class metrics
    {
        /// <summary>The share of rows whose class is right.</summary>
        /// <param name="y_true">The right classes.</param>
        /// <param name="y_pred">The predicted classes.</param>
        /// <param name="normalize">False gives their number.</param>
        /// <param name="sample_weight">A weight per row; null: all 1.</param>
        /// <exception cref="ArgumentException">Lengths or kinds of the two differ, for instance probabilities and classes.</exception>
        public static double accuracy_score(LabelArray y_true, LabelArray y_pred, bool normalize = true, NDArray? sample_weight = null)
        {
            var targets = new Targets(y_true, y_pred, sample_weight);
            int[] truth = y_true.ToCodes(targets.Classes), guess = y_pred.ToCodes(targets.Classes);
            double right = Enumerable.Range(0, truth.Length).Where(i => truth[i] == guess[i]).Sum(i => targets.Weights[i]);
            return normalize ? right / targets.Weights.Sum() : right;
        }

        /// <summary>The mean over the classes that occur of the share of their rows that are found: as if all were as frequent.</summary>
        /// <inheritdoc cref="accuracy_score(LabelArray, LabelArray, bool, NDArray)"/>
        public static double balanced_accuracy_score(LabelArray y_true, LabelArray y_pred, NDArray? sample_weight = null)
        {
            var targets = new Targets(y_true, y_pred, sample_weight);
            int[] truth = y_true.ToCodes(targets.Classes), guess = y_pred.ToCodes(targets.Classes);
            return Enumerable.Range(0, truth.Length).GroupBy(i => truth[i])
                .Average(rows => rows.Where(i => guess[i] == truth[i]).Sum(i => targets.Weights[i]) / rows.Sum(i => targets.Weights[i]));
        }

        /// <summary>A row per true class, a column per predicted one, in order.</summary>
        /// <param name="y_true">The right classes.</param>
        /// <param name="y_pred">The predicted classes.</param>
        /// <param name="labels">The classes to show and their order; null: all, sorted.</param>
        /// <param name="sample_weight">A weight per row; null: all 1.</param>
        /// <param name="normalize">"true" gives shares of rows, "pred" of columns, "all" of the whole; null: counts.</param>
        /// <returns>int64, or float64 with normalize or weights that are not whole.</returns>
        /// <exception cref="ArgumentException">As accuracy_score; or labels of which none occurs.</exception>
        public static NDArray confusion_matrix(LabelArray y_true, LabelArray y_pred, LabelArray? labels = null,
            NDArray? sample_weight = null, string? normalize = null)
        {
            if (normalize is not (null or "true" or "pred" or "all"))
            {
                throw new ArgumentException($"normalize must be one of \"true\", \"pred\", \"all\", null. Received: normalize={normalize}.",
                    nameof(normalize));
            }
            var targets = new Targets(y_true, y_pred, sample_weight);
            LabelArray classes = labels ?? targets.Classes;
            int[] truth = y_true.ToCodes(classes), guess = y_pred.ToCodes(classes);
            if (truth.All(c => c < 0)) { throw new ArgumentException("At least one label specified must be in y_true"); }
            int n = classes.Count;
            double[] counts = new double[n * n];
            for (int i = 0; i < truth.Length; i++)
            {
                if (truth[i] >= 0 && guess[i] >= 0) { counts[(truth[i] * n) + guess[i]] += targets.Weights[i]; }
            }
            if (normalize is not null)
            {
                int Group(int cell) => normalize == "true" ? cell / n : normalize == "pred" ? cell % n : 0;
                double[] sums = new double[n];
                for (int i = 0; i < counts.Length; i++) { sums[Group(i)] += counts[i]; }
                counts = [.. counts.Select((c, i) => sums[Group(i)] == 0 ? 0 : c / sums[Group(i)])];
            }
            NDArray matrix = Buffers.MakeArray<double>(counts, NPTypeCode.Double, n, n);
            return normalize is null && targets.AreWhole ? matrix.astype(NPTypeCode.Int64) : matrix;
        }

        /// <summary>Of the rows given to a class, the share that belongs to it.</summary>
        /// <param name="y_true">The right classes.</param>
        /// <param name="y_pred">The predicted classes.</param>
        /// <param name="labels">The classes that count; null: all.</param>
        /// <param name="pos_label">The class of "binary"; null: 1.</param>
        /// <param name="average">"binary", or over the classes: "macro" (plain mean), "weighted" (by rows), "micro" (over all rows).
        /// Figures per class: precision_recall_fscore_support.</param>
        /// <param name="sample_weight">A weight per row; null: all 1.</param>
        /// <param name="zero_division">What a share of nothing is; null: 0 with a warning.</param>
        /// <exception cref="ArgumentException">Classes and average do not go together.</exception>
        public static double precision_score(LabelArray y_true, LabelArray y_pred, LabelArray? labels = null, object? pos_label = null,
            string average = "binary", NDArray? sample_weight = null, double? zero_division = null) =>
            Average(y_true, y_pred, labels, pos_label, average, sample_weight, zero_division).Precision;

        /// <summary>Of the rows of a class, the share that was given to it.</summary>
        /// <inheritdoc cref="precision_score"/>
        public static double recall_score(LabelArray y_true, LabelArray y_pred, LabelArray? labels = null, object? pos_label = null,
            string average = "binary", NDArray? sample_weight = null, double? zero_division = null) =>
            Average(y_true, y_pred, labels, pos_label, average, sample_weight, zero_division).Recall;

        /// <summary>The harmonic mean of precision and recall.</summary>
        /// <inheritdoc cref="precision_score"/>
        public static double f1_score(LabelArray y_true, LabelArray y_pred, LabelArray? labels = null, object? pos_label = null,
            string average = "binary", NDArray? sample_weight = null, double? zero_division = null) =>
            Average(y_true, y_pred, labels, pos_label, average, sample_weight, zero_division).F;

        /// <summary>Every class's figures (Python's average=None), arrays of shape (classes,).</summary>
        /// <param name="y_true">The right classes.</param>
        /// <param name="y_pred">The predicted classes.</param>
        /// <param name="beta">Recall's weight in the F score.</param>
        /// <param name="labels">The classes that count; null: all.</param>
        /// <param name="sample_weight">A weight per row; null: all 1.</param>
        /// <param name="zero_division">What a share of nothing is; null: 0 with a warning.</param>
        /// <exception cref="ArgumentException">As accuracy_score.</exception>
        public static (NDArray precision, NDArray recall, NDArray fbeta_score, NDArray support) precision_recall_fscore_support(
            LabelArray y_true, LabelArray y_pred, double beta = 1, LabelArray? labels = null, NDArray? sample_weight = null,
            double? zero_division = null)
        {
            var targets = new Targets(y_true, y_pred, sample_weight);
            var counts = new ClassCounts(targets, labels, zero_division);
            (double[] precision, double[] recall, double[] f) = counts.ComputeEach(beta);
            NDArray support = ReadVector(counts.Support);
            return (ReadVector(precision), ReadVector(recall), ReadVector(f), targets.AreWhole ? support.astype(NPTypeCode.Int64)
                : support);
        }

        /// <summary>A table of all classes' figures, as text: <c>print(classification_report(y_true, y_pred));</c></summary>
        /// <param name="y_true">The right classes.</param>
        /// <param name="y_pred">The predicted classes.</param>
        /// <param name="labels">The classes to show and their order; null: all, sorted.</param>
        /// <param name="target_names">Names in the classes' order; null: the classes themselves.</param>
        /// <param name="sample_weight">A weight per row; null: all 1.</param>
        /// <param name="digits">Digits after the point.</param>
        /// <param name="zero_division">What a share of nothing is; null: 0 with a warning.</param>
        /// <exception cref="ArgumentException">As accuracy_score; or another number of names than of classes.</exception>
        public static string classification_report(LabelArray y_true, LabelArray y_pred, LabelArray? labels = null,
            string[]? target_names = null, NDArray? sample_weight = null, int digits = 2, double? zero_division = null) =>
            ClassificationReport.Write(new Targets(y_true, y_pred, sample_weight), labels, target_names, digits, zero_division);

        private static (double Precision, double Recall, double F) Average(
            LabelArray y_true, LabelArray y_pred, LabelArray? labels, object? pos_label, string average, NDArray? weights, double? zero)
        {
            var targets = new Targets(y_true, y_pred, weights);
            if (average is "micro" or "macro" or "weighted") { return new ClassCounts(targets, labels, zero).ComputeAverage(average); }
            if (average != "binary")
            {
                throw new ArgumentException("average has to be one of \"binary\", \"micro\", \"macro\", \"weighted\". Received: "
                    + $"average={average}. "
                    + "precision_recall_fscore_support gives every class's figures.", nameof(average));
            }
            if (targets.Kind != "binary")
            {
                throw new ArgumentException("Target is multiclass but average='binary'. Please choose another average setting, one of "
                    + "[None, 'micro', 'macro', 'weighted'].");
            }
            object label = pos_label ?? 1;
            LabelArray one = LabelArray.Of(label);
            bool isKnown = one.AreTexts == targets.Classes.AreTexts && one.ToCodes(targets.Classes)[0] >= 0;
            if (!isKnown && (one.AreTexts != targets.Classes.AreTexts || targets.Classes.Count >= 2))
            {
                throw new ArgumentException($"pos_label={PythonText.FormatStr(label)} is not a valid label. It should be one of "
                    + $"{targets.Classes.WriteList()}");
            }
            return new ClassCounts(targets, one, zero).ComputeAverage("macro");
        }

        private static NDArray ReadVector(double[] values) => Buffers.MakeArray<double>(values, NPTypeCode.Double, values.Length);
    }
}
