using KerasDigits.Tuner.Network;

namespace KerasDigits.Tuner.Tests.Network;

public sealed class LeaseTests
{
    [Theory, InlineData(null, 30), InlineData("", 30), InlineData("2", 2), InlineData("0.5", 0.5)]
    public void Seconds_are_read(string? text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Lease.Of(text));

    [Theory, InlineData("30s"), InlineData("0"), InlineData("-3"), InlineData("NaN"), InlineData("1,5"), InlineData("1e300")]
    public void Others_are_refused(string text) =>
        Assert.Contains($"KERASDIGITS_WORKER_LEASE must be a number of seconds above 0. Received: {text}.",
            Assert.Throws<InvalidOperationException>(() => Lease.Of(text)).Message, StringComparison.Ordinal);
}
