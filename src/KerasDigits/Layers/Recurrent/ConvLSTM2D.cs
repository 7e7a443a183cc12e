using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>Long short-term memory over images: an LSTM whose matrix products are convolutions.</summary>
/// <remarks>Input shape: (batch, time, height, width, channels). Output shape: (batch, new height, new width, filters); with
/// return_sequences (batch, time, …); with return_state the states follow.
/// Weights: kernel (kh, kw, channels, 4 · filters), recurrent_kernel (kh, kw, filters, 4 · filters), bias (4 · filters,). Source: tf.keras
/// 2.3.1, layers/convolutional_recurrent.py.</remarks>
[KerasExport("keras.layers.ConvLSTM2D")]
public sealed class ConvLSTM2D : ConvLSTM<Size2>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel_size">Height and width of the window.</param>
    /// <param name="strides">Step of the window over the input; null: 1.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dilation_rate">Distance between the window's cells; null: 1.</param>
    /// <param name="activation">Activation of the output; null: "tanh".</param>
    /// <param name="recurrent_activation">Activation of the gates; null: "hard_sigmoid".</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">Initial values of the kernel; null: "glorot_uniform".</param>
    /// <param name="recurrent_initializer">Initial values of the recurrent kernel; null: "orthogonal".</param>
    /// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
    /// <param name="unit_forget_bias">Whether the forget gate's bias starts at 1.</param>
    /// <param name="kernel_regularizer">Penalty on the kernel that is added to the loss; null: none.</param>
    /// <param name="recurrent_regularizer">Penalty on the recurrent kernel that is added to the loss; null: none.</param>
    /// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
    /// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
    /// <param name="kernel_constraint">Constraint applied to the kernel after each step; null: none.</param>
    /// <param name="recurrent_constraint">Constraint applied to the recurrent kernel after each step; null: none.</param>
    /// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
    /// <param name="return_sequences">Whether the output of every step is given.</param>
    /// <param name="return_state">Whether the last states are given too.</param>
    /// <param name="go_backwards">Whether the steps are run from the last to the first.</param>
    /// <param name="stateful">Whether a batch starts from the states in which the one before ended.</param>
    /// <param name="dropout">Fraction of the inputs to drop in training.</param>
    /// <param name="recurrent_dropout">Fraction of the states to drop in training.</param>
    public ConvLSTM2D(int filters, Size2 kernel_size, Size2? strides = null, string padding = "valid", string? data_format = null,
        Size2? dilation_rate = null, ActivationFn? activation = null, ActivationFn? recurrent_activation = null, bool use_bias = true,
        Initializer? kernel_initializer = null, Initializer? recurrent_initializer = null, Initializer? bias_initializer = null,
        bool unit_forget_bias = true, Regularizer? kernel_regularizer = null, Regularizer? recurrent_regularizer = null,
        Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null,
        Constraint? recurrent_constraint = null, Constraint? bias_constraint = null, bool return_sequences = false,
        bool return_state = false, bool go_backwards = false, bool stateful = false, double dropout = 0.0, double recurrent_dropout = 0.0)
        : base(filters, kernel_size, strides ?? 1, padding, data_format, dilation_rate ?? 1, activation, recurrent_activation, use_bias,
            kernel_initializer, recurrent_initializer, bias_initializer, unit_forget_bias, kernel_regularizer, recurrent_regularizer,
            bias_regularizer, activity_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, return_sequences,
            return_state, go_backwards, stateful, dropout, recurrent_dropout)
    {
    }
}
