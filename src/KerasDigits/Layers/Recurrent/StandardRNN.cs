using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>What SimpleRNN, LSTM and GRU share: a recurrent layer that shows the arguments of its cell.</summary>
public abstract class StandardRNN : RNN
{
    private protected StandardRNN(StandardCell cell, Regularizer? activity_regularizer, bool return_sequences, bool return_state,
        bool go_backwards, bool stateful, bool unroll, bool time_major)
        : base(cell, return_sequences, return_state, go_backwards, stateful, unroll, time_major) =>
            this.activity_regularizer = activity_regularizer;

    /// <summary>A cell's name: numbered in TF 2.3.1, where Bidirectional makes three of a layer's; the same for all later.</summary>
    private protected static string CellName(string name) => Compat.Is215 ? name : Names.Unique(name);

    /// <summary>A weight's name with the cell's without its number.</summary>
    internal string WithoutNumber(string weight) =>
        weight.Replace($"/{cell.name}/", $"/{Names.SnakeCase(cell.GetType().Name)}/", StringComparison.Ordinal);

    private StandardCell Own => (StandardCell)cell;

    /// <summary>Size of the output.</summary>
    public int units => Own.units;

    /// <summary>Function of the output.</summary>
    public ActivationFn activation => Own.activation;

    /// <summary>Whether a bias is added.</summary>
    public bool use_bias => Own.use_bias;

    /// <summary>Start of the weights of the inputs.</summary>
    public Initializer kernel_initializer => Own.kernel_initializer;

    /// <summary>Start of the weights of the states.</summary>
    public Initializer recurrent_initializer => Own.recurrent_initializer;

    /// <summary>Start of the bias.</summary>
    public Initializer bias_initializer => Own.bias_initializer;

    /// <summary>Penalty on the kernel.</summary>
    public Regularizer? kernel_regularizer => Own.kernel_regularizer;

    /// <summary>Penalty on the recurrent kernel.</summary>
    public Regularizer? recurrent_regularizer => Own.recurrent_regularizer;

    /// <summary>Penalty on the bias.</summary>
    public Regularizer? bias_regularizer => Own.bias_regularizer;

    /// <summary>Projection of the kernel after each step.</summary>
    public Constraint? kernel_constraint => Own.kernel_constraint;

    /// <summary>Projection of the recurrent kernel after each step.</summary>
    public Constraint? recurrent_constraint => Own.recurrent_constraint;

    /// <summary>Projection of the bias after each step.</summary>
    public Constraint? bias_constraint => Own.bias_constraint;

    /// <summary>Part of the inputs that is dropped in training.</summary>
    public double dropout => Own.dropout;

    /// <summary>Part of the states that is dropped in training.</summary>
    public double recurrent_dropout => Own.recurrent_dropout;

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; }

    /// <summary>
    /// 1: inputs and states are dropped for each gate apart; 2: for all gates alike. The numbers without dropout are the same.
    /// </summary>
    [KerasKeyword("2")]
    public int implementation
    {
        get => Own.implementation;
        set => Own.implementation = value;
    }

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
        if (this is not SimpleRNN) { config["implementation"] = (long)implementation; }
        return config;
    }
}
