using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Sounds as images: the power of each band of the mel scale over time.</summary>
/// <param name="fft_length">Samples that are transformed together, above 0.</param>
/// <param name="sequence_stride">Samples from frame to frame, above 0.</param>
/// <param name="sequence_length">Samples that a frame's window covers; null: fft_length.</param>
/// <param name="window">"hann", "hamming" or null for none.</param>
/// <param name="sampling_rate">Samples per second, above 0.</param>
/// <param name="num_mel_bins">Number of bands, above 0.</param>
/// <param name="min_freq">Lower end of the lowest band in hertz.</param>
/// <param name="max_freq">Upper end of the highest band in hertz; null: half the rate.</param>
/// <param name="power_to_db">Whether powers become decibels.</param>
/// <param name="top_db">Range of the decibels below the largest.</param>
/// <param name="mag_exp">Power of the magnitudes: 1 for energy, 2 for power.</param>
/// <param name="min_power">Smallest power that is distinguished.</param>
/// <param name="ref_power">Power of 0 decibels.</param>
/// <exception cref="ArgumentOutOfRangeException">fft_length, sequence_stride, sampling_rate or num_mel_bins is not above 0.</exception>
/// <exception cref="ArgumentException">sequence_length is not from 1 to fft_length, or window is not "hann" or "hamming".</exception>
/// <remarks>Input shape: (batch, time), or (time,). Output shape: (batch, num_mel_bins, frames). The input must be longer than half of
/// fft_length, for it is mirrored at its ends. Source: keras 3.12, layers/preprocessing/mel_spectrogram.py.</remarks>
[KerasExport("keras.layers.MelSpectrogram")]
public sealed class MelSpectrogram(int fft_length = 2048, int sequence_stride = 512, int? sequence_length = null, string? window = "hann",
    int sampling_rate = 16000, int num_mel_bins = 128, double min_freq = 20.0, double? max_freq = null, bool power_to_db = true,
    double top_db = 80.0, double mag_exp = 2.0, double min_power = 1e-10, double ref_power = 1.0) : Layer
{
    /// <summary>Samples that are transformed together.</summary>
    public int fft_length { get; } = Guard.Positive(fft_length);

    /// <summary>Samples between the starts of two frames; null: as many as a frame has.</summary>
    public int sequence_stride { get; } = Guard.Positive(sequence_stride);

    /// <summary>Samples that a frame's window covers.</summary>
    public int? sequence_length { get; } = sequence_length is null || (sequence_length > 0 && sequence_length <= fft_length)
        ? sequence_length ?? fft_length
        : throw new ArgumentException($"`sequence_length` must be from 1 to fft_length={fft_length}. Received: "
            + $"sequence_length={sequence_length}.", nameof(sequence_length));

    /// <summary>The window's shape.</summary>
    public string? window { get; } = window is null ? null : Guard.OneOf(window, ["hann", "hamming"]);

    /// <summary>Samples per second.</summary>
    public int sampling_rate { get; } = Guard.Positive(sampling_rate);

    /// <summary>Number of bands.</summary>
    public int num_mel_bins { get; } = Guard.Positive(num_mel_bins);

    /// <summary>Lower end of the lowest band.</summary>
    public double min_freq { get; } = min_freq;

    /// <summary>Upper end of the highest band.</summary>
    public double? max_freq { get; } = max_freq ?? sampling_rate / 2;

    /// <summary>Whether powers become decibels.</summary>
    public bool power_to_db { get; } = power_to_db;

    /// <summary>Range of the decibels.</summary>
    public double top_db { get; } = top_db;

    /// <summary>Power of the magnitudes.</summary>
    public double mag_exp { get; } = mag_exp;

    /// <summary>Smallest power that is distinguished.</summary>
    public double min_power { get; } = min_power;

    /// <summary>Power of 0 decibels.</summary>
    public double ref_power { get; } = ref_power;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor x = inputs.to_type(DTypes.ParseTorch(compute_dtype == "float64" ? "float64" : "float32"));
        Guard.That(x.size(-1) > fft_length / 2, "The input of `MelSpectrogram` must hold more than fft_length / 2 = "
            + $"{fft_length / 2} samples. Received: {x.size(-1)}.", nameof(inputs));
        Tensor power = SignalOps.Magnitudes(x, sequence_length!.Value, sequence_stride, fft_length, window).pow(mag_exp);
        Tensor bands = power.matmul(SignalOps.MelMatrix(power.size(-1), num_mel_bins, sampling_rate, min_freq, max_freq!.Value, power));
        if (power_to_db) { bands = SignalOps.Decibels(bands, min_power, ref_power, top_db); }
        return bands.transpose(-1, -2).to_type(DTypes.ParseTorch(compute_dtype));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        long? frames = input_shape[^1] is { } time ? 1 + ((time + (fft_length / 2 * 2) - fft_length) / sequence_stride) : null;
        return new([.. input_shape[..^1], num_mel_bins, frames]);
    }
}
