using KerasDigits.Ops;

namespace KerasDigits.Optimizers;

/// <summary>Steps in the ratio of past steps to past gradients.</summary>
/// <remarks>Source: tf.keras 2.3.1, optimizer_v2/adadelta.py.</remarks>
[KerasExport("keras.optimizers.Adadelta", "keras.optimizers.legacy.Adadelta")]
public sealed class Adadelta : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="rho">Fraction of the running means kept in each step, from 0 to below 1.</param>
    /// <param name="epsilon">Added below the square roots.</param>
    public Adadelta(LearningRate? learning_rate = null, double rho = 0.95, double epsilon = 1e-7)
    {
        this.learning_rate = learning_rate ?? 0.001;
        (this.rho, this.epsilon) = (rho, epsilon);
    }

    /// <summary>Fraction of the running means kept in each step.</summary>
    public double rho { get; set; }

    /// <summary>Added below the square roots.</summary>
    public double epsilon { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames => ["accum_grad", "accum_var"];

    internal override bool LeavesUnusedRows => true;

    /// <inheritdoc/>
    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        slots[0].mul_(rho).addcmul_(gradient, gradient, 1 - rho);
        Tensor change = (slots[1] + epsilon).Root() * (slots[0] + epsilon).rsqrt_() * gradient;
        slots[1].mul_(rho).addcmul_(change, change, 1 - rho);
        parameter.add_(change, alpha: -rate);
    }
}
