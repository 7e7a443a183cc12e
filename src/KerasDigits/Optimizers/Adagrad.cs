using KerasDigits.Ops;

namespace KerasDigits.Optimizers;

/// <summary>Divides the gradient by the root of the sum of its squares.</summary>
/// <remarks>Source: tf.keras 2.3.1, optimizer_v2/adagrad.py.</remarks>
[KerasExport("keras.optimizers.Adagrad", "keras.optimizers.legacy.Adagrad")]
public sealed class Adagrad : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="initial_accumulator_value">Initial value of the sum of squares.</param>
    /// <param name="epsilon">Small number added to the divisor.</param>
    /// <exception cref="ArgumentException">initial_accumulator_value is negative.</exception>
    public Adagrad(LearningRate? learning_rate = null, double initial_accumulator_value = 0.1, double epsilon = 1e-7)
    {
        Guard.That(initial_accumulator_value >= 0,
            $"`initial_accumulator_value` must not be negative. Received: {initial_accumulator_value}.", nameof(initial_accumulator_value));
        this.learning_rate = learning_rate ?? 0.001;
        (this.initial_accumulator_value, this.epsilon) = (initial_accumulator_value, epsilon);
    }

    /// <summary>Initial value of the sum of squares.</summary>
    public double initial_accumulator_value { get; }

    /// <summary>Added to the divisor.</summary>
    public double epsilon { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames => ["accumulator"];

    /// <inheritdoc/>
    protected internal override double GetSlotStart(string slot) => initial_accumulator_value;

    /// <inheritdoc/>
    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step) =>
        parameter.addcdiv_(gradient, slots[0].addcmul_(gradient, gradient, 1).Root().add_(epsilon), -rate);
}
