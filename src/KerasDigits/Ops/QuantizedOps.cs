using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Numbers of few bits: rounding to them, and reading those that share a byte.</summary>
/// <remarks>Source: keras 3.15, quantizers/quantizers.py.</remarks>
internal static class QuantizedOps
{
    /// <summary>The largest number of float8 "e4m3fn".</summary>
    private const float MostOfFloat8 = 448;

    /// <summary>The spaces between neighbours in float8 "e4m3fn", for numbers from 2^-6, 2^-5 … 2^8 on.</summary>
    private static readonly float[] s_spaces = [.. Enumerable.Range(-9, 15).Select(e => MathF.ScaleB(1, e))];

    /// <summary>Values as integers times the scale that gives the largest one of each group its most.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="axes">Axes over which values share a scale.</param>
    /// <param name="range">Range of the integers.</param>
    public static Tensor Round(Tensor x, long[] axes, InputRange range)
    {
        Tensor sizes = x.detach().abs().amax(axes, true) + range.Epsilon;
        Tensor scale = torch.full_like(sizes, range.Most).div(sizes);
        Tensor whole = x.detach().mul(scale).round().clamp(range.Least, range.Most);
        return Through(x, whole.to(torch.ScalarType.Float32).div(scale.to(torch.ScalarType.Float32)));
    }

    /// <summary>Values as those of float8 "e4m3fn" times a scale.</summary>
    public static Tensor ToFloat8(Tensor x, Tensor scale)
    {
        Tensor small = x.detach().div(scale.to(x.dtype)).clamp(-MostOfFloat8, MostOfFloat8).to(torch.ScalarType.Float32);
        Tensor exponent = small.abs().log2().floor().nan_to_num(0, 8, -6).clamp(-6, 8);
        Tensor space = torch.tensor(s_spaces, device: x.device)
            .index_select(0, (exponent + 6).to(torch.ScalarType.Int64).flatten()).reshape(small.shape);
        return Through(x, small.div(space).round().mul(space).to(x.dtype).mul(scale.to(x.dtype)));
    }

    /// <summary>Values as bfloat16 holds them.</summary>
    public static Tensor ToBFloat16(Tensor x) => x.to(torch.ScalarType.BFloat16).to(x.dtype);

    /// <summary>The rounded values, with the gradient of those before.</summary>
    private static Tensor Through(Tensor x, Tensor rounded) => x.requires_grad ? x + (rounded - x).detach() : rounded;

    /// <summary>Numbers of four bits, of which each byte holds two neighbours along an axis, the lower bits first.</summary>
    /// <param name="bytes">Bytes of two numbers each.</param>
    /// <param name="axis">Axis from -rank to rank-1.</param>
    /// <param name="length">How many numbers there are along it.</param>
    /// <param name="signed">Whether they reach from -8 to 7; else from 0 to 15.</param>
    public static Tensor Unpack(Tensor bytes, int axis, long length, bool signed)
    {
        Tensor both = bytes.to(torch.ScalarType.Float32).remainder(256), high = both.div(16).floor(), low = both - (16 * high);
        Tensor all = torch.stack([low, high], axis + 1);
        long[] shape = bytes.shape;
        shape[axis] *= 2;
        all = all.reshape(shape).narrow(axis, 0, length);
        return signed ? (all + 8).remainder(16) - 8 : all;
    }

    /// <summary>Numbers less the zero of their group, times its scale.</summary>
    /// <param name="numbers">Whole numbers of any shape.</param>
    /// <param name="scale">A scale for each group along the axis.</param>
    /// <param name="zero">A zero for each.</param>
    /// <param name="groups">For each place along the axis its group.</param>
    /// <param name="axis">Axis from -rank to rank-1.</param>
    public static Tensor Group(Tensor numbers, Tensor scale, Tensor zero, Tensor groups, long axis)
    {
        Tensor places = groups.to(torch.ScalarType.Int64).clamp(0, scale.shape[axis] - 1);
        return (numbers - zero.to(torch.ScalarType.Float32).index_select(axis, places))
            * scale.to(torch.ScalarType.Float32).index_select(axis, places);
    }

    /// <summary>In 32 bits.</summary>
    public static Tensor Wide(Tensor x) => x.to(torch.ScalarType.Float32);

    /// <summary>The numbers 0, 1 … before an end.</summary>
    public static Tensor Numbers(long end, Tensor beside) => torch.arange(end, dtype: torch.ScalarType.Int64, device: beside.device);
}
