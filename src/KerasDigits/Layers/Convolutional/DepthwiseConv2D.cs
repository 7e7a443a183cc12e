using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>2-D convolution of each channel by itself.</summary>
/// <param name="kernel_size">Height and width of the window.</param>
/// <param name="strides">Step of the window; null: 1.</param>
/// <param name="padding">"valid" (none) or "same" (zeros, so that the size is size / stride).</param>
/// <param name="depth_multiplier">Output channels for each input channel.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <param name="dilation_rate">Distance between the window's cells; null: 1.</param>
/// <param name="activation">Activation of the output; null: none.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="depthwise_initializer">Initial values of the kernel; null: "glorot_uniform".</param>
/// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
/// <param name="depthwise_regularizer">Penalty on the kernel that is added to the loss; null: none.</param>
/// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
/// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
/// <param name="depthwise_constraint">Constraint applied to the kernel after each step; null: none.</param>
/// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, new height, new width, channels · depth_multiplier).
/// Weights: depthwise_kernel (kh, kw, channels, depth_multiplier), bias. Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.DepthwiseConv2D")]
public class DepthwiseConv2D(Size2 kernel_size, Size2? strides = null, string padding = "valid", int depth_multiplier = 1,
    string? data_format = null, Size2? dilation_rate = null, ActivationFn? activation = null, bool use_bias = true,
    Initializer? depthwise_initializer = null, Initializer? bias_initializer = null, Regularizer? depthwise_regularizer = null,
    Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? depthwise_constraint = null,
    Constraint? bias_constraint = null)
    : DepthwiseConvolution<Size2>(kernel_size, strides ?? 1, padding, depth_multiplier, data_format, dilation_rate ?? 1, activation,
        use_bias, depthwise_initializer, bias_initializer, depthwise_regularizer, bias_regularizer, activity_regularizer,
        depthwise_constraint, bias_constraint);
