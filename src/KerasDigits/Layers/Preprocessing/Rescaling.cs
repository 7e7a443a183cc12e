namespace KerasDigits.Layers;

/// <summary>inputs · scale + offset.</summary>
/// <param name="scale">Factor.</param>
/// <param name="offset">Added after.</param>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.Rescaling", "keras.layers.experimental.preprocessing.Rescaling")]
public sealed class Rescaling(double scale, double offset = 0.0) : Layer
{
    /// <summary>Factor.</summary>
    public double scale { get; } = scale;

    /// <summary>Added after.</summary>
    public double offset { get; } = offset;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor scaled = (inputs.is_floating_point() ? inputs : inputs.to_type(Backend.DTypes.Torch(compute_dtype))) * scale;
        return offset == 0 ? scaled : scaled + offset;
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
