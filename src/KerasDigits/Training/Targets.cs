using KerasDigits.Backend;
using KerasDigits.Losses;
using KerasDigits.Ops;

namespace KerasDigits.Training;

/// <summary>Targets that do not go with an output and its loss, in words instead of the engine's.</summary>
internal static class Targets
{
    /// <summary>Throws when targets cannot fit an output.</summary>
    /// <param name="loss">The output's loss.</param>
    /// <param name="y">Targets of the output.</param>
    /// <param name="output">The output's shape.</param>
    /// <param name="name">The output's name.</param>
    public static void Check(Loss loss, Tensor y, Shape output, string name)
    {
        if (output.Rank == 0 || output[^1] is not { } classes) { return; }
        if (TakesClassNumbers(loss))
        {
            CheckClassNumbers(loss, y, output, classes, name);
            return;
        }
        long[] shape = y.dim() == 1 ? [y.shape[0], 1] : y.shape; // a vector of samples becomes a column
        if (loss is not LossFunction && shape.Length == output.Rank && shape[^1] != classes && shape.Length > 1)
        {
            string hint = shape[^1] == 1 && classes > 1
                ? " For class numbers use the loss \"sparse_categorical_crossentropy\", or keras.utils.to_categorical(y)."
                : "";
            throw new ArgumentException($"Shapes {Shape.Of(shape).With(0, null)} and {output.With(0, null)} are incompatible: the targets "
                + $"of output \"{name}\" must have its last axis, {classes}, for the loss {loss.name}.{hint}", nameof(y));
        }
    }

    /// <summary>The message when the engine cannot compute a loss or metric.</summary>
    /// <param name="what">The loss or metric, for example: The loss mse.</param>
    /// <param name="output">The output's name.</param>
    /// <param name="tensors">Targets, predictions and weights.</param>
    public static EngineErrors.Failure DescribeFailure(string what, string output,
        (Tensor Y, Tensor Predictions, Tensor? Weights) tensors) =>
        ComparisonErrors.DescribeFailure($"{what} of output \"{output}\"", tensors, ": reshape them, or change the model's last layer");

    private static bool TakesClassNumbers(Loss loss) => loss is SparseCategoricalCrossentropy
        || (loss is LossFunction f && f.name!.StartsWith("sparse_", StringComparison.Ordinal));

    private static void CheckClassNumbers(Loss loss, Tensor y, Shape output, long classes, string name)
    {
        Shape wanted = output[..^1].With(0, null), came = Shape.Of(y.shape).With(0, null);
        while (came.Rank >= output.Rank && came.Rank > 1 && came[^1] == 1) { came = came[..^1]; }
        if (output.Rank > 1 && !wanted.IsCompatibleWith(came))
        {
            string hint = came.Rank == output.Rank && came[^1] == classes
                ? " For rows with a 1 at the class use the loss \"categorical_crossentropy\"."
                : "";
            throw new ArgumentException($"Targets for {loss.name} must be class numbers of shape {wanted}, one for each row of "
                + $"{classes} values of the output \"{name}\". Received: shape {Shape.Of(y.shape).With(0, null)}.{hint}", nameof(y));
        }
        double low = y.min().ToNumber(), high = y.max().ToNumber();
        Guard.That(low >= 0 && high < classes,
            $"Labels for {loss.name} must be class numbers from 0 to {classes - 1}, as the output \"{name}\" has {classes} values. "
            + $"Received: labels from {low} to {high}. "
            + (low >= 0 && high < int.MaxValue ? $"Give the last layer {(long)high + 1} units, or correct the labels."
            : "Correct the labels."), nameof(y));
    }
}
