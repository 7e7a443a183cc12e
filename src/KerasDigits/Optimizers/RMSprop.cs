using KerasDigits.Ops;

namespace KerasDigits.Optimizers;

/// <summary>Divides the gradient by a running mean of its magnitude.</summary>
/// <remarks>Without momentum epsilon is added outside the square root, with momentum inside, as in TF 2.3.1. Source: tf.keras 2.3.1,
/// optimizer_v2/rmsprop.py.</remarks>
[KerasExport("keras.optimizers.RMSprop", "keras.optimizers.legacy.RMSprop")]
public sealed class RMSprop : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="rho">Fraction of the running mean kept in each step, from 0 to below 1.</param>
    /// <param name="momentum">Fraction of the last step kept in each step: 0 … 1.</param>
    /// <param name="epsilon">Added below the square root.</param>
    /// <param name="centered">Whether the mean gradient is subtracted from the mean square.</param>
    /// <exception cref="ArgumentOutOfRangeException">momentum is not from 0 to 1.</exception>
    public RMSprop(LearningRate? learning_rate = null, double rho = 0.9, double momentum = 0.0, double epsilon = 1e-7,
        bool centered = false)
    {
        this.learning_rate = learning_rate ?? 0.001;
        this.momentum = momentum is >= 0 and <= 1
            ? momentum
            : throw new ArgumentOutOfRangeException(nameof(momentum),
                $"`momentum` must be between [0, 1]. Received: momentum={PythonNumber.FormatRepr(momentum)}.");
        (this.rho, this.epsilon, this.centered, _keeps) = (rho, epsilon, centered, momentum > 0);
    }

    /// <summary>Fraction of the running mean kept in each step.</summary>
    public double rho { get; set; }

    /// <summary>
    /// Fraction of the last step kept in each step; may be set between steps, but to no effect where the optimizer was made without
    /// momentum, as in Keras.
    /// </summary>
    public double momentum { get; set; }

    private readonly bool _keeps;

    /// <summary>Keeps the divisor above 0.</summary>
    public double epsilon { get; }

    /// <summary>Whether the mean gradient is subtracted.</summary>
    public bool centered { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames =>
        [.. (string[])["rms"], .. _keeps ? (string[])["momentum"] : [], .. centered ? (string[])["mg"] : []];

    internal override bool LeavesUnusedRows => _keeps;

    /// <inheritdoc/>
    internal override IReadOnlyList<int[]> StoredGroups => [.. Enumerable.Range(0, SlotNames.Count).Select(i => (int[])[i])];

    /// <inheritdoc/>
    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        Tensor rms = slots[0].mul_(rho).addcmul_(gradient, gradient, 1 - rho);
        Tensor denominator = rms;
        if (centered)
        {
            Tensor mean = slots[^1].mul_(rho).add_(gradient, alpha: 1 - rho);
            denominator = rms - mean.square();
        }
        if (_keeps)
        {
            slots[1].mul_(momentum).addcmul_(gradient, (denominator + epsilon).rsqrt_(), rate);
            parameter.sub_(slots[1]);
        }
        else
        {
            parameter.addcdiv_(gradient, denominator.Root().add_(epsilon), -rate);
        }
    }

    /// <inheritdoc/>
    internal override bool HasFusedStep => !centered;

    internal override void UpdateFused(Span<float> parameters, Span<float> gradients, SlotSpans slots, double rate, long step)
    {
        if (!_keeps) { FusedSteps.StepRmsProp(parameters, gradients, slots(0), (float)rate, (float)rho, (float)epsilon); }
        else
        {
            FusedSteps.StepRmsPropMomentum(parameters, gradients, slots(0), slots(1), (float)rate, (float)rho, (float)momentum,
                (float)epsilon);
        }
    }
}
