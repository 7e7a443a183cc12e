using KerasDigits.Backend;

namespace KerasDigits.Optimizers.Schedules;

/// <summary>The same with normal noise on the line, of variance initial_variance / (1 + step)^variance_decay.</summary>
/// <param name="initial_learning_rate">Rate at step 0.</param>
/// <param name="decay_steps">Length of the line.</param>
/// <param name="initial_variance">Variance of the noise at step 0.</param>
/// <param name="variance_decay">How fast it falls.</param>
/// <param name="num_periods">How many times the cosine swings over the line.</param>
/// <param name="alpha">Added to the line.</param>
/// <param name="beta">Added to the product.</param>
/// <param name="name">Name of the operation, kept for files; null: none.</param>
/// <remarks>The noise is drawn from NumPy's generator (np.random). Source: tf.keras 2.3.1, optimizer_v2/learning_rate_schedule.py (gone in
/// later versions).</remarks>
[KerasExport("keras.experimental.NoisyLinearCosineDecay")]
public sealed class NoisyLinearCosineDecay(double initial_learning_rate, double decay_steps, double initial_variance = 1.0,
    double variance_decay = 0.55, double num_periods = 0.5, double alpha = 0.0, double beta = 0.001, string? name = null)
        : LearningRateSchedule(name)
{
    /// <summary>Rate at step 0.</summary>
    public double initial_learning_rate { get; } = initial_learning_rate;

    /// <summary>Length of the line.</summary>
    public double decay_steps { get; } = decay_steps;

    /// <summary>Variance of the noise at step 0.</summary>
    public double initial_variance { get; } = initial_variance;

    /// <summary>How fast it falls.</summary>
    public double variance_decay { get; } = variance_decay;

    /// <summary>Swings of the cosine.</summary>
    public double num_periods { get; } = num_periods;

    /// <summary>Added to the line.</summary>
    public double alpha { get; } = alpha;

    /// <summary>Added to the product.</summary>
    public double beta { get; } = beta;

    /// <inheritdoc/>
    public override double Call(long step)
    {
        double deviation = Math.Sqrt(initial_variance / Math.Pow(1 + step, variance_decay)),
            drawn = Seeds.Draw(random => random.randn(1).ToArray<double>()[0]);
        return initial_learning_rate * LinearCosineDecay.ComputeAt(step, decay_steps, num_periods, alpha, beta, deviation * drawn);
    }
}
