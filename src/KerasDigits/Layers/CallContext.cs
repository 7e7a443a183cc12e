namespace KerasDigits.Layers;

/// <summary>What one forward pass carries from layer to layer.</summary>
public sealed class CallContext
{
    private static readonly ThreadSlot<CallContext> s_current = new("the pass through layers: training, masks, keywords, added losses");
    private static readonly ThreadSlot<Action<CallContext>> s_ended = new("the step of one's own, which hears of each pass");
    private readonly Dictionary<Tensor, Layer> _owners;

    /// <summary>A pass.</summary>
    public CallContext() => _owners = new(ReferenceEqualityComparer.Instance);

    private CallContext(CallContext outer) => _owners = outer._owners;

    /// <summary>The pass now running on this thread; null outside.</summary>
    public static CallContext? Current => s_current.Value;

    /// <summary>Whether layers behave as in training (dropout, batch statistics).</summary>
    public bool training { get; init; }

    /// <summary>Masks of the current layer's inputs (true: the step counts); null entries and null mean "no mask".</summary>
    public Tensor?[]? mask { get; internal set; }

    /// <summary>
    /// For each input of the current layer the keyword it was given by (for example "initial_state"); null: all by position.
    /// </summary>
    public IReadOnlyList<string?>? argument_names { get; internal set; }

    /// <summary>Keyword arguments of the current call that are not tensors, for example return_attention_scores; null: none.</summary>
    public Config? keywords { get; internal set; }

    /// <summary>
    /// Masks of the last called layer's outputs; null: none has one. A layer whose masks come out of its call sets it there.
    /// </summary>
    public Tensor?[]? output_mask { get; set; }

    /// <summary>Scalars added by layers' add_loss and activity regularizers during this pass.</summary>
    public List<Tensor> Losses { get; private init; } = [];

    /// <summary>Values that layers' add_metric has reported during this pass, by name.</summary>
    internal List<(Layer Layer, string Name, Tensor Value)> Reported { get; private init; } = [];

    /// <summary>Adds a layer's scalar to the losses.</summary>
    internal void Add(Layer layer, Tensor loss)
    {
        Losses.Add(loss);
        _owners[loss] = layer;
    }

    /// <summary>The layer that added a loss; null: not known.</summary>
    internal Layer? FindOwner(Tensor loss) => _owners.GetValueOrDefault(loss);

    /// <summary>Until disposed, the end of each pass of this thread is told.</summary>
    internal static Listening Listen(Action<CallContext> ended) => new(ended);

    /// <summary>Tells of the end of a pass that no other pass is around.</summary>
    internal void End() => s_ended.Value?.Invoke(this);

    internal readonly struct Listening : IDisposable
    {
        private readonly Action<CallContext>? _outer;

        public Listening(Action<CallContext> ended)
        {
            _outer = s_ended.Value;
            s_ended.Value = ended;
        }

        public void Dispose() => s_ended.Value = _outer;
    }

    /// <summary>
    /// The same pass with another training flag, for calls such as <c>layer(x, training=False)</c> inside a model that is trained.
    /// </summary>
    internal CallContext As(bool training) => training == this.training
        ? this
        : new(this) { training = training, Losses = Losses, Reported = Reported, Validate = Validate, IsTraced = IsTraced };

    /// <summary>
    /// Whether the pass is a compiled step's, fit's, evaluate's or predict's: Keras traces those with any number of samples, and its
    /// sentences say so.
    /// </summary>
    internal bool IsTraced { get; init; }

    /// <summary>Whether layers check their input's shape; off in the repeated steps of a compiled loop.</summary>
    internal bool Validate { get; set; } = true;

    /// <summary>Makes this the running pass until disposed.</summary>
    internal Scope Enter() => new(this);

    internal readonly struct Scope : IDisposable
    {
        private readonly CallContext? _outer;

        public Scope(CallContext context)
        {
            _outer = s_current.Value;
            s_current.Value = context;
        }

        public void Dispose() => s_current.Value = _outer;
    }
}
