using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>
/// Divides each sample by the root of its mean square over some axes and multiplies by a learned scale (Zhang and Sennrich, 2019).
/// </summary>
/// <param name="axis">The axis or axes; null: the last one (−1).</param>
/// <param name="epsilon">Added to the mean square.</param>
/// <remarks>Input shape: (batch, …). Output shape: the same. Weights: scale, with the sizes of the axes, ones at the start.
/// Source: Keras 3, layers/normalization/rms_normalization.py.</remarks>
[KerasExport("keras.layers.RMSNormalization")]
public sealed class RMSNormalization(IntList? axis = null, double epsilon = 1e-6) : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _scale;
    private long[] _axes = [];

    /// <summary>The axes.</summary>
    public IntList axis { get; } = axis ?? -1;

    /// <summary>Added to the mean square.</summary>
    public double epsilon { get; } = epsilon;

    /// <summary>The factors.</summary>
    public Variable scale => _scale ?? throw NotBuilt();

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        _axes = LayerGuard.CheckAxes(axis, input_shape.Rank, least: 0);
        _scale = add_weight("scale", new Shape([.. _axes.Select(a => input_shape[(int)a])]), initializer: "ones");
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => NN.RootMeanSquareNorm(inputs, _axes, scale.value, this.epsilon);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
