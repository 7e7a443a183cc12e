using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <summary>How many rows of the positive class, and of the other, have at least each score.</summary>
/// <param name="Scores">The different scores, the highest first.</param>
/// <param name="Right">True positives at each.</param>
/// <param name="Wrong">False positives at each.</param>
internal sealed record ThresholdCounts(double[] Scores, double[] Right, double[] Wrong)
{
    public static ThresholdCounts Of(LabelArray truth, NDArray scores, Scalar? positive)
    {
        double[] given = Buffers.ToDoubles(scores);
        if (given.Length != truth.Count) { throw Faults.Lengths(truth.Count, given.Length); }
        if (given.Any(double.IsNaN)) { throw new ArgumentException("Input contains NaN: y_score must hold numbers only."); }
        if (truth.Columns != 1) { throw new ArgumentException("multilabel-indicator format is not supported: give one class a row."); }
        LabelArray classes = truth.MakeUnique();
        if (classes.Count > 2) { throw new ArgumentException("multiclass format is not supported: there must be two classes."); }
        int[] codes = truth.ToCodes(classes);
        int wanted = positive is null ? classes.Count - 1
            : Enumerable.Range(0, classes.Count).Where(c => PythonText.FormatStr(classes[c]) == PythonText.FormatStr(positive.Value.Value))
            .DefaultIfEmpty(-1).First();
        var (at, right, wrong) = (new List<double>(), new List<double>(), new List<double>());
        double rightSum = 0, wrongSum = 0;
        foreach (var tied in Enumerable.Range(0, given.Length).GroupBy(i => given[i]).OrderByDescending(g => g.Key))
        {
            foreach (int i in tied)
            {
                if (codes[i] == wanted) { rightSum++; } else { wrongSum++; }
            }
            at.Add(tied.Key);
            right.Add(rightSum);
            wrong.Add(wrongSum);
        }
        return new([.. at], [.. right], [.. wrong]);
    }

    /// <summary>The points where the curve bends, and its ends.</summary>
    public int[] FindCorners() => [.. Enumerable.Range(0, Scores.Length).Where(i => i == 0 || i == Scores.Length - 1
        || Right[i + 1] - (2 * Right[i]) + Right[i - 1] != 0 || Wrong[i + 1] - (2 * Wrong[i]) + Wrong[i - 1] != 0)];
}
