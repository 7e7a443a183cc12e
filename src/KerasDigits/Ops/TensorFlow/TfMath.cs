using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>TensorFlow's arithmetic on tensors, under <c>tf</c> and <c>tf.math</c>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1.</remarks>
internal static class TfMath
{
    /// <summary>Absolute values.</summary>
    [KerasExport("tf.math.abs", "tf.abs")]
    public static Tensor abs(Tensor x) => OpsMath.absolute(x);

    /// <summary>e to the power of each value.</summary>
    [KerasExport("tf.math.exp", "tf.exp")]
    public static Tensor exp(Tensor x) => OpsMath.exp(x);

    /// <summary>Natural logarithms.</summary>
    [KerasExport("tf.math.log")]
    public static Tensor log(Tensor x) => OpsMath.log(x);

    /// <summary>Natural logarithms of 1 + x.</summary>
    [KerasExport("tf.math.log1p")]
    public static Tensor log1p(Tensor x) => OpsMath.log1p(x);

    /// <summary>exp(x) - 1.</summary>
    [KerasExport("tf.math.expm1")]
    public static Tensor expm1(Tensor x) => OpsMath.expm1(x);

    /// <summary>Squares.</summary>
    [KerasExport("tf.math.square", "tf.square")]
    public static Tensor square(Tensor x) => OpsMath.square(x);

    /// <summary>Square roots.</summary>
    [KerasExport("tf.math.sqrt", "tf.sqrt")]
    public static Tensor sqrt(Tensor x) => OpsMath.sqrt(x);

    /// <summary>1 / sqrt(x).</summary>
    [KerasExport("tf.math.rsqrt")]
    public static Tensor rsqrt(Tensor x) => OpsMath.rsqrt(x);

    /// <summary>1 / x.</summary>
    [KerasExport("tf.math.reciprocal")]
    public static Tensor reciprocal(Tensor x) => OpsMath.reciprocal(x);

    /// <summary>-1, 0 or 1.</summary>
    [KerasExport("tf.math.sign", "tf.sign")]
    public static Tensor sign(Tensor x) => OpsMath.sign(x);

    /// <summary>-x.</summary>
    [KerasExport("tf.math.negative", "tf.negative")]
    public static Tensor negative(Tensor x) => OpsMath.negative(x);

    /// <summary>Nearest integers, halves to the even one.</summary>
    [KerasExport("tf.math.round", "tf.round")]
    public static Tensor round(Tensor x) => OpsMath.round(x);

    /// <summary>Largest integers that are not greater.</summary>
    [KerasExport("tf.math.floor", "tf.floor")]
    public static Tensor floor(Tensor x) => OpsMath.floor(x);

    /// <summary>Smallest integers that are not smaller.</summary>
    [KerasExport("tf.math.ceil")]
    public static Tensor ceil(Tensor x) => OpsMath.ceil(x);

    /// <summary>Sines.</summary>
    [KerasExport("tf.math.sin", "tf.sin")]
    public static Tensor sin(Tensor x) => OpsMath.sin(x);

    /// <summary>Cosines.</summary>
    [KerasExport("tf.math.cos", "tf.cos")]
    public static Tensor cos(Tensor x) => OpsMath.cos(x);

    /// <summary>Tangents.</summary>
    [KerasExport("tf.math.tan", "tf.tan")]
    public static Tensor tan(Tensor x) => OpsMath.tan(x);

    /// <summary>The error function.</summary>
    [KerasExport("tf.math.erf")]
    public static Tensor erf(Tensor x) => OpsMath.erf(x);

    /// <summary>Where a value is NaN.</summary>
    [KerasExport("tf.math.is_nan")]
    public static Tensor is_nan(Tensor x) => OpsMath.isnan(x);

    /// <summary>Where a value is infinite.</summary>
    [KerasExport("tf.math.is_inf")]
    public static Tensor is_inf(Tensor x) => OpsMath.isinf(x);

    /// <summary>Not.</summary>
    [KerasExport("tf.math.logical_not", "tf.logical_not")]
    public static Tensor logical_not(Tensor x) => OpsMath.logical_not(x);

    /// <summary>Sums.</summary>
    [KerasExport("tf.math.add", "tf.add")]
    public static Tensor add(Operand x, Operand y) => OpsMath.add(x, y);

    /// <summary>Differences.</summary>
    [KerasExport("tf.math.subtract", "tf.subtract")]
    public static Tensor subtract(Operand x, Operand y) => OpsMath.subtract(x, y);

    /// <summary>Products.</summary>
    [KerasExport("tf.math.multiply", "tf.multiply")]
    public static Tensor multiply(Operand x, Operand y) => OpsMath.multiply(x, y);

    /// <summary>Quotients.</summary>
    [KerasExport("tf.math.divide", "tf.divide")]
    public static Tensor divide(Operand x, Operand y) => OpsMath.divide(x, y);

    /// <summary>Remainders with the sign of the divisor.</summary>
    [KerasExport("tf.math.floormod")]
    public static Tensor floormod(Operand x, Operand y) => OpsMath.mod(x, y);

    /// <summary>x to the power of y.</summary>
    [KerasExport("tf.math.pow", "tf.pow")]
    public static Tensor pow(Operand x, Operand y) => OpsMath.power(x, y);

    /// <summary>The greater of two values each.</summary>
    [KerasExport("tf.math.maximum", "tf.maximum")]
    public static Tensor maximum(Operand x, Operand y) => OpsMath.maximum(x, y);

    /// <summary>The smaller of two values each.</summary>
    [KerasExport("tf.math.minimum", "tf.minimum")]
    public static Tensor minimum(Operand x, Operand y) => OpsMath.minimum(x, y);

    /// <summary>Where values are equal.</summary>
    [KerasExport("tf.math.equal", "tf.equal")]
    public static Tensor equal(Operand x, Operand y) => OpsMath.equal(x, y);

    /// <summary>Where values differ.</summary>
    [KerasExport("tf.math.not_equal", "tf.not_equal")]
    public static Tensor not_equal(Operand x, Operand y) => OpsMath.not_equal(x, y);

    /// <summary>Where x is greater.</summary>
    [KerasExport("tf.math.greater", "tf.greater")]
    public static Tensor greater(Operand x, Operand y) => OpsMath.greater(x, y);

    /// <summary>Where x is not smaller.</summary>
    [KerasExport("tf.math.greater_equal", "tf.greater_equal")]
    public static Tensor greater_equal(Operand x, Operand y) => OpsMath.greater_equal(x, y);

    /// <summary>Where x is smaller.</summary>
    [KerasExport("tf.math.less", "tf.less")]
    public static Tensor less(Operand x, Operand y) => OpsMath.less(x, y);

    /// <summary>Where x is not greater.</summary>
    [KerasExport("tf.math.less_equal", "tf.less_equal")]
    public static Tensor less_equal(Operand x, Operand y) => OpsMath.less_equal(x, y);

    /// <summary>And.</summary>
    [KerasExport("tf.math.logical_and", "tf.logical_and")]
    public static Tensor logical_and(Operand x, Operand y) => OpsMath.logical_and(x, y);

    /// <summary>Or.</summary>
    [KerasExport("tf.math.logical_or", "tf.logical_or")]
    public static Tensor logical_or(Operand x, Operand y) => OpsMath.logical_or(x, y);

    /// <summary>Squares of differences.</summary>
    [KerasExport("tf.math.squared_difference")]
    public static Tensor squared_difference(Operand x, Operand y) => OpsMath.subtract(x, y).square();

    /// <summary>The sum of several tensors of one shape.</summary>
    [KerasExport("tf.math.add_n", "tf.add_n")]
    public static Tensor add_n(Tensor[] inputs) => inputs.Aggregate((a, b) => a + b);

    /// <summary>Values kept between two bounds.</summary>
    [KerasExport("tf.clip_by_value")]
    public static Tensor clip_by_value(Tensor t, double clip_value_min, double clip_value_max) => t.clamp(clip_value_min, clip_value_max);

    /// <summary>Matrix products over the last two axes.</summary>
    [KerasExport("tf.linalg.matmul", "tf.matmul")]
    public static Tensor matmul(Tensor a, Tensor b, bool transpose_a = false, bool transpose_b = false) =>
        NN.Product(transpose_a ? a.transpose(-1, -2) : a, transpose_b ? b.transpose(-1, -2) : b);

    /// <summary>Products summed over axes: the last so many of a with the first so many of b.</summary>
    [KerasExport("tf.tensordot")]
    public static Tensor tensordot(Tensor a, Tensor b, int axes) => OpsNN.tensordot(a, b, axes);

    /// <summary>The length of vectors: over all values, or along axes.</summary>
    [KerasExport("tf.norm", "tf.linalg.norm")]
    public static Tensor norm(Tensor tensor, double ord = 2, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.norm(axis is null ? tensor.reshape(-1) : tensor, ord, axis ?? 0, keepdims);

    /// <summary>
    /// Gradients or other tensors, all made shorter so that their common length is clip_norm at most; and the length they had.
    /// </summary>
    [KerasExport("tf.clip_by_global_norm")]
    public static (Tensor[] list_clipped, Tensor global_norm) clip_by_global_norm(IEnumerable<Tensor> t_list, double clip_norm)
    {
        Tensor[] all = [.. t_list];
        Tensor norm = all.Select(t => t.square().sum()).Aggregate((a, b) => a + b).sqrt();
        Tensor scale = clip_norm / norm.clamp_min(clip_norm);
        return ([.. all.Select(t => t * scale)], norm);
    }

    /// <summary>Values made shorter so that their length is clip_norm at most.</summary>
    [KerasExport("tf.clip_by_norm")]
    public static Tensor clip_by_norm(Tensor t, double clip_norm, ReductionAxes? axes = null) =>
        t * (clip_norm / norm(t, 2, axes, axes is not null).clamp_min(clip_norm));
}
