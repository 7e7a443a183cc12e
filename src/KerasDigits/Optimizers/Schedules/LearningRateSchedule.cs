namespace KerasDigits.Optimizers.Schedules;

/// <summary>Base of learning rates that depend on the step.</summary>
/// <param name="name">Name of the operation, kept for files; null: none.</param>
/// <remarks>Source: tf.keras 2.3.1, optimizer_v2/learning_rate_schedule.py.</remarks>
public abstract class LearningRateSchedule(string? name = null) : IKerasObject
{
    /// <summary>Name of the operation; kept for files.</summary>
    public string? name { get; } = name;

    /// <summary>The rate at a step, counted from 0.</summary>
    /// <param name="step">Number of the step.</param>
    /// <returns>The rate.</returns>
    public abstract double Call(long step);

    /// <summary>The rate at a step: what Python calls like a function, <c>schedule(step)</c>, has Apply.</summary>
    /// <param name="step">Counted from 0.</param>
    public double Apply(long step) => Call(step);

    /// <inheritdoc/>
    public virtual Config get_config() => ConfigBinder.GetArguments(this);
}
