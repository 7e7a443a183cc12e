using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Numbers of classes and bins.</summary>
internal static class CategoryOps
{
    /// <summary>A last axis with 1 at the number and 0 elsewhere.</summary>
    public static Tensor OneHot(Tensor x, long depth, torch.ScalarType type) => x.to_type(torch.ScalarType.Int64).unsqueeze(-1).eq(torch.arange(depth, device: x.device)).to_type(type);

    /// <summary>For each value the number of boundaries that it reaches.</summary>
    public static Tensor Bins(Tensor x, float[] boundaries) => x.unsqueeze(-1).ge(torch.tensor(boundaries, device: x.device).to_type(x.is_floating_point() ? x.dtype : torch.ScalarType.Float32)).sum(-1);
}
