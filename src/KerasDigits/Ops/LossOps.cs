namespace KerasDigits.Ops;

/// <summary>How losses and metrics treat weights and reduce.</summary>
public static partial class LossOps
{
    /// <summary>Weighs per-sample values and reduces them as Keras's losses do: the mean divides by the number of values, not by the sum of weights.</summary>
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

    /// <summary>Values times weights; weights of lower rank get axes of size 1 at the end, a surplus last axis of size 1 is dropped.</summary>
    public static Tensor Weigh(Tensor values, Tensor sample_weight)
    {
        Tensor weight = sample_weight.to_type(values.dtype);
        while (weight.dim() > values.dim() && weight.size(-1) == 1) { weight = weight.squeeze(-1); }
        while (weight.dim() < values.dim() && weight.dim() > 0) { weight = weight.unsqueeze(-1); }
        return values * weight;
    }

    /// <summary>Sample weights with the outputs' masks in them: a masked step has weight 0. The mean still divides by all steps, as in TF 2.3.1.</summary>
    /// <param name="predictions">The outputs.</param>
    /// <param name="sample_weights">One tensor per output; null: all 1.</param>
    /// <param name="masks">Masks of the outputs (true: the step counts); null: none.</param>
    public static Tensor?[]? Masked(Tensor[] predictions, Tensor?[]? sample_weights, Tensor?[]? masks) => masks is null ? sample_weights
        : [.. predictions.Select((p, i) => Masked(p, sample_weights?[i], masks[i]))];

    private static Tensor? Masked(Tensor prediction, Tensor? sample_weight, Tensor? mask)
    {
        if (mask is null) { return sample_weight; }
        Tensor factor = mask.to_type(prediction.dtype);
        if (sample_weight is null) { return factor; }
        Tensor weight = sample_weight.to_type(prediction.dtype);
        while (weight.dim() > factor.dim() && weight.size(-1) == 1) { weight = weight.squeeze(-1); }
        while (weight.dim() < factor.dim()) { weight = weight.unsqueeze(-1); }
        return weight * factor;
    }
}
