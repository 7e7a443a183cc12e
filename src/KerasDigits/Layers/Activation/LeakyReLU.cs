using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>x, or alpha·x below 0.</summary>
/// <param name="alpha">Slope below 0.</param>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/advanced_activations.py.</remarks>
[KerasExport("keras.layers.LeakyReLU")]
public sealed class LeakyReLU(double alpha = 0.3) : Layer
{
    /// <summary>Slope below 0.</summary>
    public double alpha { get; } = alpha;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => ActivationOps.leaky_relu(inputs, alpha);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
