using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Contrast of images by the frequencies of values in tiles.</summary>
/// <remarks>Source: keras 3.15, layers/preprocessing/image_preprocessing/clahe.py.</remarks>
internal static class TileHistograms
{
    private const int Values = 256;

    /// <summary>The values spread so that each is about as frequent in its surroundings.</summary>
    /// <param name="x">Images (batch, height, width, channels) of values from 0 to 255.</param>
    /// <param name="limit">How many times its even part a value may have; 0 or less: any.</param>
    /// <param name="down">Number of tiles from top to bottom.</param>
    /// <param name="across">Number of tiles from left to right.</param>
    public static Tensor Equalize(Tensor x, double limit, int down, int across)
    {
        long batch = x.size(0), height = x.size(1), width = x.size(2), channels = x.size(3);
        long rows = (height + down - 1) / down, columns = (width + across - 1) / across;
        Tensor Mirrored(long size, long length) => torch.tensor([.. Enumerable.Range(0, (int)length).Select(i => i % (2 * size))
            .Select(i => i < size ? i : (2 * size) - 1 - i)], dtype: torch.ScalarType.Int64, device: x.device);
        Tensor pixels = x.index_select(1, Mirrored(height, rows * down)).index_select(2, Mirrored(width, columns * across)).clamp(0, 255)
            .to_type(torch.ScalarType.Int64);
        Tensor tiles = pixels.reshape(batch, down, rows, across, columns, channels).permute(0, 1, 3, 5, 2, 4)
            .reshape(batch * down * across * channels, rows * columns);
        Tensor counts = torch.zeros([tiles.size(0), Values], dtype: torch.ScalarType.Float32, device: x.device);
        counts = counts.scatter_add(1, tiles, torch.ones_like(tiles, dtype: torch.ScalarType.Float32));
        if (limit > 0)
        {
            Tensor cut = counts.clamp(0, (float)(limit * rows * columns / Values));
            counts = cut + ((counts - cut).sum([-1L], keepdim: true) / Values);
        }
        Tensor sums = counts.cumsum(-1), least = sums.amin([-1L], keepdim: true), rest = (rows * columns) - least;
        Tensor table = ((sums - least) * 255 / torch.where(rest.eq(0), torch.ones_like(rest), rest)).clamp(0, 255)
            .reshape(batch, down, across, channels, Values);
        // A tile's table holds at its middle; between middles it is drawn straight, and beyond the outer ones it stays.
        var (top, bottom, weight) = FindAround(rows, down, height, x.device);
        var (left, right, share) = FindAround(columns, across, width, x.device);
        Tensor plain = pixels.narrow(1, 0, height).narrow(2, 0, width), flat = table.flatten();
        Tensor place = plain + (torch.arange(channels, device: x.device) * Values).view(1, 1, 1, -1)
            + (torch.arange(batch, device: x.device) * (down * across * channels * Values)).view(-1, 1, 1, 1);
        Tensor At(Tensor row, Tensor column) => flat.index_select(0, (place + (row * (across * channels * Values)).view(1, -1, 1, 1)
            + (column * (channels * Values)).view(1, 1, -1, 1)).flatten()).reshape(plain.shape);
        Tensor Between(Tensor row) => (At(row, left) * (1 - share.view(1, 1, -1, 1))) + (At(row, right) * share.view(1, 1, -1, 1));
        return (Between(top) * (1 - weight.view(1, -1, 1, 1))) + (Between(bottom) * weight.view(1, -1, 1, 1));
    }

    /// <summary>For each pixel of an axis the tiles before and after it, and how near the later one is.</summary>
    private static (Tensor Before, Tensor After, Tensor Weight) FindAround(long size, int count, long length, torch.Device device)
    {
        Tensor at = (torch.arange(length, dtype: torch.ScalarType.Float32, device: device) - (size / 2.0f)) / size;
        Tensor floor = at.floor();
        Tensor before = floor.to_type(torch.ScalarType.Int64);
        return (before.clamp(0, count - 1), (before + 1).clamp(0, count - 1), at - floor);
    }
}
