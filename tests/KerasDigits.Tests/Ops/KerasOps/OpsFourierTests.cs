using TorchSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Ops.OpsValues;

namespace KerasDigits.Tests.Ops;

/// <summary>What NumPy gives for Fourier transforms; windows laid over each other give back what they were cut from.</summary>
public sealed class OpsFourierTests
{
    private static readonly Tensor s_sound = T(.5f, -1, 2, 3, 0, 1, -2, .25f, 1);

    [Fact]
    public void Transforms_are_those_of_Keras()
    {
        var line = ops.fft((T(1, 2, -1, .5f), T(0, 1, 2, -1)));
        Same([2.5f, 4, -2.5f, 0], line.Real);
        Same([2, -3.5f, 2, -.5f], line.Imaginary);
        var (real, imaginary) = ops.fft2((T([2, 2], 1, 2, 2, 1), T([2, 2], 0, 1, 1, 0)));
        Same([6, 0, 0, -2], real);
        Same([2, 0, 0, -2], imaginary);
        var back = ops.ifft2((real, imaginary));
        Same([1, 2, 2, 1], back.Real);
        Same([0, 1, 1, 0], back.Imaginary);
        Assert.Throws<ArgumentException>(() => ops.fft((T(1, 2), T(1))));
        Assert.Throws<ArgumentException>(() => ops.fft2((T(1, 2), T(1, 2))));
    }

    /// <summary>The window of the name, given as numbers, and one that nothing is called.</summary>
    [Fact]
    public void Windows_of_ones_own()
    {
        Tensor hann = T(0, .5f, 1, .5f), own = T(1, 2, 3, 1);
        Same(Read(ops.stft(s_sound, 4, 2, 4).Real), ops.stft(s_sound, 4, 2, 4, hann).Real.reshape(-1));
        Same(Read(ops.stft(s_sound, 4, 2, 4, window: null).Real), ops.stft(s_sound, 4, 2, 4, T(1, 1, 1, 1)).Real.reshape(-1));
        var frames = ops.stft(s_sound, 4, 2, 4, own);
        Same(Read(s_sound)[..8], ops.istft(frames, 4, 2, 4, own, length: 8));
        Assert.Contains("[sequence_length]", Assert.Throws<ArgumentException>(() => ops.stft(s_sound, 4, 2, 4, T(1, 1))).Message);
        static float[] Read(Tensor x) => KerasDigits.Backend.Arrays.ToValues<float>(x);
    }

    [Fact]
    public void Real_transforms_are_those_of_Keras()
    {
        Check([10, -4.0450850f, 1.5450850f], [0, -1.3143278f, -2.1266270f], ops.rfft(T(1, 2, 3, 4, 0)));
        Check([10, -.41421356f, -2, 2.4142136f, -2], [0, -7.2426407f, 2, -1.2426407f, 0], ops.rfft(T(1, 2, 3, 4, 0), 8));
        Check([10, -2, -2], [0, 2, 0], ops.rfft(T(1, 2, 3, 4, 0), fft_length: 4));
        Same([1.2f, 1.3226486f, .8084248f, -.1320316f, -.1990418f], ops.irfft((T(3, 1, .5f), T(0, -2, 0)), 5));
        Same([1.375f, 1.625f, .375f, -.375f], ops.irfft((T(3, 1, .5f), T(0, -2, 0))));
    }

    [Fact]
    public void Windows_of_a_sound()
    {
        Check([-.375f, -.375f, 1.125f, .75f, -1.5f, 2.25f, 2.25f, 0, -2.25f, -.75f, 1.5f, -2.25f, .9375f, -.75f, .5625f],
            [0, .75f, 0, 0, .75f, 0, 0, -2.25f, 0, 0, -.75f, 0, 0, -.1875f, 0], ops.stft(s_sound, 3, 2, 4));
        Check([1.5f, -1.5f, 3.5f, 5, 2, -1, -1, 2, -3], [0, 1, 0, 0, -3, 0, 0, -1, 0],
            ops.stft(s_sound, 3, 2, 4, window: null, center: false));
        Same([1, 2, 3, 3, 4, 5], [2, 3], ops.extract_sequences(T(1, 2, 3, 4, 5, 6), 3, 2));
        Assert.Throws<ArgumentException>(() => ops.stft(s_sound, 5, 2, 4));
        Assert.Throws<ArgumentException>(() => ops.stft(s_sound, 3, 2, 4, window: "kaiser"));
        Assert.Throws<ArgumentException>(() => ops.stft(s_sound, 3, 2, 32));
    }

    [Theory]
    [InlineData("hann", true)]
    [InlineData("hamming", true)]
    [InlineData("hamming", false)]
    [InlineData(null, false)]
    public void The_way_back(string? window, bool center)
    {
        Tensor sound = torch.stack([s_sound, s_sound.flip(0)], 0).repeat(1, 4);
        var spectrum = ops.stft(sound, 4, 2, 4, window, center);
        Tensor back = ops.istft(spectrum, 4, 2, 4, length: 32, window: window, center: center);
        Same(sound.narrow(1, 0, 32).contiguous().data<float>().ToArray(), [2, 32], back, 1e-5);
    }

    private static void Check(float[] real, float[] imaginary, (Tensor Real, Tensor Imaginary) found)
    {
        Same(real, found.Real);
        Same(imaginary, found.Imaginary);
    }
}
