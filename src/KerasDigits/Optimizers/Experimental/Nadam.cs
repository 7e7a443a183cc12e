namespace KerasDigits.Optimizers.Experimental;

/// <summary>Adam with Nesterov's look ahead.</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/nadam.py.</remarks>
[KerasExport("keras.optimizers.experimental.Nadam")]
public sealed class Nadam : ModernOptimizer
{
    private readonly NadamSchedule _schedule;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="beta_1">Fraction of the mean gradient kept in each step, from 0 to below 1.</param>
    /// <param name="beta_2">Fraction of the mean square kept in each step, from 0 to below 1.</param>
    /// <param name="epsilon">Small number that keeps the divisor above 0.</param>
    public Nadam(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7)
    {
        _schedule = new NadamSchedule(beta_1, exponent: 1);
        this.learning_rate = learning_rate ?? 0.001;
        this.beta_1 = beta_1;
        this.beta_2 = beta_2;
        this.epsilon = epsilon;
    }

    /// <summary>Fraction of the mean gradient kept in each step.</summary>
    public double beta_1 { get; }

    /// <summary>Fraction of the mean square kept in each step.</summary>
    public double beta_2 { get; }

    /// <summary>Keeps the divisor above 0.</summary>
    public double epsilon { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> RuleSlots => ["momentum", "velocity"];

    /// <inheritdoc/>
    protected internal override void BeginStep(long step, double rate) => _schedule.MoveTo(step);

    /// <inheritdoc/>
    protected override void ApplyRule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        slots[0].mul_(beta_1).add_(gradient, alpha: 1 - beta_1);
        slots[1].mul_(beta_2).addcmul_(gradient, gradient, 1 - beta_2);
        _schedule.Apply(parameter, gradient, slots[0], slots[1] / (1 - Math.Pow(beta_2, step)), rate, epsilon);
    }
}
