namespace KerasDigits.Optimizers.Experimental;

/// <summary>Divides the gradient by the root of all its squares; epsilon stands below the root.</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/adagrad.py.</remarks>
[KerasExport("keras.optimizers.experimental.Adagrad")]
public sealed class Adagrad : ModernOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="initial_accumulator_value">Initial value of the sum of squares.</param>
    /// <param name="epsilon">Small number that keeps the divisor above 0.</param>
    public Adagrad(LearningRate? learning_rate = null, double initial_accumulator_value = 0.1, double epsilon = 1e-7)
    {
        this.learning_rate = learning_rate ?? 0.001;
        this.initial_accumulator_value = initial_accumulator_value;
        this.epsilon = epsilon;
    }

    /// <summary>Initial value of the sum of squares.</summary>
    public double initial_accumulator_value { get; }

    /// <summary>Keeps the divisor above 0.</summary>
    public double epsilon { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> RuleSlots => ["accumulator"];

    /// <inheritdoc/>
    protected internal override double GetSlotStart(string slot) => slot == "accumulator" ? initial_accumulator_value : 0;

    /// <inheritdoc/>
    protected override void ApplyRule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step) =>
        parameter.addcmul_(gradient, (slots[0].addcmul_(gradient, gradient, 1) + epsilon).rsqrt_(), -rate);
}
