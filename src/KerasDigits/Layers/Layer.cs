using System.Diagnostics.CodeAnalysis;
using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Regularizers;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>
/// Base of all layers. Subclass it: keep arguments as public properties of the same names, make weights in <see cref="build(Shape)"/>,
/// compute in <see cref="call(Tensor, bool)"/>.
/// </summary>
/// <remarks>A layer is plain maths: tensors made in call belong to the running step and are freed by it; nobody disposes.
/// Source: tf.keras 2.3.1, engine/base_layer.py.</remarks>
public abstract partial class Layer : ISharedObject
{
    private readonly List<Node> _nodes = [];

    /// <summary>
    /// All weights, trainable ones first. (A field: C# reserves the name get_weights for a property of this name, and Keras's method has
    /// it.)
    /// </summary>
    public readonly WeightList weights;

    private string? _name;
    private bool _trainable = true;
    // The global one of the time when the layer is made, as in Keras: a later one is not for it.
    private Policy _policy = Policy.Global;

    static Layer() => Native.EnsureLoaded();

    /// <summary>Creates a layer; its name, dtype and trainable are set as properties.</summary>
    protected Layer() => weights = new WeightList(this);

    /// <summary>Name, unique in its model; made from the class name ("dense_1") by default.</summary>
    [KerasKeyword]
    [NotNull]
    public string? name
    {
        get => _name ??= Names.MakeUnique(Names.ToSnakeCase(CustomObjects.NameOf(GetType()).Split('>')[^1]));
        set => _name = string.IsNullOrEmpty(value) ? name : value; // to Python "" is not a name
    }

    /// <summary>Whether the optimizer changes the layer's weights; setting it also sets all layers inside.</summary>
    public virtual bool trainable
    {
        get => _trainable;
        set
        {
            _trainable = value;
            foreach (Layer inner in Inner) { inner.trainable = value; }
        }
    }

    /// <summary>This layer's own flag, without those of layers inside.</summary>
    internal bool TrainableFlag
    {
        get => _trainable;
        set => _trainable = value;
    }

    /// <summary>This layer and all layers inside it, each once, an outer one before its inner ones.</summary>
    internal IEnumerable<Layer> Flatten()
    {
        var seen = new HashSet<Layer>(ReferenceEqualityComparer.Instance);
        return Walk(this);

        IEnumerable<Layer> Walk(Layer layer) => seen.Add(layer) ? layer.Inner.SelectMany(Walk).Prepend(layer) : [];
    }

    /// <summary>The constructor's trainable: it concerns only this layer, not those inside.</summary>
    [KerasKeyword("null", "trainable")]
    public bool? TrainableArgument
    {
        get => _trainable;
        set => _trainable = value ?? _trainable;
    }

    /// <summary>Dtype or policy name: "float32", "float64", "mixed_bfloat16"; null: keras.mixed_precision.global_policy().</summary>
    [KerasKeyword]
    public Policy? dtype
    {
        get => dtype_policy;
        set => _policy = value ?? _policy;
    }

    /// <summary>Shape of one sample, without the batch axis; makes this layer a possible first one of a Sequential model.</summary>
    [KerasKeyword("null", "input_shape")]
    public Shape? InputShapeArgument
    {
        get => BatchInputShape is { } s ? s[1..] : (Shape?)null;
        set { if (value is { } s) { BatchInputShape = s.WithBatch(_batchSize); } }
    }

    private int? _batchSize;

    /// <summary>Shape of a batch, with the batch axis (None allowed).</summary>
    [KerasKeyword]
    public Shape? batch_input_shape
    {
        get => BatchInputShape;
        set => BatchInputShape = value ?? BatchInputShape;
    }

    /// <summary>Short for input_shape of one axis.</summary>
    [KerasKeyword("null", "input_dim")]
    public long? InputDimArgument
    {
        get => BatchInputShape is { } s ? s[^1] : null;
        set { if (value is { } n) { BatchInputShape = new Shape(n).WithBatch(_batchSize); } }
    }

    /// <summary>Fixed batch size for input_shape.</summary>
    [KerasKeyword]
    public int? batch_size
    {
        get => _batchSize;
        set
        {
            _batchSize = value ?? _batchSize;
            if (value is { } n && BatchInputShape is { } s) { BatchInputShape = s.With(0, n); }
        }
    }

    /// <summary>Start values set after the layer is built, in the order of get_weights().</summary>
    [KerasKeyword("null", "weights")]
    public NDArray[]? InitialWeights { get; set; }

    /// <summary>The batch shape given at construction.</summary>
    internal Shape? BatchInputShape { get; set; }

    /// <summary>The layer's dtype policy.</summary>
    public Policy dtype_policy => _policy;

    /// <summary>Dtype in which the layer computes.</summary>
    public string compute_dtype => dtype_policy.compute_dtype;

    /// <summary>Dtype in which the layer keeps its weights.</summary>
    public string variable_dtype => dtype_policy.variable_dtype;

    /// <summary>Whether the weights exist.</summary>
    public bool built
    {
        get => _isFinished || _isBuiltByHand;
        protected internal set
        {
            _isFinished = value;
            if (value) { Announce(); }
        }
    }

    /// <summary>What the layer demands of its input; null: anything.</summary>
    public InputSpec? input_spec { get; protected set; }

    /// <summary>Whether masks pass through the layer.</summary>
    public virtual bool supports_masking { get; protected set; }

    /// <summary>Whether weights carry state from batch to batch (recurrent layers with stateful=True).</summary>
    public virtual bool stateful { get; init; }

    /// <summary>Regularization penalty on the layer's output, added to the loss divided by the batch size.</summary>
    public virtual Regularizer? activity_regularizer { get; init; }

    /// <summary>The symbolic calls of this layer, in order.</summary>
    public IReadOnlyList<Node> inbound_nodes => _nodes;

    internal void AddNode(Node node) => _nodes.Add(node);

    internal void RemoveLastNode()
    {
        if (_nodes.Count > 0) { _nodes.RemoveAt(_nodes.Count - 1); }
    }

    /// <summary>Dtype of the data that the layer wants as a model's first one; null: floats.</summary>
    internal virtual string? FirstInputDtype => null;

    /// <summary>The layer's function written over its input's memory, for inputs that nothing else reads; null: there is none.</summary>
    internal virtual Func<Tensor, Tensor>? InPlace => null;

    /// <summary>Whether the layer gives its input as it stands when nothing is trained.</summary>
    internal virtual bool PassesThrough => false;

    /// <summary>Of a model with a graph, the symbolic outputs inside it; null: the layer is none.</summary>
    internal virtual IReadOnlyList<KerasTensor>? InnerOutputs => null;

    /// <summary>What the layer does with inputs that are not floats.</summary>
    internal virtual WholeNumbers Wholes => PassesThrough ? WholeNumbers.Kept : WholeNumbers.Otherwise;

    /// <summary>Whether the layer makes masks of its own (Embedding, Masking).</summary>
    internal virtual bool MakesMasks => false;

    /// <summary>The symbolic input of the layer's only call.</summary>
    public KerasTensor input => GetOnlyNode("input").Inputs[0];

    /// <summary>The symbolic output of the layer's only call.</summary>
    public KerasTensor output => GetOnlyNode("output").Outputs[0];

    /// <summary>The symbolic input of one of the layer's calls; the first of several.</summary>
    /// <param name="node_index">Which call, from 0.</param>
    /// <exception cref="ArgumentException">There is no such call.</exception>
    public KerasTensor get_input_at(int node_index) => GetNodeAt(node_index, "input").Inputs[0];

    /// <summary>The symbolic output of one of the layer's calls; the first of several.</summary>
    /// <inheritdoc cref="get_input_at"/>
    public KerasTensor get_output_at(int node_index) => GetNodeAt(node_index, "output").Outputs[0];

    private Node GetNodeAt(int index, string what) => index >= 0 && index < _nodes.Count ? _nodes[index]
        : throw new ArgumentException($"Asked to get {what} at node {index}, but the layer {name} has only {_nodes.Count} inbound nodes.",
            "node_index");

    /// <summary>Shape of the layer's input, batch axis included.</summary>
    /// <exception cref="InvalidOperationException">The layer was not called yet.</exception>
    public virtual Shape input_shape => _nodes.Count > 0 ? _nodes[0].Inputs.Count > 0
        ? _nodes[0].Inputs[0].shape
        : _nodes[0].Outputs[0].shape
        : BuiltShapes?[0]
        ?? throw new InvalidOperationException($"The layer {name} has never been called and thus has no defined input shape.");

    /// <summary>Shape of the layer's output, batch axis included.</summary>
    /// <exception cref="InvalidOperationException">The layer was not called yet.</exception>
    public virtual Shape output_shape => _nodes.Count > 0 ? _nodes[0].Outputs[0].shape
        : BuiltShapes is { } s ? compute_output_shape(s)[0]
        : throw new InvalidOperationException($"The layer {name} has never been called and thus has no defined output shape.");

    /// <summary>The input shapes the layer was built for.</summary>
    internal Shape[]? BuiltShapes { get; private protected set; }

    private Node GetOnlyNode(string what) => _nodes.Count switch
    {
        0 => throw new InvalidOperationException($"Layer {name} has no inbound nodes. Call it on a symbolic tensor first."),
        1 => _nodes[0],
        _ => throw new InvalidOperationException($"Layer {name} has multiple inbound nodes, hence the notion of \"layer {what}\" is "
            + "ill-defined. Use inbound_nodes[i] instead."),
    };

    /// <summary>The exception for a weight that is asked for too early.</summary>
    protected InvalidOperationException NotBuilt() =>
        new($"Weights for model/layer {name} have not yet been created. Weights are created when it is first called on inputs or "
            + "`build()` is called with an `input_shape`.");

    /// <summary>The arguments that make an equal layer: name, trainable, dtype, then the constructor's.</summary>
    public virtual Config get_config()
    {
        Config config = GetCommonConfig();
        foreach (var (key, value) in ConfigBinder.GetArguments(this)) { config[key] = value; }
        return config;
    }

    /// <summary>The arguments that every layer has.</summary>
    private protected Config GetCommonConfig()
    {
        var config = new Config { ["name"] = name, ["trainable"] = trainable };
        if (BatchInputShape is { } shape) { config["batch_input_shape"] = shape.ToConfig(); }
        config["dtype"] = dtype_policy.ToConfig();
        return config;
    }

    /// <summary>A layer used as an activation, for example <c>activation: layers.LeakyReLU()</c>.</summary>
    public static implicit operator ActivationFn(Layer layer) =>
        new(x => layer.Apply(x), layer.name!) { Saved = () => ConfigBinder.Serialize(layer) };

    /// <summary>From a serialized layer.</summary>
    /// <param name="value">A layer as {"class_name", "config"}.</param>
    /// <exception cref="ArgumentException">It is not such an object, or not a layer's.</exception>
    public static Layer FromConfig(object? value) => value is Config config ? (Layer)ConfigBinder.Deserialize(config, typeof(Layer))
        : throw new ArgumentException($"A layer must be a serialized object with class_name and config. Received: {value ?? "null"}.");
}
