using KerasDigits.Backend;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>
/// Crossentropies of labels and predictions, from logits where they are known; losses, keras.backend, keras.ops and tf.nn all ask these.
/// </summary>
internal static class Crossentropies
{
    /// <summary>Of one-hot labels; logits are used where the predictions come straight from a softmax.</summary>
    /// <param name="target">One-hot labels or probabilities, in the shape of output.</param>
    /// <param name="output">Predictions; the axis holds the classes.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <returns>Shape of output without the axis.</returns>
    public static Tensor ComputeCategorical(Tensor target, Tensor output, bool from_logits, int axis)
    {
        Tensor t = LossOps.MakeLike(target, output);
        if (axis != -1) { (t, output) = (t.movedim([axis], [-1]), output.movedim([axis], [-1])); }
        Tensor? logits = from_logits ? output : Logits.Of(output, "softmax");
        if (logits is not null)
        {
            return AddKernelGradient(logits.dim() == 2
                ? F.cross_entropy(logits, t, reduction: torch.nn.Reduction.None)
                : -(t * F.log_softmax(logits, -1)).sum(-1), t, logits);
        }
        Tensor p = (output / output.sum(-1, keepdim: true)).clamp(Settings.Epsilon, 1 - Settings.Epsilon);
        return -(t * p.log()).sum(-1);
    }

    /// <summary>
    /// TensorFlow's kernel has softmax − labels for the gradient, also of labels that do not sum up to 1, such as rows of zeros; a term of
    /// value 0 brings what the formula lacks of that.
    /// </summary>
    private static Tensor AddKernelGradient(Tensor loss, Tensor labels, Tensor logits)
    {
        // In 2.15 a single class has no gradient.
        if (!logits.requires_grad || (labels.size(-1) == 1 && Compat.Is215)) { return loss; }
        Tensor rest = 1 - labels.detach().sum(-1);
        if (Device.IsCpu && rest.abs().max().ToNumber() <= 1e-6) { return loss; }
        Tensor sum = logits.logsumexp(-1);
        return loss + (rest * (sum - sum.detach()));
    }

    /// <summary>Of class numbers; logits are used where the predictions come straight from a softmax.</summary>
    /// <param name="y_true">Class numbers: the shape of y_pred without the axis, or with size 1 there.</param>
    /// <param name="y_pred">Predictions; the axis holds the classes.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <param name="ignore_class">Class whose samples count 0; null: none.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    public static Tensor ComputeSparse(Tensor y_true, Tensor y_pred, bool from_logits, int axis, int? ignore_class)
    {
        Tensor classes = FindClasses(y_true, y_pred);
        if (axis != -1) { y_pred = y_pred.movedim([axis], [-1]); }
        if (ignore_class is { } ignored)
        {
            Tensor counted = FindCounted(y_true, y_pred, ignored);
            Tensor kept = classes.masked_fill(counted.logical_not(), 0);
            return ComputeSparse(kept, y_pred, from_logits, -1, null) * counted;
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
    public static Tensor FindClasses(Tensor y_true, Tensor y_pred)
    {
        Tensor classes = y_true.to_type(torch.ScalarType.Int64);
        return classes.dim() == y_pred.dim() && classes.size(-1) == 1 ? classes.squeeze(-1) : classes;
    }

    /// <summary>Where the label is not the ignored class.</summary>
    public static Tensor FindCounted(Tensor y_true, Tensor y_pred, int ignored) => FindClasses(y_true, y_pred).ne(ignored);

    /// <summary>
    /// Weights that leave ignored values out; for a mean they also make up for them, so that it is a mean over the others.
    /// </summary>
    public static Tensor FindCountedWeights(Tensor counted, Tensor? sample_weight, bool mean)
    {
        Tensor weights = counted.to_type(torch.ScalarType.Float32);
        if (mean) { weights *= counted.numel() / weights.sum().clamp_min(1e-7); }
        return sample_weight is null ? weights : LossOps.Weigh(weights, sample_weight);
    }

    /// <summary>Of yes/no labels, value by value; logits are used where the predictions come straight from a sigmoid.</summary>
    /// <param name="t">Labels 0 … 1, in the shape and dtype of output.</param>
    /// <param name="output">Predictions, any shape.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <returns>Same shape as output.</returns>
    public static Tensor ComputeBinary(Tensor t, Tensor output, bool from_logits)
    {
        if ((from_logits ? output : Logits.Of(output, "sigmoid")) is { } logits) { return ComputeBinaryOfLogits(t, logits); }
        Tensor p = output.clamp(Settings.Epsilon, 1 - Settings.Epsilon);
        return -((t * (p + Settings.Epsilon).log()) + ((1 - t) * (1 - p + Settings.Epsilon).log()));
    }

    /// <summary>Each part is above 0, so that nothing cancels; the engine's own formula loses the loss of what is surely right.</summary>
    private static Tensor ComputeBinaryOfLogits(Tensor t, Tensor logits) => (t * F.softplus(-logits)) + ((1 - t) * F.softplus(logits));

    /// <summary>Of yes/no labels, value by value, each counting by (1 − p)^gamma, p being the probability of its own class.</summary>
    public static Tensor ComputeBinaryFocal(Tensor t, Tensor y_pred, bool apply_class_balancing, double alpha, double gamma,
        bool from_logits)
    {
        Tensor p = (from_logits ? y_pred.sigmoid() : y_pred).clamp(Settings.Epsilon, 1 - Settings.Epsilon);
        // 1 less a sigmoid near 1 has no digits
        Tensor rest = from_logits ? (-y_pred).sigmoid().clamp(Settings.Epsilon, 1 - Settings.Epsilon) : 1 - p;
        Tensor other = (t * rest) + ((1 - t) * p);
        Tensor logs = from_logits ? ComputeBinaryOfLogits(t, y_pred)
            : -((t * (p + Settings.Epsilon).log()) + ((1 - t) * (1 - p + Settings.Epsilon).log()));
        Tensor values = other.pow(gamma) * logs;
        return apply_class_balancing ? values * ((t * alpha) + ((1 - t) * (1 - alpha))) : values;
    }

    /// <summary>Of one-hot labels, each class counting by alpha · (1 − p)^gamma.</summary>
    public static Tensor ComputeCategoricalFocal(Tensor t, Tensor output, double alpha, double gamma, bool from_logits, int axis)
    {
        Tensor scores = from_logits ? F.softmax(output, axis) : output;
        Tensor p = (scores / scores.sum(axis, keepdim: true)).clamp(Settings.Epsilon, 1 - Settings.Epsilon);
        return ((1 - p).pow(gamma) * alpha * t * -p.log()).sum(axis);
    }
}
