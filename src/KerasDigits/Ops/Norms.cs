using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>
/// Lengths of vectors of any size: squares of 1e30 overflow and those of 1e-30 vanish, so values are scaled before they are squared.
/// </summary>
internal static class Norms
{
    /// <summary>The square root of the sum of squares along axes.</summary>
    public static Tensor Length(Tensor x, long[] axes, bool keepdim)
    {
        Tensor top = x.detach().abs().amax(axes, keepdim: true);
        Tensor scale = torch.where(top.isfinite().logical_and(top > 0), top, torch.ones_like(top));
        Tensor length = (x / scale).square().sum(axes, keepdim: true).sqrt() * scale;
        return keepdim ? length : DropAxes(length, axes);
    }

    /// <summary>Without axes of size 1.</summary>
    internal static Tensor DropAxes(Tensor x, long[] axes)
    {
        foreach (long axis in axes.Select(a => a < 0 ? a + x.dim() : a).Distinct().OrderDescending().ToArray()) { x = x.squeeze(axis); }
        return x;
    }

    /// <summary>log of the sum of exponentials along axes, without overflow.</summary>
    public static Tensor LogSumExp(Tensor x, long[] axes, bool keepdim)
    {
        Tensor top = x.detach().amax(axes, keepdim: true);
        top = torch.where(top.isfinite(), top, torch.zeros_like(top));
        Tensor result = (x - top).exp().sum(axes, keepdim: true).log() + top;
        return keepdim ? result : DropAxes(result, axes);
    }

    /// <summary>
    /// A reduction as float64 has it: what leaves float32's range on the way (the squares of 1e30, the sum of 3e38 and 3e38 before it is
    /// halved) is computed again in float64, where it may have a finite result.
    /// </summary>
    /// <param name="x">Floats.</param>
    /// <param name="reduce">The reduction, for any dtype of floats.</param>
    /// <param name="squares">Whether it squares, so that small results are those of values that have vanished.</param>
    public static Tensor ReduceWidely(Tensor x, Func<Tensor, Tensor> reduce, bool squares = false)
    {
        Tensor plain = reduce(x);
        if (!x.is_floating_point() || x.dtype == torch.ScalarType.Float64 || IsOrdinary(plain, squares)) { return plain; }
        return reduce(x.to_type(torch.ScalarType.Float64)).to_type(plain.dtype);
    }

    /// <summary>Whether results are such as float32 reaches without leaving its range on the way.</summary>
    internal static bool IsOrdinary(Tensor result, bool squares = false)
    {
        using var scope = torch.NewDisposeScope();
        Tensor values = result.detach();
        return (squares ? values.abs().ge(1e-15).logical_and(values.isfinite()) : values.isfinite()).all().item<bool>();
    }

    /// <summary>The vectors along an axis, scaled to length 1 as Keras's l2_normalize does.</summary>
    public static Tensor ScaleToUnit(Tensor x, params long[] axes) => ScaleToUnit(x, 1e-12, axes);

    /// <summary>The same with another least square of a length.</summary>
    internal static Tensor ScaleToUnit(Tensor x, double epsilon, long[] axes)
    {
        // The result does not depend on the scale, so great values are scaled down before they are squared.
        Tensor scale = x.detach().abs().amax(axes, keepdim: true).clamp_min(1), small = x / scale;
        return small * torch.maximum(small.square().sum(axes, keepdim: true), epsilon / scale / scale).rsqrt();
    }
}
