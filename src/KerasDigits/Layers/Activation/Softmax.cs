using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>exp(x), normalised over an axis or several.</summary>
/// <param name="axis">The axis or axes; null: the last.</param>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/advanced_activations.py.</remarks>
[KerasExport("keras.layers.Softmax")]
public sealed class Softmax(IntList? axis = null) : Layer
{
    /// <summary>The axis or axes.</summary>
    public IntList axis { get; } = axis ?? -1;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => axis.Count == 1 ? ActivationOps.softmax(inputs, axis[0])
        : (inputs - axis.Aggregate(inputs, (x, a) => x.logsumexp(a, true))).exp();

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
