using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>relu with its options.</summary>
/// <param name="max_value">Largest output; null: none.</param>
/// <param name="negative_slope">Slope below the threshold.</param>
/// <param name="threshold">Where the line begins.</param>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/advanced_activations.py.</remarks>
[KerasExport("keras.layers.ReLU")]
public sealed class ReLU(double? max_value = null, double negative_slope = 0.0, double threshold = 0.0) : Layer
{
    internal override WholeNumbers Wholes => InPlace is not null && max_value is null ? WholeNumbers.Kept : WholeNumbers.Otherwise;

    /// <summary>Largest output.</summary>
    public double? max_value { get; } = max_value;

    /// <summary>Slope below the threshold.</summary>
    public double negative_slope { get; } = negative_slope;

    /// <summary>Where the line begins.</summary>
    public double threshold { get; } = threshold;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    internal override Func<Tensor, Tensor>? InPlace => negative_slope == 0 && threshold == 0
        && max_value is null or > 0 ? x => Ops.InPlace.Relu(x, max_value) : null;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => ActivationOps.relu(inputs, negative_slope, max_value, threshold);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
