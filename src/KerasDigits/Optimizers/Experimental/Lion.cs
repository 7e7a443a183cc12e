namespace KerasDigits.Optimizers.Experimental;

/// <summary>The sign of a mixture of gradient and momentum (Chen et al. 2023).</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/lion.py.</remarks>
[KerasExport("keras.optimizers.Lion", "keras.optimizers.experimental.Lion")]
public sealed class Lion : ModernOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.0001.</param>
    /// <param name="beta_1">Part of the momentum in the mixture.</param>
    /// <param name="beta_2">Fraction of the momentum kept in each step.</param>
    public Lion(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.99)
    {
        this.learning_rate = learning_rate ?? 0.0001;
        this.beta_1 = beta_1;
        this.beta_2 = beta_2;
    }

    /// <summary>Part of the momentum in the mixture.</summary>
    public double beta_1 { get; }

    /// <summary>Fraction of the momentum kept in each step.</summary>
    public double beta_2 { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> RuleSlots => ["momentum"];

    /// <inheritdoc/>
    protected override void ApplyRule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        parameter.add_((slots[0] * beta_1).add_(gradient, alpha: 1 - beta_1).sign_(), alpha: -rate);
        slots[0].mul_(beta_2).add_(gradient, alpha: 1 - beta_2);
    }
}
