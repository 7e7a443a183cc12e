namespace KerasDigits.Optimizers.Schedules;

/// <summary>The rate falls along half a cosine and starts over, each time lower and for longer (Loshchilov and Hutter).</summary>
/// <param name="initial_learning_rate">Rate at step 0.</param>
/// <param name="first_decay_steps">Steps of the first fall.</param>
/// <param name="t_mul">Growth of the number of steps.</param>
/// <param name="m_mul">Growth of the rate at each start.</param>
/// <param name="alpha">Fraction of the rate that is left at the end of a fall.</param>
/// <param name="name">Name of the operation, kept for files; null: none.</param>
/// <exception cref="ArgumentOutOfRangeException">first_decay_steps is not above 0.</exception>
[KerasExport("keras.optimizers.schedules.CosineDecayRestarts", "keras.experimental.CosineDecayRestarts")]
public sealed class CosineDecayRestarts(double initial_learning_rate, long first_decay_steps, double t_mul = 2.0, double m_mul = 1.0,
    double alpha = 0.0, string? name = null) : LearningRateSchedule(name)
{
    /// <summary>Rate at step 0.</summary>
    public double initial_learning_rate { get; } = initial_learning_rate;

    /// <summary>Steps of the first fall.</summary>
    public long first_decay_steps { get; } = first_decay_steps > 0
        ? first_decay_steps
        : throw new ArgumentOutOfRangeException(nameof(first_decay_steps),
            $"`first_decay_steps` must be above 0. Received: first_decay_steps={first_decay_steps}.");

    /// <summary>Growth of the number of steps.</summary>
    public double t_mul { get; } = t_mul;

    /// <summary>Growth of the rate at each start.</summary>
    public double m_mul { get; } = m_mul;

    /// <summary>Fraction of the rate that is left.</summary>
    public double alpha { get; } = alpha;

    /// <inheritdoc/>
    public override double Call(long step)
    {
        double completed = (double)step / first_decay_steps, restarts;
        if (t_mul == 1)
        {
            restarts = Math.Floor(completed);
            completed -= restarts;
        }
        else
        {
            restarts = Math.Floor(Math.Log(1 - (completed * (1 - t_mul))) / Math.Log(t_mul));
            completed = (completed - ((1 - Math.Pow(t_mul, restarts)) / (1 - t_mul))) / Math.Pow(t_mul, restarts);
        }
        double cosine = 0.5 * Math.Pow(m_mul, restarts) * (1 + Math.Cos(Math.PI * completed));
        return initial_learning_rate * (((1 - alpha) * cosine) + alpha);
    }
}
