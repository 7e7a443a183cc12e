namespace KerasDigits.Optimizers.Experimental;

/// <summary>Follow the regularized leader.</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/ftrl.py.</remarks>
[KerasExport("keras.optimizers.experimental.Ftrl")]
public sealed class Ftrl : SameRuleOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="learning_rate_power">Power of the accumulated squares that divides the rate, at most 0.</param>
    /// <param name="initial_accumulator_value">Initial value of the squares.</param>
    /// <param name="l1_regularization_strength">Factor of the penalty on magnitudes, 0 or more.</param>
    /// <param name="l2_regularization_strength">Factor of the penalty on squares, 0 or more.</param>
    /// <param name="l2_shrinkage_regularization_strength">L2 penalty on the gradient.</param>
    /// <param name="beta">Further L2 penalty, divided by twice the rate.</param>
    public Ftrl(LearningRate? learning_rate = null, double learning_rate_power = -0.5, double initial_accumulator_value = 0.1,
        double l1_regularization_strength = 0.0, double l2_regularization_strength = 0.0, double l2_shrinkage_regularization_strength = 0.0,
        double beta = 0.0)
            : base(new Optimizers.Ftrl(null, learning_rate_power, initial_accumulator_value, l1_regularization_strength,
                l2_regularization_strength, l2_shrinkage_regularization_strength: l2_shrinkage_regularization_strength, beta: beta))
    {
        this.learning_rate = learning_rate ?? 0.001;
        this.learning_rate_power = learning_rate_power;
        this.initial_accumulator_value = initial_accumulator_value;
        this.l1_regularization_strength = l1_regularization_strength;
        this.l2_regularization_strength = l2_regularization_strength;
        this.l2_shrinkage_regularization_strength = l2_shrinkage_regularization_strength;
        this.beta = beta;
    }

    /// <summary>Power of the accumulated squares that divides the rate, at most 0.</summary>
    public double learning_rate_power { get; }

    /// <summary>Initial value of the squares.</summary>
    public double initial_accumulator_value { get; }

    /// <summary>L1 penalty.</summary>
    public double l1_regularization_strength { get; }

    /// <summary>L2 penalty.</summary>
    public double l2_regularization_strength { get; }

    /// <summary>L2 penalty on the gradient.</summary>
    public double l2_shrinkage_regularization_strength { get; }

    /// <summary>Further L2 penalty, divided by twice the rate.</summary>
    public double beta { get; }
}
