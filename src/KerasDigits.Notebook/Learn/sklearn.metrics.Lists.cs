using System.Runtime.CompilerServices;
using KerasDigits.Notebook.Learn;
using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sklearn
{
    /// <content>Scores and numbers as lists: <c>roc_auc_score([0, 1, 1], [0.2, 0.4, 0.9])</c>.</content>
    public static partial class metrics
    {
        /// <inheritdoc cref="roc_auc_score(LabelArray, NDArray, string, NDArray?, string)"/>
        [OverloadResolutionPriority(-1)]
        public static double roc_auc_score(LabelArray y_true, List<double> y_score) => roc_auc_score(y_true, np.array(y_score));

        /// <inheritdoc cref="roc_curve(LabelArray, NDArray, Scalar?, bool)"/>
        [OverloadResolutionPriority(-1)]
        public static (NDArray fpr, NDArray tpr, NDArray thresholds) roc_curve(LabelArray y_true, List<double> y_score,
            Scalar? pos_label = null, bool drop_intermediate = true) => roc_curve(y_true, np.array(y_score), pos_label, drop_intermediate);

        /// <inheritdoc cref="precision_recall_curve(LabelArray, NDArray, Scalar?)"/>
        [OverloadResolutionPriority(-1)]
        public static (NDArray precision, NDArray recall, NDArray thresholds) precision_recall_curve(LabelArray y_true,
            List<double> y_score, Scalar? pos_label = null) => precision_recall_curve(y_true, np.array(y_score), pos_label);

        /// <inheritdoc cref="average_precision_score(LabelArray, NDArray, Scalar?)"/>
        [OverloadResolutionPriority(-1)]
        public static double average_precision_score(LabelArray y_true, List<double> y_score, Scalar? pos_label = null) =>
            average_precision_score(y_true, np.array(y_score), pos_label);

        /// <inheritdoc cref="auc(NDArray, NDArray)"/>
        [OverloadResolutionPriority(-1)]
        public static double auc(List<double> x, List<double> y) => auc(np.array(x), np.array(y));

        /// <inheritdoc cref="mean_squared_error(NDArray, NDArray, NDArray?, bool)"/>
        [OverloadResolutionPriority(-1)]
        public static double mean_squared_error(List<double> y_true, List<double> y_pred, bool squared = true) =>
            mean_squared_error(np.array(y_true), np.array(y_pred), squared: squared);

        /// <inheritdoc cref="mean_absolute_error(NDArray, NDArray, NDArray?)"/>
        [OverloadResolutionPriority(-1)]
        public static double mean_absolute_error(List<double> y_true, List<double> y_pred) =>
            mean_absolute_error(np.array(y_true), np.array(y_pred));

        /// <inheritdoc cref="r2_score(NDArray, NDArray, NDArray?, string)"/>
        [OverloadResolutionPriority(-1)]
        public static double r2_score(List<double> y_true, List<double> y_pred) => r2_score(np.array(y_true), np.array(y_pred));
    }
}
