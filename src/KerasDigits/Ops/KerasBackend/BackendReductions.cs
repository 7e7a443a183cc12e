using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>
/// Reductions of keras.backend. <c>using K = KerasDigits.keras.backend;</c> is Python's <c>import keras.backend as K</c>.
/// </summary>
/// <remarks>Axis null: over all axes. Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class BackendReductions
{
    /// <summary>Sum.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.backend.sum")]
    public static Tensor sum(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        Norms.ReduceWidely(x, t => t.sum(GetAll(t, axis), keepdims));

    /// <summary>Mean; truth values count as 0 and 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.backend.mean")]
    public static Tensor mean(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        Norms.ReduceWidely(Floats(x), t => t.mean(GetAll(t, axis), keepdims));

    /// <summary>Product.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.backend.prod")]
    public static Tensor prod(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        Norms.ReduceWidely(x, t => ReduceEachAxis(t, axis, keepdims, (part, a) => part.prod(a, true)));

    /// <summary>Largest value.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.backend.max")]
    public static Tensor max(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => x.amax(GetAll(x, axis), keepdims);

    /// <summary>Smallest value.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.backend.min")]
    public static Tensor min(Tensor x, ReductionAxes? axis = null, bool keepdims = false) => x.amin(GetAll(x, axis), keepdims);

    /// <summary>Variance over n (not n − 1).</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.backend.var")]
    public static Tensor var(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        Norms.ReduceWidely(Floats(x), t => Centering.ComputeVariance(t, GetAll(t, axis), keepdims));

    /// <summary>Standard deviation over n (not n − 1).</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.backend.std")]
    public static Tensor std(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        Norms.ReduceWidely(Floats(x), t => var(t, axis, keepdims).sqrt(), squares: true);

    /// <summary>Whether any value is true or not 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.backend.any")]
    public static Tensor any(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        x.to_type(torch.ScalarType.Bool).to_type(torch.ScalarType.Byte).amax(GetAll(x, axis), keepdims).to_type(torch.ScalarType.Bool);

    /// <summary>Whether all values are true or not 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes to reduce; negative values count from the end; null: all axes.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("keras.backend.all")]
    public static Tensor all(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        x.to_type(torch.ScalarType.Bool).to_type(torch.ScalarType.Byte).amin(GetAll(x, axis), keepdims).to_type(torch.ScalarType.Bool);

    /// <summary>log of the sum of exponentials, without overflow.</summary>
    public static Tensor logsumexp(Tensor x, ReductionAxes? axis = null, bool keepdims = false) =>
        Norms.LogSumExp(Floats(x), GetAll(x, axis), keepdims);

    /// <summary>Position of the largest value.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis; negative values count from the end.</param>
    /// <returns>Shape of x without the axis, int64.</returns>
    [KerasExport("keras.backend.argmax")]
    public static Tensor argmax(Tensor x, int axis = -1) => x.argmax(axis);

    /// <summary>Position of the smallest value.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis; negative values count from the end.</param>
    /// <returns>Shape of x without the axis, int64.</returns>
    [KerasExport("keras.backend.argmin")]
    public static Tensor argmin(Tensor x, int axis = -1) => x.argmin(axis);

    /// <summary>Running sums.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis; negative values count from the end.</param>
    [KerasExport("keras.backend.cumsum")]
    public static Tensor cumsum(Tensor x, int axis = 0) => Norms.ReduceWidely(x, t => t.cumsum(axis));

    /// <summary>Running products.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis; negative values count from the end.</param>
    [KerasExport("keras.backend.cumprod")]
    public static Tensor cumprod(Tensor x, int axis = 0) => Norms.ReduceWidely(x, t => t.cumprod(axis));

    /// <summary>Vectors divided by their L2 norm.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes along which the norm is taken; null: all values.</param>
    [KerasExport("keras.backend.l2_normalize")]
    public static Tensor l2_normalize(Tensor x, ReductionAxes? axis = null) => Norms.ScaleToUnit(x, GetAll(x, axis));

    private static Tensor Floats(Tensor x) => x.is_floating_point() ? x : x.to_type(DTypes.ParseTorch(Settings.FloatX));

    internal static long[] GetAll(Tensor x, ReductionAxes? axis) => axis is { } a
        ? a.Axes
        : [.. Enumerable.Range(0, (int)x.dim()).Select(d => (long)d)];

    private static Tensor ReduceEachAxis(Tensor x, ReductionAxes? axis, bool keepdims, Func<Tensor, long, Tensor> reduce)
    {
        long[] axes = [.. GetAll(x, axis).Select(a => a < 0 ? a + x.dim() : a).OrderDescending()];
        foreach (long a in axes) { x = reduce(x, a); }
        if (!keepdims) { foreach (long a in axes) { x = x.squeeze(a); } }
        return x;
    }
}
