using TorchSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Ops.OpsValues;

namespace KerasDigits.Tests.Ops;

/// <summary>What NumPy gives for bits and divisors.</summary>
public sealed class OpsBitsTests
{
    private static readonly Tensor s_a = Whole(12, -7, 0, 255), s_b = Whole(10, 3, 5, 15);

    [Fact]
    public void Bits_are_those_of_Keras()
    {
        Same([8, 1, 0, 15], ops.bitwise_and(s_a, s_b));
        Same([14, -5, 5, 255], ops.bitwise_or(s_a, s_b));
        Same([6, -6, 5, 240], ops.bitwise_xor(s_a, s_b));
        Same([-13, 6, -1, -256], ops.bitwise_not(s_a));
        Same([-13, 6, -1, -256], ops.bitwise_invert(s_a));
        Same([48, -28, 0, 1020], ops.bitwise_left_shift(s_a, 2));
        Same([48, -28, 0, 1020], ops.left_shift(s_a, 2));
        Same([6, -4, 0, 127], ops.bitwise_right_shift(s_a, 1));
        Same([6, -4, 0, 127], ops.right_shift(s_a, 1));
        Assert.Equal(torch.ScalarType.Int32, ops.bitwise_and(s_a, 3).dtype);
    }

    [Fact]
    public void Divisors_are_those_of_Keras()
    {
        Same([6, 6, 5, 7], ops.gcd(Whole(12, -18, 0, 7), Whole(18, 12, 5, 0)));
        Same([12, 12, 0, 21], ops.lcm(Whole(4, 6, 0, -3), Whole(6, 4, 5, 7)));
    }

    [Fact]
    public void Floats_and_places_that_are_none_are_refused()
    {
        Assert.Contains("ops.cast", Assert.Throws<ArgumentException>(() => ops.bitwise_and(T(1, 2), Whole(1, 2))).Message);
        Assert.Throws<ArgumentException>(() => ops.gcd(T(1), T(2)));
        Assert.Throws<ArgumentException>(() => ops.bitwise_left_shift(s_a, 32));
        Assert.Throws<ArgumentException>(() => ops.bitwise_right_shift(s_a, -1));
    }
}
