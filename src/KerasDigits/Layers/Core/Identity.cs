namespace KerasDigits.Layers;

/// <summary>Returns its input: a placeholder layer that does nothing.</summary>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.13, layers/core/identity.py (2.3.1 has none).</remarks>
[KerasExport("keras.layers.Identity")]
public sealed class Identity : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.alias();

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
