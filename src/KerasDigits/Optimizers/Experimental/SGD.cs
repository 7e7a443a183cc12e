namespace KerasDigits.Optimizers.Experimental;

/// <summary>Gradient descent, with momentum.</summary>
/// <remarks>Source: tf.keras 2.15, optimizers/sgd.py.</remarks>
[KerasExport("keras.optimizers.experimental.SGD")]
public sealed class SGD : SameRuleOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.01.</param>
    /// <param name="momentum">Fraction of the last step kept in each step: 0 … 1.</param>
    /// <param name="nesterov">Whether the step looks ahead.</param>
    public SGD(LearningRate? learning_rate = null, double momentum = 0.0, bool nesterov = false)
        : base(new Optimizers.SGD(null, momentum, nesterov))
    {
        this.learning_rate = learning_rate ?? 0.01;
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    /// <summary>Fraction of the last step kept in each step: 0 … 1.</summary>
    public double momentum { get; }

    /// <summary>The state. Keras keeps momenta without momentum too: these are zeros that nothing reads.</summary>
    public override IReadOnlyList<Backend.Variable> variables() => base.variables() is { Count: > 0 } all && momentum == 0
        ? [.. all,
            .. SlotOwners.Select(w => new Backend.Variable(Backend.Tensors.MakeZeros(w.shape, w.dtype),
                GetSlotName("momentum", w.name.Split(':')[0]), trainable: false))] : base.variables();

    /// <summary>Whether the step looks ahead.</summary>
    public bool nesterov { get; }
}
