using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Neural-network operations on tensors in Keras's layout (channels last), with Keras's weight layouts.</summary>
internal static partial class NN
{
    /// <summary>inputs · kernel + bias over the last axis.</summary>
    public static Tensor Dense(Tensor inputs, Tensor kernel, Tensor? bias)
    {
        if (bias is not null && inputs.dim() == 2) { return bias.addmm(inputs, kernel, 1, 1); }
        Tensor product = torch.matmul(inputs, kernel);
        return bias is null ? product : product.add(bias);
    }
}
