
namespace KerasDigits.Ops;

/// <summary>TensorFlow's reductions, under <c>tf</c> and <c>tf.math</c>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1.</remarks>
internal static class TfReductions
{
    /// <summary>Sums along axes; all axes unless given.</summary>
    [KerasExport("tf.math.reduce_sum", "tf.reduce_sum")]
    public static Tensor reduce_sum(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.sum(input_tensor, axis, keepdims);

    /// <summary>Means along axes; all axes unless given.</summary>
    [KerasExport("tf.math.reduce_mean", "tf.reduce_mean")]
    public static Tensor reduce_mean(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.mean(input_tensor, axis, keepdims);

    /// <summary>Greatest values along axes.</summary>
    [KerasExport("tf.math.reduce_max", "tf.reduce_max")]
    public static Tensor reduce_max(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.max(input_tensor, axis, keepdims);

    /// <summary>Smallest values along axes.</summary>
    [KerasExport("tf.math.reduce_min", "tf.reduce_min")]
    public static Tensor reduce_min(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.min(input_tensor, axis, keepdims);

    /// <summary>Products along axes.</summary>
    [KerasExport("tf.math.reduce_prod", "tf.reduce_prod")]
    public static Tensor reduce_prod(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.prod(input_tensor, axis, keepdims);

    /// <summary>Whether any value along axes is true.</summary>
    [KerasExport("tf.math.reduce_any", "tf.reduce_any")]
    public static Tensor reduce_any(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.any(input_tensor, axis, keepdims);

    /// <summary>Whether all values along axes are true.</summary>
    [KerasExport("tf.math.reduce_all", "tf.reduce_all")]
    public static Tensor reduce_all(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.all(input_tensor, axis, keepdims);

    /// <summary>Variances (divided by n) along axes.</summary>
    [KerasExport("tf.math.reduce_variance")]
    public static Tensor reduce_variance(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.var(input_tensor, axis, keepdims);

    /// <summary>Standard deviations (divided by n) along axes.</summary>
    [KerasExport("tf.math.reduce_std")]
    public static Tensor reduce_std(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.std(input_tensor, axis, keepdims);

    /// <summary>log(sum(exp(x))) along axes.</summary>
    [KerasExport("tf.math.reduce_logsumexp", "tf.reduce_logsumexp")]
    public static Tensor reduce_logsumexp(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.logsumexp(input_tensor, axis, keepdims);

    /// <summary>Place of the greatest value along an axis, the first one unless given, as int64.</summary>
    [KerasExport("tf.math.argmax", "tf.argmax")]
    public static Tensor argmax(Tensor input, int axis = 0) => input.argmax(axis);

    /// <summary>Place of the smallest value along an axis, the first one unless given, as int64.</summary>
    [KerasExport("tf.math.argmin", "tf.argmin")]
    public static Tensor argmin(Tensor input, int axis = 0) => input.argmin(axis);

    /// <summary>Running sums along an axis.</summary>
    [KerasExport("tf.math.cumsum", "tf.cumsum")]
    public static Tensor cumsum(Tensor x, int axis = 0) => x.cumsum(axis);

    /// <summary>The k greatest values of the last axis and their places.</summary>
    [KerasExport("tf.math.top_k", "tf.nn.top_k")]
    public static (Tensor values, Tensor indices) top_k(Tensor input, int k = 1, bool sorted = true) =>
        OpsReductions.top_k(input, k, sorted);
}
