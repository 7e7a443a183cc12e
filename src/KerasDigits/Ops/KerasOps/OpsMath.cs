using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: mathematics value by value.</summary>
/// <remarks>Source: Keras 3, ops/numpy.py, ops/nn.py, ops/math.py and ops/linalg.py.</remarks>
internal static class OpsMath
{
    /// <summary>x².</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.square")]
    public static Tensor square(Tensor x) => x.square();

    /// <summary>Magnitude.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.absolute", "keras.ops.abs")]
    public static Tensor absolute(Tensor x) => x.abs();

    /// <summary>eˣ.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.exp")]
    public static Tensor exp(Tensor x) => Floats(x).exp();

    /// <summary>2ˣ.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.exp2")]
    public static Tensor exp2(Tensor x) => Floats(x).exp2();

    /// <summary>eˣ − 1, exact near 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.expm1")]
    public static Tensor expm1(Tensor x)
    {
        // expm1 keeps the digits of values near 0, exp those of the gradient far from it.
        Tensor f = Floats(x);
        return torch.where(f < -0.5, f.clamp_max(0).exp() - 1, f.clamp_min(-0.5).expm1());
    }

    /// <summary>Natural logarithm.</summary>
    /// <param name="x">Values above 0; 0 gives −∞, negative ones NaN.</param>
    [KerasExport("keras.ops.log")]
    public static Tensor log(Tensor x) => Floats(x).log();

    /// <summary>Logarithm to the base 2.</summary>
    /// <param name="x">Values above 0; 0 gives −∞, negative ones NaN.</param>
    [KerasExport("keras.ops.log2")]
    public static Tensor log2(Tensor x) => Floats(x).log2();

    /// <summary>Logarithm to the base 10.</summary>
    /// <param name="x">Values above 0; 0 gives −∞, negative ones NaN.</param>
    [KerasExport("keras.ops.log10")]
    public static Tensor log10(Tensor x) => Floats(x).log10();

    /// <summary>log(1 + x), exact near 0.</summary>
    /// <param name="x">Values above −1; −1 gives −∞, smaller ones NaN.</param>
    [KerasExport("keras.ops.log1p")]
    public static Tensor log1p(Tensor x) => Floats(x).log1p();

    /// <summary>−1, 0 or 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.sign")]
    public static Tensor sign(Tensor x) => x.sign();

    /// <summary>−x.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.negative")]
    public static Tensor negative(Tensor x) => x.neg();

    /// <summary>1 / x.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.reciprocal")]
    public static Tensor reciprocal(Tensor x) => Floats(x).reciprocal();

    /// <summary>Square root.</summary>
    /// <param name="x">Values of 0 or more; NaN for negative ones.</param>
    [KerasExport("keras.ops.sqrt")]
    public static Tensor sqrt(Tensor x) => Floats(x).sqrt();

    /// <summary>1 / √x.</summary>
    /// <param name="x">Values above 0; NaN for negative ones.</param>
    [KerasExport("keras.ops.rsqrt")]
    public static Tensor rsqrt(Tensor x) => Floats(x).rsqrt();

    /// <summary>Sine.</summary>
    /// <param name="x">Angles in radians, any shape.</param>
    [KerasExport("keras.ops.sin")]
    public static Tensor sin(Tensor x) => Floats(x).sin();

    /// <summary>Cosine.</summary>
    /// <param name="x">Angles in radians, any shape.</param>
    [KerasExport("keras.ops.cos")]
    public static Tensor cos(Tensor x) => Floats(x).cos();

    /// <summary>Tangent.</summary>
    /// <param name="x">Angles in radians, any shape.</param>
    [KerasExport("keras.ops.tan")]
    public static Tensor tan(Tensor x) => Floats(x).tan();

    /// <summary>Inverse sine.</summary>
    /// <param name="x">Values −1 … 1; NaN for others.</param>
    /// <returns>Radians.</returns>
    [KerasExport("keras.ops.arcsin")]
    public static Tensor arcsin(Tensor x) => Floats(x).asin();

    /// <summary>Inverse cosine.</summary>
    /// <param name="x">Values −1 … 1; NaN for others.</param>
    /// <returns>Radians.</returns>
    [KerasExport("keras.ops.arccos")]
    public static Tensor arccos(Tensor x) => Floats(x).acos();

    /// <summary>Inverse tangent.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <returns>Radians.</returns>
    [KerasExport("keras.ops.arctan")]
    public static Tensor arctan(Tensor x) => Floats(x).atan();

    /// <summary>Hyperbolic sine.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.sinh")]
    public static Tensor sinh(Tensor x)
    {
        Tensor f = Floats(x), size = f.abs();
        return JoinLate(size, f.clamp(-LateStart, LateStart).sinh(), late => f.sign() * (late * (LateFactor / 2)));
    }

    /// <summary>Hyperbolic cosine.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.cosh")]
    public static Tensor cosh(Tensor x)
    {
        Tensor f = Floats(x);
        return JoinLate(f.abs(), f.clamp(-LateStart, LateStart).cosh(), late => late * (LateFactor / 2));
    }

    /// <summary>From here on e^x is near or beyond the end of float32, which half of it, or a part, still lies before.</summary>
    internal const double LateStart = 88;

    /// <summary>e^64: what late values lack.</summary>
    internal static double LateFactor { get; } = Math.Exp(64);

    /// <summary>A function's values, whose last ones are made of e^(x − 64), which does not overflow on the way.</summary>
    /// <param name="size">|x| of each value.</param>
    /// <param name="early">The values up to LateStart.</param>
    /// <param name="make">The others, of e^(x − 64).</param>
    internal static Tensor JoinLate(Tensor size, Tensor early, Func<Tensor, Tensor> make) => size.element_size() < 4
        ? early // half types end before
        : torch.where(size <= LateStart, early, make((size.clamp_min(LateStart) - 64).exp()));

    /// <summary>Inverse hyperbolic sine.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.arcsinh")]
    public static Tensor arcsinh(Tensor x)
    {
        // The engine's gradient squares, which overflows: great numbers go by the logarithm.
        Tensor f = Floats(x), size = f.abs();
        return torch.where(size < 1e9, f.clamp(-1e9, 1e9).asinh(), f.sign() * (size.clamp_min(1).log() + Math.Log(2)));
    }

    /// <summary>Inverse hyperbolic cosine.</summary>
    /// <param name="x">Values of 1 or more; NaN for others.</param>
    [KerasExport("keras.ops.arccosh")]
    public static Tensor arccosh(Tensor x)
    {
        Tensor f = Floats(x);
        return torch.where(f < 1e9, f.clamp(-1e9, 1e9).acosh(), f.clamp_min(1).log() + Math.Log(2)); // as arcsinh
    }

    /// <summary>Inverse hyperbolic tangent.</summary>
    /// <param name="x">Values −1 … 1; NaN beyond.</param>
    [KerasExport("keras.ops.arctanh")]
    public static Tensor arctanh(Tensor x) => Floats(x).atanh();

    /// <summary>The next integer below.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.floor")]
    public static Tensor floor(Tensor x) => Floats(x).floor();

    /// <summary>The next integer above.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.ceil")]
    public static Tensor ceil(Tensor x) => Floats(x).ceil();

    /// <summary>The whole part.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.trunc")]
    public static Tensor trunc(Tensor x) => Floats(x).trunc();

    /// <summary>The error function.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.erf")]
    public static Tensor erf(Tensor x) => Floats(x).erf();

    /// <summary>The inverse of the error function.</summary>
    /// <param name="x">Values −1 … 1; NaN beyond.</param>
    [KerasExport("keras.ops.erfinv")]
    public static Tensor erfinv(Tensor x) => Floats(x).erfinv();

    /// <summary>Where a value is NaN.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.isnan")]
    public static Tensor isnan(Tensor x) => x.isnan();

    /// <summary>Where a value is infinite.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.isinf")]
    public static Tensor isinf(Tensor x) => x.isinf();

    /// <summary>Where a value is finite.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.isfinite")]
    public static Tensor isfinite(Tensor x) => x.isfinite();

    /// <summary>Where a value is 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.logical_not")]
    public static Tensor logical_not(Tensor x) => x.to_type(torch.ScalarType.Bool).logical_not();

    /// <summary>The conjugate: real numbers stay.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.conjugate", "keras.ops.conj")]
    public static Tensor conjugate(Tensor x) => x.is_complex() ? x.conj().resolve_conj() : x;

    /// <summary>The real part.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.real")]
    public static Tensor real(Tensor x) => x.is_complex() ? x.real : x;

    /// <summary>The same values, through which no gradient flows.</summary>
    /// <param name="variable">Tensor of any shape.</param>
    [KerasExport("keras.ops.stop_gradient")]
    public static Tensor stop_gradient(Tensor variable) => variable.detach();

    /// <summary>Degrees as radians.</summary>
    /// <param name="x">Angles in degrees.</param>
    /// <returns>Angles in radians.</returns>
    [KerasExport("keras.ops.deg2rad")]
    public static Tensor deg2rad(Tensor x) => Floats(x).deg2rad();

    /// <summary>The sum, element by element.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.add")]
    public static Tensor add(Operand x1, Operand x2) => x1.MakeLike(x2) + x2.MakeLike(x1);

    /// <summary>The difference.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.subtract")]
    public static Tensor subtract(Operand x1, Operand x2) => x1.MakeLike(x2) - x2.MakeLike(x1);

    /// <summary>The product, element by element.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.multiply")]
    public static Tensor multiply(Operand x1, Operand x2) => x1.MakeLike(x2) * x2.MakeLike(x1);

    /// <summary>The quotient.</summary>
    /// <param name="x1">Dividend: tensor, array or number; integers become floats.</param>
    /// <param name="x2">Divisor; broadcast with x1.</param>
    [KerasExport("keras.ops.divide", "keras.ops.true_divide")]
    public static Tensor divide(Operand x1, Operand x2) => Floats(x1.MakeLike(x2)) / Floats(x2.MakeLike(x1));

    /// <summary>The quotient rounded down.</summary>
    /// <param name="x1">Dividend: tensor, array or number.</param>
    /// <param name="x2">Divisor; broadcast with x1.</param>
    /// <returns>In the dividend's dtype.</returns>
    [KerasExport("keras.ops.floor_divide")]
    public static Tensor floor_divide(Operand x1, Operand x2) =>
        x1.MakeLike(x2).div(x2.MakeLike(x1)).floor().to_type(x1.MakeLike(x2).dtype);

    /// <summary>The remainder, with the divisor's sign as in Python.</summary>
    /// <param name="x1">Dividend: tensor, array or number.</param>
    /// <param name="x2">Divisor; broadcast with x1.</param>
    [KerasExport("keras.ops.mod")]
    public static Tensor mod(Operand x1, Operand x2) => x1.MakeLike(x2).remainder(x2.MakeLike(x1));

    /// <summary>x1 to the power of x2.</summary>
    /// <param name="x1">Base: tensor, array or number.</param>
    /// <param name="x2">Exponent; broadcast with x1.</param>
    [KerasExport("keras.ops.power")]
    public static Tensor power(Operand x1, Operand x2) => x1.MakeLike(x2).pow(x2.MakeLike(x1));

    /// <summary>The greater one, value by value.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.maximum")]
    public static Tensor maximum(Operand x1, Operand x2) => x1.MakeLike(x2).maximum(x2.MakeLike(x1));

    /// <summary>The lesser one, value by value.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.minimum")]
    public static Tensor minimum(Operand x1, Operand x2) => x1.MakeLike(x2).minimum(x2.MakeLike(x1));

    /// <summary>Where values are equal.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.equal")]
    public static Tensor equal(Operand x1, Operand x2) => x1.MakeLike(x2).eq(x2.MakeLike(x1));

    /// <summary>Where values differ.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.not_equal")]
    public static Tensor not_equal(Operand x1, Operand x2) => x1.MakeLike(x2).ne(x2.MakeLike(x1));

    /// <summary>Where x1 is above x2.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.greater")]
    public static Tensor greater(Operand x1, Operand x2) => x1.MakeLike(x2).gt(x2.MakeLike(x1));

    /// <summary>Where x1 is at least x2.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.greater_equal")]
    public static Tensor greater_equal(Operand x1, Operand x2) => x1.MakeLike(x2).ge(x2.MakeLike(x1));

    /// <summary>Where x1 is below x2.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.less")]
    public static Tensor less(Operand x1, Operand x2) => x1.MakeLike(x2).lt(x2.MakeLike(x1));

    /// <summary>Where x1 is at most x2.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.less_equal")]
    public static Tensor less_equal(Operand x1, Operand x2) => x1.MakeLike(x2).le(x2.MakeLike(x1));

    /// <summary>Where both hold.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.logical_and")]
    public static Tensor logical_and(Operand x1, Operand x2) => Truth(x1).logical_and(Truth(x2));

    /// <summary>Where one holds or both.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.logical_or")]
    public static Tensor logical_or(Operand x1, Operand x2) => Truth(x1).logical_or(Truth(x2));

    /// <summary>Where exactly one holds.</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.logical_xor")]
    public static Tensor logical_xor(Operand x1, Operand x2) => Truth(x1).logical_xor(Truth(x2));

    /// <summary>The angle of the point (x2, x1).</summary>
    /// <param name="x1">The y coordinate: tensor, array or number.</param>
    /// <param name="x2">The x coordinate; broadcast with x1.</param>
    /// <returns>Radians, −π … π.</returns>
    [KerasExport("keras.ops.arctan2")]
    public static Tensor arctan2(Operand x1, Operand x2) => Floats(x1.MakeLike(x2)).atan2(Floats(x2.MakeLike(x1)));

    /// <summary>√(x1² + x2²).</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.hypot")]
    public static Tensor hypot(Operand x1, Operand x2) => Floats(x1.MakeLike(x2)).hypot(Floats(x2.MakeLike(x1)));

    /// <summary>log(exp(x1) + exp(x2)).</summary>
    /// <param name="x1">Tensor, array or number; broadcast with x2.</param>
    /// <param name="x2">Tensor, array or number; broadcast with x1.</param>
    [KerasExport("keras.ops.logaddexp")]
    public static Tensor logaddexp(Operand x1, Operand x2) => Floats(x1.MakeLike(x2)).logaddexp(Floats(x2.MakeLike(x1)));

    /// <summary>The nearest number with so many decimals, halves to the even one.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="decimals">Decimal places; negative ones round to tens, hundreds …</param>
    [KerasExport("keras.ops.round")]
    public static Tensor round(Tensor x, int decimals = 0)
    {
        double scale = Math.Pow(10, decimals);
        return decimals == 0 ? x.round() : (x * scale).round() / scale;
    }

    /// <summary>Values cut to a range.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="x_min">Lower bound, not above x_max.</param>
    /// <param name="x_max">Upper bound, not below x_min.</param>
    [KerasExport("keras.ops.clip")]
    public static Tensor clip(Tensor x, double x_min, double x_max) => x.clamp(x_min, x_max);

    /// <summary>The first where the condition holds, else the second.</summary>
    /// <param name="condition">Conditions; numbers other than 0 count as true.</param>
    /// <param name="x1">Value where the condition holds; broadcast with the condition and x2.</param>
    /// <param name="x2">Value where it does not hold; broadcast to the condition.</param>
    [KerasExport("keras.ops.where")]
    public static Tensor where(Tensor condition, Operand x1, Operand x2) =>
        torch.where(condition.to_type(torch.ScalarType.Bool), x1.MakeLike(x2), x2.MakeLike(x1));

    /// <summary>Where values are equal within atol + rtol · |x2|.</summary>
    /// <param name="x1">Tensor of any shape.</param>
    /// <param name="x2">Tensor that it is compared with; broadcast.</param>
    /// <param name="rtol">Tolerance as a share of the second value, 0 or more.</param>
    /// <param name="atol">Absolute tolerance, 0 or more.</param>
    /// <param name="equal_nan">Whether NaN equals NaN.</param>
    [KerasExport("keras.ops.isclose")]
    public static Tensor isclose(Tensor x1, Tensor x2, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) =>
        torch.isclose(x1, x2, rtol, atol, equal_nan);

    /// <summary>Finite numbers in the place of others.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="nan">Value in place of NaN.</param>
    /// <param name="posinf">Value in place of +∞; null: the dtype's largest number.</param>
    /// <param name="neginf">Value in place of −∞; null: the dtype's lowest number.</param>
    [KerasExport("keras.ops.nan_to_num")]
    public static Tensor nan_to_num(Tensor x, double nan = 0.0, double? posinf = null, double? neginf = null) =>
        x.nan_to_num(nan, posinf, neginf);

    internal static Tensor Floats(Tensor x) => x.is_floating_point() ? x : x.to_type(DTypes.ParseTorch(Settings.FloatX));

    private static Tensor Truth(Operand x) => x.Value.to_type(torch.ScalarType.Bool);
}
