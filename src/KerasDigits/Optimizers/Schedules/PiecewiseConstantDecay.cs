namespace KerasDigits.Optimizers.Schedules;

/// <summary>Constant rates between given steps.</summary>
/// <param name="boundaries">Last steps of all rates but the last one.</param>
/// <param name="values">The rates: one more than boundaries.</param>
/// <param name="name">Name of the operation, kept for files; null: none.</param>
/// <exception cref="ArgumentException">boundaries are not one fewer than values.</exception>
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
