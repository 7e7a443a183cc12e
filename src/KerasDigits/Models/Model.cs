using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Training;
using KerasDigits.Training.Small;
using NumSharp;

namespace KerasDigits.Models;

/// <summary>A graph of layers from inputs to outputs, or, subclassed, anything that computes in <c>call</c>.</summary>
/// <remarks>Source: tf.keras 2.3.1, engine/training.py and engine/functional.py.</remarks>
[KerasExport("keras.Model", "keras.models.Model")]
public partial class Model : TrainableModel
{
    /// <summary>A functional model.</summary>
    /// <param name="inputs">Symbolic tensors made by keras.Input.</param>
    /// <param name="outputs">Symbolic tensors computed from them.</param>
    /// <param name="name">Name; null: "functional_1" …</param>
    /// <exception cref="ArgumentException">Two layers have one name.</exception>
    public Model(KerasTensors inputs, KerasTensors outputs, string? name = null)
    {
        if (GetType() == typeof(Model)) { this.name = name ?? Names.MakeUniqueFromOne("functional"); }
        else if (name is not null) { this.name = name; }
        var graph = new Graph(inputs.Items, outputs.Items);
        foreach (var same in graph.Layers.GroupBy(l => l.name).Where(g => g.Count() > 1))
        {
            throw new ArgumentException($"The name \"{same.Key}\" is used {same.Count()} times in the model. All layer names should "
                + "be unique.", nameof(outputs));
        }
        SetGraph(new Lazy<Graph>(graph));
        (InputKeys, OutputKeys) = (inputs.Keys, outputs.Keys);
    }

    /// <summary>For subclasses that define <c>call</c>.</summary>
    protected Model() { }

    internal Graph? Graph => _graph?.Value;

    private Lazy<Graph>? _graph;

    private protected void SetGraph(Lazy<Graph>? graph)
    {
        (_graph, _expected) = (graph, null);
        built = graph is not null;
    }

    /// <summary>The layers, in Keras's order.</summary>
    public virtual LayerList layers => new(Graph?.Layers ?? base.SubLayers);

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> SubLayers => layers;

    /// <summary>The symbolic inputs.</summary>
    public KerasTensors inputs => new(NeedGraph().Inputs, InputKeys?.ToArray());

    /// <summary>The symbolic outputs.</summary>
    public KerasTensors outputs => new(NeedGraph().Outputs, OutputKeys?.ToArray());

    /// <summary>The symbolic input of a model with one.</summary>
    public new KerasTensor input => inputs[0];

    /// <summary>The symbolic output of a model with one.</summary>
    public new KerasTensor output => outputs[0];

    /// <inheritdoc/>
    public override Shape input_shape => Graph is { } g ? g.Inputs[0].shape : base.input_shape;

    /// <inheritdoc/>
    public override Shape output_shape => Graph is { } g ? g.Outputs[0].shape : base.output_shape;

    internal override IReadOnlyList<string> InputNames => Graph is { } g
        ? [.. g.Inputs.Select(t => t.Producer.Layer.name!)]
        : base.InputNames;

    internal override IReadOnlyList<string> OutputNames => Graph is { } g ? [.. NameOutputsOnce(g)] : base.OutputNames;

    private static IEnumerable<string> NameOutputsOnce(Graph graph)
    {
        var seen = new Dictionary<string, int>();
        foreach (KerasTensor output in graph.Outputs)
        {
            string name = output.Producer.Layer.name!;
            int n = seen[name] = seen.GetValueOrDefault(name) + 1;
            yield return n == 1 ? name : $"{name}_{n - 1}";
        }
    }

    private protected override bool KnowsOutputs => Graph is not null;

    private protected override IReadOnlyList<string> InputDTypes => Graph is { } g ? [.. g.Inputs.Select(t => t.dtype)] : [];

    private protected override Shape[] OutputShapes => Graph is { } g ? [.. g.Outputs.Select(t => t.shape)] : [];

    /// <summary>A layer by its name or position.</summary>
    /// <param name="name">Name of the layer; null: index is used.</param>
    /// <param name="index">Position; negative values count from the end; null: name is used.</param>
    /// <exception cref="ArgumentException">There is no such layer, or neither was given.</exception>
    public Layer get_layer(string? name = null, int? index = null)
    {
        if (index is { } i)
        {
            return i >= -layers.Count && i < layers.Count ? layers[i < 0 ? layers.Count + i : i]
                : throw new ArgumentException($"Was asked to retrieve layer at index {i} but model only has {layers.Count} layers.",
                    nameof(index));
        }
        Guard.That(name is not null, "Provide either a layer name or layer index.", nameof(name));
        return layers.FirstOrDefault(l => l.name == name)
            ?? throw new ArgumentException($"No such layer: {name}. {UnknownName.SayNearest(name!, layers.Select(l => l.name!))}",
                nameof(name));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> trainable_weights =>
        trainable ? [.. layers.SelectMany(l => l.trainable_weights).Concat(OwnTrainable).Distinct()] : [];

    private protected override IReadOnlyList<Variable> GetAllWeights() =>
        [.. layers.SelectMany(l => l.weights).Concat(OwnTrainable).Concat(OwnFixed).Distinct()];

    /// <inheritdoc/>
    public override long count_params() => built ? GetAllWeights().Sum(w => w.Size)
        : throw new InvalidOperationException($"You tried to call `count_params` on {name}, but the layer isn't built. You can build it "
            + $"manually via: `{name}.build(batch_input_shape)`.");

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        if (CallsByName) { return CallByName(inputs, context.training); }
        if (Graph is null) { return base.call(inputs, context); }
        Guard.That(inputs.Length == Graph.Inputs.Length,
            $"Layer {name} expects {Graph.Inputs.Length} input(s), but it received {inputs.Length} input tensors.", nameof(inputs));
        return Graph.Run(Fed.Conform(Graph.Inputs, inputs, context.Validate), context);
    }

    private protected override NDArray? PredictSmall(NDArray x)
    {
        if (Graph is not { } graph || GetType().Assembly != typeof(Model).Assembly || !Device.IsCpu) { return null; }
        Tuple<Graph, SmallModel?>? known = _small;
        if (known?.Item1 != graph) { _small = known = Tuple.Create(graph, SmallModel.Of(graph)); }
        if (known!.Item2 is not { } small) { return null; }
        using var read = ReadWeights();
        return small.Predict(x);
    }

    private Tuple<Graph, SmallModel?>? _small;

    /// <summary>A graph's weights are there from the beginning; of what is made in calls another is there later.</summary>
    private protected override WeightGate[] FindGates()
    {
        if (Graph is not { } graph) { return base.FindGates(); }
        Tuple<Graph, WeightGate[]>? known = _gates;
        if (known?.Item1 != graph) { _gates = known = Tuple.Create(graph, base.FindGates()); }
        return known!.Item2;
    }

    private Tuple<Graph, WeightGate[]>? _gates;

    private protected override SmallChain? Chain
    {
        get
        {
            if (Graph is not { } graph || GetType().Assembly != typeof(Model).Assembly) { return null; }
            if (_chain?.Item1 != graph) { _chain = Tuple.Create(graph, Calls.FindChain(graph)); }
            return _chain.Item2;
        }
    }

    private Tuple<Graph, SmallChain?>? _chain;

    /// <summary>Later versions compare a graph's inputs with those that it was built with, but for last axes of 1.</summary>
    private protected override void CheckInputs(Shape[] shapes)
    {
        base.CheckInputs(shapes);
        if (!Compat.Is215 || Graph is not { } graph || graph.Inputs.Length != shapes.Length) { return; }
        for (int i = 0; i < shapes.Length; i++)
        {
            Shape wanted = graph.Inputs[i].shape.Rank > 0 ? graph.Inputs[i].shape.With(0, null) : graph.Inputs[i].shape;
            if (DropLastOne(wanted).Zip(DropLastOne(shapes[i])).Any(d => d.First is { } a && d.Second is { } b && a != b))
            {
                throw new ArgumentException($"Input {i} of layer \"{name}\" is incompatible with the layer: "
                    + $"{InputSpec.DescribeOther(wanted, shapes[i])}");
            }
        }
    }

    private static IEnumerable<long?> DropLastOne(Shape shape) => shape.Rank > 0 && shape[^1] == 1 ? shape[..^1] : shape;

    private FedShapes Fed => _fed ??= new FedShapes(Fits);

    private FedShapes? _fed;

    /// <summary>Whether an input of the second shape goes without a warning where the model was built with the first.</summary>
    private protected virtual bool Fits(Shape built, Shape came) => built.IsCompatibleWith(came);

    /// <inheritdoc/>
    public override KerasTensor[] ApplyAll(KerasTensor[] inputs, string?[]? argument_names = null, Config? keywords = null)
    {
        for (int i = 0; Graph is { } graph && i < Math.Min(inputs.Length, graph.Inputs.Length); i++)
        {
            Fed.Look(i, graph.Inputs[i], inputs[i].shape);
        }
        return base.ApplyAll(inputs, argument_names, keywords);
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes)
    {
        if (Graph is null) { return base.compute_output_shape(input_shapes); }
        return input_shapes.SequenceEqual(Graph.Inputs.Select(t => t.shape))
            ? [.. Graph.Outputs.Select(t => t.shape)]
            : Graph.ComputeOutputShapes(input_shapes);
    }

    internal override IReadOnlyList<KerasTensor>? InnerOutputs => Graph?.Outputs;

    internal override string GetOutputDType(IReadOnlyList<string> given, int output) =>
        Graph is { } graph && output < graph.Outputs.Length ? graph.Outputs[output].dtype : base.GetOutputDType(given, output);

    // A model that trains other models in a train_step of its own need not have a call.
    private protected override bool ComputesInCall => Graph is null
        && (_hasCall ??= HasCall(typeof(Tensor), typeof(bool)) || HasCall(typeof(Tensor[]), typeof(CallContext)) || CallsByName);

    private bool? _hasCall;

    private bool HasCall(params Type[] parameters) => GetType().GetMethod(nameof(call), parameters)!.DeclaringType is { } owner
        && owner != typeof(Layer) && owner != typeof(Model);

    // In TensorFlow a graph's layers have their weights before the model is called.
    private protected override string ScopeName => Graph is null && ComputesInCall ? name! : "";

    private protected override bool AutoCasts => false;

    private protected override bool MasksInCall => Graph is not null;

    private protected override CallContext? Expected => (_expected ??= Tuple.Create(Graph is { } graph ? FindExpected(graph) : null)).Item1;

    private Tuple<CallContext?>? _expected;

    /// <summary>Runs the graph on zeros and keeps how many terms each layer adds.</summary>
    private CallContext? FindExpected(Graph graph)
    {
        bool adds = Flatten().Any(l => l is AddLoss or ActivityRegularization || l.activity_regularizer is not null
            || l.GetType().Assembly != typeof(Model).Assembly);
        if (!adds || graph.Inputs.Any(i => i.dtype == "string")) { return null; }
        using var scope = Scopes.Step();
        using var noGradient = Scopes.NoGradient();
        var trial = new CallContext { Validate = false };
        using (trial.Enter()) { _ = graph.Run([.. graph.Inputs.Select(i => Tensors.MakeZeros(i.shape.ToArray(none: 2), i.dtype))], trial); }
        var expected = new CallContext();
        foreach (Tensor loss in trial.Losses)
        {
            expected.Add(trial.FindOwner(loss) ?? this, Tensors.MakeFull(Shape.Of(loss.shape), double.NaN).DetachFromDisposeScope());
        }
        // A model inside was called once by itself, when it was made.
        foreach (CallContext inner in graph.Layers.OfType<Model>().Select(m => m.Expected).OfType<CallContext>())
        {
            foreach (Tensor loss in inner.Losses) { expected.Add(inner.FindOwner(loss)!, loss.alias()); }
        }
        return expected;
    }

    /// <summary>Whether a layer of the model carries state from batch to batch.</summary>
    public override bool stateful
    {
        get => base.stateful || layers.Any(l => l.stateful);
        init => base.stateful = value;
    }

    /// <summary>Sets the states of all stateful layers back to zeros.</summary>
    public void reset_states()
    {
        foreach (Layer layer in layers)
        {
            if (layer is Model model) { model.reset_states(); }
            else if (layer is IStatefulLayer { stateful: true } inner) { inner.reset_states(); }
        }
    }

    private Graph NeedGraph() => Graph
        ?? throw new InvalidOperationException($"The model {name} has no symbolic inputs and outputs yet. Give its first layer an "
            + "input_shape, or build it with `build(input_shape)`.");

    /// <summary>Prints Keras's table of the layers.</summary>
    /// <param name="line_length">Width; null: 65, or 98 with the column "Connected to".</param>
    /// <param name="positions">Ends of the columns, in characters or as fractions of the width; null: Keras's.</param>
    /// <param name="print_fn">Receives each line; null: prints them.</param>
    /// <param name="expand_nested">Whether models inside are listed layer by layer.</param>
    /// <exception cref="InvalidOperationException">The model is not built yet.</exception>
    public void summary(int? line_length = null, double[]? positions = null, Action<string>? print_fn = null, bool expand_nested = false)
    {
        if (!built)
        {
            throw new InvalidOperationException("This model has not yet been built. Build the model first by calling `build()` or calling "
                + "`fit()` with some data, or specify an `input_shape` argument in the first layer(s) for automatic build.");
        }
        new Summary(this, line_length, positions, print_fn ?? Output.WriteLine, expand_nested).Print();
    }
}

/// <summary>One symbolic tensor or several: what Model takes as inputs and outputs.</summary>
[System.Runtime.CompilerServices.CollectionBuilder(typeof(KerasTensors), nameof(Create))]
public readonly struct KerasTensors : IReadOnlyList<KerasTensor>
{
    internal KerasTensors(KerasTensor[] items, string[]? keys = null) => (Items, Keys) = (items, keys);

    internal KerasTensor[] Items { get; }

    /// <summary>Names of the tensors of a dictionary, which are in the order of these; null for a list.</summary>
    public IReadOnlyList<string>? Keys { get; }

    /// <summary>The tensor of that name in a dictionary.</summary>
    /// <param name="key">Name of the tensor.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public KerasTensor this[string key] => Keys?.ToList().IndexOf(key) is >= 0 and int at ? Items[at]
        : throw new KeyNotFoundException($"There is no tensor \"{key}\" among "
            + $"{(Keys is null ? "tensors without names" : string.Join(", ", Keys))}.");

    /// <inheritdoc/>
    public int Count => Items.Length;

    /// <inheritdoc/>
    public KerasTensor this[int index] => Items[index];

    /// <summary>From a collection expression: <c>[a, b]</c>.</summary>
    /// <param name="items">Symbolic tensors, one for each input or output.</param>
    public static KerasTensors Create(ReadOnlySpan<KerasTensor> items) => new(items.ToArray());

    /// <summary>One tensor.</summary>
    public static implicit operator KerasTensors(KerasTensor one) => new([one]);

    /// <summary>Several tensors.</summary>
    public static implicit operator KerasTensors(KerasTensor[] several) => new(several);

    /// <summary>Several tensors.</summary>
    public static implicit operator KerasTensors(List<KerasTensor> several) => new([.. several]);

    /// <summary>Tensors by name, in the order of the names, as Keras sorts them.</summary>
    public static implicit operator KerasTensors(Dictionary<string, KerasTensor> named) =>
        new([.. named.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Value)], [.. named.Keys.Order(StringComparer.Ordinal)]);

    /// <summary>Two tensors, as Python's tuple.</summary>
    public static implicit operator KerasTensors((KerasTensor, KerasTensor) two) => new([two.Item1, two.Item2]);

    /// <summary>Three tensors, as Python's tuple.</summary>
    public static implicit operator KerasTensors((KerasTensor, KerasTensor, KerasTensor) three) =>
        new([three.Item1, three.Item2, three.Item3]);

    /// <inheritdoc/>
    public IEnumerator<KerasTensor> GetEnumerator() => ((IEnumerable<KerasTensor>)Items).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
