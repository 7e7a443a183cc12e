using NumSharp;

namespace KerasDigits.Backend;

/// <summary>
/// The state that processes keep together beside the weights: metrics, which count over all rows, and what layers learn without gradients
/// (moving statistics), of which all keep the mean. After each step every process holds the same.
/// </summary>
/// <remarks>So whoever looks at a metric, at whatever moment, sees the whole, and nobody has to be asked for it.</remarks>
/// <param name="replicas">The processes that train together.</param>
internal sealed class Tally(Replicas replicas)
{
    private const string What = "the numbers of a step";

    private readonly Dictionary<Variable, int> _places = [];
    private float[] _before = [], _sent = [];
    private Func<IEnumerable<Variable>> _counts = () => [];
    private Variable[] _means = [];
    private Func<bool> _interrupted = () => false;
    private bool _ended;

    /// <summary>Whether any process was asked to stop.</summary>
    public bool Interrupted { get; private set; }

    /// <summary>Begins a step: what counts starts at 0, so that only the step is summed.</summary>
    /// <param name="counts">What counts, as far as it is made; asked again at the end.</param>
    /// <param name="means">What is averaged over the processes that had rows.</param>
    /// <param name="interrupted">Whether this process is asked to stop.</param>
    /// <param name="gradients">How many gradients the step will sum at its end; 0: none, or not only there.</param>
    public void Begin(Func<IEnumerable<Variable>> counts, Variable[] means, Func<bool> interrupted, int gradients)
    {
        (_counts, _means, _interrupted, _ended) = (counts, means, interrupted, false);
        _places.Clear();
        int at = 0;
        foreach (Variable v in counts())
        {
            int size = (int)v.Size;
            if (!_places.TryAdd(v, at)) { continue; }
            Grow(ref _before, at + size);
            Read(v, _before.AsSpan(at, size));
            Write(v, default);
            at += size;
        }
        replicas.Line.Announce(What, 2 + at + means.Sum(v => (int)v.Size) + gradients);
    }

    /// <summary>Ends a step, unless that was done with its gradients.</summary>
    public void End()
    {
        if (!_ended) { End([]); }
    }

    /// <summary>Ends a step, and sums its gradients in the same exchange.</summary>
    public void End(Span<float> gradients)
    {
        _ended = true;
        replicas.Open = null;
        Variable[] summed = [.. _counts().Distinct()], means = _means;
        int at = 2;
        foreach (Variable v in summed.Concat(means))
        {
            Grow(ref _sent, at + (int)v.Size);
            Read(v, _sent.AsSpan(at, (int)v.Size));
            at += (int)v.Size;
        }
        Grow(ref _sent, at);
        Span<float> sent = _sent.AsSpan(0, at);
        if (replicas.Idle) { sent[2..].Clear(); }
        sent[0] = replicas.Idle ? 0 : 1;
        sent[1] = _interrupted() ? 1 : 0;
        replicas.Line.Sum(What, sent, gradients);
        Interrupted = sent[1] > 0;
        at = 2;
        foreach (Variable v in summed)
        {
            Span<float> values = sent.Slice(at, (int)v.Size);
            if (_places.TryGetValue(v, out int place)) { Add(values, _before.AsSpan(place, values.Length)); }
            Write(v, values);
            at += values.Length;
        }
        foreach (Variable v in means)
        {
            Span<float> values = sent.Slice(at, (int)v.Size);
            float part = 1 / sent[0];
            for (int i = 0; i < values.Length; i++) { values[i] *= part; }
            Write(v, values);
            at += values.Length;
        }
    }

    private static void Add(Span<float> values, ReadOnlySpan<float> others)
    {
        for (int i = 0; i < values.Length; i++) { values[i] += others[i]; }
    }

    private static void Grow(ref float[] array, int size)
    {
        if (array.Length < size) { Array.Resize(ref array, Math.Max(size, 2 * array.Length)); }
    }

    private static unsafe void Read(Variable v, Span<float> target)
    {
        nint address = v.ReadAddress(out Tensor holder);
        if (address != 0) { new ReadOnlySpan<float>((void*)address, target.Length).CopyTo(target); }
        else { Arrays.ToArray(holder.detach()).astype(NPTypeCode.Single).ToArray<float>().CopyTo(target); }
        GC.KeepAlive(holder);
    }

    /// <summary>Sets a variable's values; empty: zeros.</summary>
    private static unsafe void Write(Variable v, ReadOnlySpan<float> values)
    {
        nint address = v.ReadAddress(out Tensor holder);
        if (address != 0)
        {
            var target = new Span<float>((void*)address, (int)v.Size);
            if (values.IsEmpty) { target.Clear(); }
            else { values.CopyTo(target); }
        }
        else { WriteByEngine(holder, values); }
        GC.KeepAlive(holder);
    }

    private static void WriteByEngine(Tensor target, ReadOnlySpan<float> values)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        if (values.IsEmpty) { target.detach().zero_(); }
        else { target.detach().copy_(Tensors.Of(values.ToArray()).view(target.shape)); }
    }
}
