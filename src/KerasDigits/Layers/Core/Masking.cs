using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Marks the steps all of whose values equal a number as "nothing here": the layers above skip them.</summary>
/// <remarks>Input shape: (batch, time, features). Output shape: the same, with zeros in the marked steps. Source: tf.keras 2.3.1,
/// layers/core.py.</remarks>
[KerasExport("keras.layers.Masking")]
public sealed class Masking : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <summary>Creates the layer.</summary>
    /// <param name="mask_value">A step all of whose features equal it is masked.</param>
    public Masking(double mask_value = 0.0)
    {
        this.mask_value = mask_value;
        supports_masking = true;
    }

    /// <summary>The number.</summary>
    public double mask_value { get; }

    internal override bool MakesMasks => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) =>
        inputs * SequenceOps.AnyOther(inputs, mask_value, keepdim: true).to_type(inputs.dtype);

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) => [SequenceOps.AnyOther(inputs[0], mask_value)];

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
