using KerasDigits.Backend;

namespace KerasDigits.Ops;

/// <summary>What losses and metrics, which compare targets with predictions, say where the engine cannot.</summary>
internal static class ComparisonErrors
{
    /// <summary>What is said when the engine cannot compute a loss or metric.</summary>
    /// <param name="what">The loss or metric, for example: The loss mse.</param>
    /// <param name="tensors">Targets, predictions and weights.</param>
    /// <param name="advice">What else to do about it, after a colon.</param>
    public static EngineErrors.Failure DescribeFailure(string what, (Tensor Y, Tensor Predictions, Tensor? Weights) tensors,
        string advice = "")
    {
        string weights = tensors.Weights is { } w ? $" and sample weights of shape {Shape.Of(w.shape)}" : "";
        return new(what,
            $"targets of shape {Shape.Of(tensors.Y.shape)}, predictions of shape {Shape.Of(tensors.Predictions.shape)}{weights}",
            $"Targets must fit the predictions{advice}.") { MayBeSaidBetter = true };
    }

    /// <summary>The same for a metric of values.</summary>
    public static EngineErrors.Failure DescribeFailure(string what, Tensor values, Tensor? weights) => new(what,
        $"values of shape {Shape.Of(values.shape)}{(weights is null ? "" : $" and sample weights of shape {Shape.Of(weights.shape)}")}",
        "Weights must fit the leading axes of the values.");
}
