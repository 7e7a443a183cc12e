namespace KerasDigits.Optimizers;

/// <summary>Adam with Nesterov's look ahead.</summary>
/// <remarks>Its momentum schedule goes on from step to step. Source: tf.keras 2.3.1, optimizer_v2/nadam.py.</remarks>
[KerasExport("keras.optimizers.Nadam", "keras.optimizers.legacy.Nadam")]
public sealed class Nadam : Optimizer
{
    private NadamSchedule? _schedule;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number; null: 0.001. Schedules are refused, as in Keras.</param>
    /// <param name="beta_1">Fraction of the mean gradient kept in each step, from 0 to below 1.</param>
    /// <param name="beta_2">Fraction of the mean square kept in each step, from 0 to below 1.</param>
    /// <param name="epsilon">Small number added to the divisor.</param>
    /// <exception cref="ArgumentException">learning_rate is a schedule.</exception>
    public Nadam(LearningRate? learning_rate = null, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7)
    {
        Guard.That(learning_rate?.Schedule is null,
            "The Nadam optimizer does not support LearningRateSchedules as the learning rate. Pass a number.", nameof(learning_rate));
        this.learning_rate = learning_rate ?? 0.001;
        (this.beta_1, this.beta_2, this.epsilon) = (beta_1, beta_2, epsilon);
    }

    /// <summary>Fraction of the mean gradient kept in each step.</summary>
    public double beta_1 { get; }

    /// <summary>Fraction of the mean square kept in each step.</summary>
    public double beta_2 { get; }

    /// <summary>Added to the divisor.</summary>
    public double epsilon { get; }

    /// <summary>Growth of the momentum per step, as standalone Keras calls it.</summary>
    [KerasKeyword("0.004")]
    public double schedule_decay { get; init; } = 0.004;

    /// <summary>Keras keeps the growth of its momentum under the name of the rate's decay.</summary>
    public override Config get_config()
    {
        Config config = base.get_config();
        config["decay"] = schedule_decay;
        return config;
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotNames => ["m", "v"];

    internal override bool LeavesUnusedRows => true;

    internal override IReadOnlyList<string> SlotsOfAllRows => ["m", "v"];

    /// <summary>Keras's Nadam calls the decay of its momentum so.</summary>
    private protected override bool DecaysRate => false;

    /// <summary>Before the slots stands the product of the momenta, a copy: it follows from the step count.</summary>
    private protected override IReadOnlyList<Backend.Variable> EnumerateState() => base.EnumerateState() is { Count: > 0 } slots
        ? [new Backend.Variable(Backend.Tensors.MakeScalar(NadamSchedule.ComputeProduct(beta_1, schedule_decay, iterations)),
            $"{name}/momentum_cache:0", trainable: false), .. slots] : [];

    /// <inheritdoc/>
    protected internal override void BeginStep(long step, double rate) => Schedule.MoveTo(step);

    private NadamSchedule Schedule => _schedule ??= new NadamSchedule(beta_1, schedule_decay);

    /// <inheritdoc/>
    protected internal override void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        slots[0].mul_(beta_1).add_(gradient, alpha: 1 - beta_1);
        slots[1].mul_(beta_2).addcmul_(gradient, gradient, 1 - beta_2);
        Schedule.Apply(parameter, gradient, slots[0], slots[1] / (1 - Math.Pow(beta_2, step)), rate, epsilon);
    }
}
