namespace KerasDigits.Layers;

/// <summary>In training mirrors each image with probability 1/2 along each of the chosen directions.</summary>
/// <param name="mode">"horizontal", "vertical" or "horizontal_and_vertical".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <exception cref="ArgumentException">mode is not "horizontal", "vertical" or "horizontal_and_vertical".</exception>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: tf.keras 2.3.1,
/// layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomFlip", "keras.layers.experimental.preprocessing.RandomFlip")]
public sealed class RandomFlip(string mode = "horizontal_and_vertical", int? seed = null) : RandomImageLayer(seed)
{
    /// <summary>The directions.</summary>
    public string mode { get; } = Guard.OneOf(mode, ["horizontal", "vertical", "horizontal_and_vertical"]);

    private protected override Tensor Augment(Tensor x)
    {
        if (mode != "vertical") { x = Flip(x, 2); }
        return mode != "horizontal" ? Flip(x, 1) : x;
    }

    private Tensor Flip(Tensor x, int axis)
    {
        Tensor chosen = (Draw(x, 0, 1) < 0.5).view(-1, 1, 1, 1).to_type(x.dtype);
        return (x.flip(axis) * chosen) + (x * (1 - chosen));
    }
}
