using KerasDigits.Backend;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

internal static partial class LossOps
{
    /// <summary>Crossentropy of one-hot labels; logits are used where y_pred comes straight from a softmax.</summary>
    /// <param name="y_true">One-hot labels or probabilities, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions; the axis holds the classes.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="label_smoothing">Smoothing, 0 … 1: labels move this far towards equal probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.categorical_crossentropy", "keras.metrics.categorical_crossentropy")]
    public static Tensor categorical_crossentropy(Tensor y_true, Tensor y_pred, bool from_logits = false, double label_smoothing = 0,
        int axis = -1)
    {
        Tensor t = Like(y_true, y_pred);
        if (axis != -1) { (t, y_pred) = (t.movedim([axis], [-1]), y_pred.movedim([axis], [-1])); }
        if (label_smoothing > 0) { t = (t * (1 - label_smoothing)) + (label_smoothing / t.size(-1)); }
        Tensor? logits = from_logits ? y_pred : Logits.Of(y_pred, "softmax");
        if (logits is not null)
        {
            return WithKernelGradient(logits.dim() == 2
                ? F.cross_entropy(logits, t, reduction: torch.nn.Reduction.None)
                : -(t * F.log_softmax(logits, -1)).sum(-1), t, logits);
        }
        Tensor p = (y_pred / y_pred.sum(-1, keepdim: true)).clamp(Settings.Epsilon, 1 - Settings.Epsilon);
        return -(t * p.log()).sum(-1);
    }

    /// <summary>
    /// TensorFlow's kernel has softmax − labels for the gradient, also of labels that do not sum up to 1, such as rows of zeros; a term of
    /// value 0 brings what the formula lacks of that.
    /// </summary>
    private static Tensor WithKernelGradient(Tensor loss, Tensor labels, Tensor logits)
    {
        // In 2.15 a single class has no gradient.
        if (!logits.requires_grad || (labels.size(-1) == 1 && Compat.Is215)) { return loss; }
        Tensor rest = 1 - labels.detach().sum(-1);
        if (Device.IsCpu && rest.abs().max().ToNumber() <= 1e-6) { return loss; }
        Tensor sum = logits.logsumexp(-1);
        return loss + (rest * (sum - sum.detach()));
    }

    /// <summary>Crossentropy of class numbers; logits are used where y_pred comes straight from a softmax.</summary>
    /// <param name="y_true">Class numbers: the shape of y_pred without the axis, or with size 1 there.</param>
    /// <param name="y_pred">Predictions; the axis holds the classes.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <param name="ignore_class">Class whose samples count 0; null: none.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.sparse_categorical_crossentropy", "keras.metrics.sparse_categorical_crossentropy")]
    public static Tensor sparse_categorical_crossentropy(Tensor y_true, Tensor y_pred, bool from_logits = false, int axis = -1,
        int? ignore_class = null)
    {
        Tensor classes = Classes(y_true, y_pred);
        if (axis != -1) { y_pred = y_pred.movedim([axis], [-1]); }
        if (ignore_class is { } ignored)
        {
            Tensor counted = Counted(y_true, y_pred, ignored);
            Tensor kept = classes.masked_fill(counted.logical_not(), 0);
            return sparse_categorical_crossentropy(kept, y_pred, from_logits) * counted;
        }
        Tensor? logits = from_logits ? y_pred : Logits.Of(y_pred, "softmax");
        Tensor logs = F.log_softmax(logits ?? y_pred.clamp(Settings.Epsilon, 1 - Settings.Epsilon).log(), -1);
        return EngineErrors.Explain((logs, classes, labels: y_true), static s => -s.logs.gather(-1, s.classes.unsqueeze(-1)).squeeze(-1),
            static s =>
            {
                if (s.labels.numel() == 0) { return new("sparse_categorical_crossentropy", "no labels", "Give some."); }
                double least = s.labels.min().ToNumber(), most = s.labels.max().ToNumber();
                Guard.That(least >= 0 && most < s.logs.size(-1),
                    $"Labels must be numbers of classes from 0 to {s.logs.size(-1) - 1}. Received: {least} to {most}.", nameof(y_true));
                return new("sparse_categorical_crossentropy", $"labels of shape {Shape.Of(s.labels.shape)} and predictions of shape "
                    + $"{Shape.Of(s.logs.shape)}", "There must be a label for each row of predictions.");
            });
    }

    /// <summary>Class numbers without a last axis of 1.</summary>
    private static Tensor Classes(Tensor y_true, Tensor y_pred)
    {
        Tensor classes = y_true.to_type(torch.ScalarType.Int64);
        return classes.dim() == y_pred.dim() && classes.size(-1) == 1 ? classes.squeeze(-1) : classes;
    }

    /// <summary>Where the label is not the ignored class.</summary>
    public static Tensor Counted(Tensor y_true, Tensor y_pred, int ignored) => Classes(y_true, y_pred).ne(ignored);

    /// <summary>
    /// Weights that leave ignored values out; for a mean they also make up for them, so that it is a mean over the others.
    /// </summary>
    public static Tensor CountedWeights(Tensor counted, Tensor? sample_weight, bool mean)
    {
        Tensor weights = counted.to_type(torch.ScalarType.Float32);
        if (mean) { weights *= counted.numel() / weights.sum().clamp_min(1e-7); }
        return sample_weight is null ? weights : Weigh(weights, sample_weight);
    }

    /// <summary>Crossentropy of yes/no labels; logits are used where y_pred comes straight from a sigmoid.</summary>
    /// <param name="y_true">Labels 0 … 1, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="label_smoothing">Smoothing, 0 … 1: labels move this far towards 0.5.</param>
    /// <param name="axis">Axis that the mean is taken over.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.binary_crossentropy", "keras.metrics.binary_crossentropy")]
    public static Tensor binary_crossentropy(Tensor y_true, Tensor y_pred, bool from_logits = false, double label_smoothing = 0,
        int axis = -1)
    {
        Tensor t = Like(y_true, y_pred);
        if (label_smoothing > 0) { t = (t * (1 - label_smoothing)) + (0.5 * label_smoothing); }
        Tensor? logits = from_logits ? y_pred : Logits.Of(y_pred, "sigmoid");
        if (logits is not null) { return BinaryByLogits(t, logits).mean([axis]); }
        Tensor p = y_pred.clamp(Settings.Epsilon, 1 - Settings.Epsilon);
        return -((t * (p + Settings.Epsilon).log()) + ((1 - t) * (1 - p + Settings.Epsilon).log())).mean([axis]);
    }

    /// <summary>Each part is above 0, so that nothing cancels; the engine's own formula loses the loss of what is surely right.</summary>
    internal static Tensor BinaryByLogits(Tensor t, Tensor logits) => (t * F.softplus(-logits)) + ((1 - t) * F.softplus(logits));

    /// <summary>Binary crossentropy in which a sample counts by (1 − p)^gamma, p being the probability of its own class.</summary>
    /// <param name="y_true">Labels 0 or 1, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="apply_class_balancing">Whether label 1 also counts by alpha and label 0 by 1 − alpha.</param>
    /// <param name="alpha">Weight of label 1, 0 … 1; used with apply_class_balancing.</param>
    /// <param name="gamma">Focusing exponent, 0 or more; 0 gives the plain crossentropy.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="label_smoothing">Smoothing, 0 … 1: labels move this far towards 0.5.</param>
    /// <param name="axis">Axis that the mean is taken over.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.binary_focal_crossentropy", "keras.metrics.binary_focal_crossentropy")]
    public static Tensor binary_focal_crossentropy(Tensor y_true, Tensor y_pred, bool apply_class_balancing = false, double alpha = 0.25,
        double gamma = 2.0, bool from_logits = false, double label_smoothing = 0, int axis = -1)
    {
        Tensor t = Like(y_true, y_pred);
        if (label_smoothing > 0) { t = (t * (1 - label_smoothing)) + (0.5 * label_smoothing); }
        return BinaryFocal(t, y_pred, apply_class_balancing, alpha, gamma, from_logits).mean([axis]);
    }

    /// <summary>The same, value by value.</summary>
    internal static Tensor BinaryFocal(Tensor t, Tensor y_pred, bool apply_class_balancing, double alpha, double gamma, bool from_logits)
    {
        Tensor p = (from_logits ? y_pred.sigmoid() : y_pred).clamp(Settings.Epsilon, 1 - Settings.Epsilon);
        // 1 less a sigmoid near 1 has no digits
        Tensor rest = from_logits ? (-y_pred).sigmoid().clamp(Settings.Epsilon, 1 - Settings.Epsilon) : 1 - p;
        Tensor other = (t * rest) + ((1 - t) * p);
        Tensor logs = from_logits ? BinaryByLogits(t, y_pred)
            : -((t * (p + Settings.Epsilon).log()) + ((1 - t) * (1 - p + Settings.Epsilon).log()));
        Tensor values = other.pow(gamma) * logs;
        return apply_class_balancing ? values * ((t * alpha) + ((1 - t) * (1 - alpha))) : values;
    }

    /// <summary>
    /// Crossentropy of one-hot labels in which a sample counts by alpha · (1 − p)^gamma, p being the probability of its own class.
    /// </summary>
    /// <param name="y_true">One-hot labels, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions; the axis holds the classes.</param>
    /// <param name="alpha">Weight of the loss, 0 … 1.</param>
    /// <param name="gamma">Focusing exponent, 0 or more; 0 gives the plain crossentropy.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="label_smoothing">Smoothing, 0 … 1: labels move this far towards equal probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.categorical_focal_crossentropy", "keras.metrics.categorical_focal_crossentropy")]
    public static Tensor categorical_focal_crossentropy(Tensor y_true, Tensor y_pred, double alpha = 0.25, double gamma = 2.0,
        bool from_logits = false, double label_smoothing = 0, int axis = -1)
    {
        Tensor t = Like(y_true, y_pred);
        if (label_smoothing > 0) { t = (t * (1 - label_smoothing)) + (label_smoothing / t.size(-1)); }
        Tensor scores = from_logits ? F.softmax(y_pred, axis) : y_pred;
        Tensor p = (scores / scores.sum(axis, keepdim: true)).clamp(Settings.Epsilon, 1 - Settings.Epsilon);
        return ((1 - p).pow(gamma) * alpha * t * -p.log()).sum(axis);
    }

    /// <summary>(1 − p^q) / q of the true class's probability p; labels are numbers of classes.</summary>
    /// <param name="y_true">Class numbers, shape (batch,).</param>
    /// <param name="y_pred">Probabilities, shape (batch, classes).</param>
    /// <param name="q">Robustness to wrong labels, above 0 and at most 1: near 0 the crossentropy, 1 the mean absolute error.</param>
    /// <returns>Shape (batch,).</returns>
    [KerasExport("keras.losses.categorical_generalized_cross_entropy")]
    public static Tensor categorical_generalized_cross_entropy(Tensor y_true, Tensor y_pred, double q = 0.5) =>
        (1 - y_pred.gather(-1, Classes(y_true, y_pred).unsqueeze(-1)).squeeze(-1).pow(q)) / q;

    /// <summary>Mean of squared differences over the last axis.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.mean_squared_error", "keras.losses.mse", "keras.losses.MSE", "keras.metrics.mean_squared_error",
        "keras.metrics.mse", "keras.metrics.MSE")]
    public static Tensor mean_squared_error(Tensor y_true, Tensor y_pred) => (y_pred - Like(y_true, y_pred)).square().mean([-1]);

    /// <summary>Mean of absolute differences over the last axis.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.mean_absolute_error", "keras.losses.mae", "keras.losses.MAE", "keras.metrics.mean_absolute_error",
        "keras.metrics.mae", "keras.metrics.MAE")]
    public static Tensor mean_absolute_error(Tensor y_true, Tensor y_pred) => (y_pred - Like(y_true, y_pred)).abs().mean([-1]);

    /// <summary>Mean of absolute differences in percent of the targets.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Percent, in the shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.mean_absolute_percentage_error", "keras.losses.mape", "keras.losses.MAPE",
        "keras.metrics.mean_absolute_percentage_error", "keras.metrics.mape", "keras.metrics.MAPE")]
    public static Tensor mean_absolute_percentage_error(Tensor y_true, Tensor y_pred)
    {
        Tensor t = Like(y_true, y_pred);
        return ((t - y_pred) / t.abs().clamp_min(Settings.Epsilon)).abs().mean([-1]) * 100;
    }

    /// <summary>Mean of squared differences of log(x + 1).</summary>
    /// <param name="y_true">Targets of 0 or more, in the shape of y_pred; negative ones count as epsilon().</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.mean_squared_logarithmic_error", "keras.losses.msle", "keras.losses.MSLE",
        "keras.metrics.mean_squared_logarithmic_error", "keras.metrics.msle", "keras.metrics.MSLE")]
    public static Tensor mean_squared_logarithmic_error(Tensor y_true, Tensor y_pred)
    {
        // Of near values the logarithm of the quotient: the difference of two logarithms loses its digits.
        Tensor p = y_pred.clamp_min(Settings.Epsilon), t = Like(y_true, y_pred).clamp_min(Settings.Epsilon), part = (p - t) / (1 + t);
        Tensor near = part.abs() < 0.5;
        return torch.where(near, torch.where(near, part, torch.zeros_like(part)).log1p(), p.log1p() - t.log1p()).square().mean([-1]);
    }

    /// <summary>Mean of max(1 − y_true · y_pred, 0); labels 0/1 become −1/1.</summary>
    /// <param name="y_true">Labels −1 or 1 (or 0 and 1), in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.hinge", "keras.metrics.hinge")]
    public static Tensor hinge(Tensor y_true, Tensor y_pred) => (1 - (Signs(Like(y_true, y_pred)) * y_pred)).clamp_min(0).mean([-1]);

    /// <summary>Mean of max(1 − y_true · y_pred, 0)²; labels 0/1 become −1/1.</summary>
    /// <param name="y_true">Labels −1 or 1 (or 0 and 1), in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.squared_hinge", "keras.metrics.squared_hinge")]
    public static Tensor squared_hinge(Tensor y_true, Tensor y_pred) =>
        (1 - (Signs(Like(y_true, y_pred)) * y_pred)).clamp_min(0).square().mean([-1]);

    /// <summary>Hinge of labels that are -1 and 1 already: standalone Keras's up to 2.2.</summary>
    internal static Tensor hinge_of_signs(Tensor y_true, Tensor y_pred) => (1 - (Like(y_true, y_pred) * y_pred)).clamp_min(0).mean([-1]);

    /// <summary>Squared hinge of labels that are -1 and 1 already.</summary>
    internal static Tensor squared_hinge_of_signs(Tensor y_true, Tensor y_pred) =>
        (1 - (Like(y_true, y_pred) * y_pred)).clamp_min(0).square().mean([-1]);

    /// <summary>max(largest wrong − right + 1, 0).</summary>
    /// <param name="y_true">One-hot labels, in the shape of y_pred.</param>
    /// <param name="y_pred">Scores, shape (…, classes).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.categorical_hinge", "keras.metrics.categorical_hinge")]
    public static Tensor categorical_hinge(Tensor y_true, Tensor y_pred)
    {
        Tensor t = Like(y_true, y_pred);
        return (((1 - t) * y_pred).amax([-1]) - (t * y_pred).sum(-1) + 1).clamp_min(0);
    }

    /// <summary>Mean of y_pred − y_true · log(y_pred).</summary>
    /// <param name="y_true">Counts of 0 or more, in the shape of y_pred.</param>
    /// <param name="y_pred">Predicted rates of 0 or more.</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.poisson", "keras.metrics.poisson")]
    public static Tensor poisson(Tensor y_true, Tensor y_pred) =>
        (y_pred - (Like(y_true, y_pred) * (y_pred + Settings.Epsilon).log())).mean([-1]);

    /// <summary>Σ y_true · log(y_true / y_pred).</summary>
    /// <param name="y_true">Probabilities, in the shape of y_pred.</param>
    /// <param name="y_pred">Probabilities, shape (…, classes).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.kl_divergence", "keras.losses.kld", "keras.losses.KLD", "keras.losses.kullback_leibler_divergence",
        "keras.metrics.kl_divergence", "keras.metrics.kld", "keras.metrics.KLD", "keras.metrics.kullback_leibler_divergence")]
    public static Tensor kl_divergence(Tensor y_true, Tensor y_pred)
    {
        Tensor t = Like(y_true, y_pred).clamp(Settings.Epsilon, 1);
        return (t * (t / y_pred.clamp(Settings.Epsilon, 1)).log()).sum(-1);
    }

    /// <summary>Mean of log(cosh(error)).</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.log_cosh", "keras.losses.logcosh", "keras.metrics.log_cosh", "keras.metrics.logcosh")]
    public static Tensor log_cosh(Tensor y_true, Tensor y_pred)
    {
        // Near 0 by cosh(e) − 1 = 2 sinh²(e/2), further out by what is left of the exponentials.
        Tensor e = y_pred - Like(y_true, y_pred), size = e.abs();
        Tensor near = (2 * (e.clamp(-1, 1) / 2).sinh().square()).log1p(), far = size + (-2 * size).exp().log1p() - Math.Log(2);
        return torch.where(size < 1, near, far).mean([-1]);
    }

    /// <summary>Mean of the Huber loss.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="delta">Error from which on the loss is linear instead of quadratic, above 0.</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.huber", "keras.losses.huber_loss")]
    public static Tensor huber(Tensor y_true, Tensor y_pred, double delta = 1.0)
    {
        Tensor e = (y_pred - Like(y_true, y_pred)).abs();
        Tensor small = e.clamp_max(delta);
        return torch.where(e < delta, 0.5 * small.square(), delta * (e - (0.5 * delta))).mean([-1]);
    }

    /// <summary>−cosine of the angle between the vectors along an axis.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="axis">Axis of the vectors.</param>
    /// <returns>−1 (same direction) … 1, in the shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.cosine_similarity")]
    public static Tensor cosine_similarity(Tensor y_true, Tensor y_pred, int axis = -1) =>
        -(Unit(Like(y_true, y_pred), axis) * Unit(y_pred, axis)).sum(axis);

    /// <summary>The vectors along an axis, scaled to length 1 as Keras's l2_normalize does.</summary>
    public static Tensor Unit(Tensor x, params long[] axes) => Unit(x, 1e-12, axes);

    /// <summary>The same with another least square of a length.</summary>
    internal static Tensor Unit(Tensor x, double epsilon, long[] axes)
    {
        // The result does not depend on the scale, so great values are scaled down before they are squared.
        Tensor scale = x.detach().abs().amax(axes, keepdim: true).clamp_min(1), small = x / scale;
        return small * torch.maximum(small.square().sum(axes, keepdim: true), epsilon / scale / scale).rsqrt();
    }

    internal static Tensor Like(Tensor y_true, Tensor y_pred) => y_true.dtype == y_pred.dtype ? y_true : y_true.to_type(y_pred.dtype);

    private static Tensor Signs(Tensor t)
    {
        Tensor binary = t.eq(0).logical_or(t.eq(1)).all().to_type(t.dtype);
        return (((2 * t) - 1) * binary) + (t * (1 - binary));
    }
}
