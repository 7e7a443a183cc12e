namespace KerasDigits.Layers;

/// <summary>Sum of the inputs.</summary>
/// <remarks>Input shape: several of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Add")]
public sealed class Add : Merge, IFusable
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a + b;

    int? IFusable.NormAxis => null;

    bool IFusable.TakesActivation => true;

    Tensor IFusable.CallFused(Tensor[] inputs, Fusion fusion)
    {
        Tensor sum = fusion.Dying < 0 ? inputs[0] + inputs[1] : Ops.InPlace.Add(inputs[fusion.Dying], inputs[1 - fusion.Dying]);
        for (int i = 2; i < inputs.Length; i++) { sum = Ops.InPlace.Add(sum, inputs[i]); }
        return fusion.Over is { } over ? over(sum) : sum;
    }

    /// <summary>The sum of symbolic tensors: keras.layers.add([a, b]).</summary>
    /// <param name="inputs">Symbolic tensors of shapes that are broadcast with each other; at least two.</param>
    [KerasExport("keras.layers.add")]
    public static KerasTensor add(KerasTensor[] inputs) => new Add().Apply(inputs);
}
