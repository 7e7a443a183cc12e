namespace KerasDigits.Ops;

/// <summary>TensorFlow's arithmetic on tensors, under <c>tf</c> and <c>tf.math</c>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1.</remarks>
internal static class TfMath
{
    /// <summary>Absolute values.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.abs", "tf.abs")]
    public static Tensor abs(Tensor x) => OpsMath.absolute(x);

    /// <summary>e to the power of each value.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.exp", "tf.exp")]
    public static Tensor exp(Tensor x) => OpsMath.exp(x);

    /// <summary>Natural logarithms.</summary>
    /// <param name="x">Values above 0; 0 gives −∞, negative ones NaN.</param>
    [KerasExport("tf.math.log")]
    public static Tensor log(Tensor x) => OpsMath.log(x);

    /// <summary>Natural logarithms of 1 + x.</summary>
    /// <param name="x">Values above −1; −1 gives −∞, smaller ones NaN.</param>
    [KerasExport("tf.math.log1p")]
    public static Tensor log1p(Tensor x) => OpsMath.log1p(x);

    /// <summary>exp(x) - 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.expm1")]
    public static Tensor expm1(Tensor x) => OpsMath.expm1(x);

    /// <summary>Squares.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.square", "tf.square")]
    public static Tensor square(Tensor x) => OpsMath.square(x);

    /// <summary>Square roots.</summary>
    /// <param name="x">Values of 0 or more; NaN for negative ones.</param>
    [KerasExport("tf.math.sqrt", "tf.sqrt")]
    public static Tensor sqrt(Tensor x) => OpsMath.sqrt(x);

    /// <summary>1 / sqrt(x).</summary>
    /// <param name="x">Values above 0; NaN for negative ones.</param>
    [KerasExport("tf.math.rsqrt")]
    public static Tensor rsqrt(Tensor x) => OpsMath.rsqrt(x);

    /// <summary>1 / x.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.reciprocal")]
    public static Tensor reciprocal(Tensor x) => OpsMath.reciprocal(x);

    /// <summary>-1, 0 or 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.sign", "tf.sign")]
    public static Tensor sign(Tensor x) => OpsMath.sign(x);

    /// <summary>-x.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.negative", "tf.negative")]
    public static Tensor negative(Tensor x) => OpsMath.negative(x);

    /// <summary>Nearest integers, halves to the even one.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.round", "tf.round")]
    public static Tensor round(Tensor x) => OpsMath.round(x);

    /// <summary>Largest integers that are not greater.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.floor", "tf.floor")]
    public static Tensor floor(Tensor x) => OpsMath.floor(x);

    /// <summary>Smallest integers that are not smaller.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.ceil")]
    public static Tensor ceil(Tensor x) => OpsMath.ceil(x);

    /// <summary>Sines.</summary>
    /// <param name="x">Angles in radians, any shape.</param>
    [KerasExport("tf.math.sin", "tf.sin")]
    public static Tensor sin(Tensor x) => OpsMath.sin(x);

    /// <summary>Cosines.</summary>
    /// <param name="x">Angles in radians, any shape.</param>
    [KerasExport("tf.math.cos", "tf.cos")]
    public static Tensor cos(Tensor x) => OpsMath.cos(x);

    /// <summary>Tangents.</summary>
    /// <param name="x">Angles in radians, any shape.</param>
    [KerasExport("tf.math.tan", "tf.tan")]
    public static Tensor tan(Tensor x) => OpsMath.tan(x);

    /// <summary>The error function.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.erf")]
    public static Tensor erf(Tensor x) => OpsMath.erf(x);

    /// <summary>Where a value is NaN.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.is_nan")]
    public static Tensor is_nan(Tensor x) => OpsMath.isnan(x);

    /// <summary>Where a value is infinite.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.is_inf")]
    public static Tensor is_inf(Tensor x) => OpsMath.isinf(x);

    /// <summary>Not.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.math.logical_not", "tf.logical_not")]
    public static Tensor logical_not(Tensor x) => OpsMath.logical_not(x);

    /// <summary>Sums.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.add", "tf.add")]
    public static Tensor add(Operand x, Operand y) => OpsMath.add(x, y);

    /// <summary>Differences.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.subtract", "tf.subtract")]
    public static Tensor subtract(Operand x, Operand y) => OpsMath.subtract(x, y);

    /// <summary>Products.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.multiply", "tf.multiply")]
    public static Tensor multiply(Operand x, Operand y) => OpsMath.multiply(x, y);

    /// <summary>Quotients.</summary>
    /// <param name="x">Dividend: tensor, array or number; integers become floats.</param>
    /// <param name="y">Divisor; broadcast with x.</param>
    [KerasExport("tf.math.divide", "tf.divide")]
    public static Tensor divide(Operand x, Operand y) => OpsMath.divide(x, y);

    /// <summary>Remainders with the sign of the divisor.</summary>
    /// <param name="x">Dividend: tensor, array or number.</param>
    /// <param name="y">Divisor; broadcast with x.</param>
    [KerasExport("tf.math.floormod")]
    public static Tensor floormod(Operand x, Operand y) => OpsMath.mod(x, y);

    /// <summary>x to the power of y.</summary>
    /// <param name="x">Base: tensor, array or number.</param>
    /// <param name="y">Exponent; broadcast with x.</param>
    [KerasExport("tf.math.pow", "tf.pow")]
    public static Tensor pow(Operand x, Operand y) => OpsMath.power(x, y);

    /// <summary>The greater of two values each.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.maximum", "tf.maximum")]
    public static Tensor maximum(Operand x, Operand y) => OpsMath.maximum(x, y);

    /// <summary>The smaller of two values each.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.minimum", "tf.minimum")]
    public static Tensor minimum(Operand x, Operand y) => OpsMath.minimum(x, y);

    /// <summary>Where values are equal.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.equal", "tf.equal")]
    public static Tensor equal(Operand x, Operand y) => OpsMath.equal(x, y);

    /// <summary>Where values differ.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.not_equal", "tf.not_equal")]
    public static Tensor not_equal(Operand x, Operand y) => OpsMath.not_equal(x, y);

    /// <summary>Where x is greater.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.greater", "tf.greater")]
    public static Tensor greater(Operand x, Operand y) => OpsMath.greater(x, y);

    /// <summary>Where x is not smaller.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.greater_equal", "tf.greater_equal")]
    public static Tensor greater_equal(Operand x, Operand y) => OpsMath.greater_equal(x, y);

    /// <summary>Where x is smaller.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.less", "tf.less")]
    public static Tensor less(Operand x, Operand y) => OpsMath.less(x, y);

    /// <summary>Where x is not greater.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.less_equal", "tf.less_equal")]
    public static Tensor less_equal(Operand x, Operand y) => OpsMath.less_equal(x, y);

    /// <summary>And.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.logical_and", "tf.logical_and")]
    public static Tensor logical_and(Operand x, Operand y) => OpsMath.logical_and(x, y);

    /// <summary>Or.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.logical_or", "tf.logical_or")]
    public static Tensor logical_or(Operand x, Operand y) => OpsMath.logical_or(x, y);

    /// <summary>Squares of differences.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("tf.math.squared_difference")]
    public static Tensor squared_difference(Operand x, Operand y) => OpsMath.subtract(x, y).square();

    /// <summary>The sum of several tensors of one shape.</summary>
    /// <param name="inputs">The tensors, at least one.</param>
    [KerasExport("tf.math.add_n", "tf.add_n")]
    public static Tensor add_n(Tensor[] inputs) => inputs.Aggregate((a, b) => a + b);

    /// <summary>Values kept between two bounds.</summary>
    /// <param name="t">Tensor of any shape.</param>
    /// <param name="clip_value_min">Lower bound, not above clip_value_max.</param>
    /// <param name="clip_value_max">Upper bound, not below clip_value_min.</param>
    [KerasExport("tf.clip_by_value")]
    public static Tensor clip_by_value(Tensor t, double clip_value_min, double clip_value_max) => t.clamp(clip_value_min, clip_value_max);

    /// <summary>Matrix products over the last two axes.</summary>
    /// <param name="a">Shape (…, m, n).</param>
    /// <param name="b">Shape (…, n, p), of the same dtype; leading axes are broadcast.</param>
    /// <param name="transpose_a">Whether the last two axes of a are exchanged first.</param>
    /// <param name="transpose_b">Whether those of b are.</param>
    /// <returns>Shape (…, m, p).</returns>
    /// <exception cref="ArgumentException">The inner sizes or the dtypes differ.</exception>
    [KerasExport("tf.linalg.matmul", "tf.matmul")]
    public static Tensor matmul(Tensor a, Tensor b, bool transpose_a = false, bool transpose_b = false) =>
        NN.Product(transpose_a ? a.transpose(-1, -2) : a, transpose_b ? b.transpose(-1, -2) : b);

    /// <summary>Products summed over axes: the last so many of a with the first so many of b.</summary>
    /// <param name="a">First factor, floats of any shape.</param>
    /// <param name="b">Second factor, floats of any shape.</param>
    /// <param name="axes">Number of axes summed over.</param>
    [KerasExport("tf.tensordot")]
    public static Tensor tensordot(Tensor a, Tensor b, int axes) => OpsNN.tensordot(a, b, axes);

    /// <summary>The length of vectors: over all values, or along axes.</summary>
    /// <param name="tensor">Tensor of any shape.</param>
    /// <param name="ord">Order of the norm: 1, 2, or another number.</param>
    /// <param name="axis">Axes of the vectors; null: all values together.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.norm", "tf.linalg.norm")]
    public static Tensor norm(Tensor tensor, double ord = 2, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.norm(axis is null ? tensor.reshape(-1) : tensor, ord, axis ?? 0, keepdims);

    /// <summary>
    /// Gradients or other tensors, all made shorter so that their common length is clip_norm at most; and the length they had.
    /// </summary>
    /// <param name="t_list">The tensors, at least one.</param>
    /// <param name="clip_norm">Largest common norm, above 0.</param>
    /// <returns>The tensors, scaled by one factor, and the common norm they had, a scalar.</returns>
    [KerasExport("tf.clip_by_global_norm")]
    public static (Tensor[] list_clipped, Tensor global_norm) clip_by_global_norm(IEnumerable<Tensor> t_list, double clip_norm)
    {
        Tensor[] all = [.. t_list];
        Tensor norm = all.Select(t => t.square().sum()).Aggregate((a, b) => a + b).sqrt();
        Tensor scale = clip_norm / norm.clamp_min(clip_norm);
        return ([.. all.Select(t => t * scale)], norm);
    }

    /// <summary>Values made shorter so that their length is clip_norm at most.</summary>
    /// <param name="t">Tensor of any shape.</param>
    /// <param name="clip_norm">Largest norm, above 0.</param>
    /// <param name="axes">Axes of the vectors; null: all values together.</param>
    [KerasExport("tf.clip_by_norm")]
    public static Tensor clip_by_norm(Tensor t, double clip_norm, ReductionAxes? axes = null) =>
        t * (clip_norm / norm(t, 2, axes, axes is not null).clamp_min(clip_norm));
}
