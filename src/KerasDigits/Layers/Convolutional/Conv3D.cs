using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>3-D convolution: filters that move through volumes.</summary>
/// <param name="filters">Number of output channels.</param>
/// <param name="kernel_size">Depth, height and width of the window.</param>
/// <param name="strides">Step of the window; null: 1.</param>
/// <param name="padding">"valid" (none) or "same" (zeros, so that the size is size / stride).</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <param name="dilation_rate">Distance between the window's cells; null: 1.</param>
/// <param name="groups">Groups of channels that are convolved separately.</param>
/// <param name="activation">Activation of the output; null: none.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">Initial values of the kernel; null: "glorot_uniform".</param>
/// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
/// <param name="kernel_regularizer">Penalty on the kernel that is added to the loss; null: none.</param>
/// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
/// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
/// <param name="kernel_constraint">Constraint applied to the kernel after each step; null: none.</param>
/// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
/// <remarks>Input shape: (batch, depth, height, width, channels). Output shape: (batch, new depth, new height, new width, filters).
/// Weights: kernel (kd, kh, kw, channels / groups, filters), bias (filters,). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.Conv3D", "keras.layers.Convolution3D")]
public class Conv3D(int filters, Size3 kernel_size, Size3? strides = null, string padding = "valid", string? data_format = null,
    Size3? dilation_rate = null, int groups = 1, ActivationFn? activation = null, bool use_bias = true,
    Initializer? kernel_initializer = null, Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null,
    Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null,
    Constraint? bias_constraint = null)
    : StandardConvolution<Size3>(filters, kernel_size, strides ?? 1, padding, data_format, dilation_rate ?? 1, groups, activation, use_bias,
        kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer, activity_regularizer, kernel_constraint,
        bias_constraint);
