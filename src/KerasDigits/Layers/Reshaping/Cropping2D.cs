namespace KerasDigits.Layers;

/// <summary>Cuts the borders of pictures away.</summary>
/// <param name="cropping">One number, (height, width), or ((top, bottom), (left, right)); null: 0.</param>
/// <param name="data_format">"channels_last"; "channels_first" is refused.</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, cut height, cut width, channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.Cropping2D")]
public sealed class Cropping2D(Edges2? cropping = null, string? data_format = null) : Layer
{
    /// <summary>Rows and columns cut at each side.</summary>
    public Edges2 cropping { get; } = cropping ?? 0;

    /// <summary>"channels_last".</summary>
    public string data_format { get; } = LayerGuard.ChannelsLast(data_format);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs
        .narrow(1, cropping.Top, inputs.shape[1] - cropping.Top - cropping.Bottom)
        .narrow(2, cropping.Left, inputs.shape[2] - cropping.Left - cropping.Right);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 4).Check(input_shape, name!, 0);
        long? height = input_shape[1] - cropping.Top - cropping.Bottom, width = input_shape[2] - cropping.Left - cropping.Right;
        Guard.That(height is null or > 0 && width is null or > 0, $"`cropping` must leave something of the picture. Received: input shape {input_shape}, cropping={cropping}.", nameof(cropping));
        return new(input_shape[0], height, width, input_shape[3]);
    }
}
