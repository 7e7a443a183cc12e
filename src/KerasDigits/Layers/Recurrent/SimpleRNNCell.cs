using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops.Sequences;
using KerasDigits.Ops.SmallNets;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>A fully connected recurrent step: activation(inputs · kernel + state · recurrent_kernel + bias).</summary>
/// <param name="units">Size of the output.</param>
/// <param name="activation">Activation of the output; null: "tanh".</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">Initial values of the weights of the inputs; null: "glorot_uniform".</param>
/// <param name="recurrent_initializer">Initial values of the weights of the states; null: "orthogonal".</param>
/// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
/// <param name="kernel_regularizer">Penalty on the kernel that is added to the loss; null: none.</param>
/// <param name="recurrent_regularizer">Penalty on the recurrent kernel that is added to the loss; null: none.</param>
/// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
/// <param name="kernel_constraint">Constraint applied to the kernel after each step; null: none.</param>
/// <param name="recurrent_constraint">Constraint applied to the recurrent kernel after each step; null: none.</param>
/// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
/// <param name="dropout">Fraction of the inputs to drop in training.</param>
/// <param name="recurrent_dropout">Fraction of the states to drop in training.</param>
/// <remarks>Input shape: (batch, features), then the states. Output shape: (batch, units), then the new states. Weights: kernel (features,
/// units), recurrent_kernel (units, units), bias (units,). Source: tf.keras 2.3.1, layers/recurrent.py.</remarks>
[KerasExport("keras.layers.SimpleRNNCell")]
public sealed class SimpleRNNCell(int units, ActivationFn? activation = null, bool use_bias = true, Initializer? kernel_initializer = null,
    Initializer? recurrent_initializer = null, Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null,
    Regularizer? recurrent_regularizer = null, Regularizer? bias_regularizer = null, Constraint? kernel_constraint = null,
    Constraint? recurrent_constraint = null, Constraint? bias_constraint = null, double dropout = 0.0, double recurrent_dropout = 0.0)
    : StandardCell(units, activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer, kernel_regularizer,
        recurrent_regularizer, bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout)
{
    /// <inheritdoc/>
    protected override int Gates => 1;

    private protected override Recurrence? Recurrence => this.activation.KerassName switch
    {
        "tanh" => new PlainRecurrence(PlainFunction.Tanh),
        "sigmoid" => new PlainRecurrence(PlainFunction.Sigmoid),
        "relu" => new PlainRecurrence(PlainFunction.Relu),
        "linear" => new PlainRecurrence(PlainFunction.Linear),
        _ => null,
    };

    internal override Func<Tensor, Tensor[], Tensor[]> MakeStepper(bool training) => StepOf(MakeStateProduct(training));

    private protected override Func<Tensor, Tensor[], Tensor[]> StepOf(Func<Tensor, Tensor> product) => (x, states) =>
    {
        Tensor h = this.activation.Apply(x + product(states[0]));
        return [h, h];
    };
}
