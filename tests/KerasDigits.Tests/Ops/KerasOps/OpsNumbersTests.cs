using static KerasDigits.keras;
using static KerasDigits.Tests.Ops.OpsValues;

namespace KerasDigits.Tests.Ops;

/// <summary>What NumPy and SciPy give for functions of values, and complex numbers.</summary>
public sealed class OpsNumbersTests
{
    [Fact]
    public void Value_by_value()
    {
        Same([-2, 0, 3, 1.2599211f], ops.cbrt(T(-8, 0, 27, 2)), 1e-7);
        Same([1, 1], ops.cbrt(T(1e-30f, 1e30f)) / T(1e-10f, 1e10f), 3e-7);
        Same([float.PositiveInfinity, None], ops.cbrt(T(float.PositiveInfinity, None)));
        Same([1, 2], ops.fabs(Whole(-1, 2)));
        Same([2, 5, 3], ops.fmax(T(1, None, 3), T(2, 5, None)));
        Same([1, 5, 3], ops.fmin(T(1, None, 3), T(2, 5, None)));
        Same([1, -1, 1.5f], ops.fmod(T(7, -7, 7.5f), T(3, 3, -2)));
        Same([6, -.75f, 1.7014118e38f], ops.ldexp(T(.75f, -3, 1), Whole(3, -2, 127)));
        Same([1e-38f * 1024], ops.ldexp(T(1e-38f), 10), 1e-9);
        Same([2.5849625f, -199.41504f, 4], ops.logaddexp2(T(1, -200, 3), T(2, -201, 3)));
        Same([1.0000001f, -1e-45f], ops.nextafter(T(1, 0), T(2, -1)), 0);
        Same([0, 1, 1, 0], ops.signbit(T(1, -2, -0f, 0)));
        Same([1, .63661975f, -.21220659f], ops.sinc(T(0, .5f, -1.5f)));
        Same([0, 180, -57.295780f], ops.rad2deg(T(0, MathF.PI, -1)));
        Same([1, 1.2660659f, 3.2898391f], ops.i0(T(0, 1, -2.5f)));
        Same([1.90124192990649e37f, 1.90124192990649e37f, float.PositiveInfinity, None], ops.i0(T(89, -89, 1e4f, None)));
        Same([2.2448064f, -2.2448064f, 2.2448064f], ops.concatenate([ops.sinh(T(89, -89)), ops.cosh(T(-89))]) / 1e38);
        Same([1, .15729921f, 1.5374598e-12f * 1e12f], ops.erfc(T(0, 1, 5)) * T(1, 1, 1e12f));
        Same([0, 0, .25f, .5f, 1, 1], ops.sparse_sigmoid(T(-3, -1, -.5f, 0, 1, 7)));
        Same([1], ops.allclose(T(1, 2), T(1, 2.00001f)));
        Same([0], ops.allclose(T(1, None), T(1, None)));
        Same([1], ops.allclose(T(1, None), T(1, None), equal_nan: true));
        Same([1, 0, 1, 0], ops.isin(Whole(0, 1, 2, 5), Whole(0, 2)));
        Same([0, 1, 0, 1], ops.isin(Whole(0, 1, 2, 5), Whole(0, 2), invert: true));
    }

    [Fact]
    public void Gradients_of_the_cube_root_are_its_own()
    {
        Tensor x = T(8, -27).requires_grad_();
        ops.cbrt(x).sum().backward();
        Same([1 / 12f, 1 / 27f], x.grad!);
    }

    [Fact]
    public void Complex_numbers_are_those_of_Keras()
    {
        Tensor pairs = T([4, 2], 1, 2, 0, -3, -2, 0, 0, 0), z = ops.view_as_complex(pairs);
        Same([1, 0, -2, 0], ops.real(z));
        Same([2, -3, 0, 0], ops.imag(z));
        Same([-2, 3, 0, 0], ops.imag(ops.conj(z)));
        Same([1, 2, 0, -3, -2, 0, 0, 0], [4, 2], ops.view_as_real(z));
        Same([1.1071487f, -1.5707964f, 3.1415927f, 0], ops.angle(z));
        Same([0, 3.1415927f], ops.angle(T(2, -2)));
        Same([0, 0], ops.imag(T(1, 2)));
        Same([0, 0, 1, 1], ops.isreal(z));
        Same([2.2360680f, 3, 2, 0], ops.absolute(z));
        Tensor back = ops.polar(T(2, 1), T(MathF.PI / 2, 0));
        Same([0, 1], ops.real(back));
        Same([2, 0], ops.imag(back));
        Assert.Throws<ArgumentException>(() => ops.view_as_complex(T(1, 2, 3)));
    }

    [Fact]
    public void What_a_tensor_is()
    {
        Assert.Equal("int32", ops.dtype(Whole(1)));
        Assert.True(ops.is_tensor(T(1)));
        Assert.False(ops.is_tensor(1.0));
    }

    [Theory]
    [InlineData(1f, 0.5651591)]
    [InlineData(88f, 6.993938e36)]
    [InlineData(-89f, -1.89053066e37)]
    [InlineData(91.5f, 2.2717205e38)]
    [InlineData(100f, double.PositiveInfinity)]
    public void I0_has_its_slope_up_to_the_end_of_float32(float x, double slope)
    {
        using var gradients = TorchSharp.torch.enable_grad();
        Tensor at = TorchSharp.torch.tensor(new[] { x }).requires_grad_(true);
        double found = TorchSharp.torch.autograd.grad([ops.i0(at).sum()], [at])[0].item<float>();
        Assert.True(found == slope || Math.Abs(found - slope) <= 1e-5 * Math.Abs(slope), $"{found}");
    }
}
