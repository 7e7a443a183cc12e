namespace KerasDigits.Optimizers.Experimental;

/// <summary>Adam with the largest magnitude instead of the mean square.</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/adamax.py.</remarks>
[KerasExport("keras.optimizers.experimental.Adamax")]
public sealed class Adamax : SameRuleOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="beta_1">Fraction of the mean gradient kept in each step, from 0 to below 1.</param>
    /// <param name="beta_2">Fraction of the mean square kept in each step, from 0 to below 1.</param>
    /// <param name="epsilon">Small number that keeps the divisor above 0.</param>
    public Adamax(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7)
        : base(new Optimizers.Adamax(null, beta_1, beta_2, epsilon))
    {
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
}
