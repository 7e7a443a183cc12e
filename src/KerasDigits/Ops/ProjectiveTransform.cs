using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>
/// Pictures seen through one affine map each: the pixel (x, y) of the result is taken from (a·x + b·y + c, d·x + e·y + f) of the picture.
/// </summary>
/// <remarks>Source: TensorFlow 2.3.1, kernels/image_ops.h (ImageProjectiveTransformV2).</remarks>
internal static class ProjectiveTransform
{
    /// <summary>Ways to fill what lies outside: "reflect" (d c b a | a b c d | d c b a), "wrap", "constant", "nearest".</summary>
    public static IReadOnlyList<string> FillModes { get; } = ["reflect", "wrap", "constant", "nearest"];

    /// <summary>Throws unless the name is one of <see cref="FillModes"/>.</summary>
    public static string FillMode(string name) => Guard.OneOf(name.ToLowerInvariant(), [.. FillModes], "fill_mode");

    /// <summary>Throws unless the name is "bilinear" or "nearest".</summary>
    public static string Interpolation(string name) => Guard.OneOf(name.ToLowerInvariant(), ["bilinear", "nearest"], "interpolation");

    /// <summary>The pictures through their maps.</summary>
    /// <param name="x">(batch, height, width, channels), floats.</param>
    /// <param name="maps">(batch, 6): a, b, c, d, e, f of each picture.</param>
    /// <param name="fillMode">One of <see cref="FillModes"/>.</param>
    /// <param name="fillValue">Value outside with "constant".</param>
    /// <param name="interpolation">"bilinear" or "nearest".</param>
    public static Tensor Apply(Tensor x, Tensor maps, string fillMode, double fillValue, string interpolation)
    {
        long height = x.size(1), width = x.size(2);
        Tensor m = maps.to_type(torch.ScalarType.Float32).view(-1, 6, 1, 1);
        Tensor column = torch.arange(width, dtype: torch.ScalarType.Float32, device: x.device).view(1, 1, -1);
        Tensor row = torch.arange(height, dtype: torch.ScalarType.Float32, device: x.device).view(1, -1, 1);
        Tensor Part(int i) => m.select(1, i);
        Tensor sourceX = Fold((Part(0) * column) + (Part(1) * row) + Part(2), width, fillMode);
        Tensor sourceY = Fold((Part(3) * column) + (Part(4) * row) + Part(5), height, fillMode);
        if (interpolation == "nearest")
        {
            // std::round: halves away from zero.
            return Read(x, Round(sourceY), Round(sourceX), fillMode, fillValue);
        }
        Tensor left = sourceX.floor(), top = sourceY.floor();
        Tensor right = (sourceX - left).unsqueeze(-1).to_type(x.dtype), low = (sourceY - top).unsqueeze(-1).to_type(x.dtype);
        Tensor upper = (Read(x, top, left, fillMode, fillValue) * (1 - right)) + (Read(x, top, left + 1, fillMode, fillValue) * right);
        Tensor lower = (Read(x, top + 1, left, fillMode, fillValue) * (1 - right))
            + (Read(x, top + 1, left + 1, fillMode, fillValue) * right);
        return (upper * (1 - low)) + (lower * low);
    }

    private static Tensor Round(Tensor t) => t.sign() * (t.abs() + 0.5).floor();

    /// <summary>A coordinate brought inside the picture, as the way of filling wants.</summary>
    private static Tensor Fold(Tensor at, long size, string fillMode)
    {
        switch (fillMode)
        {
            case "constant": return at;
            case "nearest": return at.clamp(0, size - 1);
            case "reflect":
                Tensor t = at.remainder(2.0 * size);
                return torch.where(t < size, t, (2 * size) - 1 - t).clamp(0, size - 1);
            default:
                if (size == 1) { return at * 0; }
                Tensor below = at + (((-at / (size - 1)).trunc() + 1) * size), above = at - ((at / (size - 1)).trunc() * size);
                return torch.where(at < 0, below, torch.where(at > size - 1, above, at)).clamp(0, size - 1);
        }
    }

    private static Tensor Read(Tensor x, Tensor row, Tensor column, string fillMode, double fillValue)
    {
        long batch = x.size(0), height = x.size(1), width = x.size(2), channels = x.size(3);
        Tensor index = (row.clamp(0, height - 1) * width) + column.clamp(0, width - 1);
        Tensor flat = index.to_type(torch.ScalarType.Int64).view(batch, -1, 1).expand(-1, -1, channels);
        Tensor values = x.reshape(batch, height * width, channels).gather(1, flat).view(batch, row.size(1), column.size(2), channels);
        if (fillMode != "constant") { return values; }
        Tensor inside = ((row >= 0) & (row <= height - 1) & (column >= 0) & (column <= width - 1)).unsqueeze(-1);
        return torch.where(inside, values, torch.full_like(values, fillValue));
    }
}
