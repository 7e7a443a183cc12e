using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// A step of long short-term memory whose gates also see the memory itself (Gers, Schraudolph and Schmidhuber, 2002); for
/// <see cref="RNN"/>.
/// </summary>
/// <param name="units">Size of the output.</param>
/// <param name="activation">Activation of the output; null: "tanh".</param>
/// <param name="recurrent_activation">Activation of the gates; null: "hard_sigmoid".</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">Initial values of the weights of the inputs and of the memory; null: "glorot_uniform".</param>
/// <param name="recurrent_initializer">Initial values of the weights of the states; null: "orthogonal".</param>
/// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
/// <param name="unit_forget_bias">Whether the forget gate's bias starts at 1.</param>
/// <param name="kernel_regularizer">Penalty on the kernel that is added to the loss; null: none.</param>
/// <param name="recurrent_regularizer">Penalty on the recurrent kernel that is added to the loss; null: none.</param>
/// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
/// <param name="kernel_constraint">Constraint applied to the kernel after each step; null: none.</param>
/// <param name="recurrent_constraint">Constraint applied to the recurrent kernel after each step; null: none.</param>
/// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
/// <param name="dropout">Fraction of the inputs to drop in training.</param>
/// <param name="recurrent_dropout">Fraction of the states to drop in training.</param>
/// <remarks>Input shape: (batch, features), then the states. Output shape: (batch, units), then the new states.
/// Weights: LSTMCell's, then input_gate_peephole_weights, forget_gate_peephole_weights and output_gate_peephole_weights, each (units,).
/// Source: tf.keras 2.3.1, layers/recurrent.py.</remarks>
[KerasExport("keras.experimental.PeepholeLSTMCell")]
public sealed class PeepholeLSTMCell(int units, ActivationFn? activation = null, ActivationFn? recurrent_activation = null,
    bool use_bias = true, Initializer? kernel_initializer = null, Initializer? recurrent_initializer = null,
    Initializer? bias_initializer = null, bool unit_forget_bias = true, Regularizer? kernel_regularizer = null,
    Regularizer? recurrent_regularizer = null, Regularizer? bias_regularizer = null, Constraint? kernel_constraint = null,
    Constraint? recurrent_constraint = null, Constraint? bias_constraint = null, double dropout = 0.0, double recurrent_dropout = 0.0)
    : LSTMCell(units, activation, recurrent_activation ?? "hard_sigmoid", use_bias, kernel_initializer, recurrent_initializer,
        bias_initializer, unit_forget_bias, kernel_regularizer, recurrent_regularizer, bias_regularizer, kernel_constraint,
        recurrent_constraint, bias_constraint, dropout, recurrent_dropout)
{
    private Variable? _input, _forget, _output;

    /// <summary>Weights of the old memory in the input gate.</summary>
    public Variable input_gate_peephole_weights => _input ?? throw NotBuilt();

    /// <summary>Weights of the old memory in the forget gate.</summary>
    public Variable forget_gate_peephole_weights => _forget ?? throw NotBuilt();

    /// <summary>Weights of the new memory in the output gate.</summary>
    public Variable output_gate_peephole_weights => _output ?? throw NotBuilt();

    /// <inheritdoc/>
    public override void build(Shape[] input_shapes)
    {
        base.build(input_shapes);
        _input = add_weight("input_gate_peephole_weights", this.units, initializer: this.kernel_initializer);
        _forget = add_weight("forget_gate_peephole_weights", this.units, initializer: this.kernel_initializer);
        _output = add_weight("output_gate_peephole_weights", this.units, initializer: this.kernel_initializer);
    }

    internal override Func<Tensor, Tensor[], Tensor[]> MakeStepper(bool training)
    {
        Func<Tensor, Tensor> product = MakeStateProduct(training);
        Tensor ofInput = Cast(input_gate_peephole_weights), ofForget = Cast(forget_gate_peephole_weights),
            ofOutput = Cast(output_gate_peephole_weights);
        return (x, states) =>
        {
            Tensor[] z = (x + product(states[0])).chunk(4, -1);
            Tensor old = states[1];
            Tensor input = this.recurrent_activation.Apply(z[0] + ofInput * old),
                forget = this.recurrent_activation.Apply(z[1] + ofForget * old);
            Tensor c = (forget * old).addcmul(input, this.activation.Apply(z[2]), 1);
            Tensor h = this.recurrent_activation.Apply(z[3] + ofOutput * c) * this.activation.Apply(c);
            return [h, h, c];
        };
    }
}
