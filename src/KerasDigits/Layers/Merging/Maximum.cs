namespace KerasDigits.Layers;

/// <summary>Largest of the inputs, value by value.</summary>
/// <remarks>Input shape: several of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Maximum")]
public sealed class Maximum : Merge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a.maximum(b);

    /// <summary>The maximum of symbolic tensors.</summary>
    /// <param name="inputs">Symbolic tensors of shapes that are broadcast with each other; at least two.</param>
    [KerasExport("keras.layers.maximum")]
    public static KerasTensor maximum(KerasTensor[] inputs) => new Maximum().Apply(inputs);
}
