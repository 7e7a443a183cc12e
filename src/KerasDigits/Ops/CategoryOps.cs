using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Numbers of classes and bins.</summary>
internal static class CategoryOps
{
    /// <summary>A last axis with 1 at the number and 0 elsewhere.</summary>
    public static Tensor MakeOneHot(Tensor x, long depth, torch.ScalarType type) =>
        x.to_type(torch.ScalarType.Int64).unsqueeze(-1).eq(torch.arange(depth, device: x.device)).to_type(type);

    /// <summary>Integers as a tensor.</summary>
    public static Tensor Numbers(long[] values, long[] shape) => torch.tensor(values, device: Device.Current).reshape(shape);

    /// <summary>
    /// Numbers of classes as they are ("int"), a vector for each ("one_hot"), or for each sample which it holds ("multi_hot") or how often
    /// ("count").
    /// </summary>
    /// <param name="numbers">Numbers of classes.</param>
    /// <param name="mode">One of the words above.</param>
    /// <param name="depth">How many classes there are.</param>
    /// <param name="dtype">Keras dtype of the vectors.</param>
    /// <param name="weights">How much each number counts; null: 1.</param>
    public static Tensor Encode(Tensor numbers, string mode, long depth, string dtype, Tensor? weights = null)
    {
        if (mode == "int") { return numbers; }
        Tensor x = numbers.dim() == 0 || (mode == "one_hot" && numbers.size(-1) != 1) ? numbers.unsqueeze(-1) : numbers;
        Tensor each = MakeOneHot(x, depth, DTypes.ParseTorch(dtype));
        Tensor counts = (weights is null ? each : each * weights.to_type(each.dtype).reshape(x.shape).unsqueeze(-1)).sum(-2);
        return mode == "count" ? counts : counts.clamp_max(1);
    }

    /// <summary>Shape of <see cref="Encode"/>'s result.</summary>
    public static Shape ComputeEncodedShape(Shape numbers, string mode, long? depth) => mode switch
    {
        "int" => numbers,
        "one_hot" => numbers.Rank == 0 || numbers[^1] != 1 ? numbers.Append(depth) : numbers.With(^1, depth),
        _ => numbers.Rank == 0 ? new(depth) : numbers[..^1].Append(depth),
    };

    /// <summary>For each value the number of boundaries that it reaches; NaN is below none, so it reaches all of them.</summary>
    public static Tensor Bins(Tensor x, float[] boundaries) => x.unsqueeze(-1)
        .lt(torch.tensor(boundaries, device: x.device).to_type(x.is_floating_point() ? x.dtype : torch.ScalarType.Float32)).logical_not()
        .sum(-1);
}
