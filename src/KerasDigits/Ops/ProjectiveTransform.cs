using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>
/// Images seen through one affine map each: the pixel (x, y) of the result is taken from (a·x + b·y + c, d·x + e·y + f) of the image.
/// </summary>
/// <remarks>Source: TensorFlow 2.3.1, kernels/image_ops.h (ImageProjectiveTransformV2).</remarks>
internal static class ProjectiveTransform
{
    /// <summary>Ways to fill what lies outside: "reflect" (d c b a | a b c d | d c b a), "wrap", "constant", "nearest".</summary>
    public static IReadOnlyList<string> FillModes { get; } = ["reflect", "wrap", "constant", "nearest"];

    /// <summary>Throws unless the name is one of <see cref="FillModes"/>.</summary>
    public static string FillMode(string name) => Guard.OneOf(name.ToLowerInvariant(), [.. FillModes], "fill_mode");

    /// <summary>Throws unless the name is "bilinear" or "nearest".</summary>
    public static string CheckInterpolation(string name) => Guard.OneOf(name.ToLowerInvariant(), ["bilinear", "nearest"], "interpolation");

    /// <summary>The images through their maps.</summary>
    /// <param name="x">(batch, height, width, channels), floats.</param>
    /// <param name="maps">(batch, 6): a, b, c, d, e, f of each image; (batch, 8) with g and h behind them, where both are divided by
    /// g·x + h·y + 1.</param>
    /// <param name="fillMode">One of <see cref="FillModes"/>.</param>
    /// <param name="fillValue">Value outside with "constant".</param>
    /// <param name="interpolation">"bilinear" or "nearest".</param>
    public static Tensor Apply(Tensor x, Tensor maps, string fillMode, double fillValue, string interpolation)
    {
        long height = x.size(1), width = x.size(2);
        Tensor m = maps.to_type(torch.ScalarType.Float32).view(-1, maps.size(1), 1, 1);
        Tensor column = torch.arange(width, dtype: torch.ScalarType.Float32, device: x.device).view(1, 1, -1);
        Tensor row = torch.arange(height, dtype: torch.ScalarType.Float32, device: x.device).view(1, -1, 1);
        Tensor Part(int i) => m.select(1, i);
        Tensor right = (Part(0) * column) + (Part(1) * row) + Part(2), down = (Part(3) * column) + (Part(4) * row) + Part(5);
        if (maps.size(1) == 8)
        {
            Tensor depth = (Part(6) * column) + (Part(7) * row) + 1;
            (right, down) = (right / depth, down / depth);
        }
        return Sample(x, right, down, fillMode, fillValue, interpolation);
    }

    /// <summary>
    /// The images with each pixel taken from another place: so many pixels to the right and down, (batch, height, width).
    /// </summary>
    public static Tensor Displace(Tensor x, Tensor right, Tensor down, string fillMode, double fillValue, string interpolation)
    {
        Tensor column = torch.arange(x.size(2), dtype: torch.ScalarType.Float32, device: x.device).view(1, 1, -1);
        Tensor row = torch.arange(x.size(1), dtype: torch.ScalarType.Float32, device: x.device).view(1, -1, 1);
        return Sample(x, right + column, down + row, fillMode, fillValue, interpolation);
    }

    /// <summary>
    /// The maps (batch, 8) by which the corners of an image come to stand at other places: (left, top), (right, top), (left, bottom),
    /// (right, bottom), each times 1 + its move (batch, 4, 2).
    /// </summary>
    public static Tensor Perspective(Tensor moves, long height, long width)
    {
        double w = Math.Max(1, width - 1), h = Math.Max(1, height - 1);
        Tensor start = torch.tensor(new[,] { { 0, 0 }, { w, 0 }, { 0, h }, { w, h } }, device: moves.device).unsqueeze(0)
            .expand(moves.size(0), 4, 2);
        return FindMap(start, start * (1 + moves.to_type(torch.ScalarType.Float64)));
    }

    /// <summary>The maps (batch, 8) by which what stands at four places (batch, 4, 2) comes to stand at four others.</summary>
    public static Tensor FindMap(Tensor start, Tensor end)
    {
        (start, end) = (start.to_type(torch.ScalarType.Float64), end.to_type(torch.ScalarType.Float64));
        Tensor startX = start.select(2, 0), startY = start.select(2, 1), x = end.select(2, 0), y = end.select(2, 1);
        Tensor none = x * 0, one = none + 1;
        Tensor across = torch.stack([x, y, one, none, none, none, -startX * x, -startX * y], 2),
            along = torch.stack([none, none, none, x, y, one, -startY * x, -startY * y], 2);
        return torch.linalg.solve(torch.cat([across, along], 1), torch.cat([startX, startY], 1).unsqueeze(2)).squeeze(2)
            .to_type(torch.ScalarType.Float32);
    }

    private static Tensor Sample(Tensor x, Tensor right, Tensor down, string fillMode, double fillValue, string interpolation)
    {
        Tensor sourceX = Fold(right, x.size(2), fillMode), sourceY = Fold(down, x.size(1), fillMode);
        if (interpolation == "nearest")
        {
            // std::round: halves away from zero.
            return Read(x, Round(sourceY), Round(sourceX), fillMode, fillValue);
        }
        Tensor left = sourceX.floor(), top = sourceY.floor();
        Tensor part = (sourceX - left).unsqueeze(-1).to_type(x.dtype), low = (sourceY - top).unsqueeze(-1).to_type(x.dtype);
        Tensor upper = (Read(x, top, left, fillMode, fillValue) * (1 - part)) + (Read(x, top, left + 1, fillMode, fillValue) * part);
        Tensor lower = (Read(x, top + 1, left, fillMode, fillValue) * (1 - part))
            + (Read(x, top + 1, left + 1, fillMode, fillValue) * part);
        return (upper * (1 - low)) + (lower * low);
    }

    private static Tensor Round(Tensor t) => t.sign() * (t.abs() + 0.5).floor();

    /// <summary>A coordinate brought inside the image, as the way of filling wants.</summary>
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
