using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>Records what is computed from weights, for custom training loops: tf.GradientTape.</summary>
/// <remarks><c>using var tape = new GradientTape();</c>, then compute a loss, then ask for
/// <c>tape.gradient(loss, model.trainable_weights)</c>. All trainable weights used while a tape is open are watched. Several tapes may be
/// open: each gives its gradients of what they have recorded together, and one asked inside another is recorded there too. A weight that is
/// assigned or trained meanwhile stays for the tape what it was: gradients are those of the values that were used.</remarks>
public sealed class GradientTape : IDisposable
{
    private static readonly ThreadSlot<List<GradientTape>?> s_open = new("which gradient tapes are open");
    private readonly bool _persistent;
    private readonly IDisposable _recording;
    private readonly WeakReference<GradientTape> _self;
    private bool _used, _closed, _isShared;

    /// <summary>The values of weights that were written since this tape read them, oldest first.</summary>
    private Dictionary<Variable, List<Tensor>>? _left;

    /// <summary>Starts recording on this thread.</summary>
    /// <param name="persistent">Whether gradient may be asked for more than once.</param>
    public GradientTape(bool persistent = false)
    {
        Native.EnsureLoaded();
        (_persistent, _recording, _self) = (persistent, Scopes.Gradient(), new(this));
        List<GradientTape> open = s_open.Value ??= [];
        open.Add(this);
        if (open.Count > 1) { open.ForEach(t => t._isShared = true); }
    }

    /// <summary>Whether a tape is open on this thread.</summary>
    internal static bool Recording => s_open.Value is { Count: > 0 };

    /// <summary>Whether gradients may still be asked for.</summary>
    internal bool IsAwaited => _persistent || !_used;

    /// <summary>The tapes open on this thread that may still be asked for gradients.</summary>
    internal static IEnumerable<WeakReference<GradientTape>> EnumerateAwaited() =>
        s_open.Value is { Count: > 0 } open ? open.Where(t => t.IsAwaited).Select(t => t._self) : [];

    /// <summary>Keeps what was read of a weight, for another value takes its place.</summary>
    internal void Keep(Variable weight, Tensor value)
    {
        lock (_self)
        {
            _left ??= [];
            if (!_left.TryGetValue(weight, out List<Tensor>? values)) { _left[weight] = values = []; }
            values.Add(value);
        }
    }

    private Tensor[] FindLeft(Variable weight)
    {
        lock (_self) { return _left?.TryGetValue(weight, out List<Tensor>? values) == true ? [.. values] : []; }
    }

    /// <summary>Makes gradients with respect to a tensor possible; call it before the tensor is used.</summary>
    /// <param name="tensor">A float tensor.</param>
    public void watch(Tensor tensor) => tensor.requires_grad_(true);

    /// <summary>The gradients of a scalar by weights.</summary>
    /// <param name="target">The loss; other shapes are summed, as in TensorFlow.</param>
    /// <param name="sources">Weights of which the gradients are wanted.</param>
    /// <returns>One gradient per weight, of its shape; null where the loss does not depend on it.</returns>
    /// <exception cref="InvalidOperationException">Asked for a second time without persistent.</exception>
    public Tensor?[] gradient(Tensor target, IReadOnlyList<Variable> sources)
    {
        // A weight that was written since it was used has a gradient by each value that was used.
        GradientTape[] tapes = [this, .. (s_open.Value ?? []).Where(t => t != this)];
        Tensor[][] values = [.. sources.Select(s => (Tensor[])[.. tapes.SelectMany(t => t.FindLeft(s)).Distinct(), s.Memory])];
        var found = new Queue<Tensor?>(gradient(target, [.. values.SelectMany(v => v)]));
        return Array.ConvertAll(values, v =>
        {
            Tensor[] parts = [.. v.Select(_ => found.Dequeue()).OfType<Tensor>()];
            return parts.Length == 0 ? null : parts.Aggregate((a, b) => a + b);
        });
    }

    /// <summary>The gradient of a scalar by a weight.</summary>
    /// <param name="target">Scalar of which the gradient is taken.</param>
    /// <param name="source">Weight of which the gradient is wanted.</param>
    /// <returns>Its shape; null when the target does not depend on it.</returns>
    public Tensor? gradient(Tensor target, Variable source) => gradient(target, new Variable[] { source })[0];

    /// <summary>The gradient of a scalar by one tensor.</summary>
    /// <param name="target">Scalar of which the gradient is taken.</param>
    /// <param name="source">A watched tensor.</param>
    /// <returns>Shape of source; null when the target does not depend on it.</returns>
    public Tensor? gradient(Tensor target, Tensor source) => gradient(target, [source])[0];

    /// <summary>The gradients of a scalar by tensors.</summary>
    /// <param name="target">Scalar of which the gradient is taken.</param>
    /// <param name="sources">Tensors that the tape watches.</param>
    /// <returns>For each source its gradient, or null where the target does not depend on it.</returns>
    /// <exception cref="ArgumentException">The engine cannot compute them: a tensor was changed in place between its use and the
    /// gradient, or a function between has none.</exception>
    /// <exception cref="InvalidOperationException">The tape is not persistent and was asked before.</exception>
    public Tensor?[] gradient(Tensor target, Tensor[] sources)
    {
        if (_used && !_persistent)
        {
            throw new InvalidOperationException("GradientTape.gradient can only be called once on non-persistent tapes. Make it with "
                + "persistent: true.");
        }
        _used = true;
        if (!target.requires_grad) { return new Tensor?[sources.Length]; }
        Tensor scalar = target.dim() == 0 ? target : target.sum();
        // Another open tape records this gradient too (a penalty on gradients); one that was open beside this still needs what both
        // recorded.
        bool recorded = s_open.Value?.Exists(t => t != this) == true;
        Tensor[] watched = Array.FindAll(sources, s => s.requires_grad);
        if (watched.Length == 0) { return new Tensor?[sources.Length]; }
        IList<Tensor> found = EngineErrors.Explain((scalar, watched, recorded, Keep: recorded || _isShared || _persistent),
            static s => GradientFaults.Watch(s, static s => torch.autograd.grad([s.scalar], s.watched, retain_graph: s.Keep,
                create_graph: s.recorded, allow_unused: true)),
            static s => new("GradientTape.gradient", s.watched.Length == 1 ? "1 source" : $"{s.watched.Length} sources",
                "Tensors must stay as they are between their use and the gradient (change a copy), and each function between must have a"
                + " gradient."));
        var gradients = new Queue<Tensor>(found);
        return Array.ConvertAll(sources, s => s.requires_grad && gradients.Dequeue() is { IsInvalid: false } g
            ? Tensors.MakeFilled(g) : null);
    }

    /// <summary>Ends recording.</summary>
    public void Dispose()
    {
        if (_closed) { return; }
        _closed = true;
        _ = s_open.Value!.Remove(this);
        _recording.Dispose();
    }
}
