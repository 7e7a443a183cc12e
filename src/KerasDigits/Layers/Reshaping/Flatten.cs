namespace KerasDigits.Layers;

/// <summary>Joins every axis after the batch axis into one.</summary>
/// <param name="data_format">"channels_last" or "channels_first" (channels are then moved to the end first); null:
/// keras.backend.image_data_format().</param>
/// <exception cref="ArgumentException">data_format is not "channels_last" or "channels_first".</exception>
/// <remarks>Input shape: (batch, d1, …, dn). Output shape: (batch, d1·…·dn); (batch, 1) when n = 0. Source: tf.keras 2.3.1,
/// layers/core.py.</remarks>
[KerasExport("keras.layers.Flatten")]
public class Flatten(string? data_format = null) : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <summary>The position of the channels: "channels_last" or "channels_first".</summary>
    public string data_format { get; } = Guard.DataFormat(data_format);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        if (data_format == "channels_first" && inputs.dim() > 2)
        {
            inputs = inputs.permute([0, .. Enumerable.Range(2, (int)inputs.dim() - 2).Select(i => (long)i), 1]);
        }
        return inputs.dim() == 1 ? inputs.unsqueeze(-1) : inputs.flatten(1);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => new(input_shape[0], input_shape[1..].ComputeProduct());
}
