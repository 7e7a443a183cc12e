namespace KerasDigits.Models;

/// <summary>Metrics of Keras 1 that Keras 2 dropped: each batch's value, and the mean of the batches.</summary>
/// <remarks>Source: keras 1.2.2, metrics.py.</remarks>
internal static class Keras1Metrics
{
    /// <summary>The metric of that name; null: there is none.</summary>
    public static Func<Tensor, Tensor, Tensor>? FindFunction(string name) => name switch
    {
        "precision" => (t, p) => AveragePerSample(t, ComputePrecision(t, p)),
        "recall" => (t, p) => AveragePerSample(t, ComputeRecall(t, p)),
        "fbeta_score" or "fmeasure" or "fscore" or "f1score" => (t, p) => AveragePerSample(t, Score(t, p)),
        "matthews_correlation" => (t, p) => AveragePerSample(t, ComputeMatthews(t, p)),
        _ => null,
    };

    private static Tensor AveragePerSample(Tensor y_true, Tensor value) => value.reshape(1).expand(y_true.size(0));

    private static Tensor RoundToSure(Tensor values) => values.clamp(0, 1).round();

    private static Tensor ComputePrecision(Tensor t, Tensor p) => RoundToSure(t * p).sum() / (RoundToSure(p).sum() + Settings.Epsilon);

    private static Tensor ComputeRecall(Tensor t, Tensor p) => RoundToSure(t * p).sum() / (RoundToSure(t).sum() + Settings.Epsilon);

    private static Tensor Score(Tensor t, Tensor p)
    {
        Tensor precision = ComputePrecision(t, p), recall = ComputeRecall(t, p);
        return precision * recall * 2 / (precision + recall + Settings.Epsilon);
    }

    private static Tensor ComputeMatthews(Tensor t, Tensor p)
    {
        (t, p) = (RoundToSure(t), RoundToSure(p));
        Tensor tp = (t * p).sum(), tn = ((1 - t) * (1 - p)).sum(), fp = ((1 - t) * p).sum(), fn = (t * (1 - p)).sum();
        return ((tp * tn) - (fp * fn)) / (((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)).sqrt() + Settings.Epsilon);
    }
}
