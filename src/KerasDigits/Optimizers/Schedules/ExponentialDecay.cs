namespace KerasDigits.Optimizers.Schedules;

/// <summary>rate · decay_rate^(step / decay_steps).</summary>
/// <param name="initial_learning_rate">Rate at step 0.</param>
/// <param name="decay_steps">Steps in which the rate falls once by the factor.</param>
/// <param name="decay_rate">Factor of the rate after each decay_steps; below 1 the rate falls.</param>
/// <param name="staircase">Whether the rate falls in steps.</param>
/// <param name="name">Name of the operation, kept for files; null: none.</param>
[KerasExport("keras.optimizers.schedules.ExponentialDecay")]
public sealed class ExponentialDecay(double initial_learning_rate, double decay_steps, double decay_rate, bool staircase = false,
    string? name = null) : LearningRateSchedule(name)
{
    /// <summary>Rate at step 0.</summary>
    public double initial_learning_rate { get; } = initial_learning_rate;

    /// <summary>Steps in which the rate falls once.</summary>
    public double decay_steps { get; } = decay_steps;

    /// <summary>The factor.</summary>
    public double decay_rate { get; } = decay_rate;

    /// <summary>Whether the rate falls in steps.</summary>
    public bool staircase { get; } = staircase;

    /// <inheritdoc/>
    public override double Call(long step) =>
        initial_learning_rate * Math.Pow(decay_rate, staircase ? Math.Floor(step / decay_steps) : step / decay_steps);
}
