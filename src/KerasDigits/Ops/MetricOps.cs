using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Functions behind metrics.</summary>
internal static class MetricOps
{
    /// <summary>Whether the largest value stands where the one-hot label has its own.</summary>
    /// <param name="y_true">One-hot labels, in the shape of y_pred.</param>
    /// <param name="y_pred">Scores, shape (…, classes).</param>
    /// <returns>0 or 1, shape (…).</returns>
    [KerasExport("keras.metrics.categorical_accuracy")]
    public static Tensor categorical_accuracy(Tensor y_true, Tensor y_pred) =>
        y_true.argmax(-1).eq(y_pred.argmax(-1)).to_type(torch.ScalarType.Float32);

    /// <summary>Whether the largest value stands at the label's number.</summary>
    /// <param name="y_true">Class numbers, shape (…) or (…, 1).</param>
    /// <param name="y_pred">Scores, shape (…, classes).</param>
    /// <returns>0 or 1, shape (…).</returns>
    [KerasExport("keras.metrics.sparse_categorical_accuracy")]
    public static Tensor sparse_categorical_accuracy(Tensor y_true, Tensor y_pred)
    {
        Tensor classes = y_true.dim() == y_pred.dim() && y_true.size(-1) == 1 ? y_true.squeeze(-1) : y_true;
        // In the labels' own dtype: a fraction, NaN or 1e30 is no class.
        return classes.eq(y_pred.argmax(-1).to_type(classes.dtype)).to_type(torch.ScalarType.Float32);
    }

    /// <summary>Cosine of the angle between y_true and y_pred.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="axis">Axis of the vectors.</param>
    /// <returns>−1 … 1 (same direction), in the shape of y_pred without the axis.</returns>
    /// <remarks>A metric grows with the likeness; the loss of that name is its negative.</remarks>
    [KerasExport("keras.metrics.cosine_similarity", "keras.metrics.cosine_proximity")]
    public static Tensor cosine_similarity(Tensor y_true, Tensor y_pred, int axis = -1) =>
        (Norms.ScaleToUnit(LossOps.MakeLike(y_true, y_pred), axis) * Norms.ScaleToUnit(y_pred, axis)).sum(axis);

    /// <summary>Part of the last axis on the right side of the threshold.</summary>
    /// <param name="y_true">Labels 0 or 1, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="threshold">Predictions above it count as 1.</param>
    /// <returns>0 … 1, in the shape of y_pred without its last axis.</returns>
    [KerasExport("keras.metrics.binary_accuracy")]
    public static Tensor binary_accuracy(Tensor y_true, Tensor y_pred, double threshold = 0.5)
    {
        Tensor yes = (y_pred > threshold).to_type(torch.ScalarType.Float32);
        return y_true.to_type(torch.ScalarType.Float32).eq(yes).to_type(torch.ScalarType.Float32).mean([-1]);
    }

    /// <summary>Whether values are equal.</summary>
    public static Tensor accuracy(Tensor y_true, Tensor y_pred) =>
        y_true.to_type(y_pred.dtype).eq(y_pred).to_type(torch.ScalarType.Float32);

    /// <summary>Whether the label's value is among the k largest.</summary>
    /// <param name="y_true">One-hot labels, in the shape of y_pred.</param>
    /// <param name="y_pred">Scores, shape (batch, classes).</param>
    /// <param name="k">How many of the largest count.</param>
    /// <returns>0 or 1, shape (batch,).</returns>
    [KerasExport("keras.metrics.top_k_categorical_accuracy")]
    public static Tensor top_k_categorical_accuracy(Tensor y_true, Tensor y_pred, int k = 5) => InTop(y_true.argmax(-1), y_pred, k);

    /// <summary>Whether the value at the label's number is among the k largest.</summary>
    /// <param name="y_true">Class numbers, shape (batch,) or (batch, 1).</param>
    /// <param name="y_pred">Scores, shape (batch, classes).</param>
    /// <param name="k">How many of the largest count.</param>
    /// <returns>0 or 1, shape (batch,).</returns>
    [KerasExport("keras.metrics.sparse_top_k_categorical_accuracy")]
    public static Tensor sparse_top_k_categorical_accuracy(Tensor y_true, Tensor y_pred, int k = 5) =>
        InTop(PlaceNumbers.Read(y_true.reshape(-1), nameof(y_true)), y_pred, k);

    /// <summary>Whether the label is one of the first k numbers of classes.</summary>
    public static Tensor AmongFirst(Tensor y_true, Tensor y_pred, int k)
    {
        Tensor classes = y_pred.reshape(-1, y_pred.size(-1)).narrow(-1, 0, Math.Min(k, y_pred.size(-1)));
        return classes.eq(y_true.reshape(-1, 1).to_type(classes.dtype)).any(-1).to_type(torch.ScalarType.Float32);
    }

    /// <summary>Cosine of the angle between the vectors along an axis.</summary>
    public static Tensor cosine_proximity(Tensor y_true, Tensor y_pred, int axis = -1) =>
        (Norms.ScaleToUnit(LossOps.MakeLike(y_true, y_pred), axis) * Norms.ScaleToUnit(y_pred, axis)).sum(axis);

    /// <summary>Pearson's correlation along an axis.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="axis">Axis along which values are correlated.</param>
    /// <returns>−1 … 1, in the shape of y_pred without the axis.</returns>
    [KerasExport("keras.metrics.pearson_correlation")]
    public static Tensor pearson_correlation(Tensor y_true, Tensor y_pred, int axis = -1)
    {
        static Tensor Standard(Tensor x, int axis)
        {
            var (around, variance) = Centering.Center(x, [axis]);
            return around / variance.sqrt();
        }
        return (Standard(LossOps.MakeLike(y_true, y_pred), axis) * Standard(y_pred, axis)).mean([axis]);
    }

    /// <summary>Lin's concordance correlation along an axis.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="axis">Axis along which values are correlated.</param>
    /// <returns>−1 … 1, in the shape of y_pred without the axis.</returns>
    /// <remarks>As in Keras the targets too are taken from the predictions' mean.</remarks>
    [KerasExport("keras.metrics.concordance_correlation")]
    public static Tensor concordance_correlation(Tensor y_true, Tensor y_pred, int axis = -1)
    {
        Tensor t = LossOps.MakeLike(y_true, y_pred), anchor = t.mean([axis], keepdim: true).detach();
        (t, y_pred) = (t - anchor, y_pred - anchor);
        Tensor mean_true = t.mean([axis], keepdim: true), mean_pred = y_pred.mean([axis], keepdim: true);
        Tensor spread = (t - mean_true).square().mean([axis], keepdim: true) + (y_pred - mean_pred).square()
            .mean([axis], keepdim: true) + (mean_true - mean_pred).square();
        return ((t - mean_pred) * (y_pred - mean_pred) * 2 / (spread + Settings.Epsilon)).mean([axis]);
    }

    private static Tensor InTop(Tensor classes, Tensor y_pred, int k) =>
        BackendMath.in_top_k(y_pred.reshape(-1, y_pred.size(-1)), classes.reshape(-1), k).to_type(torch.ScalarType.Float32);
}
