namespace KerasDigits.Optimizers.Schedules;

/// <summary>The rate falls along half a cosine, after an optional linear rise.</summary>
/// <param name="initial_learning_rate">Rate at step 0.</param>
/// <param name="decay_steps">Steps of the fall.</param>
/// <param name="alpha">Fraction of the rate that is left at the end.</param>
/// <param name="warmup_target">Rate to rise to first; null: no rise.</param>
/// <param name="warmup_steps">Steps of the rise.</param>
/// <param name="name">Name of the operation, kept for files; null: none.</param>
/// <exception cref="ArgumentOutOfRangeException">decay_steps is not above 0.</exception>
/// <remarks>Source: tf.keras 2.15, optimizers/schedules/learning_rate_schedule.py.</remarks>
[KerasExport("keras.optimizers.schedules.CosineDecay", "keras.experimental.CosineDecay")]
public sealed class CosineDecay(double initial_learning_rate, long decay_steps, double alpha = 0.0, string? name = null,
    double? warmup_target = null, long warmup_steps = 0) : LearningRateSchedule(name)
{
    /// <summary>Rate at step 0.</summary>
    public double initial_learning_rate { get; } = initial_learning_rate;

    /// <summary>Steps of the fall.</summary>
    public long decay_steps { get; } = decay_steps > 0
        ? decay_steps
        : throw new ArgumentOutOfRangeException(nameof(decay_steps),
            $"`decay_steps` must be above 0. Received: decay_steps={decay_steps}.");

    /// <summary>Fraction of the rate that is left.</summary>
    public double alpha { get; } = alpha;

    /// <summary>Rate to rise to first.</summary>
    public double? warmup_target { get; } = warmup_target;

    /// <summary>Steps of the rise.</summary>
    public long warmup_steps { get; } = warmup_steps;

    /// <inheritdoc/>
    public override double Call(long step)
    {
        if (warmup_target is not { } top) { return ComputeFall(initial_learning_rate, step); }
        return step < warmup_steps
            ? initial_learning_rate + ((top - initial_learning_rate) * step / warmup_steps)
            : ComputeFall(top, step - warmup_steps);
    }

    private double ComputeFall(double from, long step) =>
        from * (((1 - alpha) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(step, decay_steps) / decay_steps))) + alpha);
}
