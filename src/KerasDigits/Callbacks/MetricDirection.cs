using System.Text.RegularExpressions;

namespace KerasDigits.Callbacks;

/// <summary>Which direction of a metric is better, told from its name in the logs.</summary>
internal static partial class MetricDirection
{
    /// <summary>Whether greater is better for "val_auc_1" and the like; null: the name says nothing.</summary>
    public static bool? Of(string name) => Greater().IsMatch(name) ? true : Smaller().IsMatch(name) ? false : null;

    [GeneratedRegex(@"(^|_)(acc|accuracy|auc|precision|recall|precision_at_recall|recall_at_precision|sensitivity_at_specificity|specificity_at_sensitivity|true_positives|true_negatives|(binary_|mean_|one_hot_)*io_?u|f1_score|fbeta_score|r2_score|cosine_similarity)(_\d+)?$")]
    private static partial Regex Greater();

    [GeneratedRegex(@"(^|_)(loss|mse|mae|mape|msle|.*_error|.*crossentropy|false_positives|false_negatives|.*hinge|kullback_leibler_divergence|poisson|logcosh)(_\d+)?$")]
    private static partial Regex Smaller();
}
