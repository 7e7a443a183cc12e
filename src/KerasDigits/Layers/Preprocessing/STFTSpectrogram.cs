using KerasDigits.Backend;
using KerasDigits.Initializers;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>
/// Sounds as images: the frequencies of frames, by convolutions with windowed cosines and sines, which training may change.
/// </summary>
/// <remarks>Input shape: (batch, time, channels), or with "channels_first" (batch, channels, time).
/// Output shape: (batch, frames, channels · frequencies), with "channels_first" (batch, channels · frequencies, frames); with expand_dims
/// (batch, frames, frequencies, channels) or (batch, channels, frames, frequencies). There are fft_length / 2 + 1 frequencies, twice as
/// many with "stft". Weights: real_kernel and imag_kernel (frame_length, 1, frequencies).
/// Source: keras 3.15, layers/preprocessing/stft_spectrogram.py.</remarks>
[KerasExport("keras.layers.STFTSpectrogram")]
public sealed class STFTSpectrogram : Layer
{
    private Variable? _real, _imaginary;

    /// <summary>Creates the layer.</summary>
    /// <param name="mode">"log", "magnitude", "psd" (power), "real", "imag", "angle", or "stft": real and imaginary part.</param>
    /// <param name="frame_length">Samples of a frame, above 0.</param>
    /// <param name="frame_step">Samples from frame to frame; null: half a frame.</param>
    /// <param name="fft_length">Length of the transform; null: the next power of 2.</param>
    /// <param name="window">The frame's window, by SciPy's name ("hann", "hamming" …); null: none.</param>
    /// <param name="periodic">Whether the window is that of a periodic signal.</param>
    /// <param name="scaling">"density" or "spectrum": by what the window is divided; null: by nothing.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="expand_dims">Whether channels have an axis of their own.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <exception cref="ArgumentOutOfRangeException">frame_length is not above 0.</exception>
    /// <exception cref="ArgumentException">A word is none of the allowed ones, frame_step is not from 1 to frame_length, or fft_length is
    /// below frame_length.</exception>
    public STFTSpectrogram(string mode = "log", int frame_length = 256, int? frame_step = null, int? fft_length = null,
        string? window = "hann", bool periodic = false, string? scaling = "density", string padding = "valid", bool expand_dims = false,
        string? data_format = null)
    {
        this.mode = Guard.OneOf(mode, ["log", "magnitude", "psd", "real", "imag", "angle", "stft"]);
        this.frame_length = Guard.Positive(frame_length);
        Guard.That(frame_step is null || (frame_step >= 1 && frame_step <= frame_length),
            $"`frame_step` should be a positive integer not greater than `frame_length`. Received frame_step={frame_step}, "
            + $"frame_length={frame_length}", nameof(frame_step));
        Guard.That(fft_length is null || fft_length >= frame_length,
            $"`fft_length` should be not less than `frame_length`. Received fft_length={fft_length}, frame_length={frame_length}",
            nameof(fft_length));
        (this.frame_step, this.fft_length, this.periodic, this.expand_dims) = (frame_step, fft_length, periodic, expand_dims);
        this.window = window is null ? null : SignalOps.CheckWindowName(window);
        this.scaling = scaling is null ? null : Guard.OneOf(scaling, ["density", "spectrum"]);
        this.padding = Guard.OneOf(padding, ["valid", "same"]);
        this.data_format = Guard.DataFormat(data_format);
        input_spec = new InputSpec(ndim: 3);
    }

    /// <summary>What is shown of the transform.</summary>
    public string mode { get; }

    /// <summary>Samples of a frame.</summary>
    public int frame_length { get; }

    /// <summary>Samples between the starts of two frames; null: as many as a frame has.</summary>
    public int? frame_step { get; }

    /// <summary>Length of the transform.</summary>
    public int? fft_length { get; }

    /// <summary>The frame's window.</summary>
    public string? window { get; }

    /// <summary>Whether the window is that of a periodic signal.</summary>
    public bool periodic { get; }

    /// <summary>By what the window is divided.</summary>
    public string? scaling { get; }

    /// <summary>"valid" or "same".</summary>
    public string padding { get; }

    /// <summary>Whether channels have an axis of their own.</summary>
    public bool expand_dims { get; }

    /// <summary>"channels_last" or "channels_first".</summary>
    public string data_format { get; }

    private int Step => frame_step ?? Math.Max(1, frame_length / 2);

    private int Frequencies =>
        ((fft_length ?? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)frame_length)) / 2) + 1;

    private bool ChannelsFirst => data_format == "channels_first";

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        var shape = new Shape(frame_length, 1, Frequencies);
        if (mode != "imag") { _real = add_weight("real_kernel", shape, initializer: new STFT("real", window, scaling, periodic)); }
        if (mode != "real") { _imaginary = add_weight("imag_kernel", shape, initializer: new STFT("imag", window, scaling, periodic)); }
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor x = ChannelsFirst ? inputs : inputs.transpose(1, 2);
        Tensor? real = Transform(x, _real), imaginary = Transform(x, _imaginary);
        // (batch, channels, frequencies, frames)
        Tensor y = mode switch
        {
            "real" => real!,
            "imag" => imaginary!,
            "angle" => imaginary!.atan2(real!),
            "stft" => NN.Concatenate([real!, imaginary!], 2),
            "psd" => SignalOps.BothSides(ComputePower(), 2),
            "magnitude" => ComputeMagnitude(),
            _ => ComputeMagnitude().clamp_min(Settings.Epsilon).log(),
        };
        Tensor ComputePower() => (real! * real!) + (imaginary! * imaginary!);
        Tensor ComputeMagnitude() => ComputePower().clamp_min(Settings.Epsilon).sqrt();
        if (expand_dims) { return ChannelsFirst ? y.permute(0, 1, 3, 2) : y.permute(0, 3, 2, 1); }
        Tensor joined = y.flatten(1, 2);
        return ChannelsFirst ? joined : joined.transpose(1, 2);
    }

    /// <summary>Each channel's frames times a kernel's columns: (batch, channels, frequencies, frames).</summary>
    private Tensor? Transform(Tensor x, Variable? kernel)
    {
        if (kernel is null) { return null; }
        Tensor y = NN.Conv(x.reshape(-1, x.size(2), 1), Cast(kernel), null, [Step], padding, [1]);
        return y.reshape(x.size(0), x.size(1), y.size(1), y.size(2)).permute(0, 1, 3, 2);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        input_spec!.Check(input_shape, name!, 0);
        long? time = input_shape[ChannelsFirst ? 2 : 1], channels = input_shape[ChannelsFirst ? 1 : 2];
        Guard.That(time is null || padding == "same" || time >= frame_length, $"The input of layer {name} must hold at least a frame of "
            + $"{frame_length} samples. Received: input shape {input_shape}.", nameof(input_shape));
        long? frames = padding == "same" ? (time + Step - 1) / Step : ((time - frame_length) / Step) + 1;
        long frequencies = Frequencies * (mode == "stft" ? 2 : 1);
        return expand_dims
            ? ChannelsFirst ? new(input_shape[0], channels, frames, frequencies) : new(input_shape[0], frames, frequencies, channels)
            : ChannelsFirst ? new(input_shape[0], channels * frequencies, frames) : new(input_shape[0], frames, channels * frequencies);
    }
}
