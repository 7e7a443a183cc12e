using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Ops;

/// <summary>What NumPy gives for the functions of keras.ops that Keras 3 took from it.</summary>
public sealed class OpsCountsTests
{
    private const float None = float.NaN;

    private static readonly Tensor s_holes = torch.tensor(new[] { 1.5f, None, -2, 4, .5f, 3 }).reshape(2, 3),
        s_six = torch.arange(6, torch.ScalarType.Float32).reshape(2, 3);

    private static Tensor T(params float[] values) => torch.tensor(values);

    private static void Same(float[] expected, Tensor found)
    {
        float[] values = found.to_type(torch.ScalarType.Float32).contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), p => Assert.True(p.First.Equals(p.Second) || Math.Abs(p.First - p.Second) < 1e-6,
            $"{p.Second} instead of {p.First}"));
    }

    [Fact]
    public void Reductions_without_what_is_no_number()
    {
        Same([-.5f, 7.5f], ops.nansum(s_holes, 1));
        Same([6, .5f, -6], ops.nanprod(s_holes, 0));
        Same([1.4f], ops.nanmean(s_holes));
        Same([3.0625f, 2.1666667f], ops.nanvar(s_holes, 1));
        Same([2.0832667f], ops.nanstd(s_holes));
        Same([4, .5f, 3], ops.nanmax(s_holes, 0));
        Same([-2, .5f], ops.nanmin(s_holes, 1));
        Same([None], ops.nanmax(T(None, None)));
        Same([None], ops.nanmean(T(None)));
        Same([float.NegativeInfinity], ops.nanmax(T(None, float.NegativeInfinity)));
    }

    [Fact]
    public void Counts_are_those_of_Keras()
    {
        Same([1, 1, 0, 2, 0, 0], ops.bincount(torch.tensor(new[] { 1, 3, 3, 0 }), minlength: 6));
        Same([0, .5f, 0, 3], ops.bincount(torch.tensor(new[] { 1, 3, 3 }), T(.5f, 1, 2)));
        Assert.Throws<ArgumentException>(() => ops.bincount(torch.tensor(new[] { -1, 3 })));
        Assert.Throws<ArgumentException>(() => ops.bincount(torch.tensor(new[] { 1L << 40 })));
        Same([0, 1, 1, 2, 3], ops.digitize(T(-1, 0, .5f, 1, 7), T(0, 1, 2)));
        Same([1, 3, 0, 4], ops.searchsorted(T(0, 1, 1, 2), T(1, 1.5f, -3, 9)));
        Same([3, 3, 0, 4], ops.searchsorted(T(0, 1, 1, 2), T(1, 1.5f, -3, 9), side: "right"));
        Check([2, 2, 1], [1, 2, 3, 4], ops.histogram(T(1, 2, 2.5f, 4, 1), bins: 3));
        Check([2, 2], [1, 2, 3], ops.histogram(T(1, 2, 2.5f, 4, 1), bins: 2, range: (1, 3)));
        Check([0, 2], [1.5f, 2, 2.5f], ops.histogram(T(2, 2), bins: 2));
        Assert.Throws<ArgumentException>(() => ops.histogram(T(1, None)));

        static void Check(float[] counts, float[] edges, (Tensor Counts, Tensor Edges) found)
        {
            Same(counts, found.Counts);
            Same(edges, found.Edges);
        }
    }

    [Fact]
    public void Value_by_value()
    {
        Same([0, .5f, 1, None], ops.heaviside(T(-1.5f, 0, 2, None), .5));
        Same([.5f, 0], ops.divide_no_nan(T(1, 1), T(2, 0)));
        float[] ends = [float.PositiveInfinity, float.NegativeInfinity, None, 1];
        Same([1, 0, 0, 0], ops.isposinf(T(ends)));
        Same([0, 1, 0, 0], ops.isneginf(T(ends)));
        Same([0, 255, 3], ops.saturate_cast(T(-7, 300, 3.7f), "uint8"));
        Assert.Equal([int.MaxValue, int.MinValue], ops.saturate_cast(T(1e20f, -1e20f), "int32").data<int>().ToArray());
        Same([1, 5, -1], ops.select([torch.tensor(new[] { true, false, false }), torch.tensor(new[] { true, true, false })],
            [T(1, 2, 3), T(4, 5, 6)], -1));
        Same([9], ops.cond(torch.tensor(false), () => T(1), () => T(9)));
        Same([20], ops.psnr(T(0, 0), T(.1f, -.1f), 1));
    }

    [Fact]
    public void Places_and_shapes()
    {
        Assert.Equal([2L, 4L], ops.kron(T(1, 10), torch.tensor(new float[] { 1, 2, 3, 4 }).reshape(2, 2)).shape);
        Same([1, 2, 10, 20, 3, 4, 30, 40], ops.kron(T(1, 10), torch.tensor(new float[] { 1, 2, 3, 4 }).reshape(2, 2)));
        Same([0, 1, 2, 3, 4, 5], ops.rot90(s_six, 0));
        Same([2, 5, 1, 4, 0, 3], ops.rot90(s_six));
        Same([5, 4, 3, 2, 1, 0], ops.rot90(s_six, 2));
        Same([3, 0, 4, 1, 5, 2], ops.rot90(s_six, 3));
        Same([3, 0, 4, 1, 5, 2], ops.rot90(s_six, -1));
        Same([4.5f], ops.trapezoid(T(1, 2, 4)));
        Tensor y = torch.tensor(new float[] { 1, 2, 4, 0, 1, 1 }).reshape(2, 3);
        Same([7.5f, 2.5f], ops.trapezoid(y, T(0, 1, 3)));
        Same([.25f, .75f, 1.25f], ops.trapezoid(y, dx: .5, axis: 0));
        Same([1, 1, 1, 4, 2, 1, 9, 3, 1], ops.vander(T(1, 2, 3)));
        Same([1, 2, 4, 8, 1, 3, 9, 27], ops.vander(T(2, 3), 4, increasing: true));
        Tensor[] places = ops.unravel_index(torch.tensor(new[] { 5, 0, 3, -1 }), [2, 3]);
        Same([1, 0, 1, 1], places[0]);
        Same([2, 0, 0, 2], places[1]);
        Assert.Throws<ArgumentException>(() => ops.unravel_index(torch.tensor(new[] { 6 }), [2, 3]));
        Same([1, 2, 3, 4], ops.append(T(1, 2), T(3, 4)));
        Assert.Equal([4L, 3L], ops.append(s_six, s_six, axis: 0).shape);
        int[] order = ops.argpartition(T(5, 1, 4, 2), 1).data<int>().ToArray();
        Assert.Equal([1, 3], order.Take(2).Order());
    }

    [Fact]
    public void Windows_are_those_of_Keras()
    {
        Same([0, .5f, 1, .5f, 0], ops.bartlett(5));
        Same([0, .63f, .63f, 0], ops.blackman(4));
        Same([.08f, .77f, .77f, .08f], ops.hamming(4));
        Same([0, .5f, 1, .5f, 0], ops.hanning(5));
        Same([1], ops.hanning(1));
    }
}
