using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: Fourier transforms. Complex numbers go in and come out as two tensors, real and imaginary parts.</summary>
/// <remarks>Source: Keras 3, ops/math.py.</remarks>
internal static class OpsFourier
{
    /// <summary>The Fourier transform along the last axis.</summary>
    /// <param name="x">Real and imaginary parts, of one shape (…, values).</param>
    /// <returns>Real and imaginary parts, same shape.</returns>
    [KerasExport("keras.ops.fft")]
    public static (Tensor Real, Tensor Imaginary) fft((Tensor Real, Tensor Imaginary) x) => Parts(torch.fft.fft_(Join(x)));

    /// <summary>The Fourier transform along the last two axes.</summary>
    /// <param name="x">Real and imaginary parts, of one shape (…, rows, columns).</param>
    /// <returns>Real and imaginary parts, same shape.</returns>
    [KerasExport("keras.ops.fft2")]
    public static (Tensor Real, Tensor Imaginary) fft2((Tensor Real, Tensor Imaginary) x) => Parts(torch.fft.fft2(Join(x, 2)));

    /// <summary>The inverse of fft2.</summary>
    /// <param name="x">Real and imaginary parts, of one shape (…, rows, columns).</param>
    /// <returns>Real and imaginary parts, same shape.</returns>
    [KerasExport("keras.ops.ifft2")]
    public static (Tensor Real, Tensor Imaginary) ifft2((Tensor Real, Tensor Imaginary) x) => Parts(torch.fft.ifft2(Join(x, 2)));

    /// <summary>The Fourier transform of real numbers along the last axis: frequencies from 0 up.</summary>
    /// <param name="x">Real numbers of shape (…, values).</param>
    /// <param name="fft_length">Values that are transformed: more are cut off, fewer filled up with 0; null: all.</param>
    /// <returns>(…, fft_length / 2 + 1) each.</returns>
    [KerasExport("keras.ops.rfft")]
    public static (Tensor Real, Tensor Imaginary) rfft(Tensor x, int? fft_length = null) =>
        Parts(torch.fft.rfft(OpsMath.Floats(x), CheckLength(fft_length)));

    /// <summary>The inverse of rfft.</summary>
    /// <param name="x">(…, frequencies) each.</param>
    /// <param name="fft_length">Values that come out; null: 2 · (frequencies − 1).</param>
    [KerasExport("keras.ops.irfft")]
    public static Tensor irfft((Tensor Real, Tensor Imaginary) x, int? fft_length = null) =>
        torch.fft.irfft(Join(x), CheckLength(fft_length));

    /// <summary>Windows over the last axis: (…, values) becomes (…, sequences, sequence_length).</summary>
    /// <param name="x">Tensor (…, values).</param>
    /// <param name="sequence_length">Values of a window, above 0.</param>
    /// <param name="sequence_stride">Values from the start of one window to the next, above 0.</param>
    /// <exception cref="ArgumentException">A length is not above 0.</exception>
    [KerasExport("keras.ops.extract_sequences")]
    public static Tensor extract_sequences(Tensor x, int sequence_length, int sequence_stride) =>
        x.unfold(-1, Guard.Positive(sequence_length), Guard.Positive(sequence_stride));

    /// <summary>The short-time Fourier transform: (…, values) becomes (…, sequences, fft_length / 2 + 1) each.</summary>
    /// <param name="x">(…, values), floats.</param>
    /// <param name="sequence_length">Values that a window covers, above 0.</param>
    /// <param name="sequence_stride">Values from window to window, above 0.</param>
    /// <param name="fft_length">Values that are transformed, at least sequence_length; the window is in their middle.</param>
    /// <param name="window">"hann", "hamming" or null: all values count alike.</param>
    /// <param name="center">Whether the values are mirrored at both ends, so that windows stand around their values.</param>
    [KerasExport("keras.ops.stft")]
    public static (Tensor Real, Tensor Imaginary) stft(Tensor x, int sequence_length, int sequence_stride, int fft_length,
        string? window = "hann", bool center = true) =>
            TransformFrames(x, sequence_length, sequence_stride, fft_length, MakeWindow(window, sequence_length, x), center);

    /// <summary>The same with a window of one's own.</summary>
    /// <param name="x">(…, values), floats.</param>
    /// <param name="sequence_length">Values that a window covers, above 0.</param>
    /// <param name="sequence_stride">Values from window to window, above 0.</param>
    /// <param name="fft_length">Values that are transformed, at least sequence_length.</param>
    /// <param name="window">Window of shape (sequence_length,).</param>
    /// <param name="center">Whether the values are mirrored at both ends.</param>
    public static (Tensor Real, Tensor Imaginary) TransformBy(Tensor x, int sequence_length, int sequence_stride, int fft_length,
        Tensor window, bool center) =>
        TransformFrames(x, sequence_length, sequence_stride, fft_length, CheckWindow(window, sequence_length), center);

    /// <summary>The inverse of TransformBy.</summary>
    public static Tensor LayBy((Tensor Real, Tensor Imaginary) x, int sequence_length, int sequence_stride, int fft_length, int? length,
        Tensor window, bool center) =>
        LayFrames(x, sequence_length, sequence_stride, fft_length, CheckWindow(window, sequence_length), length, center);

    private static Tensor CheckWindow(Tensor window, int sequence_length)
    {
        Guard.That(window.dim() == 1 && window.size(0) == sequence_length, "The shape of `window` must be equal to [sequence_length]. "
            + $"Received: window shape={Shape.Of(window.shape)}, sequence_length={sequence_length}.", nameof(window));
        return window;
    }

    private static (Tensor Real, Tensor Imaginary) TransformFrames(Tensor x, int sequence_length, int sequence_stride, int fft_length,
        Tensor window, bool center)
    {
        Guard.That(x.is_floating_point(), $"`x` must hold floats. Received: dtype {Backend.DTypes.GetName(x.dtype)}.", nameof(x));
        Tensor weights = SpreadWindow(window, sequence_length, Guard.Positive(sequence_stride), fft_length, x);
        if (center)
        {
            int edge = fft_length / 2;
            Guard.That(x.size(-1) > edge, $"`x` must hold more than {edge} values, fft_length / 2, to be mirrored. Received: "
                + $"{x.size(-1)}. Or pass center: false.", nameof(x));
            Tensor flat = x.reshape(-1, 1, x.size(-1));
            x = torch.nn.functional.pad(flat, (edge, edge), PaddingModes.Reflect).reshape([.. x.shape[..^1], x.size(-1) + (2 * edge)]);
        }
        Guard.That(x.size(-1) >= fft_length, $"`x` must hold at least {fft_length} values, fft_length. Received: {x.size(-1)}.", nameof(x));
        return Parts(torch.fft.rfft(x.unfold(-1, fft_length, sequence_stride) * weights));
    }

    /// <summary>The inverse of stft: the windows' values are overlapped and added.</summary>
    /// <param name="x">(…, sequences, fft_length / 2 + 1) each.</param>
    /// <param name="sequence_length">Values that a window covers, above 0.</param>
    /// <param name="sequence_stride">Values from window to window, above 0.</param>
    /// <param name="fft_length">Values that are transformed, at least sequence_length; the window is in their middle.</param>
    /// <param name="length">Values that come out; null: as many as the windows cover.</param>
    /// <param name="window">"hann" or "hamming"; null: all 1.</param>
    /// <param name="center">Whether the values are mirrored at both ends, so that windows stand around their values.</param>
    /// <returns>(…, values).</returns>
    [KerasExport("keras.ops.istft")]
    public static Tensor istft((Tensor Real, Tensor Imaginary) x, int sequence_length, int sequence_stride, int fft_length,
        int? length = null, string? window = "hann", bool center = true) =>
            LayFrames(x, sequence_length, sequence_stride, fft_length, MakeWindow(window, sequence_length, x.Real), length, center);

    private static Tensor LayFrames((Tensor Real, Tensor Imaginary) x, int sequence_length, int sequence_stride, int fft_length,
        Tensor window, int? length, bool center)
    {
        Tensor weights = SpreadWindow(window, sequence_length, Guard.Positive(sequence_stride), fft_length, x.Real);
        Tensor frames = torch.fft.irfft(Join(x), fft_length) * weights;
        long count = frames.size(-2), all = fft_length + (sequence_stride * (count - 1));
        // Where each window's values come to lie.
        Tensor places = (torch.arange(count, device: frames.device).unsqueeze(1) * sequence_stride)
            .add(torch.arange(fft_length, device: frames.device)).reshape(-1);
        Tensor rows = frames.reshape([-1, count * fft_length]);
        Tensor sum = torch.zeros([rows.size(0), all], dtype: rows.dtype, device: rows.device).index_add(1, places, rows, 1);
        Tensor norm = torch.zeros([all], dtype: rows.dtype, device: rows.device)
            .index_add(0, places, weights.square().expand(count, fft_length).reshape(-1), 1);
        // Where no window weighs anything nothing is known of the values: they stay 0.
        sum = sum / torch.where(norm.gt(1e-10), norm, torch.ones_like(norm));
        long start = center ? fft_length / 2 : 0, end = length is { } wanted ? start + wanted : all - start;
        if (end > all) { sum = torch.nn.functional.pad(sum, (0, end - all)); }
        return sum.narrow(-1, start, Math.Max(0, end - start)).reshape([.. frames.shape[..^2], Math.Max(0, end - start)]);
    }

    private static Tensor MakeWindow(string? window, int length, Tensor like) => torch.tensor(window is null
        ? [.. Enumerable.Repeat(1.0, length)]
        : SignalOps.ComputeWindow(Guard.OneOf(window, ["hann", "hamming"]), length, periodic: true), dtype: like.dtype,
        device: like.device);

    /// <summary>The window in the middle of the values that are transformed.</summary>
    private static Tensor SpreadWindow(Tensor window, int length, int stride, int fft_length, Tensor like)
    {
        Guard.That(length > 0 && fft_length >= length, "`fft_length` must equal or larger than `sequence_length`. Received: "
            + $"sequence_length={length}, fft_length={fft_length}.", nameof(fft_length));
        int before = (fft_length - length) / 2;
        return torch.nn.functional.pad(window.to_type(like.dtype), (before, fft_length - length - before));
    }

    private static long CheckLength(int? length)
    {
        Guard.That(length is null or > 0, $"`fft_length` must be above 0. Received: {length}.", "fft_length");
        return length ?? -1;
    }

    private static Tensor Join((Tensor Real, Tensor Imaginary) x, int axes = 1)
    {
        Guard.That(x.Real.shape.SequenceEqual(x.Imaginary.shape), "Input `x` should be a tuple of two tensors - real and imaginary. Both "
            + $"the real and imaginary parts should have the same shape. Received: x[0].shape = {Shape.Of(x.Real.shape)}, "
            + $"x[1].shape = {Shape.Of(x.Imaginary.shape)}.", nameof(x));
        Guard.That(x.Real.dim() >= axes, $"Input should have rank >= {axes}. Received: input.shape = {Shape.Of(x.Real.shape)}.", nameof(x));
        return torch.complex(OpsMath.Floats(x.Real), OpsMath.Floats(x.Imaginary));
    }

    private static (Tensor Real, Tensor Imaginary) Parts(Tensor x) => (x.real, x.imag);
}
