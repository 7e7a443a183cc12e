using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>Kernels (time, 1, frequencies) by which a convolution takes the short-time Fourier transform.</summary>
/// <remarks>Source: keras 3.15, initializers/constant_initializers.py.</remarks>
[KerasExport("keras.initializers.STFT")]
public sealed class STFT : Initializer
{
    /// <summary>Creates the initializer.</summary>
    /// <param name="side">"real" for the windowed cosines, "imag" for the sines.</param>
    /// <param name="window">The window, by SciPy's name; null: none.</param>
    /// <param name="scaling">"density" or "spectrum": by what the window is divided; null: by nothing.</param>
    /// <param name="periodic">Whether the window is that of a periodic signal.</param>
    /// <exception cref="ArgumentException">side is not "real" or "imag", or scaling is not "density" or "spectrum".</exception>
    public STFT(string side = "real", string? window = "hann", string? scaling = "density", bool periodic = false)
    {
        this.side = Guard.OneOf(side, ["real", "imag"]);
        this.window = window is null ? null : SignalOps.CheckWindowName(window);
        this.scaling = scaling is null ? null : Guard.OneOf(scaling, ["density", "spectrum"]);
        this.periodic = periodic;
    }

    /// <summary>Which part.</summary>
    public string side { get; }

    /// <summary>The window.</summary>
    public string? window { get; }

    /// <summary>The divisor.</summary>
    public string? scaling { get; }

    /// <summary>Whether it is that of a periodic signal.</summary>
    public bool periodic { get; }

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null)
    {
        Guard.That(shape.Rank == 3 && shape.ToArray() is [_, 1, _], "The initializer STFT makes kernels (time, 1, frequencies). Received: "
            + $"shape={shape}.", nameof(shape));
        long[] sizes = shape.ToArray();
        return SignalOps.FourierKernel(sizes[0], sizes[2], side == "real", window, scaling, periodic)
            .to_type(Backend.DTypes.ParseTorch(dtype ?? Settings.FloatX)).reshape(sizes);
    }
}
