using KerasDigits.Layers;

namespace KerasDigits.Models;

/// <summary>A stack of layers, each with one input and one output.</summary>
/// <remarks>Without an input shape the weights are made at the first call. A model with only an Input returns its input.
/// Source: tf.keras 2.3.1, engine/sequential.py.</remarks>
[KerasExport("keras.Sequential", "keras.models.Sequential")]
public partial class Sequential : Model
{
    private readonly List<Layer> _layers = [];
    private InputLayer? _inputLayer;
    private KerasTensor? _top;
    private bool _inferred;

    /// <summary>Creates a stack.</summary>
    /// <param name="layers">Layers to add, first one first; null: none yet.</param>
    /// <param name="name">Name; null: "sequential", "sequential_1" …</param>
    public Sequential(IEnumerable<Layer>? layers = null, string? name = null)
    {
        this.name = name ?? Names.MakeUnique("sequential");
        foreach (Layer layer in layers ?? []) { add(layer); }
    }

    /// <inheritdoc/>
    public override LayerList layers => new(_layers);

    /// <summary>The layers with the input layer, as they are saved.</summary>
    internal IEnumerable<Layer> LayersWithInput => _inputLayer is null ? _layers : _layers.Prepend(_inputLayer);

    /// <summary>Adds a layer on top.</summary>
    /// <param name="layer">The layer to add; its inputs are the outputs of the last one.</param>
    /// <exception cref="ArgumentException">The layer is in the stack already, or its name is taken, or it does not fit the output
    /// below.</exception>
    public void add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer is InputLayer input)
        {
            Guard.That(_layers.Count == 0 && _inputLayer is null, "An InputLayer must be the first layer of a Sequential model.",
                nameof(layer));
            _inputLayer = input;
            SetTop(input.output);
            return;
        }
        Guard.That(!_layers.Contains(layer), $"The layer \"{layer.name}\" is in this Sequential model already. Make a second layer, or "
            + "use the functional API to share one.", nameof(layer));
        Guard.That(!IsIn([layer]), $"The Sequential model \"{name}\" cannot be a layer of itself. Received: "
            + $"{(layer == this ? "the model" : $"\"{layer.name}\", which holds it")}. Add a copy (keras.models.clone_model).",
            nameof(layer));
        Guard.That(_layers.All(l => l.name != layer.name),
            $"All layers added to a Sequential model should have unique names. Name \"{layer.name}\" is already the name of a layer in "
            + "this model. Update the `name` argument to pass a unique name.", nameof(layer));
        KerasTensor? top = _layers.Count > 0 ? _top : _inputLayer?.output; // all layers may have been popped
        if (_layers.Count == 0 && _inputLayer is null && FindFirstShape(layer) is { } shape)
        {
            string? dtype = layer is Model ? null : layer.FirstInputDtype;
            _inputLayer = InputLayer.OfBatchShape(shape, dtype, $"{layer.name}_input");
            top = _inputLayer.output;
        }
        if (top is not null)
        {
            KerasTensor[] outputs = layer.ApplyAll([top]);
            Guard.That(outputs.Length == 1, "All layers in a Sequential model should have a single output tensor. For multi-output "
                + "layers, use the functional API.", nameof(layer));
            _layers.Add(layer);
            SetTop(outputs[0]);
        }
        else
        {
            _layers.Add(layer);
        }
    }

    /// <summary>Removes the top layer.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public void pop()
    {
        if (_layers.Count == 0) { throw new InvalidOperationException("There are no layers in the model."); }
        Layer last = _layers[^1];
        _layers.RemoveAt(_layers.Count - 1);
        last.RemoveLastNode();
        SetTop(_layers.Count > 0 && _inputLayer is not null ? _layers[^1].inbound_nodes[^1].Outputs[0] : null);
    }

    /// <summary>Makes the weights for an input shape with its batch axis.</summary>
    /// <param name="input_shape">Shape of the input, batch axis included; null where a size is unknown.</param>
    public override void build(Shape input_shape)
    {
        if (_top is not null || !LayersWithInput.Any()) { return; }
        if (_inputLayer is null)
        {
            _inputLayer = InputLayer.OfBatchShape(input_shape, _layers[0].FirstInputDtype, $"{_layers[0].name}_input");
            _inferred = true;
        }
        KerasTensor top = _inputLayer.output;
        foreach (Layer layer in _layers) { top = layer.Apply(top); }
        SetTop(top);
        Action? waiting = _waiting;
        _waiting = null;
        waiting?.Invoke();
    }

    private Action? _waiting;

    /// <summary>Lets weights of a file wait for the first input, whose shape the file does not tell.</summary>
    internal void RunWhenBuilt(Action read) => _waiting = read;

    /// <summary>A shape that was taken from the first data, and not given, does not bind the next.</summary>
    private protected override bool Fits(Shape built, Shape came) => (_inferred && built.Rank == came.Rank) || base.Fits(built, came);

    /// <summary>The graph is sorted when it is first asked for, not at every layer.</summary>
    private void SetTop(KerasTensor? top)
    {
        _top = top;
        InputLayer? input = _inputLayer;
        SetGraph(top is null ? null : new Lazy<Graph>(() => new Graph([input!.output], [top])));
    }

    /// <inheritdoc/>
    public override void build(Shape[] input_shapes) => build(input_shapes[0].Rank > 0 ? input_shapes[0].With(0, null) : input_shapes[0]);

    /// <summary>In TF 2.3.1 a Sequential demands what its first layer does, in its own name.</summary>
    private protected override void CheckInputs(Shape[] shapes)
    {
        if (!Compat.Is215 && shapes.Length == 1) { layers.FirstOrDefault()?.input_spec?.Check(shapes[0], name!, 0); }
        base.CheckInputs(shapes);
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        if (!LayersWithInput.Any())
        {
            throw new InvalidOperationException($"The Sequential model {name} has no layers. Add some with `add()`.");
        }
        return base.call(inputs, context);
    }

    private static Shape? FindFirstShape(Layer layer) => layer is Model { Graph: { } graph } ? graph.Inputs[0].shape
        : layer.BatchInputShape ?? (layer is Model m ? m.layers.Count > 0 ? FindFirstShape(m.layers[0]) : null : null);
}
