using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>Adds a penalty on its input to the loss.</summary>
/// <param name="l1">Factor of the sum of absolute values.</param>
/// <param name="l2">Factor of the sum of squares.</param>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.ActivityRegularization")]
public sealed class ActivityRegularization(double l1 = 0.0, double l2 = 0.0) : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <summary>Factor of the sum of absolute values.</summary>
    public double l1 { get; } = l1;

    /// <summary>Factor of the sum of squares.</summary>
    public double l2 { get; } = l2;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; } = new L1L2(l1, l2);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
