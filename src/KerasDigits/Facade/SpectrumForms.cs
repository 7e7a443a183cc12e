using System.Runtime.CompilerServices;
using KerasDigits.Ops;

namespace KerasDigits;

// Windows of one's own in the place of their names. null means no window, not one of these.
public abstract partial class keras
{
    public static partial class ops
    {
        /// <summary>The short-time Fourier transform with a window of one's own, a tensor (sequence_length,).</summary>
        /// <inheritdoc cref="OpsFourier.TransformBy"/>
        /// <exception cref="ArgumentException">The window has another shape, or the values are too few.</exception>
        [OverloadResolutionPriority(-1)]
        public static (Tensor Real, Tensor Imaginary) stft(Tensor x, int sequence_length, int sequence_stride, int fft_length,
            Tensor window, bool center = true) =>
            OpsFourier.TransformBy(x, sequence_length, sequence_stride, fft_length, window, center);

        /// <summary>The inverse of stft with a window of one's own, a tensor (sequence_length,).</summary>
        /// <param name="x">(…, sequences, fft_length / 2 + 1) each.</param>
        /// <param name="sequence_length">Values that a window covers, above 0.</param>
        /// <param name="sequence_stride">Values from window to window, above 0.</param>
        /// <param name="fft_length">Values that are transformed, at least sequence_length; the window is in their middle.</param>
        /// <param name="window">The window of stft.</param>
        /// <param name="length">Values that come out; null: as many as the windows cover.</param>
        /// <param name="center">Whether the values are mirrored at both ends, so that windows stand around their values.</param>
        /// <returns>(…, values).</returns>
        /// <exception cref="ArgumentException">The window has another shape.</exception>
        [OverloadResolutionPriority(-1)]
        public static Tensor istft((Tensor Real, Tensor Imaginary) x, int sequence_length, int sequence_stride, int fft_length,
            Tensor window, int? length = null, bool center = true) =>
            OpsFourier.LayBy(x, sequence_length, sequence_stride, fft_length, length, window, center);
    }
}
