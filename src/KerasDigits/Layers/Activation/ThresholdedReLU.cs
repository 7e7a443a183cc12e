namespace KerasDigits.Layers;

/// <summary>x above a threshold, else 0.</summary>
/// <param name="theta">The threshold; values up to it become 0.</param>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/advanced_activations.py.</remarks>
[KerasExport("keras.layers.ThresholdedReLU")]
public sealed class ThresholdedReLU(double theta = 1.0) : Layer
{
    /// <summary>The threshold.</summary>
    public double theta { get; } = theta;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs * (inputs > theta).to_type(inputs.dtype);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
