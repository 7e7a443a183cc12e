using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Metrics;

/// <summary>Python's list of thresholds, as it stands.</summary>
public sealed class ThresholdListTests
{
    [Fact]
    public void AListOfThresholdsCompiles()
    {
        var precision = metrics.Precision(thresholds: [.3, .6]);
        Assert.Equal([0.3, 0.6], precision.get_config().Get("thresholds") as IEnumerable<object?> ?? []);
    }
}
