using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>What Keras's own recurrent layers share, the convolutional too: they show the arguments of the cell that they make.</summary>
public abstract class CellRNN : RNN
{
    private protected CellRNN(AbstractRNNCell cell, Regularizer? activity_regularizer, bool return_sequences, bool return_state,
        bool go_backwards, bool stateful, bool unroll = false, bool time_major = false)
        : base(cell, return_sequences, return_state, go_backwards, stateful, unroll, time_major) =>
            this.activity_regularizer = activity_regularizer;

    private IGatedCell Own => (IGatedCell)cell;

    /// <summary>Activation of the output.</summary>
    public ActivationFn activation => Own.activation;

    /// <summary>Whether a bias is added.</summary>
    public bool use_bias => Own.use_bias;

    /// <summary>Initial values of the weights of the inputs.</summary>
    public Initializer kernel_initializer => Own.kernel_initializer;

    /// <summary>Initial values of the weights of the states.</summary>
    public Initializer recurrent_initializer => Own.recurrent_initializer;

    /// <summary>Initial values of the bias.</summary>
    public Initializer bias_initializer => Own.bias_initializer;

    /// <summary>Regularization penalty on the kernel.</summary>
    public Regularizer? kernel_regularizer => Own.kernel_regularizer;

    /// <summary>Regularization penalty on the recurrent kernel.</summary>
    public Regularizer? recurrent_regularizer => Own.recurrent_regularizer;

    /// <summary>Regularization penalty on the bias.</summary>
    public Regularizer? bias_regularizer => Own.bias_regularizer;

    /// <summary>Constraint applied to the kernel after each step.</summary>
    public Constraint? kernel_constraint => Own.kernel_constraint;

    /// <summary>Constraint applied to the recurrent kernel after each step.</summary>
    public Constraint? recurrent_constraint => Own.recurrent_constraint;

    /// <summary>Constraint applied to the bias after each step.</summary>
    public Constraint? bias_constraint => Own.bias_constraint;

    /// <summary>Fraction of the inputs to drop in training.</summary>
    public double dropout => Own.dropout;

    /// <summary>Fraction of the states to drop in training.</summary>
    public double recurrent_dropout => Own.recurrent_dropout;

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; }

    private protected override void BuildFor(CallArguments call)
    {
        cell.dtype = dtype_policy;
        base.BuildFor(call);
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        _ = config.Remove("cell");
        return config;
    }
}

/// <summary>The arguments that the cells of <see cref="CellRNN"/> have in common.</summary>
internal interface IGatedCell
{
    ActivationFn activation { get; }

    bool use_bias { get; }

    Initializer kernel_initializer { get; }

    Initializer recurrent_initializer { get; }

    Initializer bias_initializer { get; }

    Regularizer? kernel_regularizer { get; }

    Regularizer? recurrent_regularizer { get; }

    Regularizer? bias_regularizer { get; }

    Constraint? kernel_constraint { get; }

    Constraint? recurrent_constraint { get; }

    Constraint? bias_constraint { get; }

    double dropout { get; }

    double recurrent_dropout { get; }
}
