namespace KerasDigits.Layers;

/// <summary>Mean of the inputs.</summary>
/// <remarks>Input shape: several of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Average")]
public sealed class Average : Merge
{
    // A quotient.
    internal override WholeNumbers Wholes => WholeNumbers.Otherwise;

    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a + b;

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context) => [base.call(inputs, context)[0] / inputs.Length];

    /// <summary>The mean of symbolic tensors.</summary>
    /// <param name="inputs">Symbolic tensors of shapes that are broadcast with each other; at least two.</param>
    [KerasExport("keras.layers.average")]
    public static KerasTensor average(KerasTensor[] inputs) => new Average().Apply(inputs);
}
