namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>Ticks and their numbers as Matplotlib chooses them.</summary>
public sealed class TickTests
{
    [Theory]
    [InlineData(-3.15, 66.15, 12, "0 10 20 30 40 50 60")]
    [InlineData(-0.0553, 2.6288, 11, "0.0 0.5 1.0 1.5 2.0 2.5")]
    [InlineData(-0.1, 2.1, 12, "0.00 0.25 0.50 0.75 1.00 1.25 1.50 1.75 2.00")]
    [InlineData(-0.05, 1.05, 12, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-0.5, 31.5, 6, "0 10 20 30")]
    [InlineData(31.5, -0.5, 9, "0 5 10 15 20 25 30")]
    [InlineData(-0.5, 27.5, 6, "0 5 10 15 20 25")]
    [InlineData(-1.5, 1.5, 8, "−1.5 −1.0 −0.5 0.0 0.5 1.0 1.5")]
    [InlineData(0.9, 0.99, 8, "0.90 0.92 0.94 0.96 0.98")]
    public void Are_round_and_tell_each_other_apart(double from, double to, int room, string expected) =>
        Assert.Equal(expected, string.Join(' ', TickText.Of(TickLocator.ChooseTicks(from, to, room), from, to).Texts));

    [Fact]
    public void Large_and_small_numbers_stand_over_a_power_of_ten()
    {
        var (texts, power) = TickText.Of(TickLocator.ChooseTicks(0, 5e6, 5), 0, 5e6);
        Assert.Equal(("0 1 2 3 4 5", "1e6"), (string.Join(' ', texts), power));
        Assert.Equal("1e−5", TickText.Of([0, 2e-5, 4e-5], 0, 4e-5).Power);
    }
}
