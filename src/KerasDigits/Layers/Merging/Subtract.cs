namespace KerasDigits.Layers;

/// <summary>First input minus the second.</summary>
/// <remarks>Input shape: two of one shape. Output shape: the same. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Subtract")]
public sealed class Subtract : Merge
{
    /// <inheritdoc/>
    public override void build(Shape[] input_shapes) =>
        Guard.That(input_shapes.Length == 2, $"A `Subtract` layer should be called on exactly 2 inputs. Received: {input_shapes.Length}.",
            nameof(input_shapes));

    /// <inheritdoc/>
    protected override Tensor Combine(Tensor a, Tensor b) => a - b;

    /// <summary>The difference of symbolic tensors.</summary>
    /// <param name="inputs">Two symbolic tensors.</param>
    [KerasExport("keras.layers.subtract")]
    public static KerasTensor subtract(KerasTensor[] inputs) => new Subtract().Apply(inputs);
}
