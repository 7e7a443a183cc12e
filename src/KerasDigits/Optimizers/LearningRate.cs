using System.Globalization;
using KerasDigits.Optimizers.Schedules;

namespace KerasDigits.Optimizers;

/// <summary>
/// A learning rate: a number that callbacks may change, or a schedule over steps. Numbers are rounded to float32, as Keras's variable does.
/// </summary>
public sealed class LearningRate : IConfigValue<LearningRate>
{
    private double _value;

    /// <summary>A fixed rate.</summary>
    /// <param name="value">Learning rate, a fixed number.</param>
    public LearningRate(double value) => Value = value;

    /// <summary>A rate that follows a schedule.</summary>
    /// <param name="schedule">Gives the rate of each step.</param>
    public LearningRate(LearningRateSchedule schedule) => Schedule = schedule;

    /// <summary>The number; setting it changes the rate of the next step.</summary>
    /// <exception cref="InvalidOperationException">A schedule is in force.</exception>
    public double Value
    {
        get => Schedule is null ? _value : Steps is { } steps ? At(steps())
            : throw new InvalidOperationException("The learning rate of this optimizer is a LearningRateSchedule, which has a value at "
                + "each step: ask for learning_rate.At(optimizer.iterations).");
        set => _value = Schedule is null || Steps is not null ? (float)value
            : throw new InvalidOperationException("The learning rate of this optimizer is a LearningRateSchedule and cannot be set. Pass "
                + "a number to the optimizer if a callback is to change it.");
    }

    /// <summary>The step count of an optimizer that knows its scheduled rate at any time; null: it does not.</summary>
    internal Func<long>? Steps { get; set; }

    /// <summary>Whether <see cref="Value"/> can be read.</summary>
    internal bool IsNumber => Schedule is null || Steps is not null;

    /// <summary>The schedule; null for a number.</summary>
    public LearningRateSchedule? Schedule { get; }

    /// <summary>The rate at a step (counted from 0).</summary>
    /// <param name="step">Number of the step.</param>
    public double At(long step) => Schedule is null ? _value : (float)Schedule.Call(step);

    /// <summary>A fixed rate.</summary>
    public static implicit operator LearningRate(double value) => new(value);

    /// <summary>A scheduled rate.</summary>
    public static implicit operator LearningRate(LearningRateSchedule schedule) => new(schedule);

    /// <summary>The number.</summary>
    public static implicit operator double(LearningRate rate) => rate.Value;

    /// <inheritdoc/>
    public object? ToConfig() => Schedule is null ? _value : ConfigBinder.Serialize(Schedule);

    /// <summary>From a number or a serialized schedule.</summary>
    /// <param name="value">A number, or a serialized schedule, as read from JSON.</param>
    public static LearningRate FromConfig(object? value) => value is Config config
        ? new((LearningRateSchedule)ConfigBinder.Deserialize(config, typeof(LearningRateSchedule)))
        : new(Convert.ToDouble(value, CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => Schedule is null ? _value.ToString(CultureInfo.InvariantCulture) : Schedule.GetType().Name;
}
