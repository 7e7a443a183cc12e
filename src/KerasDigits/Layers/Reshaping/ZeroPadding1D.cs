using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Zeros around sequences.</summary>
/// <param name="padding">One number, or (before, after); null: 1.</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, padded steps, channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.ZeroPadding1D")]
public sealed class ZeroPadding1D(Edges1? padding = null) : Layer
{
    /// <summary>Steps added at each side.</summary>
    public Edges1 padding { get; } = padding ?? 1;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => NN.Pad(inputs, padding.Pairs);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 3).Check(input_shape, name!, 0);
        return new([input_shape[0], .. padding.Pairs.Select((e, i) => input_shape[i + 1] + e.Item1 + e.Item2), input_shape[^1]]);
    }
}
