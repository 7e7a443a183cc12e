using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Zeros around volumes.</summary>
/// <param name="padding">One number, (depth, height, width), or ((front, back), (top, bottom), (left, right)); null: 1.</param>
/// <param name="data_format">"channels_last"; "channels_first" is refused.</param>
/// <remarks>Input shape: (batch, depth, height, width, channels). Output shape: (batch, padded depth, padded height, padded width, channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.ZeroPadding3D")]
public sealed class ZeroPadding3D(Edges3? padding = null, string? data_format = null) : Layer
{
    /// <summary>Steps added at each side.</summary>
    public Edges3 padding { get; } = padding ?? 1;

    /// <summary>"channels_last".</summary>
    public string data_format { get; } = LayerGuard.ChannelsLast(data_format);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => NN.Pad(inputs, padding.Pairs);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 5).Check(input_shape, name!, 0);
        return new([input_shape[0], .. padding.Pairs.Select((e, i) => input_shape[i + 1] + e.Item1 + e.Item2), input_shape[^1]]);
    }
}
