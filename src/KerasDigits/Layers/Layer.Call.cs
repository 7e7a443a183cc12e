using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Layers;

public abstract partial class Layer
{
    /// <summary>Makes the weights for an input of this shape (batch axis included). Layers with weights override it.</summary>
    /// <param name="input_shape">Shape of the input, batch axis included; null where a size is unknown.</param>
    /// <remarks>What is made by a call of this by hand is kept: the layer's first call makes nothing again.</remarks>
    public virtual void build(Shape input_shape)
    {
        if (!_isBuilding && MakesNothingInBuild) { EnsureBuilt(CallArguments.Of([input_shape])); }
        else { EndBuild([input_shape]); }
    }

    /// <summary>Whether nobody has overridden build: a class that derives from one of ours may make its weights elsewhere.</summary>
    private bool MakesNothingInBuild => GetType().GetMethod(nameof(build), [typeof(Shape)])!.DeclaringType == typeof(Layer)
        && GetType().GetMethod(nameof(build), [typeof(Shape[])])!.DeclaringType!.Assembly == typeof(Layer).Assembly;

    /// <summary>
    /// Called where build ends, also by classes of ours from which users' own derive: called by hand, it leaves nothing for the first call.
    /// </summary>
    internal void EndBuild(Shape[] input_shapes)
    {
        if (_isBuilding) { return; }
        if (GetType().Assembly == typeof(Layer).Assembly) { EnsureBuilt(CallArguments.Of(input_shapes)); }
        else { _isBuiltByHand = true; }
    }

    /// <summary>Makes the weights for several inputs; layers of one input override the other form.</summary>
    /// <param name="input_shapes">Shapes of the inputs, batch axes included.</param>
    public virtual void build(Shape[] input_shapes) => build(input_shapes[0]);

    /// <summary>Computes the output of one input. Most layers override this.</summary>
    /// <param name="inputs">Input in the compute dtype, channels last.</param>
    /// <param name="training">Whether to behave as in training.</param>
    /// <exception cref="NotSupportedException">The class overrides no form of call.</exception>
    public virtual Tensor call(Tensor inputs, bool training) =>
        throw new NotSupportedException($"The layer class {GetType().Name} must override call(Tensor, bool), or call(Tensor[], "
            + "CallContext) for several inputs or outputs.");

    /// <summary>Computes the outputs of several inputs; layers that merge, split or use masks override this.</summary>
    /// <param name="inputs">The layer's inputs, each of shape (batch, …).</param>
    /// <param name="context">Whether the pass trains, and the inputs' masks.</param>
    /// <returns>The outputs.</returns>
    /// <exception cref="ArgumentException">A layer of one input gets another number of them.</exception>
    public virtual Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Guard.That(inputs.Length == 1, $"Layer {name} expects 1 input(s), but it received {inputs.Length} input tensors.", nameof(inputs));
        return [call(inputs[0], context.training)];
    }

    /// <summary>Shape of the output for an input of this shape, batch axis included; found by a trial run unless overridden.</summary>
    /// <param name="input_shape">Shape of the input, batch axis included; null where a size is unknown.</param>
    public virtual Shape compute_output_shape(Shape input_shape) => ChooseTrialShapes([input_shape])[0];

    /// <summary>Shapes of the outputs for several inputs.</summary>
    /// <param name="input_shapes">Shapes of the inputs, batch axes included.</param>
    public virtual Shape[] compute_output_shape(Shape[] input_shapes) =>
        input_shapes.Length == 1 ? [compute_output_shape(input_shapes[0])] : ChooseTrialShapes(input_shapes);

    /// <summary>Dtype of the output.</summary>
    public virtual string compute_output_dtype() => compute_dtype;

    /// <summary>Dtype of an output for inputs of these dtypes.</summary>
    internal virtual string GetOutputDType(IReadOnlyList<string> given, int output) =>
        Wholes == WholeNumbers.Kept ? DTypes.FindCommon(given, compute_output_dtype()) : compute_output_dtype();

    /// <summary>Masks of the outputs; the inputs' masks pass through layers that support masking.</summary>
    /// <param name="inputs">The layer's inputs, each of shape (batch, …).</param>
    /// <param name="mask">A mask for each input, shape (batch, steps), null where an input has none; null: no input has one.</param>
    /// <returns>A mask for each output; null: none has one.</returns>
    public virtual Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) =>
        supports_masking ? mask : null;

    /// <summary>Python's <c>layer.compute_mask(x)</c> of a layer with one input and output: <c>embedding.compute_mask(x)</c>.</summary>
    /// <param name="inputs">The layer's one input, shape (batch, …).</param>
    /// <param name="mask">Its mask; null: none.</param>
    /// <returns>The output's mask; null: every step counts.</returns>
    public Tensor? compute_mask(Tensor inputs, Tensor? mask = null) => compute_mask([inputs], mask is null ? null : [mask])?[0];

    /// <inheritdoc cref="compute_mask(Tensor, Tensor?)"/>
    public Tensor? compute_mask(NDArray inputs, Tensor? mask = null) => compute_mask(ToTensor(inputs), mask);

    /// <summary>Python's <c>layer(x)</c> on a symbolic tensor.</summary>
    /// <param name="inputs">The layer's one input, shape (batch, …).</param>
    /// <returns>The output.</returns>
    public KerasTensor Apply(KerasTensor inputs) => ApplyAll([inputs])[0];

    /// <summary>Python's <c>layer(x, training=…)</c> on a symbolic tensor: the flag then holds in every run of the model.</summary>
    /// <param name="inputs">The layer's one input, shape (batch, …).</param>
    /// <param name="training">Whether the layer runs as in training.</param>
    /// <returns>The output.</returns>
    public KerasTensor Apply(KerasTensor inputs, bool training) => ApplyAll([inputs], null, new Config { ["training"] = training })[0];

    /// <summary>Python's <c>layer([a, b])</c> on symbolic tensors.</summary>
    /// <param name="inputs">The layer's inputs, each of shape (batch, …).</param>
    /// <returns>The output.</returns>
    public KerasTensor Apply(params KerasTensor[] inputs) => ApplyAll(inputs)[0];

    /// <summary>Python's <c>a, b = layer(x)</c> on a symbolic tensor: <c>var (a, b) = layer.ApplyAll(x);</c></summary>
    /// <param name="inputs">The layer's one input, shape (batch, …).</param>
    /// <returns>All outputs.</returns>
    public KerasTensor[] ApplyAll(KerasTensor inputs) => ApplyAll([inputs]);

    /// <summary>Python's <c>layer(inputs)</c> of a layer with several outputs.</summary>
    /// <param name="inputs">All tensors of the call.</param>
    /// <param name="argument_names">For each the keyword it is given by; null for positional ones.</param>
    /// <param name="keywords">Keyword arguments that are not tensors, for example <c>new() { ["training"] = false }</c>; null:
    /// none.</param>
    public virtual KerasTensor[] ApplyAll(KerasTensor[] inputs, string?[]? argument_names = null, Config? keywords = null)
    {
        CallArguments call = CallArguments.Of(Array.ConvertAll(inputs, x => x.shape), argument_names);
        CheckInputs(call.Shapes);
        EnsureBuilt(call);
        var node = new Node(this, inputs, argument_names, keywords);
        Shape[] outputs = ComputeShapes(call, keywords);
        string[] given = [.. inputs.Where((_, i) => argument_names?[i] != "mask").Select(x => x.dtype)];
        node.Outputs =
            [.. outputs.Select((s, i) => new KerasTensor(s, GetOutputDType(given, i), $"{name}/output:{i}") { Producer = node,
                TensorIndex = i })];
        return [.. node.Outputs];
    }

    /// <summary>Python's <c>layer(x)</c> on data: one forward pass.</summary>
    /// <param name="inputs">Input with its batch axis.</param>
    /// <param name="training">Null: as the outer call, else false.</param>
    [OverloadResolutionPriority(1)] // an element of a data set goes in as a tensor, as in Python
    public Tensor Apply(Tensor inputs, bool? training = null) => ApplyAll([inputs], training)[0];

    /// <summary>Python's <c>layer([a, b])</c> on data: one forward pass of a layer with several inputs.</summary>
    /// <param name="inputs">All tensors of the call.</param>
    /// <param name="training">Null: as the outer call, else false.</param>
    public Tensor Apply(Tensor[] inputs, bool? training = null) => ApplyAll(inputs, training)[0];

    /// <summary>Python's <c>layer(x)</c> on data of a layer or model with several outputs.</summary>
    /// <param name="inputs">Input with its batch axis.</param>
    /// <param name="training">Null: as the outer call, else false.</param>
    public Tensor[] ApplyAll(Tensor inputs, bool? training = null) => ApplyAll([inputs], training);

    /// <summary>Python's <c>layer([a, b])</c> on data.</summary>
    /// <param name="inputs">All tensors of the call.</param>
    /// <param name="training">Null: as the outer call, else false.</param>
    /// <param name="mask">Masks of the inputs; null: the ones that the layers before made, if this runs inside a model's call.</param>
    /// <param name="argument_names">For each input the keyword it is given by; null for positional ones.</param>
    /// <param name="keywords">Keyword arguments that are not tensors; null: none.</param>
    public Tensor[] ApplyAll(Tensor[] inputs, bool? training = null, Tensor?[]? mask = null, string?[]? argument_names = null,
        Config? keywords = null)
    {
        CallContext? outer = CallContext.Current;
        CallContext context = outer is null
            ? new CallContext { training = training ?? Settings.LearningPhase ?? false }
            : outer.As(training ?? outer.training);
        using var _ = context.Enter();
        using var open = outer is null ? EngineExit.Begin() : default;
        using var read = outer is null && !context.training ? ReadWeights() : default;
        Tensor[] outputs = Invoke(inputs, context, mask ?? Masks.Of(inputs), argument_names, keywords);
        Masks.Note(outputs, context.output_mask, inputs);
        if (outer is null)
        {
            _pass = context.Losses.Count > 0 ? context : null;
            context.End();
        }
        return outputs;
    }

    /// <summary>Python's <c>layer(x)</c> on an array; gives an array back.</summary>
    /// <param name="inputs">The input, batch axis first.</param>
    /// <param name="training">Whether the layer runs as in training; null: as the outer call, else false.</param>
    /// <returns>The output.</returns>
    public NDArray Apply(NDArray inputs, bool? training = null) => ApplyAll([inputs], training)[0];

    /// <summary>Keeps a fit of another thread from writing the weights, until disposed.</summary>
    private protected virtual WeightGate.Hold ReadWeights() => default;

    private Tensor ToTensor(NDArray array) =>
        Arrays.ToTensor(array, array.typecode is NPTypeCode.Double or NPTypeCode.Single ? compute_dtype : null);

    /// <summary>Python's <c>layer([a, b])</c> on arrays; gives all outputs as arrays.</summary>
    /// <param name="inputs">Arrays with their batch axis.</param>
    /// <param name="training">Null: as the outer call, else false.</param>
    public NDArray[] ApplyAll(NDArray[] inputs, bool? training = null)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        NDArray[] results = Array.ConvertAll(ApplyAll(Array.ConvertAll(inputs, ToTensor), training), Arrays.ToArray);
        foreach (Tensor loss in _pass?.Losses ?? []) { loss.DetachFromDisposeScope(); } // `losses` may be asked for
        GC.KeepAlive(inputs); // texts are kept by their arrays
        return results;
    }

    private CallContext? _pass;

    /// <summary>What a pass would add to the losses, without values; null: nothing, or not known.</summary>
    private protected virtual CallContext? Expected => null;

    /// <summary>
    /// What this layer and those inside it add to the loss: what their add_loss and activity regularizers added in the running pass,
    /// outside of one in the last call of this layer, and the penalties on weights, frozen ones too. Before the first call of a graph its
    /// layers' terms are there, but their values are not known yet: NaN.
    /// </summary>
    public virtual IReadOnlyList<Tensor> losses
    {
        get
        {
            CallContext? pass = CallContext.Current ?? _pass ?? Expected;
            Layer[] all = [.. Flatten()];
            return [.. pass?.Losses.Where(t => pass.FindOwner(t) is not { } owner || !all.Contains(owner)) ?? [],
                .. all.SelectMany(l => (pass?.Losses.Where(t => pass.FindOwner(t) == l)
                    ?? []).Concat(l.Penalized.Select(v => v.Regularizer!(v.value))).Concat(l.LossFunctions.Select(f => f())))];
        }
    }

    /// <summary>Adds a scalar to the loss of the running step.</summary>
    /// <exception cref="InvalidOperationException">No pass is running.</exception>
    /// <param name="losses">Scalar to add to the loss.</param>
    /// <param name="inputs">Accepted for compatibility with Keras, which ignores it as well.</param>
    public void add_loss(Tensor losses, object? inputs = null) => Pass(nameof(add_loss)).Add(this, losses);

    /// <summary>Adds several scalars to the loss of the running step.</summary>
    /// <param name="losses">Scalars to add to the loss.</param>
    /// <exception cref="InvalidOperationException">No pass is running.</exception>
    public void add_loss(IEnumerable<Tensor> losses)
    {
        foreach (Tensor loss in losses) { add_loss(loss); }
    }

    /// <summary>
    /// Adds what a function of the weights gives to the loss of every step:
    /// <c>model.add_loss(() =&gt; 0.1 * layer.kernel.value.square().sum())</c>. In `call` it is called at once.
    /// </summary>
    /// <param name="loss">Gives a scalar.</param>
    /// <exception cref="ArgumentNullException">loss is null.</exception>
    public void add_loss(Func<Tensor> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (CallContext.Current is null) { _lossFunctions.Add(loss); }
        else { add_loss(loss()); }
    }

    private readonly List<Func<Tensor>> _lossFunctions = [];

    /// <summary>What add_loss was given as functions.</summary>
    internal IReadOnlyList<Func<Tensor>> LossFunctions => _lossFunctions;

    private static CallContext Pass(string method) => CallContext.Current
        ?? throw new InvalidOperationException($"{method} belongs into a layer's or model's `call`: outside of a pass there is no step "
            + "that the value could count in. Call it in `call`, or add the term to the loss in train_step.");

    /// <summary>Reports a value of the running step: its mean over the batches stands among the metrics in logs and History.</summary>
    /// <param name="value">A tensor of any shape; its mean is taken.</param>
    /// <param name="name">Name for logs; null: the layer's.</param>
    /// <param name="aggregation">"mean", the only one, or null for it; Keras takes any word and means this one.</param>
    public void add_metric(Tensor value, string? name = null, string? aggregation = "mean")
    {
        WarnOfAggregation(aggregation);
        Pass(nameof(add_metric)).Reported.Add((this, name ?? this.name!, value));
    }

    private protected static void WarnOfAggregation(string? aggregation)
    {
        if (aggregation is not (null or "mean"))
        {
            Log.Warning("add_metric takes the mean over batches, whatever `aggregation` says, as Keras does. Received: "
                + $"aggregation=\"{aggregation}\".");
        }
    }

    /// <summary>One call inside a running pass: builds, casts, checks, computes.</summary>
    internal Tensor[] Invoke(Tensor[] inputs, CallContext context, Tensor?[]? mask = null, IReadOnlyList<string?>? names = null,
        Config? keywords = null)
    {
        if (keywords?.Get("training") is bool training && training != context.training)
        {
            CallContext own = context.As(training);
            using var entered = own.Enter();
            Tensor[] result = Invoke(inputs, own, mask, names, keywords);
            context.output_mask = own.output_mask;
            return result;
        }
        // Python has a RecursionError for a layer that calls itself; here the stack's end would be the process's.
        Nesting.EnsureEnd("The layers that call each other");
        if (names?.Contains("mask") == true) { (inputs, names, mask) = CallArguments.TakeMask(inputs, names); }
        if (!_isFinished || context.Validate)
        {
            CallArguments arguments = CallArguments.Of(Array.ConvertAll(inputs, x => Shape.Of(x.shape)), names);
            CheckInputs(TraceShapes(arguments.Shapes, context));
            EnsureBuilt(arguments);
        }
        inputs = CastInputs(inputs);
        var outer = (context.mask, context.argument_names, context.keywords);
        (context.mask, context.argument_names, context.keywords) = (mask, names, keywords);
        Tensor[] outputs = Compute(inputs, context);
        if (!MasksInCall) { context.output_mask = MakesMasks || mask is not null ? compute_mask(inputs, mask) : null; }
        (context.mask, context.argument_names, context.keywords) = outer;
        if (activity_regularizer is { } penalty)
        {
            foreach (Tensor output in outputs)
            {
                context.Add(this, SumsActivityPenalty ? penalty.Call(output) : penalty.Call(output) / output.shape[0]);
            }
        }
        return outputs;
    }

    /// <summary>
    /// <see cref="Invoke"/> of a fusable layer and of the steps behind it that go into it, when nothing is trained and there are no masks.
    /// </summary>
    internal Tensor InvokeFused(Tensor[] inputs, CallContext context, Fusion fusion)
    {
        if (!_isFinished || context.Validate)
        {
            CallArguments arguments = CallArguments.Of(Array.ConvertAll(inputs, x => Shape.Of(x.shape)));
            CheckInputs(TraceShapes(arguments.Shapes, context));
            EnsureBuilt(arguments);
        }
        context.output_mask = null;
        return ComputeOrExplain(inputs, x => [((IFusable)this).CallFused(x, fusion)])[0];
    }

    /// <summary>How "same" padding is Theano's, in layers of files of Keras on that backend.</summary>
    internal TheanoWays TheanoWays { get; set; }

    /// <summary>Whether the penalty on the output is the batch's sum, as in files of standalone Keras, instead of its mean.</summary>
    internal bool SumsActivityPenalty { get; set; }

    /// <summary><see cref="call(Tensor[], CallContext)"/>; where the engine fails, the innermost layer says what it was given.</summary>
    private protected Tensor[] Compute(Tensor[] inputs, CallContext context)
    {
        // What an own class's call makes in its first pass is named as what its build makes.
        using NameScope names = new(GetType().Assembly == typeof(Layer).Assembly ? null : ScopeName);
        return ComputeOrExplain(inputs, x => call(x, context));
    }

    private Tensor[] ComputeOrExplain(Tensor[] inputs, Func<Tensor[], Tensor[]> computation)
    {
        using TheanoEdges? edges = TheanoWays == TheanoWays.None ? null : TheanoEdges.Open(TheanoWays);
        return EngineErrors.Explain((Layer: this, inputs, computation), static s => s.computation(s.inputs),
            static s => s.Layer.DescribeFailure(s.inputs));
    }

    private EngineErrors.Failure DescribeFailure(Tensor[] inputs)
    {
        string given = string.Join(", ", inputs.Select(x => Shape.Of(x.shape)));
        string hint = BuiltShapes is { } shapes && !shapes.SequenceEqual(inputs.Select(x => Shape.Of(x.shape)))
            ? $"It was built for {string.Join(", ", shapes)}. "
            : "";
        return new($"Layer {name} ({GetType().Name})", $"input of shape {given}", $"{hint}Give it input that fits, or change the layer.");
    }

    /// <summary>Builds the layer if that has not happened.</summary>
    /// <param name="call">Shapes of the call's tensors.</param>
    /// <param name="ownScope">Whether the weights' names hold the layer's name.</param>
    internal void EnsureBuilt(CallArguments call, bool ownScope = true)
    {
        if (_isFinished) { return; }
        lock (_building) { Build(call, ownScope); }
    }

    /// <summary>Held while the weights are made: a first call may come from several threads.</summary>
    private readonly object _building = new();

    // Whether the weights are being made for a call; whether build made them, called by hand; whether nothing is left to make.
    private bool _isBuilding, _isBuiltByHand, _isFinished;

    private void Build(CallArguments call, bool ownScope)
    {
        if (_isFinished) { return; }
        if (!_isBuiltByHand)
        {
            using var names = new NameScope(ownScope ? ScopeName : null);
            using var scope = Scopes.Step();
            using var _ = Scopes.NoGradient();
            _isBuilding = true;
            try { BuildFor(call); }
            finally { _isBuilding = false; }
        }
        RefuseFewBits();
        ContainedLayers.RefuseHidden(this);
        BuiltShapes = call.Shapes;
        built = true;
        if (InitialWeights is { } start) { set_weights(start); }
    }

    /// <summary>Makes the weights for a call; layers whose tensors may come by keyword override it.</summary>
    private protected virtual void BuildFor(CallArguments call) => build(call.Shapes);

    /// <summary>Shapes of the outputs of a call; layers whose outputs depend on keywords override it.</summary>
    internal virtual Shape[] ComputeShapes(CallArguments call, Config? keywords) => compute_output_shape(call.Shapes);

    /// <summary>Whether the layer sets its output's masks in call, because they come out of the computation.</summary>
    private protected virtual bool MasksInCall => false;

    /// <summary>Name under which inner weights stand; models add none.</summary>
    private protected virtual string ScopeName => name!;

    private static Shape[] TraceShapes(Shape[] shapes, CallContext context) => context.IsTraced
        ? Array.ConvertAll(shapes, s => s.Rank > 0 ? s.With(0, null) : s)
        : shapes;

    /// <summary>Throws Keras's sentence when shapes are not what the layer demands.</summary>
    private protected virtual void CheckInputs(Shape[] shapes)
    {
        for (int i = 0; input_spec is { } spec && i < Math.Min(1, shapes.Length); i++) { spec.Check(shapes[i], name!, i); }
    }

    private Tensor[] CastInputs(Tensor[] inputs)
    {
        var wanted = dtype_policy.ComputeType;
        for (int i = 0; i < inputs.Length; i++)
        {
            var type = inputs[i].dtype;
            if (type == wanted || !(inputs[i].is_floating_point() ? AutoCasts : Wholes == WholeNumbers.Cast)) { continue; }
            inputs = [.. inputs];
            inputs[i] = inputs[i].to(wanted);
        }
        return inputs;
    }

    /// <summary>Whether floating inputs are cast to the compute dtype.</summary>
    private protected virtual bool AutoCasts => true;

    /// <summary>The same for those who say the layer in another language.</summary>
    internal bool CastsFloats => AutoCasts;

    /// <summary>A weight in the compute dtype.</summary>
    /// <param name="weight">A weight of the layer.</param>
    protected Tensor Cast(Variable weight) => dtype_policy.IsMixed ? weight.value.to(dtype_policy.ComputeType) : weight.value;

    /// <summary>Shapes of the outputs found by running the layer on zeros.</summary>
    private protected Shape[] ChooseTrialShapes(Shape[] shapes)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        EnsureBuilt(CallArguments.Of(shapes));
        Array.ForEach(shapes, WeightLoading.CheckTrial);
        Tensor[] trial = Array.ConvertAll(shapes, s => Tensors.MakeZeros(s.ToArray(none: 2), compute_dtype));
        var context = new CallContext { Validate = false };
        using var entered = context.Enter();
        bool unknownBatch = shapes[0].Rank > 0 && shapes[0][0] is null;
        return Array.ConvertAll(Compute(trial, context), y => unknownBatch && y.dim() > 0 ? Shape.Of(y.shape)
            .With(0, null) : Shape.Of(y.shape));
    }
}
