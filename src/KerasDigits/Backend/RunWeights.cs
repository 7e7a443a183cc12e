using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>
/// Weights in the order in which the engine wants them in memory, kept for one run of a model: made at the first batch instead of at every
/// one.
/// </summary>
/// <remarks>Only weights that the run does not train are kept; <see cref="Variable.assign(Tensor)"/> makes all of them again.</remarks>
internal sealed class RunWeights : IDisposable
{
    private static readonly ThreadSlot<RunWeights> s_current = new("weights in the order that the engine reads, made once for a run");

    private readonly Dictionary<(Variable, string, object?), Tensor> _prepared = [];
    private readonly RunWeights? _outer = s_current.Value;
    private readonly bool _trains;
    private (long Changes, long Writes) _state = FindState();

    private RunWeights(bool trains) => _trains = trains;

    /// <summary>Begins a run on this thread, until disposed.</summary>
    /// <param name="trains">Whether weights that want gradients change in the run.</param>
    public static RunWeights Begin(bool trains) => s_current.Value = new(trains);

    /// <summary>
    /// The weight as <paramref name="prepare"/> makes it, kept for the run; null outside of runs, and for a weight that is being trained.
    /// </summary>
    /// <param name="weight">The weight to look at.</param>
    /// <param name="form">Name of the form.</param>
    /// <param name="prepare">Makes what is kept of the weight.</param>
    /// <param name="with">What else goes into it; null: nothing.</param>
    public static Tensor? Prepare(Variable weight, string form, Func<Tensor, Tensor> prepare, object? with = null) =>
        Keeps(weight) ? s_current.Value!.Of((weight, form, with), weight.value, prepare) : null;

    /// <summary>Whether a run goes on that keeps what is made of the weight.</summary>
    public static bool Keeps(Variable weight) => s_current.Value is { } run
        && !(weight.value.requires_grad && (run._trains || torch.is_grad_enabled()));

    private Tensor Of((Variable, string, object?) key, Tensor value, Func<Tensor, Tensor> prepare)
    {
        if (_state != FindState()) { Forget(); }
        if (!_prepared.TryGetValue(key, out Tensor? ready))
        {
            using var scope = Scopes.Step();
            using var _ = torch.no_grad();
            _prepared[key] = ready = prepare(value).detach().DetachFromDisposeScope();
        }
        return ready;
    }

    /// <summary>How often values were set, and how often another thread's fit took a step with what is read here.</summary>
    private static (long Changes, long Writes) FindState() => (Variable.Changes, WeightGate.CountWrites());

    private void Forget()
    {
        _state = FindState();
        foreach (Tensor t in _prepared.Values) { t.Dispose(); }
        _prepared.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        s_current.Value = _outer;
    }
}
