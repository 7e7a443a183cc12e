using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Values between the places of a grid, and outside it.</summary>
/// <remarks>Source: Keras 3, map_coordinates, which differs from SciPy's at the edges.</remarks>
internal static class Coordinates
{
    /// <summary>Ways to go on outside: with one value, with the edge's, around, mirrored without the edge, mirrored with it.</summary>
    public static IReadOnlyList<string> FillModes { get; } = ["constant", "nearest", "wrap", "mirror", "reflect"];

    /// <summary>The values at places.</summary>
    /// <param name="grid">The grid's axes first, then any others.</param>
    /// <param name="places">For each axis of the grid the coordinates, all of one shape.</param>
    /// <param name="linear">Whether values between places are taken on straight lines; false: the nearest place's.</param>
    /// <param name="fillMode">One of <see cref="FillModes"/>.</param>
    /// <param name="fillValue">The value outside with "constant".</param>
    /// <returns>The coordinates' shape, then the grid's other axes.</returns>
    public static Tensor Read(Tensor grid, Tensor[] places, bool linear, string fillMode, double fillValue)
    {
        _ = Guard.OneOf(fillMode, [.. FillModes], "fill_mode");
        Tensor[] low = Array.ConvertAll(places, p => linear ? p.floor() : p.sign() * (p.abs() + 0.5).floor());
        if (!linear) { return Take(grid, low, fillMode, fillValue); }
        Tensor? sum = null;
        for (int corner = 0; corner < 1 << places.Length; corner++)
        {
            Tensor? weight = null;
            var at = new Tensor[places.Length];
            for (int i = 0; i < places.Length; i++)
            {
                bool upper = ((corner >> i) & 1) == 1;
                Tensor part = places[i] - low[i], share = upper ? part : 1 - part;
                at[i] = upper ? low[i] + 1 : low[i];
                weight = weight is null ? share : weight * share;
            }
            Tensor values = Take(grid, at, fillMode, fillValue);
            // What has no weight does not count, whatever it is.
            Tensor spread = weight!.reshape([.. weight.shape, .. grid.shape[places.Length..].Select(_ => 1L)]).to_type(grid.dtype);
            Tensor weighted = torch.where(spread.eq(0), torch.zeros_like(values), values * spread);
            sum = sum is null ? weighted : sum + weighted;
        }
        return sum!;
    }

    private static Tensor Take(Tensor grid, Tensor[] places, string fillMode, double fillValue)
    {
        Tensor? inside = null;
        Tensor number = torch.zeros(places[0].shape, dtype: torch.ScalarType.Int64, device: grid.device);
        for (int i = 0; i < places.Length; i++)
        {
            long size = grid.size(i);
            Tensor known = places[i].ge(0).logical_and(places[i].le(size - 1));
            inside = inside is null ? known : inside.logical_and(known);
            number = (number * size) + Fold(places[i], size, fillMode).nan_to_num(0, 0, 0).clamp(0, size - 1)
                .to_type(torch.ScalarType.Int64);
        }
        long[] rest = grid.shape[places.Length..];
        Tensor values = grid.reshape([-1, .. rest]).index_select(0, number.reshape(-1)).reshape([.. number.shape, .. rest]);
        return fillMode != "constant" ? values
            : torch.where(inside!.reshape([.. inside.shape, .. rest.Select(_ => 1L)]), values, torch.full_like(values, fillValue));
    }

    private static Tensor Fold(Tensor at, long size, string fillMode) => fillMode switch
    {
        "wrap" => at.remainder(size),
        "mirror" => size == 1 ? at * 0 : (size - 1) - (at.remainder(2 * (size - 1)) - (size - 1)).abs(),
        "reflect" => torch.minimum(at.remainder(2 * size), (2 * size) - 1 - at.remainder(2 * size)),
        _ => at,
    };
}
