namespace KerasDigits.Layers;

/// <summary>Repeats each sample's vector n times.</summary>
/// <param name="n">Number of repetitions, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">n is not above 0.</exception>
/// <remarks>Input shape: (batch, d). Output shape: (batch, n, d). Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.RepeatVector")]
public sealed class RepeatVector(int n) : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <summary>Number of repetitions.</summary>
    public int n { get; } = Guard.Positive(n);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.unsqueeze(1).expand(-1, n, -1);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 2).Check(input_shape, name!, 0);
        return new(input_shape[0], n, input_shape[1]);
    }
}
