namespace KerasDigits.Optimizers;

/// <summary>Gradient descent, with momentum.</summary>
/// <remarks>Source: tf.keras 2.3.1, optimizer_v2/gradient_descent.py.</remarks>
[KerasExport("keras.optimizers.SGD", "keras.optimizers.legacy.SGD")]
public sealed class SGD : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.01.</param>
    /// <param name="momentum">Fraction of the last step kept in each step: 0 … 1.</param>
    /// <param name="nesterov">Whether the step looks ahead.</param>
    /// <exception cref="ArgumentOutOfRangeException">momentum is not from 0 to 1.</exception>
    public SGD(LearningRate? learning_rate = null, double momentum = 0.0, bool nesterov = false)
    {
        this.learning_rate = learning_rate ?? 0.01;
        this.momentum = momentum is >= 0 and <= 1
            ? momentum
            : throw new ArgumentOutOfRangeException(nameof(momentum), $"`momentum` must be between [0, 1]. Received: momentum={momentum}.");
        (this.nesterov, _keeps) = (nesterov, momentum > 0);
    }

    /// <summary>
    /// Fraction of the last step kept in each step; may be set between steps, but to no effect where the optimizer was made without
    /// momentum, as in Keras.
    /// </summary>
    public double momentum { get; set; }

    private readonly bool _keeps;

    /// <summary>Whether the step looks ahead.</summary>
    public bool nesterov { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames => _keeps ? ["momentum"] : [];

    internal override bool LeavesUnusedRows => _keeps;

    /// <inheritdoc/>
    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        if (!_keeps)
        {
            parameter.add_(gradient, alpha: -rate);
            return;
        }
        Tensor m = slots[0];
        m.mul_(momentum).add_(gradient, alpha: -rate);
        if (nesterov) { parameter.add_(m, alpha: momentum).add_(gradient, alpha: -rate); }
        else { parameter.add_(m); }
    }

    /// <inheritdoc/>
    internal override bool HasFusedStep => true;

    internal override void UpdateFused(Span<float> parameters, Span<float> gradients, SlotSpans slots, double rate, long step)
    {
        if (!_keeps) { FusedSteps.StepSgd(parameters, gradients, (float)rate); }
        else { FusedSteps.StepSgdMomentum(parameters, gradients, slots(0), (float)rate, (float)momentum, nesterov); }
    }
}
