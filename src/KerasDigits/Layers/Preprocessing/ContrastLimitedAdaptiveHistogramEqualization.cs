using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Raises the contrast of images by the frequencies of values in tiles (CLAHE), when predicting too.</summary>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.15,
/// layers/preprocessing/image_preprocessing/clahe.py.</remarks>
[KerasExport("keras.layers.ContrastLimitedAdaptiveHistogramEqualization")]
public sealed class ContrastLimitedAdaptiveHistogramEqualization : ImageLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
    /// <param name="clip_limit">How many times its even part a value may have in a tile; 0: any.</param>
    /// <param name="tile_grid_size">Number of tiles from top to bottom and from left to right; null: (8, 8).</param>
    /// <exception cref="ArgumentException">value_range does not rise, or tile_grid_size is not two whole numbers above 0.</exception>
    public ContrastLimitedAdaptiveHistogramEqualization(FactorRange? value_range = null, double clip_limit = 4.0,
        IntList? tile_grid_size = null)
    {
        this.value_range = value_range ?? (0, 255);
        Guard.That(this.value_range.Upper > this.value_range.Lower, "`value_range` must rise.", nameof(value_range));
        this.clip_limit = clip_limit;
        this.tile_grid_size = tile_grid_size ?? [8, 8];
        Guard.That(this.tile_grid_size.Count == 2 && this.tile_grid_size.All(n => n is > 0 and <= 4096),
            $"`tile_grid_size` must be two whole numbers above 0. Received: {this.tile_grid_size}.", nameof(tile_grid_size));
    }

    /// <summary>Smallest and largest value of a pixel.</summary>
    public FactorRange value_range { get; }

    /// <summary>How many times its even part a value may have.</summary>
    public double clip_limit { get; }

    /// <summary>Number of tiles.</summary>
    public IntList tile_grid_size { get; }

    private protected override Tensor Change(Tensor x, bool training)
    {
        var (low, span) = (value_range.Lower, value_range.Upper - value_range.Lower);
        Tensor bytes = QuantizedOps.Wide(x);
        if ((low, span) != (0, 255)) { bytes = (bytes - low) / span * 255; }
        Tensor y = TileHistograms.Equalize(bytes, clip_limit, tile_grid_size[0], tile_grid_size[1]);
        return ((low, span) == (0, 255) ? y : (y / 255 * span) + low).to_type(x.dtype);
    }
}
