using KerasDigits.Core;
using KerasDigits.Optimizers.Schedules;

namespace KerasDigits.Tests.Optimizers;

/// <summary>Every schedule against the pack.</summary>
public sealed class ScheduleGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("optimizers");

    [Fact]
    public void Schedules_give_the_rates_of_Keras() => Golden.Each(
        s_pack.Cases.Where(c => c.TryGetProperty("steps", out _)
            && Registry.FindClass(c.GetProperty("class_name").GetString()!,
                typeof(LearningRateSchedule)) is not null), c =>
    {
        Config config = Golden.Config(c.GetProperty("config"));
        config.Remove("name");
        var schedule = (LearningRateSchedule)ConfigBinder.Create(
            Registry.FindClass(c.GetProperty("class_name").GetString()!, typeof(LearningRateSchedule))!,
            config);
        double[] expected = [.. c.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())];
        return c.GetProperty("steps").EnumerateArray()
            .Select((s, i) => Math.Abs(schedule.Call(s.GetInt64()) - expected[i]) <= 1e-6 * Math.Abs(expected[i]) + 1e-9
                ? null
                : $"step {s}: {schedule.Call(s.GetInt64())} instead of {expected[i]}");
    });
}
