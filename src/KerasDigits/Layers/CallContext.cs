namespace KerasDigits.Layers;

/// <summary>What one forward pass carries from layer to layer.</summary>
public sealed class CallContext
{
    [ThreadStatic] private static CallContext? s_current;

    /// <summary>The pass now running on this thread; null outside.</summary>
    public static CallContext? Current => s_current;

    /// <summary>Whether layers behave as in training (dropout, batch statistics).</summary>
    public bool training { get; init; }

    /// <summary>Masks of the current layer's inputs (true: the step counts); null entries and null mean "no mask".</summary>
    public Tensor?[]? mask { get; internal set; }

    /// <summary>For each input of the current layer the keyword it was given by (for example "initial_state"); null: all by position.</summary>
    public IReadOnlyList<string?>? argument_names { get; internal set; }

    /// <summary>Keyword arguments of the current call that are no tensors, for example return_attention_scores; null: none.</summary>
    public Config? keywords { get; internal set; }

    /// <summary>Masks of the last called layer's outputs; null: none has one. A layer whose masks come out of its call sets it there.</summary>
    public Tensor?[]? output_mask { get; set; }

    /// <summary>Scalars added by layers' add_loss and activity regularizers during this pass.</summary>
    public List<Tensor> Losses { get; private init; } = [];

    /// <summary>Values that layers' add_metric has reported during this pass, by name.</summary>
    internal List<(string Name, Tensor Value)> Reported { get; private init; } = [];

    /// <summary>The same pass with another training flag, for calls such as <c>layer(x, training=False)</c> inside a model that is trained.</summary>
    internal CallContext As(bool training) => training == this.training ? this : new() { training = training, Losses = Losses, Reported = Reported, Validate = Validate, _masks = _masks };

    private Dictionary<Tensor, Tensor> _masks = new(ReferenceEqualityComparer.Instance);

    /// <summary>The masks noted for tensors that a subclassed model hands from layer to layer.</summary>
    internal Tensor?[]? Recall(Tensor[] inputs) => _masks.Count > 0 && Array.Exists(inputs, _masks.ContainsKey) ? Array.ConvertAll(inputs, x => _masks.GetValueOrDefault(x)) : null;

    /// <summary>Notes the masks of a layer's outputs, as Keras does in _keras_mask.</summary>
    internal void Note(Tensor[] outputs, Tensor?[]? masks)
    {
        if (masks is null && _masks.Count == 0) { return; }
        for (int i = 0; i < outputs.Length; i++)
        {
            if (masks is not null && masks[Math.Min(i, masks.Length - 1)] is { } mask) { _masks[outputs[i]] = mask; }
            else { _masks.Remove(outputs[i]); }
        }
    }

    /// <summary>Whether layers check their input's shape; off in the repeated steps of a compiled loop.</summary>
    internal bool Validate { get; set; } = true;

    /// <summary>Makes this the running pass until disposed.</summary>
    internal Scope Enter() => new(this);

    internal readonly struct Scope : IDisposable
    {
        private readonly CallContext? _outer;

        public Scope(CallContext context)
        {
            _outer = s_current;
            s_current = context;
        }

        public void Dispose() => s_current = _outer;
    }
}
