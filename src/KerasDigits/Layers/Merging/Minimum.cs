namespace KerasDigits.Layers;

/// <summary>Smallest of the inputs, value by value.</summary>
/// <remarks>Input shape: several of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Minimum")]
public sealed class Minimum : Merge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a.minimum(b);

    /// <summary>The minimum of symbolic tensors.</summary>
    /// <param name="inputs">Symbolic tensors of shapes that are broadcast with each other; at least two.</param>
    [KerasExport("keras.layers.minimum")]
    public static KerasTensor minimum(KerasTensor[] inputs) => new Minimum().Apply(inputs);
}
