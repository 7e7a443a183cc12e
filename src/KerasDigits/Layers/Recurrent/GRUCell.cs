using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Ops.Sequences;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>A step of a gated recurrent unit; gates are in the order update, reset, candidate.</summary>
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
/// <param name="kernel_constraint">Constraint applied to the kernel after each step; null: none.</param>
/// <param name="recurrent_constraint">Constraint applied to the recurrent kernel after each step; null: none.</param>
/// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
/// <param name="dropout">Fraction of the inputs to drop in training.</param>
/// <param name="recurrent_dropout">Fraction of the states to drop in training.</param>
/// <param name="reset_after">Whether the reset gate is applied after the matrix product (as cuDNN does, the default of tf.keras 2) or
/// before it.</param>
/// <remarks>Input shape: (batch, features), then the states. Output shape: (batch, units), then the new states. Weights: kernel (features,
/// 3 · units), recurrent_kernel (units, 3 · units), bias (2, 3 · units), or (3 · units,) with reset_after false.
/// Source: tf.keras 2.3.1, layers/recurrent_v2.py.</remarks>
[KerasExport("keras.layers.GRUCell")]
public sealed class GRUCell(int units, ActivationFn? activation = null, ActivationFn? recurrent_activation = null, bool use_bias = true,
    Initializer? kernel_initializer = null, Initializer? recurrent_initializer = null, Initializer? bias_initializer = null,
    Regularizer? kernel_regularizer = null, Regularizer? recurrent_regularizer = null, Regularizer? bias_regularizer = null,
    Constraint? kernel_constraint = null, Constraint? recurrent_constraint = null, Constraint? bias_constraint = null, double dropout = 0.0,
    double recurrent_dropout = 0.0, bool reset_after = true)
    : StandardCell(units, activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer, kernel_regularizer,
        recurrent_regularizer, bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout),
        IOldWeights
{
    int IOldWeights.ArraysInKeras1 => this.use_bias && !this.reset_after ? 9 : 0;

    Tensor[] IOldWeights.FromOld(Tensor[] stored, WeightOrigin origin)
    {
        if (stored.Length == 9) { return OldGates.Join(stored, 0, 1, 2); }
        if (stored.Length != 3 || !this.reset_after || stored[2].dim() != 1) { return stored; }
        var (kernel, recurrent) = OldGates.OfCudnn(stored[0], stored[1], 3);
        return [kernel, recurrent, stored[2].reshape(2, -1)];
    }

    /// <summary>Activation of the gates.</summary>
    public ActivationFn recurrent_activation { get; } = recurrent_activation ?? "sigmoid";

    /// <summary>
    /// Whether the reset gate is applied after the matrix product (as cuDNN does, the default of tf.keras 2) or before it.
    /// </summary>
    public bool reset_after { get; } = reset_after;

    /// <inheritdoc/>
    protected override int Gates => 3;

    /// <inheritdoc/>
    protected override Shape BiasShape => reset_after ? new Shape(2, 3 * this.units) : 3 * this.units;

    private protected override Tensor? InputBias => bias is null ? null : reset_after ? Cast(bias).select(0, 0) : Cast(bias);

    private protected override Recurrence? Recurrence => reset_after && this.activation.KerassName == "tanh"
        && recurrent_activation.KerassName == "sigmoid" ? new GatedRecurrence() : null;

    private protected override Tensor? StateBias => bias is null || !reset_after ? null : Cast(bias).select(0, 1);

    internal override Func<Tensor, Tensor[], Tensor[]> MakeStepper(bool training) =>
        reset_after ? StepOf(MakeStateProduct(training, StateBias)) : ResetBefore(training);

    private protected override Func<Tensor, Tensor[], Tensor[]> StepOf(Func<Tensor, Tensor> product) => (x, states) =>
    {
        Tensor inner = product(states[0]);
        Tensor[] gates = recurrent_activation.Apply(x.narrow(-1, 0, 2 * this.units) + inner.narrow(-1, 0, 2 * this.units)).chunk(2, -1);
        Tensor candidate = this.activation.Apply(x.narrow(-1, 2 * this.units, this.units)
            .addcmul(gates[1], inner.narrow(-1, 2 * this.units, this.units), 1));
        Tensor h = candidate.lerp(states[0], gates[0]);
        return [h, h];
    };

    private Func<Tensor, Tensor[], Tensor[]> ResetBefore(bool training)
    {
        Tensor[] weights = Cast(recurrent_kernel).split([2 * this.units, this.units], -1);
        Func<Tensor, Tensor[]>? drop = MakeStateDropout(training);
        return (x, states) =>
        {
            Tensor[] dropped = drop?.Invoke(states[0]) ?? [states[0]];
            Tensor product = dropped.Length == 1 ? NN.Dense(dropped[0], weights[0], null)
                : NN.Concatenate([NN.Dense(dropped[0], weights[0].narrow(-1, 0, this.units), null),
                    NN.Dense(dropped[1], weights[0].narrow(-1, this.units, this.units), null)], -1);
            Tensor[] gates = recurrent_activation.Apply(x.narrow(-1, 0, 2 * this.units) + product).chunk(2, -1);
            Tensor candidate = this.activation.Apply(x.narrow(-1, 2 * this.units, this.units)
                + NN.Dense(gates[1] * dropped[^1], weights[1], null));
            Tensor h = candidate.lerp(states[0], gates[0]);
            return [h, h];
        };
    }
}
