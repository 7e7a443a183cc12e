namespace KerasDigits.Optimizers.Schedules;

/// <summary>Base of learning rates that depend on the step.</summary>
/// <remarks>Source: tf.keras 2.3.1, optimizer_v2/learning_rate_schedule.py.</remarks>
public abstract class LearningRateSchedule : IKerasObject
{
    /// <summary>The rate at a step, counted from 0.</summary>
    public abstract double Call(long step);

    /// <inheritdoc/>
    public virtual Config get_config() => ConfigBinder.Arguments(this);
}
