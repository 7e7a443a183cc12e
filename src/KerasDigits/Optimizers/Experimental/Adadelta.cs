namespace KerasDigits.Optimizers.Experimental;

/// <summary>Steps sized by the running mean of earlier steps.</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/adadelta.py.</remarks>
[KerasExport("keras.optimizers.experimental.Adadelta")]
public sealed class Adadelta : SameRuleOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="rho">Fraction of the running means kept in each step, from 0 to below 1.</param>
    /// <param name="epsilon">Small number that keeps the divisor above 0.</param>
    public Adadelta(LearningRate? learning_rate = null, double rho = 0.95, double epsilon = 1e-7)
        : base(new Optimizers.Adadelta(null, rho, epsilon))
    {
        this.learning_rate = learning_rate ?? 0.001;
        this.rho = rho;
        this.epsilon = epsilon;
    }

    /// <summary>Fraction of the running means kept in each step.</summary>
    public double rho { get; }

    /// <summary>Keeps the divisor above 0.</summary>
    public double epsilon { get; }
}
