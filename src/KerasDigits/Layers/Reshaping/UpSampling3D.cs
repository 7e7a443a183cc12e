using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Repeats each place of volumes.</summary>
/// <param name="size">Number of repetitions along depth, height and width; null: 2.</param>
/// <param name="data_format">"channels_last"; "channels_first" is refused.</param>
/// <remarks>Input shape: (batch, depth, height, width, channels). Output shape: (batch, greater depth, greater height, greater width, channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.UpSampling3D")]
public sealed class UpSampling3D(Size3? size = null, string? data_format = null) : Layer
{
    /// <summary>Number of repetitions.</summary>
    public Size3 size { get; } = LayerGuard.Positive(size ?? 2, nameof(size));

    /// <summary>"channels_last".</summary>
    public string data_format { get; } = LayerGuard.ChannelsLast(data_format);

    private long[] Times => size.ToArray();

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => NN.Repeat(inputs, Times);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 5).Check(input_shape, name!, 0);
        return new([input_shape[0], .. Times.Select((t, i) => input_shape[i + 1] * t), input_shape[^1]]);
    }
}
