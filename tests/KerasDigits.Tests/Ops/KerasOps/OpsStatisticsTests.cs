using TorchSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Ops.OpsValues;

namespace KerasDigits.Tests.Ops;

/// <summary>What NumPy gives for statistics.</summary>
public sealed class OpsStatisticsTests
{
    private static readonly Tensor s_holes = T([2, 3], 1.5f, None, -2, 4, .5f, 3);

    [Fact]
    public void Without_what_is_no_number()
    {
        Same([1.5f], ops.nanmedian(s_holes));
        Same([-.25f, 3], ops.nanmedian(s_holes, 1));
        Same([2.125f, .5f, -.75f], ops.nanquantile(s_holes, .25, 0));
        Same([1.1f], [1, 1], ops.nanpercentile(s_holes, 40, keepdims: true));
        Same([1.5f, 1.5f, -.5f, 3.5f, 4, 7], ops.nancumsum(s_holes));
        Same([1.5f, 1.5f, -3, 4, 2, 6], [2, 3], ops.nancumprod(s_holes, 1));
        Same([3], ops.nanargmax(s_holes));
        Same([0, 0], ops.nanargmax(s_holes, 1));
        Same([0, 1, 0], [1, 3], ops.nanargmin(s_holes, 0, keepdims: true));
        Same([-1, 0], ops.nanargmax(T([2, 2], None, None, 1, 0), 1));
        Same([None], ops.nanmedian(T(None, None)));
    }

    [Fact]
    public void With_it_is_that_of_Keras()
    {
        Same([None], ops.median(s_holes));
        Same([None, 3], ops.median(s_holes, 1));
        Same([float.PositiveInfinity], ops.median(T(1, float.PositiveInfinity, float.PositiveInfinity)));
        Same([1.75f, 3.25f], ops.percentile(T(1, 2, 3, 4), [25, 75]));
        Same([2, 5], ops.percentile(T([2, 3], 1, 2, 3, 4, 5, 6), 50, 1));
        Same([3.5f], ops.ptp(s_holes[1]));
        Assert.Throws<ArgumentException>(() => ops.percentile(T(1, 2), 101));
    }

    [Fact]
    public void Rows_and_sequences()
    {
        Same([1, .98974332f, -.98198051f, .98974332f, 1, -.94491118f, -.98198051f, -.94491118f, 1],
            ops.corrcoef(T([3, 3], 1, 2, 4, 0, 1, 5, 3, 1, -1)));
        Tensor four = T(1, 2, 3, 4), three = T(0, 1, .5f), five = T(1, 2, 3, 4, 5), two = T(1, -1);
        Same([3.5f, 5], ops.correlate(four, three));
        Same([5, 3.5f], ops.correlate(three, four));
        Same([2, 3.5f, 5, 4], ops.correlate(four, three, "same"));
        Same([4, 5, 3.5f, 2], ops.correlate(three, four, "same"));
        Same([.5f, 2, 3.5f, 5, 4, 0], ops.correlate(four, three, "full"));
        Same([-1, -1, -1, -1, -1], ops.correlate(five, two, "same"));
        Same([-1, -1, -1, -1, -1, 5], ops.correlate(five, two, "full"));
        Same([-1, -1, -1, -1, -1], ops.correlate(two, five, "same"));
    }

    [Fact]
    public void Windows_and_series()
    {
        Same([7.7268668e-6f, .16493219f, 1, .16493219f, 7.7268668e-6f], ops.kaiser(5, 14), 1e-8);
        Same([1], ops.kaiser(1, 14));
        Same([1, 10, 100, 1000], ops.geomspace(1, 1000, 4));
        Same([-2, -4, -8, -16], ops.geomspace(-2, -32, 4, endpoint: false));
        Assert.Throws<ArgumentException>(() => ops.geomspace(-1, 1));
    }

    [Fact]
    public void Segments_are_those_of_Keras()
    {
        Tensor data = T([4, 2], 1, 5, 2, 4, 10, -1, 7, 7), ids = Whole(0, 0, 2, -1);
        float least = float.NegativeInfinity;
        Same([2, 5, least, least, 10, -1], [3, 2], ops.segment_max(data, ids));
        Same([1, 4, -least, -least, 10, -1], ops.segment_min(data, ids));
        Same([2, 20, 1, 1, 10, -1], ops.segment_prod(data, ids));
        Same([3, 9, 0, 0], [2, 2], ops.segment_sum(data, ids, 2));
        Assert.Equal([2, int.MinValue], ops.segment_max(Whole(1, 2), Whole(0, 0), 2).data<int>().ToArray());
        Tensor x = T(1, 3, 2).requires_grad_();
        ops.segment_max(x, Whole(0, 0, 1)).sum().backward();
        Same([0, 1, 1], x.grad!);
    }

    [Fact]
    public void Whole_numbers_stay_what_they_are()
    {
        Assert.Equal(torch.ScalarType.Int32, ops.cumsum(Whole(1, 2)).dtype);
        Assert.Equal(torch.ScalarType.Int32, ops.cumprod(Whole(1, 2), 0).dtype);
        Same([1], [1, 1], ops.argmax(T([2, 1], 1, 2), keepdims: true));
    }
}
