using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>A fully connected recurrent layer, whose output goes back in.</summary>
/// <param name="units">Size of the output.</param>
/// <param name="activation">Activation of the output; null: "tanh".</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">Initial values of the weights of the inputs; null: "glorot_uniform".</param>
/// <param name="recurrent_initializer">Initial values of the weights of the states; null: "orthogonal".</param>
/// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
/// <param name="kernel_regularizer">Penalty on the kernel that is added to the loss; null: none.</param>
/// <param name="recurrent_regularizer">Penalty on the recurrent kernel that is added to the loss; null: none.</param>
/// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
/// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
/// <param name="kernel_constraint">Constraint applied to the kernel after each step; null: none.</param>
/// <param name="recurrent_constraint">Constraint applied to the recurrent kernel after each step; null: none.</param>
/// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
/// <param name="dropout">Fraction of the inputs to drop in training.</param>
/// <param name="recurrent_dropout">Fraction of the states to drop in training.</param>
/// <param name="return_sequences">Whether the output of every step is returned; false: only of the last.</param>
/// <param name="return_state">Whether the last states are given too.</param>
/// <param name="go_backwards">Whether the steps are run from the last to the first; outputs then come in that order.</param>
/// <param name="stateful">Whether a batch starts from the states in which the one before ended.</param>
/// <param name="unroll">Accepted for compatibility with Keras and ignored: steps always run one by one.</param>
/// <remarks>Input shape: (batch, time, features), then states to start from. Output shape: (batch, units); with return_sequences (batch,
/// time, units); with return_state the states follow. Weights: kernel (features, units), recurrent_kernel (units, units), bias (units,).
/// Source: tf.keras 2.3.1, layers/recurrent.py.</remarks>
[KerasExport("keras.layers.SimpleRNN")]
public class SimpleRNN(int units, ActivationFn? activation = null, bool use_bias = true, Initializer? kernel_initializer = null,
    Initializer? recurrent_initializer = null, Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null,
    Regularizer? recurrent_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null,
    Constraint? kernel_constraint = null, Constraint? recurrent_constraint = null, Constraint? bias_constraint = null, double dropout = 0.0,
    double recurrent_dropout = 0.0, bool return_sequences = false, bool return_state = false, bool go_backwards = false,
    bool stateful = false, bool unroll = false)
    : StandardRNN(new SimpleRNNCell(units, activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer,
        kernel_regularizer, recurrent_regularizer, bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout,
        recurrent_dropout) { name = NameInCell("simple_rnn_cell") },
        activity_regularizer, return_sequences, return_state, go_backwards, stateful, unroll, false);
