namespace KerasDigits.Optimizers.Schedules;

/// <summary>A line down to 0 times a cosine: rate · ((alpha + line) · cosine + beta).</summary>
/// <param name="initial_learning_rate">Rate at step 0.</param>
/// <param name="decay_steps">Length of the line.</param>
/// <param name="num_periods">How many times the cosine swings over it.</param>
/// <param name="alpha">Added to the line.</param>
/// <param name="beta">Added to the product.</param>
/// <param name="name">Name of the operation, kept for files; null: none.</param>
/// <remarks>Source: tf.keras 2.3.1, optimizer_v2/learning_rate_schedule.py (gone in later versions).</remarks>
[KerasExport("keras.experimental.LinearCosineDecay")]
public sealed class LinearCosineDecay(double initial_learning_rate, double decay_steps, double num_periods = 0.5, double alpha = 0.0,
    double beta = 0.001, string? name = null) : LearningRateSchedule(name)
{
    /// <summary>Rate at step 0.</summary>
    public double initial_learning_rate { get; } = initial_learning_rate;

    /// <summary>Length of the line.</summary>
    public double decay_steps { get; } = decay_steps;

    /// <summary>Swings of the cosine.</summary>
    public double num_periods { get; } = num_periods;

    /// <summary>Added to the line.</summary>
    public double alpha { get; } = alpha;

    /// <summary>Added to the product.</summary>
    public double beta { get; } = beta;

    /// <inheritdoc/>
    public override double Call(long step) => initial_learning_rate * ComputeAt(step, decay_steps, num_periods, alpha, beta, noise: 0);

    /// <summary>The factor of a step.</summary>
    internal static double ComputeAt(long step, double steps, double periods, double alpha, double beta, double noise)
    {
        double done = Math.Min(step, steps) / steps;
        return ((alpha + 1 - done + noise) * 0.5 * (1 + Math.Cos(2 * Math.PI * periods * done))) + beta;
    }
}
