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

/// <summary>x above a threshold, else 0.</summary>
/// <param name="theta">The threshold.</param>
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
