using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Scales the vectors along some axes to length 1.</summary>
/// <param name="axis">The axis or axes; null: the last one (−1).</param>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.9, layers/normalization/unit_normalization.py.</remarks>
[KerasExport("keras.layers.UnitNormalization")]
public sealed class UnitNormalization(IntList? axis = null) : Layer
{
    /// <summary>The axes.</summary>
    public IntList axis { get; } = axis ?? -1;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => AttentionOps.Normalize(inputs, [.. axis.Select(a => (long)a)]);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
