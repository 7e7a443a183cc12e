using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>True and false positives and negatives at thresholds, and what metrics make of them.</summary>
internal static class ConfusionOps
{
    /// <summary>What a prediction outside the k largest becomes: below every threshold.</summary>
    public const double Never = -1e10;

    /// <summary>Counts at each threshold (a prediction above it is positive); weighted when weights are given.</summary>
    /// <param name="y_true">Labels; what is not 0 is positive.</param>
    /// <param name="y_pred">Predictions of the same shape.</param>
    /// <param name="weight">Factors that fit the leading axes; null: all 1.</param>
    /// <param name="thresholds">Thresholds of shape (T,).</param>
    /// <param name="byLabel">Whether the last axis is kept: shapes (T, labels) instead of (T,).</param>
    public static (Tensor TruePositives, Tensor FalsePositives, Tensor TrueNegatives, Tensor FalseNegatives) Count(Tensor y_true,
        Tensor y_pred, Tensor? weight, Tensor thresholds, bool byLabel = false)
    {
        Tensor factors = torch.ones_like(y_pred, torch.ScalarType.Float32);
        if (weight is not null) { factors = LossOps.Weigh(factors, weight); }
        long columns = byLabel ? y_pred.size(-1) : 1;
        Tensor Rows(Tensor t) => byLabel ? t.reshape(1, -1, columns) : t.reshape(1, -1);
        Tensor labels = Rows(y_true.to_type(torch.ScalarType.Bool)), w = Rows(factors);
        Tensor above = Rows(y_pred) > (byLabel ? thresholds.reshape(-1, 1, 1) : thresholds.reshape(-1, 1));
        Tensor Sum(Tensor chosen) => (chosen.to_type(torch.ScalarType.Float32) * w).sum(1);
        return (Sum(labels & above), Sum(~labels & above), Sum(~labels & ~above), Sum(labels & ~above));
    }

    /// <summary>How many predictions are not numbers from 0 to 1.</summary>
    public static Tensor Outside(Tensor y_pred) => (~((y_pred >= 0) & (y_pred <= 1))).sum();

    /// <summary>All but the k largest values of the last axis pushed below every threshold.</summary>
    public static Tensor KeepTop(Tensor y_pred, int k)
    {
        Tensor indices = OpsReductions.top_k(y_pred, k).Indices.to_type(torch.ScalarType.Int64);
        Tensor keep = torch.zeros_like(y_pred).scatter(-1, indices, torch.ones_like(y_pred));
        return (y_pred * keep) + (Never * (1 - keep));
    }

    /// <summary>a / b, and 0 where b is 0.</summary>
    public static Tensor Ratio(Tensor a, Tensor b) =>
        torch.where(b.eq(0), torch.zeros_like(b), a / torch.where(b.eq(0), torch.ones_like(b), b));

    /// <summary>0 in place of infinite values.</summary>
    public static Tensor Finite(Tensor x) => torch.where(x.isinf(), torch.zeros_like(x), x);

    /// <summary>Area under the curve of (x, y), x falling with the threshold.</summary>
    public static Tensor Area(Tensor x, Tensor y, string summation)
    {
        long n = y.size(0) - 1;
        Tensor left = y.narrow(0, 0, n), right = y.narrow(0, 1, n);
        Tensor heights = summation switch
        {
            "minoring" => left.minimum(right),
            "majoring" => left.maximum(right),
            _ => (left + right) / 2,
        };
        return ((x.narrow(0, 0, n) - x.narrow(0, 1, n)) * heights).sum([0L]);
    }

    /// <summary>
    /// Area under the precision-recall curve, true positives being interpolated between thresholds (Davis and Goadrich 2006).
    /// </summary>
    public static Tensor PrecisionRecallArea(Tensor tp, Tensor fp, Tensor fn)
    {
        long n = tp.size(0) - 1;
        Tensor p = tp + fp, after = p.narrow(0, 1, n), before = p.narrow(0, 0, n);
        Tensor gained = tp.narrow(0, 0, n) - tp.narrow(0, 1, n);
        Tensor slope = Ratio(gained, (before - after).clamp_min(0));
        Tensor intercept = tp.narrow(0, 1, n) - (slope * after);
        Tensor ratio = torch.where((before > 0) & (after > 0), Ratio(before, after.clamp_min(0)), torch.ones_like(after));
        return Ratio(slope * (gained + (intercept * ratio.log())), (tp.narrow(0, 1, n) + fn.narrow(0, 1, n)).clamp_min(0)).sum([0L]);
    }

    /// <summary>
    /// The largest <paramref name="wanted"/> among the thresholds whose <paramref name="bound"/> reaches a value; 0 when none does.
    /// </summary>
    public static Tensor GreatestWhere(Tensor wanted, Tensor bound, double value) =>
        torch.where(bound >= value, wanted, torch.zeros_like(wanted)).max();

    /// <summary>The wanted rate at the first threshold where another rate is nearest to a value.</summary>
    public static Tensor WhereNearest(Tensor wanted, Tensor bound, double value) =>
        wanted.index_select(0, (bound - value).abs().argmin().reshape(1)).reshape([]);

    /// <summary>How often each class (row) was taken for each class (column).</summary>
    public static Tensor Matrix(Tensor y_true, Tensor y_pred, Tensor? weight, int classes)
    {
        Tensor cells = (y_true.to_type(torch.ScalarType.Int64) * classes) + y_pred.to_type(torch.ScalarType.Int64);
        return torch.bincount(cells, weight?.to_type(torch.ScalarType.Float32), classes * classes).reshape(classes, classes)
            .to_type(torch.ScalarType.Float32);
    }

    /// <summary>
    /// Mean over some classes of what truth and prediction have in common / what they cover together; classes that neither has do not
    /// count.
    /// </summary>
    /// <param name="matrix">How often each class was taken for each class.</param>
    /// <param name="classes">Numbers of the classes that count.</param>
    public static Tensor IntersectionOverUnion(Tensor matrix, int[] classes)
    {
        Tensor right = matrix.diagonal(), wanted = torch.tensor(Array.ConvertAll(classes, c => (long)c), device: matrix.device);
        Tensor union = (matrix.sum([0L]) + matrix.sum(1) - right).index_select(0, wanted);
        return Ratio(Ratio(right.index_select(0, wanted), union).sum(), union.ne(0).sum());
    }

    /// <summary>Which predictions count as yes: those above the threshold, or without one the largest of the last axis.</summary>
    public static Tensor Decide(Tensor y_pred, double? threshold) =>
        (threshold is { } t ? y_pred > t : (y_pred >= y_pred.amax([-1], keepdim: true))
            & (y_pred.abs() > 1e-12)).to_type(torch.ScalarType.Float32);
}
