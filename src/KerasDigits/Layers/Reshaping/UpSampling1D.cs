using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Repeats each step of sequences.</summary>
/// <param name="size">Number of repetitions.</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, longer steps, channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.UpSampling1D")]
public sealed class UpSampling1D(int size = 2) : Layer
{
    /// <summary>Number of repetitions.</summary>
    public int size { get; } = Guard.Positive(size);

    private long[] Times => [size];

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => NN.Repeat(inputs, Times);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 3).Check(input_shape, name!, 0);
        return new([input_shape[0], .. Times.Select((t, i) => input_shape[i + 1] * t), input_shape[^1]]);
    }
}
