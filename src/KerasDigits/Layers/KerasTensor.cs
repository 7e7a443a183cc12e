namespace KerasDigits.Layers;

/// <summary>A symbolic tensor of the functional API: a shape and dtype, and which layer call makes it.</summary>
public sealed partial class KerasTensor
{
    internal KerasTensor(Shape shape, string dtype, string name) => (this.shape, this.dtype, this.name) = (shape, dtype, name);

    /// <summary>Shape with the batch axis; None where it depends on the data.</summary>
    public Shape shape { get; }

    /// <summary>Keras dtype name.</summary>
    public string dtype { get; }

    /// <summary>Name for messages, for example "dense/Relu:0".</summary>
    public string name { get; }

    /// <summary>The call that makes this tensor.</summary>
    public Node Producer { get; internal set; } = null!;

    /// <summary>Position among the outputs of that call.</summary>
    public int TensorIndex { get; internal set; }

    /// <summary>What the function that makes this tensor gave in trial runs; null: a layer makes it.</summary>
    internal TrialPair? Trials { get; set; }

    /// <summary>The input layer behind keras.Input(…), for lists of layers: <c>Sequential([Input(4), layers.Dense(1)])</c>.</summary>
    /// <exception cref="ArgumentException">The tensor comes from another layer.</exception>
    public static implicit operator Layer(KerasTensor tensor) => tensor.Producer.Layer as InputLayer
        ?? throw new ArgumentException("Only keras.Input(...) can stand among layers. Received: an output of layer "
            + $"{tensor.Producer.Layer.name}. Pass the layer itself.", nameof(tensor));

    /// <summary>As Keras prints it.</summary>
    public override string ToString() => Compat.Is215
        ? $"<KerasTensor: shape={shape} dtype={dtype} (created by layer '{Producer?.Layer.name}')>"
        : $"<tf.Tensor '{name}{(name.Contains(':', StringComparison.Ordinal) ? "" : ":0")}' shape={shape} dtype={dtype}>";
}

/// <summary>One call of a layer on symbolic tensors.</summary>
public sealed class Node
{
    internal Node(Layer layer, KerasTensor[] inputs, string?[]? argumentNames, Config? keywords = null)
    {
        (Layer, Inputs, ArgumentNames, Keywords) = (layer, inputs, argumentNames, keywords);
        Index = layer.inbound_nodes.Count;
        layer.AddNode(this);
    }

    /// <summary>The called layer.</summary>
    public Layer Layer { get; }

    /// <summary>Position among the calls of that layer.</summary>
    public int Index { get; }

    /// <summary>All tensors given to the call, positional ones first.</summary>
    public IReadOnlyList<KerasTensor> Inputs { get; }

    /// <summary>For each input the keyword it was given by (for example "initial_state"); null for positional ones.</summary>
    public IReadOnlyList<string?>? ArgumentNames { get; }

    /// <summary>For each input the name by which Keras's files know it; null for those in the first argument.</summary>
    internal string?[] FileNames => [.. Inputs.Select((_, i) => ArgumentNames?[i] ?? (i == 0 ? null : Layer.GetArgument(i)))];

    /// <summary>Keyword arguments that are not tensors, for example training; null: none.</summary>
    public Config? Keywords { get; }

    /// <summary>The tensors it makes.</summary>
    public IReadOnlyList<KerasTensor> Outputs { get; internal set; } = [];
}
