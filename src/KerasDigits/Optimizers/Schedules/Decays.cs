namespace KerasDigits.Optimizers.Schedules;

/// <summary>rate · decay_rate^(step / decay_steps).</summary>
/// <param name="initial_learning_rate">Rate at step 0.</param>
/// <param name="decay_steps">Steps in which the rate falls once by the factor.</param>
/// <param name="decay_rate">The factor.</param>
/// <param name="staircase">Whether the rate falls in steps.</param>
/// <param name="name">Name of the operation; kept for files.</param>
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

/// <summary>rate / (1 + decay_rate · step / decay_steps).</summary>
/// <param name="initial_learning_rate">Rate at step 0.</param>
/// <param name="decay_steps">Steps in which the divisor grows by decay_rate.</param>
/// <param name="decay_rate">Growth of the divisor.</param>
/// <param name="staircase">Whether the rate falls in steps.</param>
/// <param name="name">Name of the operation; kept for files.</param>
[KerasExport("keras.optimizers.schedules.InverseTimeDecay")]
public sealed class InverseTimeDecay(double initial_learning_rate, double decay_steps, double decay_rate, bool staircase = false,
    string? name = null) : LearningRateSchedule(name)
{
    /// <summary>Rate at step 0.</summary>
    public double initial_learning_rate { get; } = initial_learning_rate;

    /// <summary>Steps in which the divisor grows by decay_rate.</summary>
    public double decay_steps { get; } = decay_steps;

    /// <summary>Growth of the divisor.</summary>
    public double decay_rate { get; } = decay_rate;

    /// <summary>Whether the rate falls in steps.</summary>
    public bool staircase { get; } = staircase;

    /// <inheritdoc/>
    public override double Call(long step) =>
        initial_learning_rate / (1 + (decay_rate * (staircase ? Math.Floor(step / decay_steps) : step / decay_steps)));
}

/// <summary>From one rate to another along a power of the way.</summary>
/// <param name="initial_learning_rate">Rate at step 0.</param>
/// <param name="decay_steps">Length of the way.</param>
/// <param name="end_learning_rate">Rate at its end.</param>
/// <param name="power">The power; 1 is a straight line.</param>
/// <param name="cycle">Whether the way starts again when it ends, longer each time.</param>
/// <param name="name">Name of the operation; kept for files.</param>
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

/// <summary>Constant rates between given steps.</summary>
/// <param name="boundaries">Last steps of all rates but the last one.</param>
/// <param name="values">The rates: one more than boundaries.</param>
/// <param name="name">Name of the operation; kept for files.</param>
[KerasExport("keras.optimizers.schedules.PiecewiseConstantDecay")]
public sealed class PiecewiseConstantDecay(double[] boundaries, double[] values, string? name = null) : LearningRateSchedule(name)
{
    /// <summary>Last steps of all rates but the last one.</summary>
    public double[] boundaries { get; } = boundaries.Length == values.Length - 1 ? boundaries
        : throw new ArgumentException("The length of boundaries should be 1 less than the length of values. Received: "
            + $"{boundaries.Length} and {values.Length}.", nameof(boundaries));

    /// <summary>The rates.</summary>
    public double[] values { get; } = values;

    /// <inheritdoc/>
    public override double Call(long step)
    {
        int at = Array.FindIndex(boundaries, b => step <= b);
        return values[at < 0 ? values.Length - 1 : at];
    }
}
