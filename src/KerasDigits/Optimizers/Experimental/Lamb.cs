namespace KerasDigits.Optimizers.Experimental;

/// <summary>Adam whose step in each weight is as long as the weight times the rate (You et al. 2019).</summary>
/// <remarks>Source: keras 3.12, optimizers/lamb.py.</remarks>
[KerasExport("keras.optimizers.Lamb", "keras.optimizers.experimental.Lamb")]
public sealed class Lamb : ModernOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="beta_1">Fraction of the mean gradient kept in each step, from 0 to below 1.</param>
    /// <param name="beta_2">Fraction of the mean square kept in each step, from 0 to below 1.</param>
    /// <param name="epsilon">Small number that keeps the divisor above 0.</param>
    public Lamb(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7)
    {
        this.learning_rate = learning_rate ?? 0.001;
        (this.beta_1, this.beta_2, this.epsilon) = (beta_1, beta_2, epsilon);
    }

    /// <summary>Fraction of the mean gradient kept in each step.</summary>
    public double beta_1 { get; }

    /// <summary>Fraction of the mean square kept in each step.</summary>
    public double beta_2 { get; }

    /// <summary>Keeps the divisor above 0.</summary>
    public double epsilon { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> RuleSlots => ["momentum", "velocity"];

    /// <summary>The step is as long as the whole weight.</summary>
    protected internal override bool WorksByElement => false;

    /// <inheritdoc/>
    protected override void ApplyRule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        slots[0].mul_(beta_1).add_(gradient, alpha: 1 - beta_1);
        slots[1].mul_(beta_2).addcmul_(gradient, gradient, 1 - beta_2);
        Tensor update = (slots[0] / (1 - Math.Pow(beta_1, step))).div_((slots[1] / (1 - Math.Pow(beta_2, step))).sqrt_().add_(epsilon));
        Tensor length = parameter.square().sum().sqrt_(), updateLength = update.square().sum().sqrt_();
        Tensor ratio = (length / updateLength).where((length > 0).logical_and(updateLength > 0), Backend.Tensors.MakeScalar(1.0f));
        parameter.sub_(update.mul_(ratio * rate));
    }
}
