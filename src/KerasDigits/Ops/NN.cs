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
            return Dense(HalfTypes.Widened(inputs), HalfTypes.Widened(kernel), bias is null ? null : HalfTypes.Widened(bias))
                .to(inputs.dtype);
        }
        if (bias is not null && inputs.dim() == 2) { return bias.addmm(inputs, kernel, 1, 1); }
        Tensor product = torch.matmul(inputs, kernel);
        return bias is null ? product : product.add(bias);
    }

    /// <summary>The matrix product, over the last two axes where there are more.</summary>
    public static Tensor Product(Tensor a, Tensor b) => HalfTypes.AreWidened(a) && a.dtype == b.dtype
        ? torch.matmul(HalfTypes.Widened(a), HalfTypes.Widened(b)).to(a.dtype)
        : torch.matmul(a, b);
}
