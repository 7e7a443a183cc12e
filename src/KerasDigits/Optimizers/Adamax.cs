namespace KerasDigits.Optimizers;

/// <summary>Adam with the largest magnitude in place of the mean square.</summary>
/// <remarks>Source: tf.keras 2.3.1, optimizer_v2/adamax.py.</remarks>
[KerasExport("keras.optimizers.Adamax", "keras.optimizers.legacy.Adamax")]
public sealed class Adamax : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="beta_1">Fraction of the mean gradient kept in each step, from 0 to below 1.</param>
    /// <param name="beta_2">Fraction of the largest magnitude kept in each step, from 0 to below 1.</param>
    /// <param name="epsilon">Small number added to the divisor.</param>
    public Adamax(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7)
    {
        this.learning_rate = learning_rate ?? 0.001;
        (this.beta_1, this.beta_2, this.epsilon) = (beta_1, beta_2, epsilon);
    }

    /// <summary>Fraction of the mean gradient kept in each step.</summary>
    public double beta_1 { get; set; }

    /// <summary>Fraction of the largest magnitude kept in each step.</summary>
    public double beta_2 { get; set; }

    /// <summary>Added to the divisor.</summary>
    public double epsilon { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames => ["m", "v"];

    internal override bool LeavesUnusedRows => true;

    /// <inheritdoc/>
    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        slots[0].mul_(beta_1).add_(gradient, alpha: 1 - beta_1);
        slots[1].copy_((slots[1] * beta_2).maximum(gradient.abs()));
        parameter.addcdiv_(slots[0], slots[1] + epsilon, -rate / (1 - Math.Pow(beta_1, step)));
    }
}
