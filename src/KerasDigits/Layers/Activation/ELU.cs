using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>x, or alpha·(exp(x) − 1) below 0.</summary>
/// <param name="alpha">Limit below 0, sign reversed.</param>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/advanced_activations.py.</remarks>
[KerasExport("keras.layers.ELU")]
public sealed class ELU(double alpha = 1.0) : Layer
{
    /// <summary>Limit below 0, sign reversed.</summary>
    public double alpha { get; } = alpha;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => ActivationOps.elu(inputs, alpha);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
