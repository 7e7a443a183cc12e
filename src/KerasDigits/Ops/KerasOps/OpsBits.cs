using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: the bits of integers, and what divides them.</summary>
/// <remarks>Source: Keras 3, ops/numpy.py.</remarks>
internal static class OpsBits
{
    /// <summary>The bits that both have.</summary>
    /// <param name="x">Tensor, array or number of integers or Booleans; broadcast with y.</param>
    /// <param name="y">Tensor, array or number of integers or Booleans; broadcast with x.</param>
    /// <exception cref="ArgumentException">The values are neither integers nor Booleans.</exception>
    [KerasExport("keras.ops.bitwise_and")]
    public static Tensor bitwise_and(Operand x, Operand y) => OfBits(x, y, torch.bitwise_and);

    /// <summary>The bits that one of the two has, or both.</summary>
    /// <param name="x">Tensor, array or number of integers or Booleans; broadcast with y.</param>
    /// <param name="y">Tensor, array or number of integers or Booleans; broadcast with x.</param>
    /// <exception cref="ArgumentException">The values are neither integers nor Booleans.</exception>
    [KerasExport("keras.ops.bitwise_or")]
    public static Tensor bitwise_or(Operand x, Operand y) => OfBits(x, y, torch.bitwise_or);

    /// <summary>The bits that exactly one of the two has.</summary>
    /// <param name="x">Tensor, array or number of integers or Booleans; broadcast with y.</param>
    /// <param name="y">Tensor, array or number of integers or Booleans; broadcast with x.</param>
    /// <exception cref="ArgumentException">The values are neither integers nor Booleans.</exception>
    [KerasExport("keras.ops.bitwise_xor")]
    public static Tensor bitwise_xor(Operand x, Operand y) => OfBits(x, y, torch.bitwise_xor);

    /// <summary>The bits that a value has not.</summary>
    /// <param name="x">Tensor of integers or Booleans.</param>
    /// <exception cref="ArgumentException">The values are neither integers nor Booleans.</exception>
    [KerasExport("keras.ops.bitwise_not", "keras.ops.bitwise_invert")]
    public static Tensor bitwise_not(Tensor x) => CheckBits(x, nameof(x)).bitwise_not();

    /// <summary>The bits moved up by y places.</summary>
    /// <param name="x">Integers of any shape.</param>
    /// <param name="y">Places, from 0 to the number of x's bits − 1.</param>
    [KerasExport("keras.ops.bitwise_left_shift", "keras.ops.left_shift")]
    public static Tensor bitwise_left_shift(Operand x, Operand y) => OfBits(x, y, torch.bitwise_left_shift, isShift: true);

    /// <summary>The bits moved down by y places; the sign stays.</summary>
    /// <inheritdoc cref="bitwise_left_shift"/>
    [KerasExport("keras.ops.bitwise_right_shift", "keras.ops.right_shift")]
    public static Tensor bitwise_right_shift(Operand x, Operand y) => OfBits(x, y, torch.bitwise_right_shift, isShift: true);

    /// <summary>The greatest number that divides both.</summary>
    /// <param name="x1">Tensor, array or number of integers; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number of integers; broadcast with x1.</param>
    /// <exception cref="ArgumentException">The values are neither integers nor Booleans.</exception>
    [KerasExport("keras.ops.gcd")]
    public static Tensor gcd(Operand x1, Operand x2) => OfBits(x1, x2, torch.gcd);

    /// <summary>The smallest number that both divide.</summary>
    /// <param name="x1">Tensor, array or number of integers; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number of integers; broadcast with x1.</param>
    /// <exception cref="ArgumentException">The values are neither integers nor Booleans.</exception>
    [KerasExport("keras.ops.lcm")]
    public static Tensor lcm(Operand x1, Operand x2) => OfBits(x1, x2, torch.lcm);

    private static Tensor OfBits(Operand x, Operand y, Func<Tensor, Tensor, Tensor> function, bool isShift = false)
    {
        Tensor a = CheckBits(x.MakeLike(y), "x"), b = CheckBits(y.MakeLike(x), "y");
        if (isShift)
        {
            // The processor takes the places modulo the number of bits, or not, as it likes.
            long bits = a.element_size() * 8;
            var (least, most) = b.numel() == 0 ? (0, 0) : (b.min().ToNumber(), b.max().ToNumber());
            Guard.That(least >= 0 && most < bits, $"`y` must be from 0 to {bits - 1}. Received: {least} to {most}.", nameof(y));
        }
        return function(a, b);
    }

    private static Tensor CheckBits(Tensor x, string argument)
    {
        Guard.That(!x.is_floating_point() && !x.is_complex(), $"`{argument}` must hold integers or Booleans: cast it, "
            + $"ops.cast(x, \"int32\"). Received: dtype {DTypes.GetName(x.dtype)}.", argument);
        return x;
    }
}
