using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>How often the largest value stands where the one-hot label has its own.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.CategoricalAccuracy")]
public sealed class CategoricalAccuracy(string? name = "categorical_accuracy", string? dtype = null)
    : MeanMetricWrapper(MetricOps.categorical_accuracy, name, dtype);

/// <summary>How often the largest value stands at the label's number.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.SparseCategoricalAccuracy")]
public sealed class SparseCategoricalAccuracy(string? name = "sparse_categorical_accuracy", string? dtype = null)
    : MeanMetricWrapper(MetricOps.sparse_categorical_accuracy, name, dtype);

/// <summary>How often values are equal.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.Accuracy")]
public sealed class Accuracy(string? name = "accuracy", string? dtype = null) : MeanMetricWrapper(MetricOps.accuracy, name, dtype);

/// <summary>Mean of squared differences.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.MeanSquaredError")]
public sealed class MeanSquaredError(string? name = "mean_squared_error", string? dtype = null)
    : MeanMetricWrapper(LossOps.mean_squared_error, name, dtype);

/// <summary>Mean of absolute differences.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.MeanAbsoluteError")]
public sealed class MeanAbsoluteError(string? name = "mean_absolute_error", string? dtype = null)
    : MeanMetricWrapper(LossOps.mean_absolute_error, name, dtype);

/// <summary>Mean of absolute differences in percent.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.MeanAbsolutePercentageError")]
public sealed class MeanAbsolutePercentageError(string? name = "mean_absolute_percentage_error", string? dtype = null)
    : MeanMetricWrapper(LossOps.mean_absolute_percentage_error, name, dtype);

/// <summary>Mean of squared differences of log(x + 1).</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.MeanSquaredLogarithmicError")]
public sealed class MeanSquaredLogarithmicError(string? name = "mean_squared_logarithmic_error", string? dtype = null)
    : MeanMetricWrapper(LossOps.mean_squared_logarithmic_error, name, dtype);

/// <summary>Mean hinge loss.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.Hinge")]
public sealed class Hinge(string? name = "hinge", string? dtype = null) : MeanMetricWrapper(LossOps.hinge, name, dtype);

/// <summary>Mean squared hinge loss.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.SquaredHinge")]
public sealed class SquaredHinge(string? name = "squared_hinge", string? dtype = null)
    : MeanMetricWrapper(LossOps.squared_hinge, name, dtype);

/// <summary>Mean categorical hinge loss.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.CategoricalHinge")]
public sealed class CategoricalHinge(string? name = "categorical_hinge", string? dtype = null)
    : MeanMetricWrapper(LossOps.categorical_hinge, name, dtype);

/// <summary>Mean Poisson loss.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.Poisson")]
public sealed class Poisson(string? name = "poisson", string? dtype = null) : MeanMetricWrapper(LossOps.poisson, name, dtype);

/// <summary>Mean Kullback-Leibler divergence.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.KLDivergence")]
public sealed class KLDivergence(string? name = "kullback_leibler_divergence", string? dtype = null)
    : MeanMetricWrapper(LossOps.kl_divergence, name, dtype);

/// <summary>Mean of log(cosh(error)).</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.LogCoshError")]
public sealed class LogCoshError(string? name = "logcosh", string? dtype = null) : MeanMetricWrapper(LossOps.log_cosh, name, dtype);

/// <summary>How often predictions stand on the right side of a threshold.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
/// <param name="threshold">Value from which a prediction counts as yes.</param>
[KerasExport("keras.metrics.BinaryAccuracy")]
public sealed class BinaryAccuracy(string? name = "binary_accuracy", string? dtype = null, double threshold = 0.5)
    : MeanMetricWrapper((t, p) => MetricOps.binary_accuracy(t, p, threshold), name, dtype)
{
    /// <summary>Value from which a prediction counts as yes.</summary>
    public double threshold { get; } = threshold;

    /// <inheritdoc/>
    public override Config get_config() => new(base.get_config()) { ["threshold"] = threshold };
}

/// <summary>How often the label is among the k largest values.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
/// <param name="k">How many largest values count.</param>
[KerasExport("keras.metrics.TopKCategoricalAccuracy")]
public sealed class TopKCategoricalAccuracy(int k = 5, string? name = "top_k_categorical_accuracy", string? dtype = null)
    : MeanMetricWrapper((t, p) => MetricOps.top_k_categorical_accuracy(t, p, k), name, dtype)
{
    /// <summary>How many largest values count.</summary>
    public int k { get; } = k;

    /// <inheritdoc/>
    public override Config get_config() => new(base.get_config()) { ["k"] = k };
}

/// <summary>How often the label's number is among the k largest values.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
/// <param name="k">How many greatest values count.</param>
/// <param name="from_sorted_ids">Whether predictions are numbers of classes, the likeliest first.</param>
[KerasExport("keras.metrics.SparseTopKCategoricalAccuracy")]
public sealed class SparseTopKCategoricalAccuracy(int k = 5, string? name = "sparse_top_k_categorical_accuracy", string? dtype = null,
    bool from_sorted_ids = false)
    : MeanMetricWrapper((t, p) => from_sorted_ids ? MetricOps.AmongFirst(t, p, k) : MetricOps.sparse_top_k_categorical_accuracy(t, p, k),
        name, dtype)
{
    /// <summary>How many largest values count.</summary>
    public int k { get; } = k;

    /// <summary>Whether predictions are numbers of classes.</summary>
    public bool from_sorted_ids { get; } = from_sorted_ids;

    /// <inheritdoc/>
    public override Config get_config() =>
        new Config(base.get_config()) { ["k"] = k, ["from_sorted_ids"] = from_sorted_ids }.Without("from_sorted_ids", false);
}

/// <summary>Mean crossentropy of one-hot labels.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
/// <param name="from_logits">Whether y_pred are logits.</param>
/// <param name="label_smoothing">Fraction of each label spread over all classes.</param>
/// <param name="axis">Axis of the classes.</param>
[KerasExport("keras.metrics.CategoricalCrossentropy")]
public sealed class CategoricalCrossentropy(string? name = "categorical_crossentropy", string? dtype = null, bool from_logits = false,
    double label_smoothing = 0, int axis = -1)
    : MeanMetricWrapper((t, p) => LossOps.categorical_crossentropy(t, p, from_logits, label_smoothing, axis), name, dtype)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label spread over all classes.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <inheritdoc/>
    public override Config get_config() => new Config(base.get_config()) { ["from_logits"] = from_logits,
        ["label_smoothing"] = label_smoothing, ["axis"] = (long)axis }.Without("axis", -1L);

    /// <summary>Axis of the classes.</summary>
    public int axis { get; } = axis;
}

/// <summary>Mean crossentropy of class numbers.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
/// <param name="from_logits">Whether y_pred are logits.</param>
/// <param name="ignore_class">A class number whose samples do not count; null: all count.</param>
/// <param name="axis">Axis of the classes.</param>
[KerasExport("keras.metrics.SparseCategoricalCrossentropy")]
public sealed class SparseCategoricalCrossentropy(string? name = "sparse_categorical_crossentropy", string? dtype = null,
    bool from_logits = false, int? ignore_class = null, int axis = -1)
    : MeanMetricWrapper((t, p) => LossOps.sparse_categorical_crossentropy(t, p, from_logits, axis, ignore_class), name, dtype)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>A class number whose samples do not count; null: all count.</summary>
    public int? ignore_class { get; } = ignore_class;

    /// <summary>Axis of the classes.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Explain(y_true, y_pred, sample_weight, (t, p, w) => base.update_state(t, p, ignore_class is { } ignored
            ? LossOps.CountedWeights(LossOps.Counted(t, p, ignored), w, mean: false)
            : w));

    /// <inheritdoc/>
    public override Config get_config() => new Config(base.get_config()) { ["from_logits"] = from_logits,
        ["ignore_class"] = ignore_class is { } n ? (long)n : null, ["axis"] = (long)axis }
        .Without("ignore_class", null).Without("axis", -1L); // unknown to Keras 2.4's files
}

/// <summary>Mean crossentropy of yes/no labels.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
/// <param name="from_logits">Whether y_pred are logits.</param>
/// <param name="label_smoothing">Fraction of each label moved towards 0.5.</param>
[KerasExport("keras.metrics.BinaryCrossentropy")]
public sealed class BinaryCrossentropy(string? name = "binary_crossentropy", string? dtype = null, bool from_logits = false,
    double label_smoothing = 0) : MeanMetricWrapper((t, p) => LossOps.binary_crossentropy(t, p, from_logits, label_smoothing), name, dtype)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label spread over all classes.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <inheritdoc/>
    public override Config get_config() => new(base.get_config()) { ["from_logits"] = from_logits, ["label_smoothing"] = label_smoothing };
}

/// <summary>Mean cosine between targets and predictions.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
/// <param name="axis">Axis of the vectors.</param>
[KerasExport("keras.metrics.CosineSimilarity")]
public sealed class CosineSimilarity(string? name = "cosine_similarity", string? dtype = null, int axis = -1)
    : MeanMetricWrapper((t, p) => MetricOps.cosine_proximity(t, p, axis), name, dtype)
{
    /// <summary>Axis of the vectors.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Config get_config() => new(base.get_config()) { ["axis"] = axis };
}
