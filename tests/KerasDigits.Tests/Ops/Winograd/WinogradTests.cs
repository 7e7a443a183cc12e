using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using KerasDigits.Backend;
using KerasDigits.Ops;
using KerasDigits.Ops.Winograd;
using NumSharp;
using TorchSharp;

namespace KerasDigits.Tests.Ops;

/// <summary>Minimal filtering gives the convolution and the gradients that the engine's own convolution gives in float64.</summary>
public sealed class WinogradTests
{
    [SkippableTheory]
    [InlineData("same", 8, 8, 64, 64)] // whole tiles of four
    [InlineData("same", 7, 5, 32, 96)] // tiles cut on two sides
    [InlineData("valid", 9, 6, 64, 32)]
    [InlineData("valid", 4, 4, 32, 32)] // tiles of two
    [InlineData("same", 2, 2, 96, 64)]
    [InlineData("same", 2, 30, 32, 32)]
    public void Results_and_gradients_are_a_convolutions(string padding, int height, int width, int channels, int filters)
    {
        NeedsVectors();
        using var scope = Scopes.Step();
        Tensor x = Random(50, height, width, channels), kernel = Random(3, 3, channels, filters), bias = Random(filters);
        Tensor exactX = Exact(x), exactKernel = Exact(kernel), exactBias = Exact(bias);
        Tensor expected = NN.Conv(exactX, exactKernel, exactBias, [1, 1], padding, [1, 1]);
        Tensor gradient = Random([.. expected.shape.Select(s => (int)s)]);
        expected.backward([gradient.to(torch.ScalarType.Float64)]);

        Tensor[] trained = [x.requires_grad_(), kernel.requires_grad_(), bias.requires_grad_()];
        Tensor actual = Try(x, kernel, bias, padding)!;
        Same(expected, actual, "result");
        actual.backward([gradient]);
        Same(exactX.grad!, x.grad!, "gradient by values");
        Same(exactKernel.grad!, kernel.grad!, "gradient by kernel");
        Same(exactBias.grad!, bias.grad!, "gradient by bias");

        using var _ = Scopes.NoGradient();
        Same(expected, Try(x, kernel, bias, padding)!, "result without a gradient");
        Same(expected - exactBias, Try(x, kernel, null, padding)!, "result without bias");
        Same(expected, Try(x, kernel, bias, padding, kept: (_, turn) => turn(kernel))!, "result with a kept kernel");
        // A view with strides of its own: two pictures' worth of columns, of which one is used.
        Same(expected, Try(torch.cat([x, x], 2).narrow(2, 0, width), kernel, bias, padding)!, "result of a part");
    }

    [SkippableFact]
    public void Only_what_is_wanted_gets_a_gradient()
    {
        NeedsVectors();
        using var scope = Scopes.Step();
        Tensor x = Random(50, 8, 8, 32), kernel = Random(3, 3, 32, 32), bias = Random(32).requires_grad_();
        Try(x.requires_grad_(), kernel, null, "same")!.sum().backward();
        Assert.NotNull(x.grad);
        Assert.Null(kernel.grad);
        Try(x.detach(), kernel.requires_grad_(), bias, "same")!.sum().backward();
        Assert.Equal(50 * 64, bias.grad![0].item<float>(), 1e-2);
        Assert.NotNull(kernel.grad);
    }

    [SkippableFact]
    public void Gradients_have_gradients()
    {
        NeedsVectors();
        using var scope = Scopes.Step();
        Tensor x = Random(50, 6, 6, 32), kernel = Random(3, 3, 32, 32);
        Tensor Second(Tensor values, Tensor weights, Func<Tensor, Tensor, Tensor> convolve)
        {
            values = values.detach().requires_grad_();
            weights = weights.detach().requires_grad_();
            Tensor first = torch.autograd.grad([convolve(values, weights).pow(2).sum()], [values], retain_graph: true,
                create_graph: true)[0];
            return torch.autograd.grad([first.pow(2).sum()], [weights])[0];
        }
        Tensor expected = Second(Exact(x), Exact(kernel), (v, w) => NN.Conv(v, w, null, [1, 1], "same", [1, 1]));
        Same(expected, Second(x, kernel, (v, w) => Try(v, w, null, "same")!), "second gradient");
    }

    [SkippableFact]
    public void The_same_numbers_every_time()
    {
        NeedsVectors();
        using var scope = Scopes.Step();
        Tensor x = Random(60, 12, 12, 64), kernel = Random(3, 3, 64, 64).requires_grad_();
        Tensor Gradient()
        {
            kernel.grad = null;
            Try(x, kernel, null, "valid")!.pow(2).sum().backward();
            return kernel.grad!.clone();
        }
        Tensor once = Gradient();
        for (int i = 0; i < 5; i++) { Assert.True(once.eq(Gradient()).all().item<bool>()); }
    }

    [Fact]
    public void The_engines_own_way_is_taken_where_this_is_not_right_or_not_faster()
    {
        using var scope = Scopes.Step();
        bool Taken(Tensor x, long[] kernel, long[]? strides = null, long[]? dilation = null, long groups = 1) =>
            Convolution3x3.Try(x, torch.zeros(kernel, dtype: x.dtype), null, strides ?? [1, 1], "valid", dilation ?? [1, 1], groups,
                (_, _) => null) is not null;
        Tensor Values(params long[] shape) => torch.zeros(shape);
        Assert.Equal(MatrixProduct.IsSupported, Taken(Values(64, 8, 8, 32), [3, 3, 32, 32]));
        Assert.False(Taken(Values(64, 8, 8, 32), [5, 5, 32, 32]));
        Assert.False(Taken(Values(64, 8, 8, 32), [3, 3, 32, 40]));
        Assert.False(Taken(Values(64, 8, 8, 16), [3, 3, 16, 32]));
        Assert.False(Taken(Values(64, 8, 8, 32), [3, 3, 32, 32], strides: [2, 2]));
        Assert.False(Taken(Values(64, 8, 8, 32), [3, 3, 32, 32], dilation: [2, 1]));
        Assert.False(Taken(Values(64, 8, 8, 64), [3, 3, 32, 64], groups: 2));
        Assert.False(Taken(Values(64, 8, 8, 32).to(torch.ScalarType.Float64), [3, 3, 32, 32]));
        Assert.False(Taken(Values(64, 3, 3, 32), [3, 3, 32, 32])); // one result: nine products are fewer
        Assert.False(Taken(Values(2, 8, 8, 32), [3, 3, 32, 32]));
        Assert.False(Taken(Values(0, 8, 8, 32), [3, 3, 32, 32]));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public unsafe void Blocks_are_matrix_products(bool wide)
    {
        Skip.IfNot(wide ? Vector512.IsHardwareAccelerated : Fma.IsSupported, "This processor lacks the vectors.");
        const int depth = 40, columns = 64, rows = 21;
        using var scope = Scopes.Step();
        Tensor left = Random(12, depth), panel = Random(depth, 32), product = torch.zeros(12, columns);
        Tensor tall = Random(rows, depth), right = Random(rows, columns), sum = Random(depth, columns), before = sum.clone();
        fixed (byte* l = left.bytes, p = panel.bytes, r = product.bytes, t = tall.bytes, q = right.bytes, s = sum.bytes)
        {
            if (wide)
            {
                WideBlocks.Multiply((float*)l, (float*)p, (float*)r + 32, depth, columns);
                WideBlocks.AddTransposed((float*)t + 8, (float*)q + 32, (float*)s + (8 * columns) + 32, rows, depth, columns);
            }
            else
            {
                NarrowBlocks.Multiply((float*)l, (float*)p, (float*)r + 32, depth, columns);
                NarrowBlocks.AddTransposed((float*)t + 8, (float*)q + 32, (float*)s + (8 * columns) + 32, rows, depth, columns);
            }
        }
        Same(left.to(torch.ScalarType.Float64).matmul(panel.to(torch.ScalarType.Float64)), product.narrow(1, 32, 32), "product");
        Assert.Equal(0, product.narrow(1, 0, 32).abs().sum().item<float>());
        Tensor added = tall.to(torch.ScalarType.Float64).t().matmul(right.to(torch.ScalarType.Float64)).narrow(0, 8, 8).narrow(1, 32, 32);
        Same(added, (sum - before).narrow(0, 8, 8).narrow(1, 32, 32), "transposed product");
        Assert.Equal(before.abs().sum().item<float>(),
            (sum.abs().sum() - sum.narrow(0, 8, 8).narrow(1, 32, 32).abs().sum() + before.narrow(0, 8, 8).narrow(1, 32, 32).abs()
                .sum()).item<float>(), 1e-2);
    }

    private static void NeedsVectors() =>
        Skip.IfNot(MatrixProduct.IsSupported, "This processor has no vectors of 256 bits: the engine's own convolution is used on it.");

    private static Tensor? Try(Tensor x, Tensor kernel, Tensor? bias, string padding,
        Func<string, Func<Tensor, Tensor>, Tensor?>? kept = null) =>
        Convolution3x3.Try(x, kernel, bias, [1, 1], padding, [1, 1], 1, kept ?? ((_, _) => null));

    private static Tensor Random(params int[] shape) => Arrays.ToTensor(np.random.uniform(-1, 1, shape).astype(NPTypeCode.Single));

    private static Tensor Exact(Tensor x) => x.detach().to(torch.ScalarType.Float64).requires_grad_();

    /// <summary>Equal to 5e-6 of the greatest value.</summary>
    private static void Same(Tensor expected, Tensor actual, string what)
    {
        Assert.Equal(expected.shape, actual.shape);
        double difference = (expected - actual.to(torch.ScalarType.Float64)).abs().max().item<double>(),
            greatest = expected.abs().max().item<double>();
        Assert.True(difference <= 5e-6 * greatest, $"{what}: {difference:G3} of {greatest:G3}");
    }
}
