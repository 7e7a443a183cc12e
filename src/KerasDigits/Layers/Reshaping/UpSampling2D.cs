using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Makes pictures larger by whole factors.</summary>
/// <param name="size">Factors of height and width; null: 2.</param>
/// <param name="data_format">"channels_last"; "channels_first" is refused.</param>
/// <param name="interpolation">"nearest" (repeated pixels), "bilinear", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic".</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, height · size[0], width · size[1], channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.UpSampling2D")]
public sealed class UpSampling2D(Size2? size = null, string? data_format = null, string interpolation = "nearest") : Layer
{
    /// <summary>Factors of height and width.</summary>
    public Size2 size { get; } = LayerGuard.Positive(size ?? 2, nameof(size));

    /// <summary>"channels_last".</summary>
    public string data_format { get; } = LayerGuard.ChannelsLast(data_format);

    /// <summary>How new pixels are made.</summary>
    public string interpolation { get; } = ImageResize.Interpolation(interpolation);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => ImageResize.Resize(inputs, inputs.size(1) * size.Height, inputs.size(2) * size.Width, interpolation);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 4).Check(input_shape, name!, 0);
        return new(input_shape[0], input_shape[1] * size.Height, input_shape[2] * size.Width, input_shape[3]);
    }
}
