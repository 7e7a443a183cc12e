namespace KerasDigits.Ops;

/// <summary>How losses and metrics treat weights and reduce.</summary>
internal static class LossOps
{
    /// <summary>
    /// Weighs per-sample values and reduces them as Keras's losses do: the mean divides by the number of values, not by the sum of weights.
    /// </summary>
    public static Tensor Reduce(Tensor values, Tensor? sample_weight, string reduction)
    {
        if (sample_weight is not null) { values = Weigh(values, sample_weight); }
        return reduction switch
        {
            "none" => values,
            "sum" => values.sum(),
            _ => values.mean(),
        };
    }

    /// <summary>
    /// Values times weights; weights of lower rank get axes of size 1 at the end, a surplus last axis of size 1 is dropped.
    /// </summary>
    public static Tensor Weigh(Tensor values, Tensor sample_weight)
    {
        Tensor weight = sample_weight.to_type(values.dtype);
        while (weight.dim() > values.dim() && weight.size(-1) == 1) { weight = weight.squeeze(-1); }
        // A single value takes weights of any shape, as by NumPy's rules.
        Guard.That(values.dim() == 0 || weight.dim() != values.dim() + 1,
            $"`sample_weight` must have the shape of the losses, {Shape.Of(values.shape)}, or a last axis of 1 more. Received: shape "
            + $"{Shape.Of(weight.shape)}.", nameof(sample_weight));
        while (weight.dim() < values.dim() && weight.dim() > 0) { weight = weight.unsqueeze(-1); }
        return values * weight;
    }

    /// <summary>Targets and predictions of one rank: where one of them has a last axis of 1 that the other lacks, it goes.</summary>
    /// <remarks>Source: tf.keras 2.3.1, utils/losses_utils.py, squeeze_or_expand_dimensions.</remarks>
    public static (Tensor Targets, Tensor Predictions) SameRank(Tensor y_true, Tensor y_pred)
    {
        if (y_true.dim() == y_pred.dim() + 1 && y_true.size(-1) == 1) { return (y_true.squeeze(-1), y_pred); }
        return y_pred.dim() == y_true.dim() + 1 && y_pred.size(-1) == 1 ? (y_true, y_pred.squeeze(-1)) : (y_true, y_pred);
    }

    /// <summary>Factors of masked steps times sample weights.</summary>
    /// <param name="factor">The mask as numbers.</param>
    /// <param name="sample_weight">Weights of as many axes or fewer, or with a last axis of size 1; null: all 1.</param>
    public static Tensor Mask(Tensor factor, Tensor? sample_weight)
    {
        if (sample_weight is not { } weight) { return factor; }
        while (weight.dim() > factor.dim() && weight.size(-1) == 1) { weight = weight.squeeze(-1); }
        while (weight.dim() < factor.dim()) { weight = weight.unsqueeze(-1); }
        return weight * factor;
    }

    /// <summary>The targets, in the dtype of the predictions.</summary>
    public static Tensor MakeLike(Tensor y_true, Tensor y_pred) => y_true.dtype == y_pred.dtype ? y_true : y_true.to_type(y_pred.dtype);
}
