using KerasDigits.Ops;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers.Preprocessing;

/// <summary>Spectrograms beside Keras 3.15's figures, and windows beside SciPy's.</summary>
public sealed class SpectrogramTests
{
    private static readonly NDArray s_sound = np.array(new[] { 1, 2, -1, 0.5f, 3, -2, 0.25f, 1.5f, 0, -1 });

    [Theory]
    [InlineData("log", "hann", false, "density", "valid", null, new[] { 1, 3, 3 },
        new[] { -0.346574, 0.458146, 0.752039, -0.346574, 0.935901, 1.26286, 0.0588916, 0.0588916, 0.0588916 })]
    [InlineData("magnitude", "hamming", true, "spectrum", "same", null, new[] { 1, 4, 3 },
        new[] { 0.925926, 1.0523, 0.925926, 0.976852, 1.55688, 1.72685, 0.68287, 0.771056, 0.55787, 0.25, 0.25, 0.25 })]
    [InlineData("psd", null, false, "density", "valid", 8, new[] { 1, 3, 5 },
        new[] { 6.25, 9.67157, 12.5, 15.3284, 6.25, 3.0625, 12.1293, 27.625, 41.1207, 22.5625, 0.5625, 8.39277, 12.625, 4.85723, 0.0625 })]
    [InlineData("angle", "blackman", false, null, "valid", null, new[] { 1, 3, 3 },
        new[] { 0, -1.10715, 3.14159, 0, -0.982794, 3.14159, 0, -1.5708, 3.14159 })]
    [InlineData("stft", "bartlett", false, "density", "valid", null, new[] { 1, 3, 6 },
        new[] { 0.707107, 0.707107, -2.12132, 0, -1.41421, 0, 0.707107, 1.41421, -3.53553, 0, -2.12132, 0, 1.06066, 0, -1.06066, 0,
            -1.06066, 0 })]
    [InlineData("real", "flattop", false, "density", "valid", null, new[] { 1, 3, 3 },
        new[] { 0.704852, 0.705603, -2.12207, 0.705979, 1.41346, -3.5359, 1.06178, -0.000375565, -1.06254 })]
    [InlineData("imag", "cosine", true, "density", "valid", null, new[] { 1, 3, 3 },
        new[] { 0, -0.782593, 0, 0, -1.43475, 0, 0, -1.30432, 0 })]
    public void FiguresOfKeras(string mode, string? window, bool periodic, string? scaling, string padding, int? length, int[] shape,
        double[] expected)
    {
        var layer = layers.STFTSpectrogram(mode, frame_length: 4, frame_step: 3, fft_length: length, window: window, periodic: periodic,
            scaling: scaling, padding: padding);
        NDArray made = layer.Apply(s_sound.reshape(1, 10, 1));
        Assert.Equal(shape.Select(d => (long)d), made.shape.Select(d => (long)d));
        Assert.Equal(shape[1..].Select(d => (long?)d), layer.compute_output_shape(new KerasDigits.Core.Shape(1, 10, 1))[1..]);
        float[] values = made.flatten().ToArray<float>();
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], values[i], 1e-4); }
    }

    [Fact]
    public void Channels_stand_as_asked()
    {
        NDArray sound = np.random.RandomState(1).uniform(-1, 1, new[] { 2, 3, 20 }).astype(NPTypeCode.Single),
            last = np.transpose(sound, [0, 2, 1]);
        NDArray Made(bool expanded, string order) => layers.STFTSpectrogram(frame_length: 8, expand_dims: expanded, data_format: order)
            .Apply(order == "channels_first" ? sound : last);
        NDArray joined = Made(false, "channels_last"), wide = Made(true, "channels_last");
        Assert.Equal([2, 4, 15], joined.shape.Select(d => (int)d));
        Assert.Equal([2, 4, 5, 3], wide.shape.Select(d => (int)d));
        Assert.Null(Golden.Difference(np.transpose(joined, [0, 2, 1]), Made(false, "channels_first"), 1e-6, "joined"));
        Assert.Null(Golden.Difference(np.transpose(wide, [0, 3, 1, 2]), Made(true, "channels_first"), 1e-6, "expanded"));
        Assert.Equal((float)joined[0, 1, 7], (float)wide[0, 1, 2, 1]);
    }

    [Theory]
    [InlineData("hann", new[] { 0, 0.5, 1, 0.5, 0 })]
    [InlineData("hamming", new[] { 0.08, 0.54, 1, 0.54, 0.08 })]
    [InlineData("blackman", new[] { 0, 0.34, 1, 0.34, 0 })]
    [InlineData("nuttall", new[] { 0.0003628, 0.2269824, 1, 0.2269824, 0.0003628 })]
    [InlineData("bartlett", new[] { 0, 0.5, 1, 0.5, 0 })]
    [InlineData("triang", new[] { 1.0 / 3, 2.0 / 3, 1, 2.0 / 3, 1.0 / 3 })]
    [InlineData("cosine", new[] { 0.309017, 0.809017, 1, 0.809017, 0.309017 })]
    [InlineData("boxcar", new[] { 1.0, 1, 1, 1, 1 })]
    [InlineData("barthann", new[] { 0, 0.5, 1, 0.5, 0 })]
    public void Windows_of_SciPy(string name, double[] expected)
    {
        double[] window = SignalOps.ComputeWindow(name, 5, periodic: false);
        for (int i = 0; i < 5; i++) { Assert.Equal(expected[i], window[i], 1e-6); }
        Assert.Equal(SignalOps.ComputeWindow(name, 6, periodic: false)[..5], SignalOps.ComputeWindow(name, 5, periodic: true));
    }

    [Fact]
    public void What_fits_not_is_refused()
    {
        static string Said(Action make) => Assert.ThrowsAny<ArgumentException>(make).Message;
        Assert.Contains("frame_step", Said(() => layers.STFTSpectrogram(frame_length: 4, frame_step: 5)));
        Assert.Contains("fft_length", Said(() => layers.STFTSpectrogram(frame_length: 4, fft_length: 2)));
        Assert.Contains("window", Said(() => layers.STFTSpectrogram(window: "glass")));
        Assert.Contains("samples", Said(() => layers.STFTSpectrogram(frame_length: 8).Apply(keras.Input((5, 1)))));
    }
}
