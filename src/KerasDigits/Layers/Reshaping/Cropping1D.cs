using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Cuts the ends of sequences away.</summary>
/// <param name="cropping">One number, or (before, after); null: 1.</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, cut steps, channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.Cropping1D")]
public sealed class Cropping1D(Edges1? cropping = null) : Layer
{
    /// <summary>Steps cut at each side.</summary>
    public Edges1 cropping { get; } = cropping ?? 1;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => NN.Crop(inputs, cropping.Pairs);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 3).Check(input_shape, name!, 0);
        long?[] left = [.. cropping.Pairs.Select((e, i) => input_shape[i + 1] - e.Item1 - e.Item2)];
        Guard.That(left.All(n => n is null or > 0), $"`cropping` must leave something of the input. Received: input shape {input_shape}, cropping={cropping}.", nameof(cropping));
        return new([input_shape[0], .. left, input_shape[^1]]);
    }
}
