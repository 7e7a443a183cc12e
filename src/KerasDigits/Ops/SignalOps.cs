using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Sounds as images of their frequencies.</summary>
internal static partial class SignalOps
{
    private const double MelBreak = 700, MelFactor = 1127;

    /// <summary>
    /// Magnitudes of the short-time Fourier transform: (…, time) becomes (…, frames, length / 2 + 1). The sound is mirrored at both ends,
    /// so that frames stand around their samples.
    /// </summary>
    /// <param name="x">Sound of shape (…, time).</param>
    /// <param name="frame">Samples that the window covers.</param>
    /// <param name="step">Samples from frame to frame.</param>
    /// <param name="length">Samples that are transformed; the window is in their middle.</param>
    /// <param name="window">"hann", "hamming" or null.</param>
    public static Tensor Magnitudes(Tensor x, int frame, int step, int length, string? window)
    {
        long[] batch = x.shape[..^1];
        Tensor flat = x.reshape(-1, 1, x.size(-1));
        Tensor padded = torch.nn.functional.pad(flat, (length / 2, length / 2), PaddingModes.Reflect).squeeze(1);
        Tensor frames = padded.unfold(-1, length, step);
        if (window is not null || frame < length)
        {
            var weights = new double[length];
            int before = (length - frame) / 2;
            for (int i = 0; i < frame; i++)
            {
                double turn = Math.Cos(2 * Math.PI * i / frame);
                weights[before + i] = window switch { "hann" => 0.5 - (0.5 * turn), "hamming" => 0.54 - (0.46 * turn), _ => 1 };
            }
            frames = frames * torch.tensor(weights, dtype: x.dtype, device: x.device);
        }
        Tensor spectrum = torch.fft.rfft(frames);
        Tensor magnitudes = spectrum.abs();
        return magnitudes.reshape([.. batch, .. magnitudes.shape[^2..]]);
    }

    /// <summary>
    /// Parts that each frequency (row) has in each band of the mel scale (column): triangles of height 1; the frequency 0 is left out.
    /// </summary>
    /// <param name="frequencies">Number of frequencies, from 0 to half the rate.</param>
    /// <param name="bands">Number of bands.</param>
    /// <param name="rate">Samples per second.</param>
    /// <param name="low">Lower end of the lowest band in hertz.</param>
    /// <param name="high">Upper end of the highest band in hertz.</param>
    /// <param name="like">A tensor of the wanted dtype.</param>
    public static Tensor MelMatrix(long frequencies, int bands, double rate, double low, double high, Tensor like)
    {
        static double Mel(double hertz) => MelFactor * Math.Log(1 + (hertz / MelBreak));
        double first = Mel(low), width = (Mel(high) - first) / (bands + 1);
        var matrix = new double[frequencies, bands];
        for (long i = 1; i < frequencies; i++)
        {
            double mel = Mel(rate / 2 * i / (frequencies - 1));
            for (int b = 0; b < bands; b++)
            {
                double rising = (mel - (first + (b * width))) / width, falling = (first + ((b + 2) * width) - mel) / width;
                matrix[i, b] = Math.Max(0, Math.Min(rising, falling));
            }
        }
        return torch.tensor(matrix, dtype: like.dtype, device: like.device);
    }

    /// <summary>10 · log10 of powers, relative to a reference, and at most so much below the largest.</summary>
    public static Tensor Decibels(Tensor power, double least, double reference, double range)
    {
        Tensor log = (power.clamp_min(least).log10() * 10) - (10 * Math.Log10(Math.Max(Math.Abs(reference), least)));
        return log.maximum(log.max() - range);
    }
}
