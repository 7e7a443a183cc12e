using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>Keras's activation functions on tensors.</summary>
/// <remarks>Source: tf.keras 2.3.1, activations.py.</remarks>
internal static class ActivationOps
{
    /// <summary>The input itself.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.linear")]
    public static Tensor linear(Tensor x) => x;

    /// <summary>max(x, 0), or with its options: alpha·(x − threshold) below the threshold, at most max_value.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="alpha">Slope below the threshold.</param>
    /// <param name="max_value">Largest result; null: no limit.</param>
    /// <param name="threshold">Values up to it count as below.</param>
    [KerasExport("keras.activations.relu", "keras.backend.relu")]
    public static Tensor relu(Tensor x, double alpha = 0, double? max_value = null, double threshold = 0)
    {
        if (alpha == 0 && max_value is null && threshold == 0) { return x.relu(); }
        if (alpha == 0 && max_value == 6 && threshold == 0) { return x.relu6(); }
        Tensor above = threshold == 0 ? x : torch.where(x > threshold, x, torch.zeros_like(x));
        // Not clamp: TensorFlow's gradient is 0 at the corners themselves.
        Tensor positive = threshold == 0 || max_value is not null ? above.relu() : above;
        if (max_value is { } max) { positive = torch.where(above >= max, torch.full_like(above, max), positive); }
        return alpha == 0 ? positive : positive - ((threshold - x).relu() * alpha);
    }

    /// <summary>relu of at most 6.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.relu6")]
    public static Tensor relu6(Tensor x) => relu(x, max_value: 6);

    /// <summary>x, or 0.2·x below 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="alpha">Slope below 0.</param>
    [KerasExport("keras.activations.leaky_relu")]
    public static Tensor leaky_relu(Tensor x, double alpha = 0.2) => F.leaky_relu(x, alpha);

    /// <summary>1 / (1 + exp(−x)).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.sigmoid", "keras.backend.sigmoid")]
    public static Tensor sigmoid(Tensor x) => Logits.Attach(x.sigmoid(), x, "sigmoid");

    /// <summary>exp(x), normalised over an axis so that it sums to 1.</summary>
    /// <param name="x">Tensor with at least two axes.</param>
    /// <param name="axis">Axis that sums to 1.</param>
    /// <exception cref="ArgumentException">x has one axis or none.</exception>
    [KerasExport("keras.activations.softmax", "keras.backend.softmax")]
    public static Tensor softmax(Tensor x, int axis = -1)
    {
        Guard.That(x.dim() > 1, $"Cannot apply softmax to a tensor that is 1D. Received input: shape {Shape.Of(x.shape)}.", nameof(x));
        return axis == -1 || axis == x.dim() - 1 ? Logits.Attach(F.softmax(x, -1), x, "softmax") : F.softmax(x, axis);
    }

    /// <summary>Hyperbolic tangent.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.tanh", "keras.backend.tanh")]
    public static Tensor tanh(Tensor x) => x.tanh();

    /// <summary>x, or alpha·(exp(x) − 1) below 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="alpha">Scale of the part below 0.</param>
    [KerasExport("keras.activations.elu", "keras.backend.elu")]
    public static Tensor elu(Tensor x, double alpha = 1.0) => alpha == 1 ? F.elu(x, 1.0) : torch.where(x < 0, BelowZero(x) * alpha, x);

    /// <summary>Scaled elu, which keeps mean 0 and variance 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.selu")]
    public static Tensor selu(Tensor x) => torch.where(x < 0, BelowZero(x) * 1.6732632423543772, x) * 1.0507009873554805;

    /// <summary>exp(x) − 1 for x below 0. expm1 keeps the digits of values near 0, exp those of the gradient far from it.</summary>
    internal static Tensor BelowZero(Tensor x) => torch.where(x < -0.5, x.clamp_max(0).exp() - 1, x.clamp(-0.5, 0).expm1());

    /// <summary>log(exp(x) + 1).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.softplus", "keras.backend.softplus")]
    public static Tensor softplus(Tensor x) => F.softplus(x);

    /// <summary>x / (|x| + 1).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.softsign", "keras.backend.softsign")]
    public static Tensor softsign(Tensor x)
    {
        // Far from 0 the gradient of the plain quotient is a difference of two nearly equal numbers.
        Tensor near = x.clamp(-1, 1), far = x.sign();
        return torch.where(x.abs() < 1, near / (near.abs() + 1), far - (far / (x.abs() + 1)));
    }

    /// <summary>x · sigmoid(x).</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <remarks>−0 below −88.8, as in TensorFlow, whose sigmoid has no denormal values.</remarks>
    [KerasExport("keras.activations.swish")]
    public static Tensor swish(Tensor x) => F.silu(x);

    /// <summary>exp(x).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.exponential")]
    public static Tensor exponential(Tensor x) => x.exp();

    /// <summary>0.2·x + 0.5 cut to 0 … 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.hard_sigmoid", "keras.backend.hard_sigmoid")]
    public static Tensor hard_sigmoid(Tensor x) => ((x * 0.2) + 0.5).clamp(0, 1);

    /// <summary>x · tanh(softplus(x)).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.activations.mish")]
    public static Tensor mish(Tensor x) => x * softplus(x).tanh();

    /// <summary>x · P(X ≤ x) of the normal distribution, exactly or by the tanh approximation.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="approximate">Whether to use the tanh approximation; false: the error function.</param>
    [KerasExport("keras.activations.gelu")]
    public static Tensor gelu(Tensor x, bool approximate = false)
    {
        // Below 0 the sums 1 + erf and 1 + tanh of the definition lose all digits; these forms are equal and keep them.
        if (!approximate) { return 0.5 * x * (x * -0.7071067811865476).erfc(); }
        Tensor near = x.clamp(-30, 30);
        return x * (1.5957691216057308 * (near + (0.044715 * near.pow(3)))).sigmoid();
    }
}
