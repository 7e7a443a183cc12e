using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops.Sequences;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>A step of long short-term memory; gates are in the order input, forget, candidate, output.</summary>
/// <param name="units">Size of the output.</param>
/// <param name="activation">Activation of the output; null: "tanh".</param>
/// <param name="recurrent_activation">Activation of the gates; null: "sigmoid".</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">Initial values of the weights of the inputs; null: "glorot_uniform".</param>
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
/// <remarks>Input shape: (batch, features), then the states. Output shape: (batch, units), then the new states. Weights: kernel (features,
/// 4 · units), recurrent_kernel (units, 4 · units), bias (4 · units,).
/// Source: tf.keras 2.3.1, layers/recurrent_v2.py.</remarks>
[KerasExport("keras.layers.LSTMCell")]
public class LSTMCell(int units, ActivationFn? activation = null, ActivationFn? recurrent_activation = null, bool use_bias = true,
    Initializer? kernel_initializer = null, Initializer? recurrent_initializer = null, Initializer? bias_initializer = null,
    bool unit_forget_bias = true, Regularizer? kernel_regularizer = null, Regularizer? recurrent_regularizer = null,
    Regularizer? bias_regularizer = null, Constraint? kernel_constraint = null, Constraint? recurrent_constraint = null,
    Constraint? bias_constraint = null, double dropout = 0.0, double recurrent_dropout = 0.0)
    : StandardCell(units, activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer, kernel_regularizer,
        recurrent_regularizer, bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout),
        IOldWeights
{
    int IOldWeights.ArraysInKeras1 => this.use_bias ? 12 : 0;

    /// <summary>
    /// Keras 1 holds the gates in the order input, candidate, forget, output; cuDNN layers have two biases, which are added.
    /// </summary>
    Tensor[] IOldWeights.FromOld(Tensor[] stored, WeightOrigin origin)
    {
        if (stored.Length == 12) { return OldGates.Join(stored, 0, 2, 1, 3); }
        if (stored.Length != 3 || stored[2].size(0) != 8L * this.units) { return stored; }
        var (kernel, recurrent) = OldGates.OfCudnn(stored[0], stored[1], 4);
        return [kernel, recurrent, stored[2].narrow(0, 0, 4 * this.units) + stored[2].narrow(0, 4 * this.units, 4 * this.units)];
    }

    /// <summary>Activation of the gates.</summary>
    public ActivationFn recurrent_activation { get; } = recurrent_activation ?? "sigmoid";

    /// <summary>Whether the forget gate's bias starts at 1.</summary>
    public bool unit_forget_bias { get; } = unit_forget_bias;

    /// <inheritdoc/>
    protected override int Gates => 4;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> state_size => [this.units, this.units];

    /// <inheritdoc/>
    public override void build(Shape[] input_shapes)
    {
        base.build(input_shapes);
        if (unit_forget_bias) { bias?.value.detach().narrow(0, this.units, this.units).fill_(1); }
        EndBuild(input_shapes);
    }

    private protected override Recurrence? Recurrence => GetType() == typeof(LSTMCell) && this.activation.KerassName == "tanh"
        && recurrent_activation.KerassName == "sigmoid" ? new LongRecurrence() : null;

    internal override (Tensor Outputs, Tensor[] States)? CallAll(Tensor inputs, Tensor[] states, Tensor? mask, bool training)
    {
        if (Recurrence is null || SequenceFunction.IsOff) { return null; }
        return mask is null && inputs.dim() == 3 && compute_dtype == "float32" && EngineLstm.GetPays(this.units, states[0].size(0))
            && !(training && (this.dropout > 0 || this.recurrent_dropout > 0))
            && EngineLstm.Run(inputs, kernel.value.t(), recurrent_kernel.value.t(), bias ?? Tensors.MakeZeros(4 * this.units), states[0],
                states[1]) is var (outputs, c)
            ? (outputs, [outputs[-1], c]) : base.CallAll(inputs, states, mask, training);
    }

    internal override Func<Tensor, Tensor[], Tensor[]> MakeStepper(bool training) => StepOf(MakeStateProduct(training));

    private protected override Func<Tensor, Tensor[], Tensor[]> StepOf(Func<Tensor, Tensor> product) => (x, states) =>
    {
        Tensor[] z = (x + product(states[0])).chunk(4, -1);
        Tensor input = recurrent_activation.Apply(z[0]), forget = recurrent_activation.Apply(z[1]);
        Tensor c = (forget * states[1]).addcmul(input, this.activation.Apply(z[2]), 1);
        Tensor h = recurrent_activation.Apply(z[3]) * this.activation.Apply(c);
        return [h, h, c];
    };
}
