namespace KerasDigits.Layers;

/// <summary>In training draws images' contrast: (x − mean) · f + mean with the mean of each channel.</summary>
/// <param name="factor">Range of the change: f is drawn from (1 − lower, 1 + upper). One number stands for both, from 0 to 1.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Each image has its own f, as in
/// later versions; TF 2.3.1 draws one per batch. Source: tf.keras 2.3.1, layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomContrast", "keras.layers.experimental.preprocessing.RandomContrast")]
public sealed class RandomContrast(FactorRange factor, int? seed = null) : RandomImageLayer(seed)
{
    private readonly double _less = CheckPart(factor, f => f.Lower == -f.Upper ? f.Upper : f.Lower);

    /// <summary>Range of the change.</summary>
    public FactorRange factor { get; } = factor;

    /// <summary>Least and greatest value of a pixel, to which results are cut as in Keras 3.8 and later; null: they are not cut.</summary>
    [KerasKeyword]
    public FactorRange? value_range { get; init; }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (value_range is { } range) { config[nameof(value_range)] = range.ToConfig(); }
        return config;
    }

    private protected override Tensor Augment(Tensor x)
    {
        Tensor f = Draw(x, 1 - _less, 1 + factor.Upper).view(-1, 1, 1, 1).to_type(x.dtype), mean = x.mean([1, 2], true);
        Tensor changed = ((x - mean) * f) + mean;
        return value_range is { } range ? changed.clamp(range.Lower, range.Upper) : changed;
    }

    private static double CheckPart(FactorRange factor, Func<FactorRange, double> lower)
    {
        double less = lower(factor);
        Guard.That(less is >= 0 and <= 1 && factor.Upper is >= 0 and <= 1,
            $"`factor` must hold numbers from 0 to 1. Received: factor={factor}.", nameof(factor));
        return less;
    }
}
