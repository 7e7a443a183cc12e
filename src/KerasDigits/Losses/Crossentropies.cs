using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>−Σ y_true · log(y_pred) over the last axis.</summary>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="label_smoothing">Fraction of each label spread over all classes: 0 … 1.</param>
/// <param name="axis">Axis of the classes.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.CategoricalCrossentropy")]
public sealed class CategoricalCrossentropy(bool from_logits = false, double label_smoothing = 0.0, int axis = -1,
    string reduction = "auto", string? name = "categorical_crossentropy") : Loss(reduction, name)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label spread over all classes.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <summary>Axis of the classes.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossOps.categorical_crossentropy(t, p, from_logits, label_smoothing, axis));

    /// <inheritdoc/>
    public override Config get_config() => base.get_config().Without("axis", -1L); // Keras 2.4 has no such argument in its files
}

/// <summary>−log of the probability of the true class, which is given as its number.</summary>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="ignore_class">A class number whose samples do not count (for example 255, "no label"); null: all count.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.SparseCategoricalCrossentropy")]
public sealed class SparseCategoricalCrossentropy(bool from_logits = false, int? ignore_class = null, string reduction = "auto",
    string? name = "sparse_categorical_crossentropy") : Loss(reduction, name)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>A class number whose samples do not count; null: all count.</summary>
    public int? ignore_class { get; } = ignore_class;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossOps.sparse_categorical_crossentropy(t, p, from_logits, -1, ignore_class));

    /// <inheritdoc/>
    public override Tensor Apply(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        if (ignore_class is not { } ignored) { return base.Apply(y_true, y_pred, sample_weight); }
        Tensor values = call(y_true, y_pred), counted = LossOps.Counted(y_true, y_pred, ignored);
        return LossOps.Reduce(values,
            LossOps.CountedWeights(counted, sample_weight, mean: reduction is "auto" or "sum_over_batch_size"), reduction);
    }

    /// <inheritdoc/>
    public override Config get_config() => base.get_config().Without("ignore_class", null); // Keras 2.4 has no such argument in its files
}

/// <summary>Crossentropy of yes/no labels, its mean over the last axis.</summary>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="label_smoothing">Fraction of each label moved towards 0.5: 0 … 1.</param>
/// <param name="axis">Axis of the mean.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.BinaryCrossentropy")]
public sealed class BinaryCrossentropy(bool from_logits = false, double label_smoothing = 0.0, int axis = -1, string reduction = "auto",
    string? name = "binary_crossentropy") : Loss(reduction, name)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label moved towards 0.5.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossOps.binary_crossentropy(t, p, from_logits, label_smoothing, axis));

    /// <summary>Axis of the mean.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Config get_config() => base.get_config().Without("axis", -1L); // Keras 2.4 has no such argument in its files
}

/// <summary>Binary crossentropy that weighs hard samples more (Lin et al. 2017).</summary>
/// <param name="apply_class_balancing">Whether classes are weighed by alpha.</param>
/// <param name="alpha">Weight of class 1; class 0 gets 1 − alpha.</param>
/// <param name="gamma">Focusing parameter: easy samples are scaled by (1 − p)^gamma; 0 or more.</param>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="label_smoothing">Fraction of each label moved towards 0.5: 0 … 1.</param>
/// <param name="axis">Axis of the mean.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
/// <remarks>Source: tf.keras 2.15, losses.py (2.3.1 has none).</remarks>
[KerasExport("keras.losses.BinaryFocalCrossentropy")]
public sealed class BinaryFocalCrossentropy(bool apply_class_balancing = false, double alpha = 0.25, double gamma = 2.0,
    bool from_logits = false, double label_smoothing = 0.0, int axis = -1, string reduction = "auto",
    string? name = "binary_focal_crossentropy") : Loss(reduction, name)
{
    /// <summary>Whether classes are weighed by alpha.</summary>
    public bool apply_class_balancing { get; } = apply_class_balancing;

    /// <summary>Weight of class 1.</summary>
    public double alpha { get; } = alpha;

    /// <summary>How much easy samples count less.</summary>
    public double gamma { get; } = gamma;

    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label moved towards 0.5.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <summary>Axis of the mean.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossOps.binary_focal_crossentropy(t, p, apply_class_balancing, alpha, gamma, from_logits, label_smoothing, axis));
}

/// <summary>Categorical crossentropy that weighs hard samples more (Lin et al. 2017).</summary>
/// <param name="alpha">Factor of all values.</param>
/// <param name="gamma">Focusing parameter: easy samples are scaled by (1 − p)^gamma; 0 or more.</param>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="label_smoothing">Fraction of each label spread over all classes: 0 … 1.</param>
/// <param name="axis">Axis of the classes.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
/// <remarks>Source: tf.keras 2.15, losses.py (2.3.1 has none).</remarks>
[KerasExport("keras.losses.CategoricalFocalCrossentropy")]
public sealed class CategoricalFocalCrossentropy(double alpha = 0.25, double gamma = 2.0, bool from_logits = false,
    double label_smoothing = 0.0, int axis = -1, string reduction = "auto", string? name = "categorical_focal_crossentropy")
        : Loss(reduction, name)
{
    /// <summary>Factor of all values.</summary>
    public double alpha { get; } = alpha;

    /// <summary>How much easy samples count less.</summary>
    public double gamma { get; } = gamma;

    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label spread over all classes.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <summary>Axis of the classes.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossOps.categorical_focal_crossentropy(t, p, alpha, gamma, from_logits, label_smoothing, axis));
}

/// <summary>
/// Crossentropy that tolerates wrong labels: (1 − p^q) / q of the true class's probability p (Zhang and Sabuncu 2018). Labels are numbers
/// of classes.
/// </summary>
/// <param name="q">Between 0, where it is the crossentropy, and 1, where it is the absolute error.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
/// <exception cref="ArgumentException">q is not between 0 and 1.</exception>
/// <remarks>Source: keras 3.15, losses/losses.py.</remarks>
[KerasExport("keras.losses.CategoricalGeneralizedCrossEntropy")]
public sealed class CategoricalGeneralizedCrossEntropy(double q = 0.5, string reduction = "auto",
    string? name = "categorical_generalized_cross_entropy") : Loss(reduction, name)
{
    /// <summary>Between the crossentropy's 0 and the absolute error's 1.</summary>
    public double q { get; } = q is > 0 and < 1
        ? q
        : throw new ArgumentException($"q must be in the interval (0, 1). Received: q={q}.", nameof(q));

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossOps.categorical_generalized_cross_entropy(t, p, q));
}
