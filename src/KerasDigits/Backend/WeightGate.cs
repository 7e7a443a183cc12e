namespace KerasDigits.Backend;

/// <summary>
/// Keeps those who read a model's weights (predictions, get_weights, files) apart from those who write them (a fit's step, set_weights) on
/// other threads: many read at once, one writes alone.
/// </summary>
/// <remarks>A weight has one gate for ever, and whoever works with weights passes those of all of them, in one order. What it
/// costs stands in docs/PERFORMANCE.md. Nobody waits without an end, whatever a program's own layers, constraints and schedules wait for in
/// their turn: a reader waits a second for a writer and then reads beside it, a writer ten for readers or another writer.</remarks>
internal sealed class WeightGate
{
    /// <summary>Milliseconds.</summary>
    private const int ReadersPatience = 1_000, WritersPatience = 10_000, WritersTurn = 50;

    private const int Wanted = 1 << 29, Written = 1 << 30;

    private static readonly ThreadSlot<WeightGate[]> s_inside = new("the gates of the weights that are read or written");
    private static readonly ThreadSlot<OneWriter> s_together = new("the step of one's own, of which all writes are one");
    private static readonly ProcessSlot<long> s_count = new("how many gates of weights there were", 0);

    private readonly long _number = Interlocked.Increment(ref s_count.Value);
    private readonly Lock _turn = new();

    /// <summary>How many read; whether somebody wants to write, and whether he does.</summary>
    private int _state;

    private int _readersWaiting;
    private long _writes;

    /// <summary>The gates of weights, in the one order. A weight without a gate gets that of the others.</summary>
    public static WeightGate[] Of(IEnumerable<Variable> weights)
    {
        Variable[] all = [.. weights];
        if (all.Length == 0) { return []; }
        WeightGate common = Array.Find(all, v => v.Gate is not null)?.Gate ?? new WeightGate();
        foreach (Variable v in all) { _ = Interlocked.CompareExchange(ref v.Gate, common, null); }
        return [.. all.Select(v => v.Gate!).Distinct().OrderBy(g => g._number)];
    }

    /// <summary>Reads until disposed: nobody writes meanwhile.</summary>
    /// <param name="gates">The gates of what is read.</param>
    public static Hold Read(WeightGate[] gates) => Enter(gates, writes: false);

    /// <summary>Writes until disposed: nobody reads meanwhile.</summary>
    /// <param name="gates">The gates of what is written.</param>
    public static Hold Write(WeightGate[] gates) => Enter(gates, writes: true);

    /// <summary>Writes a weight until disposed; nobody else can be reading one that has no gate yet.</summary>
    /// <param name="weight">The weight to look at.</param>
    public static Hold Write(Variable weight)
    {
        // Whoever begins to read in the middle of a step of one's own must find the gate that its first write entered.
        if (weight is { Gate: null, trainable: true }) { s_together.Value?.MakeGates(); }
        return weight.Gate is { } gate ? Enter([gate], writes: true, joins: weight.trainable) : default;
    }

    /// <summary>How often what this thread reads was written before; what was made of it then is old.</summary>
    public static long CountWrites()
    {
        long writes = 0;
        foreach (WeightGate gate in s_inside.Value ?? []) { writes += Volatile.Read(ref gate._writes); }
        return writes;
    }

    // Whoever is inside may do what he came for in as many calls as he likes. A layer that writes while the model is read is left alone.
    // A normalization's statistics, written in the pass, do not begin the write of a step: readers would wait for its gradients too.
    private static Hold Enter(WeightGate[] gates, bool writes, bool joins = true)
    {
        OneWriter? together = writes ? s_together.Value : null;
        if (together is not null && joins && s_inside.Value is null) { together.Take(gates); }
        WeightGate[] asked = gates;
        WeightGate[]? inside = s_inside.Value;
        if (inside is not null) { gates = Array.TrueForAll(gates, inside.Contains) ? [] : [.. gates.Except(inside)]; }
        if (gates.Length == 0) { return together is null ? default : new Hold(asked); }
        return Take(gates, writes, inside);
    }

    private static Hold Take(WeightGate[] gates, bool writes, WeightGate[]? inside)
    {
        bool[]? written = writes ? Array.ConvertAll(gates, g => g.TryBeginWriting()) : null;
        if (!writes) { foreach (WeightGate gate in gates) { gate.BeginReading(); } }
        s_inside.Value = inside is null ? gates : [.. inside, .. gates];
        return new Hold(gates, written, inside);
    }

    private void BeginReading()
    {
        int state = Volatile.Read(ref _state);
        if ((state & (Wanted | Written)) == 0 && Interlocked.CompareExchange(ref _state, state + 1, state) == state) { return; }
        _ = Interlocked.Increment(ref _readersWaiting);
        long start = Environment.TickCount64;
        var spin = new SpinWait();
        while (true)
        {
            state = Volatile.Read(ref _state);
            bool waits = (state & (Wanted | Written)) != 0 && Environment.TickCount64 - start < ReadersPatience;
            if (!waits && Interlocked.CompareExchange(ref _state, state + 1, state) == state) { break; }
            spin.SpinOnce();
        }
        _ = Interlocked.Decrement(ref _readersWaiting);
    }

    private bool TryBeginWriting()
    {
        if (!_turn.TryEnter(WritersPatience)) { return false; }
        // Readers that have waited for the last writer come first.
        if (Volatile.Read(ref _readersWaiting) != 0) { _ = SpinUntil(() => Volatile.Read(ref _readersWaiting) == 0, WritersTurn); }
        _ = Interlocked.Or(ref _state, Wanted);
        if (Interlocked.CompareExchange(ref _state, Wanted | Written, Wanted) == Wanted
            || SpinUntil(() => Interlocked.CompareExchange(ref _state, Wanted | Written, Wanted) == Wanted, WritersPatience))
        {
            return true;
        }
        _ = Interlocked.And(ref _state, ~Wanted);
        _turn.Exit();
        return false;
    }

    private static bool SpinUntil(Func<bool> holds, int milliseconds)
    {
        long start = Environment.TickCount64;
        var spin = new SpinWait();
        while (!holds())
        {
            if (Environment.TickCount64 - start > milliseconds) { return false; }
            spin.SpinOnce();
        }
        return true;
    }

    private void EndWriting()
    {
        _ = Interlocked.Increment(ref _writes);
        _ = Interlocked.And(ref _state, ~(Wanted | Written));
        _turn.Exit();
    }

    /// <summary>
    /// Makes all that this thread writes until disposed one write: the first one enters the gates, and nobody else reads before the end.
    /// </summary>
    /// <param name="gates">The gates of the weights that are probably written.</param>
    public static OneWriter WriteTogether(Func<WeightGate[]> gates) => new(gates);

    /// <summary>Several writes as one.</summary>
    public sealed class OneWriter : IDisposable
    {
        private readonly Func<WeightGate[]> _gates;
        private readonly OneWriter? _outer = s_together.Value;
        private Hold _hold;

        internal OneWriter(Func<WeightGate[]> gates)
        {
            _gates = gates;
            s_together.Value = this;
        }

        internal void MakeGates() => _ = _gates();

        internal void Take(WeightGate[] gates) =>
            _hold = WeightGate.Take([.. gates.Union(_gates()).OrderBy(g => g._number)], writes: true, inside: null);

        /// <inheritdoc/>
        public void Dispose()
        {
            s_together.Value = _outer;
            _hold.Dispose();
        }
    }

    /// <summary>A stay inside some gates.</summary>
    public readonly struct Hold(WeightGate[] gates, bool[]? written, WeightGate[]? before) : IDisposable
    {
        private readonly bool _onlyCounts;

        /// <summary>A write inside of a longer one: what was made of the weights before is old now.</summary>
        internal Hold(WeightGate[] gates) : this(gates, null, null) => _onlyCounts = true;

        /// <inheritdoc/>
        public void Dispose()
        {
            if (gates is null) { return; }
            if (_onlyCounts)
            {
                foreach (WeightGate gate in gates) { _ = Interlocked.Increment(ref gate._writes); }
                return;
            }
            s_inside.Value = before;
            for (int i = gates.Length - 1; i >= 0; i--)
            {
                if (written is null) { _ = Interlocked.Decrement(ref gates[i]._state); }
                else if (written[i]) { gates[i].EndWriting(); }
            }
        }
    }
}
