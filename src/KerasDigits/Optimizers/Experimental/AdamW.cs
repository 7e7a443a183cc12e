namespace KerasDigits.Optimizers.Experimental;

/// <summary>Adam with weight decay decoupled from the gradient (Loshchilov and Hutter).</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/adamw.py.</remarks>
[KerasExport("keras.optimizers.AdamW", "keras.optimizers.experimental.AdamW")]
public sealed class AdamW : SameRuleOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="weight_decay">Weight decay: the fraction of each weight subtracted per step, times the learning rate; null:
    /// none.</param>
    /// <param name="beta_1">Fraction of the mean gradient kept in each step, from 0 to below 1.</param>
    /// <param name="beta_2">Fraction of the mean square kept in each step, from 0 to below 1.</param>
    /// <param name="epsilon">Small number that keeps the divisor above 0.</param>
    /// <param name="amsgrad">Whether to use the AMSGrad variant, in which the divisor never falls.</param>
    public AdamW(LearningRate? learning_rate = null, double? weight_decay = 0.004, double beta_1 = 0.9, double beta_2 = 0.999,
        double epsilon = 1e-7, bool amsgrad = false) : base(new Optimizers.Adam(null, beta_1, beta_2, epsilon, amsgrad))
    {
        this.learning_rate = learning_rate ?? 0.001;
        this.weight_decay = weight_decay;
        this.beta_1 = beta_1;
        this.beta_2 = beta_2;
        this.epsilon = epsilon;
        this.amsgrad = amsgrad;
    }

    /// <summary>Fraction of the mean gradient kept in each step.</summary>
    public double beta_1 { get; }

    /// <summary>Fraction of the mean square kept in each step.</summary>
    public double beta_2 { get; }

    /// <summary>Keeps the divisor above 0.</summary>
    public double epsilon { get; }

    /// <summary>Whether the divisor never falls.</summary>
    public bool amsgrad { get; }
}
