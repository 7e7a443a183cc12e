using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Cuts the ends of volumes away.</summary>
/// <param name="cropping">One number, (depth, height, width), or ((front, back), (top, bottom), (left, right)); null: 1.</param>
/// <param name="data_format">"channels_last"; "channels_first" is refused.</param>
/// <remarks>Input shape: (batch, depth, height, width, channels). Output shape: (batch, cut depth, cut height, cut width, channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.Cropping3D")]
public sealed class Cropping3D(Edges3? cropping = null, string? data_format = null) : Layer
{
    /// <summary>Steps cut at each side.</summary>
    public Edges3 cropping { get; } = cropping ?? 1;

    /// <summary>"channels_last".</summary>
    public string data_format { get; } = LayerGuard.ChannelsLast(data_format);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => NN.Crop(inputs, cropping.Pairs);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 5).Check(input_shape, name!, 0);
        long?[] left = [.. cropping.Pairs.Select((e, i) => input_shape[i + 1] - e.Item1 - e.Item2)];
        Guard.That(left.All(n => n is null or > 0), $"`cropping` must leave something of the input. Received: input shape {input_shape}, cropping={cropping}.", nameof(cropping));
        return new([input_shape[0], .. left, input_shape[^1]]);
    }
}
