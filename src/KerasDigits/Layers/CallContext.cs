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

    /// <summary>Scalars added by layers' add_loss and activity regularizers during this pass.</summary>
    public List<Tensor> Losses { get; } = [];

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
