using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of squared differences.</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.MeanSquaredError")]
public sealed class MeanSquaredError(string reduction = "auto", string? name = "mean_squared_error") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.mean_squared_error);
}

/// <summary>Mean of absolute differences.</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.MeanAbsoluteError")]
public sealed class MeanAbsoluteError(string reduction = "auto", string? name = "mean_absolute_error") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.mean_absolute_error);
}

/// <summary>Mean of absolute differences in percent of the targets.</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.MeanAbsolutePercentageError")]
public sealed class MeanAbsolutePercentageError(string reduction = "auto", string? name = "mean_absolute_percentage_error")
    : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.mean_absolute_percentage_error);
}

/// <summary>Mean of squared differences of log(x + 1).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.MeanSquaredLogarithmicError")]
public sealed class MeanSquaredLogarithmicError(string reduction = "auto", string? name = "mean_squared_logarithmic_error")
    : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.mean_squared_logarithmic_error);
}

/// <summary>Mean of max(1 − y_true · y_pred, 0).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.Hinge")]
public sealed class Hinge(string reduction = "auto", string? name = "hinge") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.hinge);
}

/// <summary>Mean of max(1 − y_true · y_pred, 0)².</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.SquaredHinge")]
public sealed class SquaredHinge(string reduction = "auto", string? name = "squared_hinge") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.squared_hinge);
}

/// <summary>max(largest wrong − right + 1, 0).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.CategoricalHinge")]
public sealed class CategoricalHinge(string reduction = "auto", string? name = "categorical_hinge") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.categorical_hinge);
}

/// <summary>Mean of y_pred − y_true · log(y_pred).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.Poisson")]
public sealed class Poisson(string reduction = "auto", string? name = "poisson") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.poisson);
}

/// <summary>Σ y_true · log(y_true / y_pred).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.KLDivergence")]
public sealed class KLDivergence(string reduction = "auto", string? name = "kl_divergence") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.kl_divergence);
}

/// <summary>Mean of log(cosh(error)).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.LogCosh")]
public sealed class LogCosh(string reduction = "auto", string? name = "log_cosh") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.log_cosh);
}
