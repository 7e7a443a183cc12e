using static KerasDigits.keras;
using static KerasDigits.Tests.Ops.OpsValues;

namespace KerasDigits.Tests.Ops;

/// <summary>A public function says who was called with what where nothing looked at its arguments before the engine.</summary>
public sealed class FunctionErrorsTests
{
    public static TheoryData<string, Action> Faults() => new()
    {
        { "keras.ops.conv cannot compute with inputs of shape (3,) and dtype float32, kernel of shape (3,)",
            () => ops.conv(T(1, 2, 3), T(1, 2, 3)) },
        { "keras.ops.add cannot compute with x1 of shape (2,) and dtype float32, x2 of shape (3,)", () => ops.add(T(1, 2), T(1, 2, 3)) },
        { "keras.ops.split cannot compute with x of shape (2,) and dtype float32", () => ops.split(T(1, 2), 0) },
        { "tf.add_n cannot compute with inputs of shapes", () => tf.add_n(Array.Empty<Tensor>()) },
        { "tf.reshape cannot compute with", () => tf.reshape([1, 2, 3], [2, 2]) },
    };

    [Theory, MemberData(nameof(Faults))]
    public void Says_who_was_called_with_what(string start, Action call)
    {
        Exception thrown = Assert.ThrowsAny<ArgumentException>(call);
        Assert.StartsWith(start, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentences_of_ones_own_stay_as_they_are() =>
        Assert.StartsWith("Cannot multiply: the inner sizes", Assert.ThrowsAny<ArgumentException>(
            () => tf.matmul(T([2, 3], 1, 2, 3, 4, 5, 6), T([2, 3], 1, 2, 3, 4, 5, 6))).Message, StringComparison.Ordinal);
}
