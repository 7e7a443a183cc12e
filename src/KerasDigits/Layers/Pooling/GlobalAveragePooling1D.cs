namespace KerasDigits.Layers;

/// <summary>Mean of each channel over all steps.</summary>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <param name="keepdims">Whether the reduced axes are kept, with size 1.</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, channels). Source: tf.keras 2.3.1, layers/pooling.py.</remarks>
[KerasExport("keras.layers.GlobalAveragePooling1D", "keras.layers.GlobalAvgPool1D")]
public sealed class GlobalAveragePooling1D(string? data_format = "channels_last", bool keepdims = false)
    : GlobalPooling(data_format, keepdims, 1)
{
    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) => null;

    /// <summary>The mean; masked steps do not count.</summary>
    /// <param name="inputs">One tensor (batch, steps, features).</param>
    /// <param name="context">Holds the mask, shape (batch, steps), if there is one.</param>
    /// <returns>One tensor (batch, features).</returns>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        if (context.mask?[0] is not { } mask) { return base.call(inputs, context); }
        Tensor counts = mask.to_type(inputs[0].dtype).unsqueeze(data_format == "channels_last" ? -1 : 1);
        return [(inputs[0] * counts).sum(Axes, keepdims) / counts.sum(Axes, keepdims)];
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.mean(Axes, keepdims);
}
