using TorchSharp;

namespace KerasDigits.Ops;

internal static partial class NN
{
    /// <summary>Joins tensors along an axis.</summary>
    public static Tensor Concatenate(Tensor[] tensors, int axis) => torch.cat(tensors, axis);

    /// <summary>Channels become squares of pixels.</summary>
    public static Tensor MoveDepthToSpace(Tensor x, long block)
    {
        long n = x.size(0), h = x.size(1), w = x.size(2), c = x.size(3) / (block * block);
        return x.reshape(n, h, w, block, block, c).permute(0, 1, 3, 2, 4, 5).reshape(n, h * block, w * block, c);
    }

    /// <summary>Squares of pixels become channels.</summary>
    public static Tensor MoveSpaceToDepth(Tensor x, long block)
    {
        long n = x.size(0), h = x.size(1) / block, w = x.size(2) / block, c = x.size(3);
        return x.reshape(n, h, block, w, block, c).permute(0, 1, 3, 2, 4, 5).reshape(n, h, w, block * block * c);
    }
}
