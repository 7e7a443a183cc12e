using KerasDigits.Optimizers;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Optimizers;

/// <summary>Which numbers an optimizer refuses: those that TF 2.3.1's OptimizerV2 refuses, and no others.</summary>
public sealed class OptimizerArgumentTests
{
    public static TheoryData<string, Func<object>> Negative => new()
    {
        { "lr", () => optimizers.Adam(lr: -1) },
        { "decay", () => optimizers.Adam(decay: -0.5) },
        { "clipnorm", () => optimizers.SGD(clipnorm: -1) },
        { "clipvalue", () => optimizers.RMSprop(clipvalue: -1) },
        { "global_clipnorm", () => optimizers.Adagrad(global_clipnorm: -1) },
    };

    [Theory]
    [MemberData(nameof(Negative))]
    public void Negative_keywords_are_refused_in_Keras_words(string name, Func<object> make)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(name, make);
        Assert.StartsWith($"Expected {name} >= 0, received: -", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_numbers_are_taken_as_they_are_given()
    {
        Adam adam = optimizers.Adam(learning_rate: -1, beta_1: 2, epsilon: -1);
        Assert.Equal((-1.0, 2.0, -1.0), (adam.learning_rate.Value, adam.beta_1, adam.epsilon));
    }

    [Fact]
    public void A_schedule_given_by_the_old_name_holds() =>
        Assert.NotNull(optimizers.SGD(lr: optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)).learning_rate.Schedule);
}
