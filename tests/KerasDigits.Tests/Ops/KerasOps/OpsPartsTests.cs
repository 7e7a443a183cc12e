using static KerasDigits.keras;
using static KerasDigits.Tests.Ops.OpsValues;

namespace KerasDigits.Tests.Ops;

/// <summary>What NumPy gives for parts and stacks.</summary>
public sealed class OpsPartsTests
{
    [Fact]
    public void Parts_are_those_of_Keras()
    {
        Assert.Equal([3L, 3, 2], ops.array_split(Count(8), 3).Select(p => p.size(0)));
        Same([6, 7], ops.array_split(Count(8), 3)[2]);
        Same([2, 3, 6, 7], ops.hsplit(Count(2, 4), 2)[1]);
        Same([2, 3], ops.hsplit(Count(4), 2)[1]);
        Same([1, 2, 5, 6], ops.hsplit(Count(2, 4), [1, 3])[1]);
        Same([4, 5, 6, 7], ops.vsplit(Count(2, 4), 2)[1]);
        Same([0, 2], ops.dsplit(Count(2, 1, 2), 2)[0]);
    }

    [Fact]
    public void Stacks_are_those_of_Keras()
    {
        Same([1, 3, 2, 4], [1, 2, 2], ops.dstack([T(1, 2), T(3, 4)]));
        Same([1, 3, 2, 4], [2, 2], ops.column_stack([T(1, 2), T(3, 4)]));
        Same([0, 1, 0, 0, 0, 2, 0, 0, 0], [3, 3], ops.diagflat(T([1, 2], 1, 2), 1));
        Same([1, 0, 3, 2], ops.fliplr(Count(2, 2)));
        Same([2, 3, 0, 1], ops.flipud(Count(2, 2)));
    }

    [Fact]
    public void Values_and_places()
    {
        Same([-1, 2, 3], ops.unique(T(3, 2, 3, -1)));
        Same([-1, 2, 3, 9, 9], ops.unique(T(3, 2, 3, -1), size: 5, fill_value: 9));
        Same([-1, 2], ops.unique(T(3, 2, 3, -1), size: 2));
        var places = ops.nonzero(T([2, 2], 0, 1, 2, 0));
        Same([0, 1], places[0]);
        Same([1, 0], places[1]);
        var x = T(1, 2);
        ops.copy(x).add_(1);
        Same([1, 2], x);
        Assert.Equal([2L, 3], ops.empty((2, 3)).shape);
        Assert.Equal("int32", ops.dtype(ops.empty_like(x, "int32")));
        Same([1, 2], ops.array(new[] { 1.0, 2.0 }, dtype: "float32"));
    }
}
