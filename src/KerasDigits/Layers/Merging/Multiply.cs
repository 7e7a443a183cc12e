namespace KerasDigits.Layers;

/// <summary>Product of the inputs.</summary>
/// <remarks>Input shape: several of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Multiply")]
public sealed class Multiply : Merge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a * b;

    /// <summary>The product of symbolic tensors.</summary>
    /// <param name="inputs">Symbolic tensors of shapes that are broadcast with each other; at least two.</param>
    [KerasExport("keras.layers.multiply")]
    public static KerasTensor multiply(KerasTensor[] inputs) => new Multiply().Apply(inputs);
}
