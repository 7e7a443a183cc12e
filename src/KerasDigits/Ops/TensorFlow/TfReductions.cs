using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>TensorFlow's reductions, under <c>tf</c> and <c>tf.math</c>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1.</remarks>
internal static class TfReductions
{
    /// <summary>Sums along axes; all axes by default.</summary>
    /// <param name="input_tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.math.reduce_sum", "tf.reduce_sum")]
    public static Tensor reduce_sum(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        ReadWhole(input_tensor, OpsReductions.sum(input_tensor, axis, keepdims));

    /// <summary>Means along axes; all axes by default. Of integers they are whole: the mean of 1, 0, 1, 0 is 0.</summary>
    /// <param name="input_tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.math.reduce_mean", "tf.reduce_mean")]
    public static Tensor reduce_mean(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false)
    {
        if (!IsWhole(input_tensor)) { return OpsReductions.mean(input_tensor, axis, keepdims); }
        Tensor sum = reduce_sum(input_tensor, axis, keepdims);
        return sum.numel() == 0 ? sum : sum.div(input_tensor.numel() / sum.numel(), torch.RoundingMode.trunc).to_type(input_tensor.dtype);
    }

    /// <summary>How many values along axes are not 0, int64.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="axis">The axes; null: all.</param>
    /// <param name="keepdims">Whether the reduced axes are kept, with size 1.</param>
    /// <param name="dtype">Keras dtype of the numbers.</param>
    [KerasExport("tf.math.count_nonzero")]
    public static Tensor count_nonzero(Tensor input, ReductionAxes? axis = null, bool keepdims = false, string dtype = "int64") =>
        OpsShapes.cast(OpsReductions.sum(input.ne(0).to_type(torch.ScalarType.Int64), axis, keepdims), dtype);

    /// <summary>Largest values along axes.</summary>
    /// <param name="input_tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.math.reduce_max", "tf.reduce_max")]
    public static Tensor reduce_max(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.max(input_tensor, axis, keepdims);

    /// <summary>Smallest values along axes.</summary>
    /// <param name="input_tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.math.reduce_min", "tf.reduce_min")]
    public static Tensor reduce_min(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.min(input_tensor, axis, keepdims);

    /// <summary>Products along axes.</summary>
    /// <param name="input_tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.math.reduce_prod", "tf.reduce_prod")]
    public static Tensor reduce_prod(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        ReadWhole(input_tensor, OpsReductions.prod(input_tensor, axis, keepdims));

    /// <summary>Whether any value along axes is true.</summary>
    /// <param name="input_tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.math.reduce_any", "tf.reduce_any")]
    public static Tensor reduce_any(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.any(input_tensor, axis, keepdims);

    /// <summary>Whether all values along axes are true.</summary>
    /// <param name="input_tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.math.reduce_all", "tf.reduce_all")]
    public static Tensor reduce_all(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.all(input_tensor, axis, keepdims);

    /// <summary>Variances (divided by n) along axes.</summary>
    /// <param name="input_tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.math.reduce_variance")]
    public static Tensor reduce_variance(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.var(ReadReal(input_tensor), axis, keepdims);

    /// <summary>Standard deviations (divided by n) along axes.</summary>
    /// <param name="input_tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.math.reduce_std")]
    public static Tensor reduce_std(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.std(ReadReal(input_tensor), axis, keepdims);

    /// <summary>log(sum(exp(x))) along axes.</summary>
    /// <param name="input_tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.math.reduce_logsumexp", "tf.reduce_logsumexp")]
    public static Tensor reduce_logsumexp(Tensor input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        OpsReductions.logsumexp(input_tensor, axis, keepdims);

    /// <summary>Place of the largest value along an axis, the first one by default.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="axis">Axis from -rank to rank-1.</param>
    /// <param name="output_type">"int64" or "int32".</param>
    [KerasExport("tf.math.argmax", "tf.argmax")]
    public static Tensor argmax(Tensor input, int axis = 0, string output_type = "int64") => Place(input.argmax(axis), output_type);

    /// <summary>Place of the smallest value along an axis, the first one by default.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="axis">Axis from -rank to rank-1.</param>
    /// <param name="output_type">"int64" or "int32".</param>
    [KerasExport("tf.math.argmin", "tf.argmin")]
    public static Tensor argmin(Tensor input, int axis = 0, string output_type = "int64") => Place(input.argmin(axis), output_type);

    /// <summary>Running sums along an axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to run along.</param>
    [KerasExport("tf.math.cumsum", "tf.cumsum")]
    public static Tensor cumsum(Tensor x, int axis = 0) => ReadWhole(x, x.cumsum(axis));

    /// <summary>The k largest values of the last axis and their places.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="k">How many, at most the size of the last axis.</param>
    /// <param name="sorted">Accepted for compatibility; values always come sorted.</param>
    /// <returns>Shape (…, k) each; places are int32.</returns>
    [KerasExport("tf.math.top_k", "tf.nn.top_k")]
    public static (Tensor values, Tensor indices) top_k(Tensor input, int k = 1, bool sorted = true) =>
        OpsReductions.top_k(input, k, sorted);

    private static Tensor Place(Tensor place, string dtype) =>
        Guard.OneOf(dtype, ["int64", "int32"], "output_type") == "int64" ? place : place.to_type(torch.ScalarType.Int32);

    private static bool IsWhole(Tensor x) => !x.is_floating_point() && !x.is_complex() && x.dtype != torch.ScalarType.Bool;

    // The engine sums whole numbers of any size as int64; TensorFlow's sums are of the dtype that they sum.
    private static Tensor ReadWhole(Tensor x, Tensor result) => IsWhole(x) ? result.to_type(x.dtype) : result;

    private static Tensor ReadReal(Tensor x) => x.is_floating_point() || x.is_complex() ? x
        : throw new ArgumentException("Input must be either real or complex. Received: a tensor of whole numbers. "
            + "Turn it first: tf.cast(x, tf.float32).", "input_tensor");
}
