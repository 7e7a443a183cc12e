using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>Transposed 2-D convolution: from the shape of a convolution's output to that of its input.</summary>
/// <param name="filters">Number of output channels.</param>
/// <param name="kernel_size">Height and width of the window.</param>
/// <param name="strides">Step of the window in the output; null: 1.</param>
/// <param name="padding">"valid" or "same" (the output's size is size · stride).</param>
/// <param name="output_padding">Rows and columns added to the output; must be below the strides. Null: found from padding and
/// strides.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <param name="dilation_rate">Distance between the window's cells; null: 1.</param>
/// <param name="activation">Activation of the output; null: none.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">Initial values of the kernel; null: "glorot_uniform".</param>
/// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
/// <param name="kernel_regularizer">Penalty on the kernel that is added to the loss; null: none.</param>
/// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
/// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
/// <param name="kernel_constraint">Constraint applied to the kernel after each step; null: none.</param>
/// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, new height, new width, filters).
/// Weights: kernel (kh, kw, filters, channels), bias (filters,). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.Conv2DTranspose", "keras.layers.Convolution2DTranspose")]
public class Conv2DTranspose(int filters, Size2 kernel_size, Size2? strides = null, string padding = "valid",
    Size2? output_padding = null, string? data_format = null, Size2? dilation_rate = null, ActivationFn? activation = null,
    bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
    Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null,
    Constraint? kernel_constraint = null, Constraint? bias_constraint = null)
    : TransposedConvolution<Size2>(filters, kernel_size, strides ?? 1, padding, output_padding, data_format, dilation_rate ?? 1, activation,
        use_bias, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer, activity_regularizer, kernel_constraint,
        bias_constraint), IOldWeights
{
    int IOldWeights.ArraysInKeras1 => 0;

    /// <summary>
    /// Keras 1's kernel is that of a convolution: (kh, kw, channels, filters), with "th" ordering (filters, channels, kh, kw).
    /// </summary>
    Tensor[] IOldWeights.FromOld(Tensor[] stored, WeightOrigin origin) =>
        [origin.FindKernel(!origin.Keras1 ? stored[0] : ChannelsFirst ? stored[0].permute(2, 3, 0, 1) : stored[0].transpose(2, 3)),
            .. stored[1..]];
}
