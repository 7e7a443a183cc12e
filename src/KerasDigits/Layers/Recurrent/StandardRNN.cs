using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>What SimpleRNN, LSTM and GRU share: a recurrent layer that shows the arguments of its cell.</summary>
public abstract class StandardRNN : CellRNN
{
    private protected StandardRNN(StandardCell cell, Regularizer? activity_regularizer, bool return_sequences, bool return_state,
        bool go_backwards, bool stateful, bool unroll, bool time_major)
        : base(cell, activity_regularizer, return_sequences, return_state, go_backwards, stateful, unroll, time_major) { }

    /// <summary>A cell's name: numbered in TF 2.3.1, where Bidirectional makes three of a layer's; the same for all later.</summary>
    private protected static string NameInCell(string name) => Compat.Is215 ? name : Names.MakeUnique(name);

    /// <summary>A weight's name with the cell's without its number.</summary>
    internal string DropNumber(string weight) =>
        weight.Replace($"/{cell.name}/", $"/{Names.ToSnakeCase(cell.GetType().Name)}/", StringComparison.Ordinal);

    private StandardCell Own => (StandardCell)cell;

    /// <summary>Size of the output.</summary>
    public int units => Own.units;

    /// <summary>
    /// 1: inputs and states are dropped for each gate separately; 2: for all gates together. The numbers without dropout are the same.
    /// </summary>
    [KerasKeyword("2")]
    public int implementation
    {
        get => Own.implementation;
        set => Own.implementation = value;
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (this is not SimpleRNN) { config["implementation"] = (long)implementation; }
        return config;
    }
}
