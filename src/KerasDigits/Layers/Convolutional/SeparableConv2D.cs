using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>2-D convolution in two steps: each channel by itself, then a mix of the channels at each place.</summary>
/// <param name="filters">Number of output channels.</param>
/// <param name="kernel_size">Height and width of the window.</param>
/// <param name="strides">Step of the window; null: 1.</param>
/// <param name="padding">"valid" (none) or "same" (zeros, so that the size is size / stride).</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <param name="dilation_rate">Distance between the window's cells; null: 1.</param>
/// <param name="depth_multiplier">Channels between the steps for each input channel.</param>
/// <param name="activation">Activation of the output; null: none.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="depthwise_initializer">Initial values of the first step's kernel; null: "glorot_uniform".</param>
/// <param name="pointwise_initializer">Initial values of the second step's kernel; null: "glorot_uniform".</param>
/// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
/// <param name="depthwise_regularizer">Penalty on the first kernel that is added to the loss; null: none.</param>
/// <param name="pointwise_regularizer">Penalty on the second kernel that is added to the loss; null: none.</param>
/// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
/// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
/// <param name="depthwise_constraint">Constraint applied to the first kernel after each step; null: none.</param>
/// <param name="pointwise_constraint">Constraint applied to the second kernel after each step; null: none.</param>
/// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, new height, new width, filters).
/// Weights: depthwise_kernel (kh, kw, channels, depth_multiplier), pointwise_kernel (1, 1, channels · depth_multiplier, filters), bias
/// (filters,). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.SeparableConv2D", "keras.layers.SeparableConvolution2D")]
public sealed class SeparableConv2D(int filters, Size2 kernel_size, Size2? strides = null, string padding = "valid",
    string? data_format = null, Size2? dilation_rate = null, int depth_multiplier = 1, ActivationFn? activation = null,
    bool use_bias = true, Initializer? depthwise_initializer = null, Initializer? pointwise_initializer = null,
    Initializer? bias_initializer = null, Regularizer? depthwise_regularizer = null, Regularizer? pointwise_regularizer = null,
    Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? depthwise_constraint = null,
    Constraint? pointwise_constraint = null, Constraint? bias_constraint = null)
    : SeparableConvolution<Size2>(filters, kernel_size, strides ?? 1, padding, data_format, dilation_rate ?? 1, depth_multiplier,
        activation, use_bias, depthwise_initializer, pointwise_initializer, bias_initializer, depthwise_regularizer, pointwise_regularizer,
        bias_regularizer, activity_regularizer, depthwise_constraint, pointwise_constraint, bias_constraint);
