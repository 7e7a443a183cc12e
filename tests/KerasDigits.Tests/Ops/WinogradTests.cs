using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;
using System.Runtime.Intrinsics;

namespace KerasDigits.Tests.Ops;

/// <summary>Winograd's way gives the engine's own convolution.</summary>
public sealed class WinogradTests
{
    [Theory]
    [InlineData("same", 8, 8, 256, 256)]
    [InlineData("same", 7, 5, 256, 272)]
    [InlineData("valid", 9, 6, 272, 256)]
    [InlineData("valid", 3, 3, 512, 256)]
    public void Gives_what_the_engine_gives(string padding, int height, int width, int channels, int filters)
    {
        Tensor Random(params int[] shape) => Arrays.ToTensor(np.random.uniform(-1, 1, shape).astype(NPTypeCode.Single));
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Tensor x = Random(70, height, width, channels), kernel = Random(3, 3, channels, filters);
        foreach (Tensor? bias in new[] { Random(filters), null })
        {
            Tensor expected = NN.Conv(x, kernel, bias, [1, 1], padding, [1, 1]);
            Tensor actual = Winograd.Convolve(x, Winograd.Transform(kernel), bias, padding);
            Assert.Null(Golden.Difference(Arrays.ToArray(expected), Arrays.ToArray(actual), 1e-5, padding));
        }
    }

    [Fact]
    public void Is_left_alone_where_it_is_not_right()
    {
        using var scope = Scopes.Step();
        Tensor x = Tensors.Zeros(new Shape(64, 8, 8, 256), "float32");
        bool Fits(Tensor input, long[] kernel, long[]? strides = null, long[]? dilation = null, long groups = 1) => Winograd.Fits(input, kernel, strides ?? [1, 1], dilation ?? [1, 1], groups, "same");
        Assert.Equal(Vector512.IsHardwareAccelerated, Fits(x, [3, 3, 256, 256]));
        Assert.False(Fits(x, [5, 5, 256, 256]));
        Assert.False(Fits(x, [3, 3, 256, 250]));
        Assert.False(Fits(x, [3, 3, 256, 256], strides: [2, 2]));
        Assert.False(Fits(x, [3, 3, 256, 256], dilation: [2, 1]));
        Assert.False(Fits(x, [3, 3, 128, 256], groups: 2));
        Assert.False(Fits(Tensors.Zeros(new Shape(64, 8, 8, 256), "float64"), [3, 3, 256, 256]));
        Assert.False(Fits(x.clone().requires_grad_(true), [3, 3, 256, 256]));
    }
}
