using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: further mathematics value by value, and complex numbers.</summary>
/// <remarks>Source: Keras 3, ops/numpy.py, ops/math.py and ops/nn.py.</remarks>
internal static class OpsNumbers
{
    /// <summary>The cube root, of negative numbers too.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.cbrt")]
    public static Tensor cbrt(Tensor x)
    {
        // One step of Newton's takes away what the power has rounded; its own gradient is right, so the step has none.
        Tensor f = OpsMath.Floats(x), root = f.sign() * f.abs().pow(1.0 / 3);
        Tensor miss = torch.where(root.eq(0).logical_or(root.isinf()), torch.zeros_like(root), (root - (f / root.square())) / 3);
        return root - miss.nan_to_num(0, 0, 0).detach();
    }

    /// <summary>Magnitude, as a float.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.fabs")]
    public static Tensor fabs(Tensor x) => OpsMath.Floats(x).abs();

    /// <summary>The greater one, value by value; of a number and NaN the number.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.fmax")]
    public static Tensor fmax(Operand x1, Operand x2) => x1.MakeLike(x2).fmax(x2.MakeLike(x1));

    /// <summary>The lesser one, value by value; of a number and NaN the number.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.fmin")]
    public static Tensor fmin(Operand x1, Operand x2) => x1.MakeLike(x2).fmin(x2.MakeLike(x1));

    /// <summary>The remainder, with the dividend's sign as in C.</summary>
    /// <param name="x1">Dividend: tensor, array or number.</param>
    /// <param name="x2">Divisor; broadcast with x1.</param>
    [KerasExport("keras.ops.fmod")]
    public static Tensor fmod(Operand x1, Operand x2) => x1.MakeLike(x2).fmod(x2.MakeLike(x1));

    /// <summary>x1 · 2 to the power of x2.</summary>
    /// <param name="x1">Factor: tensor, array or number.</param>
    /// <param name="x2">Exponent of 2; broadcast with x1.</param>
    [KerasExport("keras.ops.ldexp")]
    public static Tensor ldexp(Operand x1, Operand x2)
    {
        // In two halves: 2^x2 alone overflows and underflows before the product does.
        Tensor x = OpsMath.Floats(x1.MakeLike(x2)), power = x2.MakeLike(x1).to_type(x.dtype), half = (power / 2).floor();
        return x * half.exp2() * (power - half).exp2();
    }

    /// <summary>log2(2^x1 + 2^x2).</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.logaddexp2")]
    public static Tensor logaddexp2(Operand x1, Operand x2) =>
        OpsMath.Floats(x1.MakeLike(x2)).logaddexp2(OpsMath.Floats(x2.MakeLike(x1)));

    /// <summary>The next number after x1 on the way to x2.</summary>
    /// <param name="x1">Start: tensor, array or number.</param>
    /// <param name="x2">Direction; broadcast with x1.</param>
    [KerasExport("keras.ops.nextafter")]
    public static Tensor nextafter(Operand x1, Operand x2) =>
        OpsMath.Floats(x1.MakeLike(x2)).nextafter(OpsMath.Floats(x2.MakeLike(x1)));

    /// <summary>Where a value has a minus, -0.0 too.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.signbit")]
    public static Tensor signbit(Tensor x) => x.signbit();

    /// <summary>sin(πx) / (πx), 1 at 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.sinc")]
    public static Tensor sinc(Tensor x) => OpsMath.Floats(x).sinc();

    /// <summary>Radians as degrees.</summary>
    /// <param name="x">Angles in radians.</param>
    /// <returns>Angles in degrees.</returns>
    [KerasExport("keras.ops.rad2deg")]
    public static Tensor rad2deg(Tensor x) => OpsMath.Floats(x).rad2deg();

    /// <summary>The modified Bessel function of the first kind and order 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.i0")]
    public static Tensor i0(Tensor x)
    {
        Tensor f = OpsMath.Floats(x);
        if (f.dtype == torch.ScalarType.Float64) { return f.i0(); }
        // e^x / sqrt(2 pi x) and its series in 1 / x. No factor may be so small that the gradient by it leaves float32's range.
        // From 92 on the value is beyond it.
        Tensor size = f.abs(), late = size.clamp(OpsMath.LateStart, 92), part = late.reciprocal();
        Tensor series = (((((part * (11025.0 / 98304)) + (225.0 / 3072)) * part + (9.0 / 128)) * part + (1.0 / 8)) * part) + 1;
        return OpsMath.JoinLate(size, f.clamp(-OpsMath.LateStart, OpsMath.LateStart).i0(),
            power => power * (OpsMath.LateFactor / Math.Sqrt(2 * Math.PI * OpsMath.LateStart))
                * ((late / OpsMath.LateStart).rsqrt() * series));
    }

    /// <summary>1 − erf(x), exact where erf is near 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.erfc")]
    public static Tensor erfc(Tensor x) => OpsMath.Floats(x).erfc();

    /// <summary>0 up to -1, 1 from 1 on, a straight line between.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.sparse_sigmoid")]
    public static Tensor sparse_sigmoid(Tensor x) => ((OpsMath.Floats(x) + 1) * 0.5).clamp(0, 1);

    /// <summary>Whether all values are equal within atol + rtol · |x2|.</summary>
    /// <param name="x1">Tensor of any shape.</param>
    /// <param name="x2">Tensor that it is compared with; broadcast.</param>
    /// <param name="rtol">Tolerance as a share of the second value, 0 or more.</param>
    /// <param name="atol">Absolute tolerance, 0 or more.</param>
    /// <param name="equal_nan">Whether NaN equals NaN.</param>
    /// <returns>A single truth value.</returns>
    [KerasExport("keras.ops.allclose")]
    public static Tensor allclose(Tensor x1, Tensor x2, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) =>
        torch.isclose(x1, x2, rtol, atol, equal_nan).all();

    /// <summary>Which values of the first are among the second's.</summary>
    /// <param name="x1">Tensor of any shape.</param>
    /// <param name="x2">The values that are looked for.</param>
    /// <param name="assume_unique">Without effect: a promise that no value comes twice.</param>
    /// <param name="invert">Whether the others are marked.</param>
    [KerasExport("keras.ops.isin")]
    public static Tensor isin(Tensor x1, Operand x2, bool assume_unique = false, bool invert = false)
    {
        Tensor found = x1.unsqueeze(-1).eq(x2.MakeLike(x1).reshape(-1)).any(-1);
        return invert ? found.logical_not() : found;
    }

    /// <summary>Where a value has no imaginary part.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.isreal")]
    public static Tensor isreal(Tensor x) => x.isreal();

    /// <summary>The imaginary part: of real numbers 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.imag")]
    public static Tensor imag(Tensor x) => x.is_complex() ? x.imag : torch.zeros_like(x);

    /// <summary>The angle of complex numbers; of real ones 0, or π where they are negative.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <returns>Radians, −π … π.</returns>
    [KerasExport("keras.ops.angle")]
    public static Tensor angle(Tensor x) => torch.angle(x.is_complex() ? x : OpsMath.Floats(x));

    /// <summary>Complex numbers of a length and an angle.</summary>
    /// <param name="abs_">Lengths, 0 or more.</param>
    /// <param name="angle">Angles in radians, in the same shape.</param>
    /// <returns>Complex numbers, same shape.</returns>
    [KerasExport("keras.ops.polar")]
    public static Tensor polar(Tensor abs_, Tensor angle) => torch.polar(OpsMath.Floats(abs_), OpsMath.Floats(angle));

    /// <summary>Pairs of numbers along the last axis as complex numbers.</summary>
    /// <param name="x">Shape (…, 2): real and imaginary parts.</param>
    /// <returns>Shape (…), complex.</returns>
    /// <exception cref="ArgumentException">The last axis does not have size 2.</exception>
    [KerasExport("keras.ops.view_as_complex")]
    public static Tensor view_as_complex(Tensor x)
    {
        Guard.That(x.dim() > 0 && x.size(-1) == 2, $"The last axis of `x` must hold two numbers, real and imaginary part. Received: shape "
            + $"{Shape.Of(x.shape)}.", nameof(x));
        return torch.view_as_complex(OpsMath.Floats(x).contiguous());
    }

    /// <summary>Complex numbers as pairs along a new last axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <returns>Shape (…, 2).</returns>
    [KerasExport("keras.ops.view_as_real")]
    public static Tensor view_as_real(Tensor x) =>
        x.is_complex() ? torch.view_as_real(x.resolve_conj()) : torch.stack([x, torch.zeros_like(x)], -1);

    /// <summary>The keras dtype's name.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.dtype")]
    public static string dtype(Tensor x) => DTypes.GetName(x.dtype);

    /// <summary>Whether it is a tensor.</summary>
    /// <param name="x">Any value, null too.</param>
    [KerasExport("keras.ops.is_tensor")]
    public static bool is_tensor(object? x) => x is Tensor;
}
