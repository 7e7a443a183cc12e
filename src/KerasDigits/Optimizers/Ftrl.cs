namespace KerasDigits.Optimizers;

/// <summary>Follow the regularized leader, for sparse models.</summary>
/// <remarks>Source: tf.keras 2.3.1, optimizer_v2/ftrl.py.</remarks>
[KerasExport("keras.optimizers.Ftrl", "keras.optimizers.legacy.Ftrl")]
public sealed class Ftrl : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="learning_rate_power">How the rate falls with the sum of squares: at most 0.</param>
    /// <param name="initial_accumulator_value">Initial value of the sum of squares.</param>
    /// <param name="l1_regularization_strength">Factor of the penalty on magnitudes.</param>
    /// <param name="l2_regularization_strength">Factor of the penalty on squares.</param>
    /// <param name="name">Name under which the state is saved; null: the class name. Keras has it in this position too.</param>
    /// <param name="l2_shrinkage_regularization_strength">Factor of the penalty that is added to the gradient.</param>
    /// <param name="beta">Added to the root of the sum of squares.</param>
    /// <exception cref="ArgumentException">learning_rate_power is above 0.</exception>
    public Ftrl(LearningRate? learning_rate = null, double learning_rate_power = -0.5, double initial_accumulator_value = 0.1,
        double l1_regularization_strength = 0.0, double l2_regularization_strength = 0.0, string? name = "Ftrl",
        double l2_shrinkage_regularization_strength = 0.0, double beta = 0.0)
    {
        Guard.That(learning_rate_power <= 0, $"`learning_rate_power` must be at most 0. Received: {learning_rate_power}.",
            nameof(learning_rate_power));
        this.learning_rate = learning_rate ?? 0.001;
        this.name = name;
        (this.learning_rate_power, this.initial_accumulator_value, this.l1_regularization_strength) = (learning_rate_power,
            initial_accumulator_value, l1_regularization_strength);
        (this.l2_regularization_strength, this.l2_shrinkage_regularization_strength, this.beta) = (l2_regularization_strength,
            l2_shrinkage_regularization_strength, beta);
    }

    /// <summary>How the rate falls.</summary>
    public double learning_rate_power { get; }

    /// <summary>Initial value of the sum of squares.</summary>
    public double initial_accumulator_value { get; }

    /// <summary>Factor of the penalty on magnitudes.</summary>
    public double l1_regularization_strength { get; }

    /// <summary>Factor of the penalty on squares.</summary>
    public double l2_regularization_strength { get; }

    /// <summary>Factor of the penalty that is added to the gradient.</summary>
    public double l2_shrinkage_regularization_strength { get; }

    /// <summary>Added to the root of the sum of squares.</summary>
    public double beta { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames => ["accumulator", "linear"];

    internal override bool LeavesUnusedRows => true;

    private protected override IEnumerable<Backend.Variable> OrderWeights(Backend.Variable[] weights) => weights.SelectMany(GetSlots);

    /// <inheritdoc/>
    protected internal override double GetSlotStart(string slot) => slot == "accumulator" ? initial_accumulator_value : 0;

    /// <inheritdoc/>
    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        var (sum, linear) = (slots[0], slots[1]);
        double l2 = l2_regularization_strength + (beta / (2 * rate));
        Tensor shrunk = l2_shrinkage_regularization_strength == 0
            ? gradient
            : gradient + (2 * l2_shrinkage_regularization_strength * parameter);
        Tensor grown = sum + gradient.square();
        Tensor rise = grown.pow(-learning_rate_power) - sum.pow(-learning_rate_power);
        linear.add_(shrunk).sub_(rise / rate * parameter);
        Tensor quadratic = (grown.pow(-learning_rate_power) / rate) + (2 * l2);
        Tensor cut = linear.clamp(-l1_regularization_strength, l1_regularization_strength);
        parameter.copy_((cut - linear) / quadratic);
        sum.copy_(grown);
    }
}
