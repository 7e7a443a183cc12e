using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Neural-network operations on tensors in Keras's layout (channels last), with Keras's weight layouts.</summary>
internal static partial class NN
{
    /// <summary>inputs · kernel + bias over the last axis.</summary>
    public static Tensor Dense(Tensor inputs, Tensor kernel, Tensor? bias)
    {
        if (HalfTypes.AreWidened(inputs))
        {
            return Dense(HalfTypes.Widen(inputs), HalfTypes.Widen(kernel), bias is null ? null : HalfTypes.Widen(bias))
                .to(inputs.dtype);
        }
        if (bias is not null && inputs.dim() == 2) { return bias.addmm(inputs, kernel, 1, 1); }
        // The bias within the product: behind it, it would go through memory once more.
        if (bias is not null && inputs.dim() > 2 && kernel.dim() == 2 && inputs.numel() > 0)
        {
            return bias.addmm(inputs.reshape(-1, inputs.size(-1)), kernel, 1, 1).view([.. inputs.shape[..^1], kernel.size(1)]);
        }
        Tensor product = Multiply(inputs, kernel);
        return bias is null ? product : product.add(bias);
    }

    /// <summary>The matrix product, over the last two axes where there are more.</summary>
    public static Tensor Product(Tensor a, Tensor b) => HalfTypes.AreWidened(a) && a.dtype == b.dtype
        ? Multiply(HalfTypes.Widen(a), HalfTypes.Widen(b)).to(a.dtype)
        : Multiply(a, b);

    /// <summary>
    /// The engine's product of matrices that fit: TorchSharp's matmul, alone among its functions, lets the engine's exceptions end the
    /// process.
    /// </summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    private static Tensor Multiply(Tensor a, Tensor b)
    {
        long[] left = a.shape, right = b.shape;
        bool fits = left.Length > 0 && right.Length > 0 && left[^1] == right[right.Length == 1 ? 0 : ^2] && a.dtype == b.dtype;
        for (int i = 3; fits && i <= Math.Min(left.Length, right.Length); i++)
        {
            fits = left[^i] == right[^i] || left[^i] == 1 || right[^i] == 1;
        }
        return fits ? torch.matmul(a, b) : throw new ArgumentException("Cannot multiply: the inner sizes and dtypes must match, and "
            + $"batch axes must be equal or 1. Received: shapes ({string.Join(", ", left)}) and ({string.Join(", ", right)}), dtypes "
            + $"{DTypes.GetName(a.dtype)} and {DTypes.GetName(b.dtype)}.");
    }
}
