namespace KerasDigits.Optimizers.Schedules;

/// <summary>From one rate to another along a power of the way.</summary>
/// <param name="initial_learning_rate">Rate at step 0.</param>
/// <param name="decay_steps">Length of the way.</param>
/// <param name="end_learning_rate">Rate at its end.</param>
/// <param name="power">The power; 1 is a straight line.</param>
/// <param name="cycle">Whether the way starts again when it ends, longer each time.</param>
/// <param name="name">Name of the operation, kept for files; null: none.</param>
[KerasExport("keras.optimizers.schedules.PolynomialDecay")]
public sealed class PolynomialDecay(double initial_learning_rate, double decay_steps, double end_learning_rate = 0.0001, double power = 1.0,
    bool cycle = false, string? name = null) : LearningRateSchedule(name)
{
    /// <summary>Rate at step 0.</summary>
    public double initial_learning_rate { get; } = initial_learning_rate;

    /// <summary>Length of the way.</summary>
    public double decay_steps { get; } = decay_steps;

    /// <summary>Rate at its end.</summary>
    public double end_learning_rate { get; } = end_learning_rate;

    /// <summary>The power.</summary>
    public double power { get; } = power;

    /// <summary>Whether the way starts again.</summary>
    public bool cycle { get; } = cycle;

    /// <inheritdoc/>
    public override double Call(long step)
    {
        double length = cycle ? decay_steps * Math.Max(1, Math.Ceiling(step / decay_steps)) : decay_steps;
        double done = (cycle ? step : Math.Min(step, decay_steps)) / length;
        return ((initial_learning_rate - end_learning_rate) * Math.Pow(1 - done, power)) + end_learning_rate;
    }
}
