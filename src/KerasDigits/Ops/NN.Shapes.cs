using TorchSharp;

namespace KerasDigits.Ops;

internal static partial class NN
{
    /// <summary>Joins tensors along an axis.</summary>
    public static Tensor Concatenate(Tensor[] tensors, int axis) => torch.cat(tensors, axis);
}
