namespace KerasDigits.Layers;

/// <summary>In training changes images in ways that are drawn among eleven: "RandAugment" (Cubuk et al. 2019).</summary>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.15,
/// layers/preprocessing/image_preprocessing/rand_augment.py.</remarks>
[KerasExport("keras.layers.RandAugment")]
public sealed class RandAugment : ChoosingLayer
{
    private readonly Func<Tensor, Tensor>[] _changes;

    /// <summary>Creates the layer.</summary>
    /// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
    /// <param name="num_ops">How many changes are made, one after the other, above 0.</param>
    /// <param name="factor">Range of their strength, 0 to 1, or its upper end; null: 0.5.</param>
    /// <param name="interpolation">"bilinear" or "nearest".</param>
    /// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
    /// <exception cref="ArgumentOutOfRangeException">num_ops is not above 0.</exception>
    public RandAugment(FactorRange? value_range = null, int num_ops = 2, FactorRange? factor = null, string interpolation = "bilinear",
        int? seed = null) : base(value_range, factor ?? 0.5, interpolation, seed)
    {
        this.num_ops = Guard.Positive(num_ops);
        _changes = [.. ListChanges(), .. ListLights()];
    }

    /// <summary>How many changes are made.</summary>
    public int num_ops { get; }

    private protected override Tensor Augment(Tensor x)
    {
        for (int i = 0; i < num_ops; i++) { x = _changes[Pick(x, _changes.Length)](x); }
        return x;
    }
}
