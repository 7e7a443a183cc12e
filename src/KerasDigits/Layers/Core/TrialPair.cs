using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>
/// A function's result for two sizes of what is unknown: its shape, and where it is a shape itself (<c>tf.shape(x)[0]</c>) its numbers, by
/// which a later function reshapes.
/// </summary>
/// <param name="First">The result of the first run.</param>
/// <param name="Second">That of the second.</param>
internal sealed record TrialPair(TrialRun First, TrialRun Second)
{
    /// <summary>From both results.</summary>
    public static TrialPair Of(Tensor first, Tensor second) => new(TrialRun.Of(first), TrialRun.Of(second));
}

/// <summary>One of the two.</summary>
/// <param name="Dims">Sizes of its axes.</param>
/// <param name="Numbers">Its numbers, where it may be a shape; otherwise null.</param>
internal sealed record TrialRun(long[] Dims, long[]? Numbers)
{
    private const long LongestShape = 64;

    public static TrialRun Of(Tensor x) => new(x.shape, x.dim() < 2 && x.numel() <= LongestShape
        && DTypes.GetName(x.dtype) is "int32" or "int64" ? OpFunctions.ToWholeNumbers(x) : null);

    /// <summary>A tensor like the result.</summary>
    public Tensor MakeLike(string dtype) => Numbers is { } numbers
        ? CategoryOps.Numbers(numbers, Dims).to_type(DTypes.ParseTorch(dtype))
        : Tensors.MakeZeros(Shape.Of(Dims), dtype);
}
