using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>Keras 3's further activation functions.</summary>
/// <remarks>Source: keras 3.15, activations/activations.py and backend/jax/nn.py.</remarks>
internal static class LaterActivations
{
    /// <summary>x · sigmoid(x), as swish.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.silu")]
    public static Tensor silu(Tensor x) => F.silu(x);

    /// <summary>x · relu6(x + 3) / 6.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.hard_silu", "keras.activations.hard_swish")]
    public static Tensor hard_silu(Tensor x) => x * HardSigmoid(x);

    /// <summary>Keras 3's hard_sigmoid, relu6(x + 3) / 6: another function than Keras 2's of that name.</summary>
    internal static Tensor HardSigmoid(Tensor x) => ((x / 6) + 0.5).clamp(0, 1);

    /// <summary>max(0, x) + min(0, alpha · (exp(x / alpha) − 1)).</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="alpha">Scale of the part below 0, not 0.</param>
    [KerasExport("keras.activations.celu")]
    public static Tensor celu(Tensor x, double alpha = 1.0) => torch.where(x < 0, ActivationOps.BelowZero(x / alpha) * alpha, x);

    /// <summary>The first half of an axis times the sigmoid of the second.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to halve; its size must be even.</param>
    /// <exception cref="ArgumentException">The axis has an odd size.</exception>
    [KerasExport("keras.activations.glu")]
    public static Tensor glu(Tensor x, int axis = -1)
    {
        long size = x.size(axis);
        Guard.That(size % 2 == 0, $"The axis {axis} of the input to glu must have an even size. Received: {Shape.Of(x.shape)}.",
            nameof(axis));
        return x.narrow(axis, 0, size / 2) * x.narrow(axis, size / 2, size / 2).sigmoid();
    }

    /// <summary>log(softmax(x)).</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis whose probabilities sum to 1.</param>
    [KerasExport("keras.activations.log_softmax")]
    public static Tensor log_softmax(Tensor x, int axis = -1) => F.log_softmax(x, axis);

    /// <summary>log(sigmoid(x)).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.log_sigmoid")]
    public static Tensor log_sigmoid(Tensor x) => F.logsigmoid(x);

    /// <summary>x cut to −1 … 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.hard_tanh")]
    public static Tensor hard_tanh(Tensor x) => x.clamp(-1, 1);

    /// <summary>x moved towards 0 by the threshold; 0 within it.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="threshold">Distance by which values move towards 0, 0 or more.</param>
    [KerasExport("keras.activations.soft_shrink")]
    public static Tensor soft_shrink(Tensor x, double threshold = 0.5) => (x - threshold).clamp_min(0) - ((-x) - threshold).clamp_min(0);

    /// <summary>x, or 0 within the threshold.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="threshold">Largest magnitude that becomes 0, 0 or more.</param>
    [KerasExport("keras.activations.hard_shrink")]
    public static Tensor hard_shrink(Tensor x, double threshold = 0.5) => torch.where(x.abs() > threshold, x, x.detach().mul(0));

    /// <summary>x − tanh(x).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.tanh_shrink")]
    public static Tensor tanh_shrink(Tensor x)
    {
        // tanh(x) is x / (1 + u) with u = x² / (3 + x² / (5 + …)), so x·u / (1 + u) is what the difference of two near values loses.
        Tensor near = x.clamp(-1, 1), square = near.square(), u = square / 13;
        for (int odd = 11; odd >= 3; odd -= 2) { u = square / (odd + u); }
        return torch.where(x.abs() < 1, near * u / (1 + u), x - x.tanh());
    }

    /// <summary>(x + √(x² + b)) / 2.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="b">Smoothness, 0 or more; 0 gives relu.</param>
    [KerasExport("keras.activations.squareplus")]
    public static Tensor squareplus(Tensor x, double b = 4)
    {
        // Below 0 the sum cancels: b / 2 / (√(x² + b) + |x|) is equal. The hypotenuse squares without overflow.
        Tensor root = x.hypot(torch.full_like(x, Math.Sqrt(b)));
        return torch.where(x < 0, b / 2 / (root + x.abs()), (x + root) / 2);
    }

    /// <summary>0 below −1, x above 1, (x + 1)² / 4 between.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.sparse_plus")]
    public static Tensor sparse_plus(Tensor x) => torch.where(x <= -1, x.detach().mul(0), torch.where(x < 1, (x + 1).square() / 4, x));

    /// <summary>(x + 1) / 2 cut to 0 … 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.sparse_sigmoid")]
    public static Tensor sparse_sigmoid(Tensor x) => ((x + 1) / 2).clamp(0, 1);

    /// <summary>As softmax over an axis, with exact zeros.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis that sums to 1.</param>
    /// <remarks>As Keras 3 computes it, whose threshold takes the sum of the running sums.</remarks>
    [KerasExport("keras.activations.sparsemax")]
    public static Tensor sparsemax(Tensor x, int axis = -1)
    {
        Tensor last = x.transpose(axis, -1), sorted = last.sort(-1, descending: true).Values;
        Tensor sums = sorted.cumsum(-1), numbers = torch.arange(1, sorted.shape[^1] + 1, dtype: x.dtype, device: x.device);
        Tensor support = ((sorted * numbers) - sums + 1 > 0).to_type(x.dtype); // never empty, however great the numbers are
        Tensor threshold = ((sums * support).sum(-1, keepdim: true) - 1) / support.sum(-1, keepdim: true);
        return (last - threshold).clamp_min(0).transpose(axis, -1);
    }

    /// <summary>x above the threshold, else the default.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="threshold">Values above it are kept.</param>
    /// <param name="default_value">Replaces the others.</param>
    [KerasExport("keras.activations.threshold")]
    public static Tensor threshold(Tensor x, double threshold, double default_value) =>
        torch.where(x > threshold, x, x.detach().mul(0).add(default_value));
}
