using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>Gated recurrent unit (Cho 2014).</summary>
/// <param name="units">Size of the output.</param>
/// <param name="activation">Activation of the output; null: "tanh".</param>
/// <param name="recurrent_activation">Activation of the gates; null: "sigmoid".</param>
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
/// <param name="time_major">Whether data come as (time, batch, features).</param>
/// <param name="reset_after">Whether the reset gate is applied after the matrix product (as cuDNN does, the default of tf.keras 2) or
/// before it.</param>
/// <remarks>Input shape: (batch, time, features), then states to start from. Output shape: (batch, units); with return_sequences (batch,
/// time, units); with return_state the states follow. Weights: kernel (features, 3 · units), recurrent_kernel (units, 3 · units), bias (2,
/// 3 · units), or (3 · units,) with reset_after false. Source: tf.keras 2.3.1, layers/recurrent_v2.py.</remarks>
[KerasExport("keras.layers.GRU")]
public class GRU(int units, ActivationFn? activation = null, ActivationFn? recurrent_activation = null, bool use_bias = true,
    Initializer? kernel_initializer = null, Initializer? recurrent_initializer = null, Initializer? bias_initializer = null,
    Regularizer? kernel_regularizer = null, Regularizer? recurrent_regularizer = null, Regularizer? bias_regularizer = null,
    Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null, Constraint? recurrent_constraint = null,
    Constraint? bias_constraint = null, double dropout = 0.0, double recurrent_dropout = 0.0, bool return_sequences = false,
    bool return_state = false, bool go_backwards = false, bool stateful = false, bool unroll = false, bool time_major = false,
    bool reset_after = true)
    : StandardRNN(new GRUCell(units, activation, recurrent_activation, use_bias, kernel_initializer, recurrent_initializer,
        bias_initializer, kernel_regularizer, recurrent_regularizer, bias_regularizer, kernel_constraint, recurrent_constraint,
        bias_constraint, dropout, recurrent_dropout, reset_after) { name = NameInCell("gru_cell") },
        activity_regularizer, return_sequences, return_state, go_backwards, stateful, unroll, time_major)
{
    private GRUCell Own => (GRUCell)cell;

    /// <summary>Activation of the gates.</summary>
    public ActivationFn recurrent_activation => Own.recurrent_activation;

    /// <summary>
    /// Whether the reset gate is applied after the matrix product (as cuDNN does, the default of tf.keras 2) or before it.
    /// </summary>
    public bool reset_after => Own.reset_after;
}
