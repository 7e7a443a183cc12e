using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>A convolution over sequences whose weights differ from place to place.</summary>
/// <param name="filters">Number of output channels.</param>
/// <param name="kernel_size">Length of the window, in steps.</param>
/// <param name="strides">Step of the window; null: 1.</param>
/// <param name="padding">"valid", or "same" with implementation 2 and 3.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <param name="activation">Activation of the output; null: none.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">Initial values of the kernel; null: "glorot_uniform".</param>
/// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
/// <param name="kernel_regularizer">Penalty on the kernel that is added to the loss; null: none.</param>
/// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
/// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
/// <param name="kernel_constraint">Constraint applied to the kernel after each step; null: none.</param>
/// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
/// <param name="implementation">The layout of the kernel, 1, 2 or 3; the outputs are the same. 1 needs the least memory and is the fastest;
/// 2 and 3 multiply by the whole matrix from inputs to outputs.</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, new steps, filters).
/// Weights with implementation 1: kernel (new steps, window · channels, filters), bias (new steps, filters). Source: tf.keras 2.3.1,
/// layers/local.py.</remarks>
[KerasExport("keras.layers.LocallyConnected1D")]
public sealed class LocallyConnected1D(int filters, Size1 kernel_size, Size1? strides = null, string padding = "valid",
    string? data_format = null, ActivationFn? activation = null, bool use_bias = true, Initializer? kernel_initializer = null,
    Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null,
    Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null, Constraint? bias_constraint = null,
    int implementation = 1)
    : LocallyConnected<Size1>(filters, kernel_size, strides ?? 1, padding, data_format, activation, use_bias, kernel_initializer,
        bias_initializer, kernel_regularizer, bias_regularizer, activity_regularizer, kernel_constraint, bias_constraint, implementation);
