using TorchSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Ops.OpsValues;

namespace KerasDigits.Tests.Ops;

/// <summary>What Keras 3's documentation gives for loops and choices, and gradients through them.</summary>
public sealed class OpsLoopsTests
{
    [Fact]
    public void Functions_of_entries()
    {
        Same([0, 1, 4, 9], ops.map(x => x * x, T(0, 1, 2, 3)));
        Same([0, 1, 4, 9], ops.vectorized_map(x => x * x, T(0, 1, 2, 3)));
        Same([11, 22], ops.vectorized_map(x => x[0] + x[1], [T(1, 2), T(10, 20)]));
        Same([3, 7], ops.vectorize(row => row.sum())(T([2, 2], 1, 2, 3, 4)));
        Assert.Throws<ArgumentException>(() => ops.map(x => x, torch.empty(0)));
    }

    [Fact]
    public void Scans_are_those_of_Keras()
    {
        var (carry, ys) = ops.scan((c, x) => (c + x, c * x), T([], 0), T(1, 2, 3, 4, 5));
        Same([15], carry);
        Same([0, 2, 9, 24, 50], ys);
        (carry, ys) = ops.scan((c, x) => (c + x, c + x), T([], 0), T(1, 2, 3), reverse: true);
        Same([6], carry);
        Same([6, 5, 3], ys);
        (carry, ys) = ops.scan((c, _) => (c * 2, c), T([], 1), length: 4);
        Same([16], carry);
        Same([1, 2, 4, 8], ys);
        Same([0, 1, 3, 6, 10], ops.associative_scan((a, b) => a + b, T(0, 1, 2, 3, 4)));
        Same([10, 10, 9, 7, 4], ops.associative_scan((a, b) => a + b, T(0, 1, 2, 3, 4), reverse: true));
        Same([0, 1, 3, 3, 7, 12], ops.associative_scan((a, b) => a + b, Count(2, 3), axis: 1));
        Assert.Throws<ArgumentException>(() => ops.scan((c, x) => (c, x), T([], 0)));
        Assert.Throws<ArgumentException>(() => ops.scan((c, x) => (c, x), T([], 0), T(1, 2), length: 3));
    }

    [Fact]
    public void Loops_and_choices()
    {
        Same([10], ops.while_loop(i => i < 10, i => i + 1, 0));
        Same([3], ops.while_loop(i => i < 10, i => i + 1, 0, maximum_iterations: 3));
        Tensor[] both = ops.while_loop(v => v[0] < 10, v => [v[0] + 1, v[1] + 1], [T([], 0), T([], 1)]);
        Same([10], both[0]);
        Same([11], both[1]);
        Same([45], ops.fori_loop(0, 10, (i, sum) => sum + i, 0));
        Func<Tensor[], Tensor>[] branches = [v => v[0] + v[1], v => v[0] - v[1]];
        Same([2.5f], ops.@switch(0, branches, T(2), T(.5f)));
        Same([1.5f], ops.@switch(1, branches, T(2), T(.5f)));
        Same([1.5f], ops.@switch(7, branches, T(2), T(.5f)));
        Same([2.5f], ops.@switch(Whole(-3), branches, T(2), T(.5f)));
    }

    [Fact]
    public void Gradients_flow_through_loops()
    {
        Tensor x = T([], 2).requires_grad_();
        ops.fori_loop(0, 3, (_, y) => y * x, T([], 1)).backward();
        Same([12], x.grad!);
    }
}
