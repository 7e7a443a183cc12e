using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Data;

/// <summary>Batches cut from arrays.</summary>
/// <param name="x">Inputs, shape (samples, …).</param>
/// <param name="y">Targets per output, on the device; null: there are none.</param>
/// <param name="weights">Sample weights per output, on the device; null: all 1.</param>
/// <param name="batchSize">Samples per batch; the last one may be smaller.</param>
/// <param name="shuffle">Whether each epoch has a new order, drawn by a generator of its own that NumPy's seeds.</param>
/// <param name="shuffleBatches">Whether only the order of batches changes (Keras's "batch").</param>
/// <param name="passes">With steps_per_epoch: how often the data may be iterated over in total, epochs going on where the last one stopped.
/// Null: once per epoch.</param>
internal sealed class ArraySource(ArrayRows[] x, Tensor?[]? y, Tensor?[]? weights, int batchSize, bool shuffle = false,
    bool shuffleBatches = false, int? passes = null) : BatchSource
{
    private readonly Tensor?[]? _y = y is null ? null : Array.ConvertAll(y, t => t?.DetachFromDisposeScope());
    private readonly Tensor?[]? _weights = weights is null ? null : Array.ConvertAll(weights, t => t?.DetachFromDisposeScope());
    private readonly NumPyRandom? _dice = shuffle ? Seeds.MakeShuffler() : null;
    private readonly long _samples = x[0].Count;
    private readonly bool _goesOn = passes is not null;
    private int? _passesLeft = passes;
    private long[]? _order;
    private Tensor? _orderTensor;
    private long _at;

    public override long? Samples => _samples;

    public override long? Steps => (_samples + batchSize - 1) / batchSize;

    public override void BeginEpoch()
    {
        if (!_goesOn || _at == 0) { Restart(); }
    }

    public override bool TryNext(out TensorBatch batch)
    {
        bool more = TryAdvance(out long start, out int size);
        batch = more ? Cut(start, size) : default;
        return more;
    }

    /// <summary>Inputs.</summary>
    public ArrayRows[] X => x;

    /// <summary>Targets.</summary>
    public Tensor?[]? Y => _y;

    /// <summary>Sample weights.</summary>
    public Tensor?[]? Weights => _weights;

    /// <summary>The numbers of the epoch's samples, in their order; null: as they lie.</summary>
    public long[]? Order => _order;

    /// <summary>Goes on to the next batch; false when the data end.</summary>
    /// <param name="start">Its first sample, as a place in <see cref="Order"/>.</param>
    /// <param name="size">Samples of the batch.</param>
    public bool TryAdvance(out long start, out int size)
    {
        (start, size) = (0, 0);
        if (_at >= _samples)
        {
            if (_passesLeft is null or <= 0) { return false; }
            Restart();
        }
        (start, size) = (_at, (int)Math.Min(batchSize, _samples - _at));
        _at += size;
        Split?.Take(ref start, ref size);
        return true;
    }

    /// <summary>A batch as tensors.</summary>
    public TensorBatch Cut(long start, int size)
    {
        Tensor? chosen = OrderTensor()?.narrow(0, start, size);
        Tensor Cut(Tensor t) => chosen is null ? t.narrow(0, start, size) : t.index_select(0, chosen);
        return new TensorBatch(
            Array.ConvertAll(x, rows => _order is null ? rows.Take(start, size) : rows.Take(_order.AsSpan((int)start, size))),
            _y is null ? null : Array.ConvertAll(_y, t => t is null ? null : Cut(t)),
            _weights is null ? null : Array.ConvertAll(_weights, t => t is null ? null : Cut(t)));
    }

    /// <summary>An order that outlives its epoch: with steps_per_epoch the next one goes on in it.</summary>
    public override RunState? GetState()
    {
        RunState state = new RunState().Set("at", _goesOn ? _at : 0);
        if (_dice is not null) { Seeds.Keep(state, "dice", _dice.get_state()); }
        if (_goesOn) { state.Set("passes_left", _passesLeft ?? 0); }
        return _goesOn && _order is not null ? state.Set("order", np.array(_order)) : state;
    }

    public override void SetState(RunState state)
    {
        _at = state.Whole("at");
        if (_dice is not null && state.Contains("dice")) { _dice.set_state(Seeds.RestoreState(state, "dice")); }
        if (!_goesOn || !state.Contains("passes_left")) { return; }
        _passesLeft = (int)state.Whole("passes_left");
        if (state.Contains("order")) { Follow(state.Array("order").ToArray<long>()); }
    }

    public override void Dispose()
    {
        foreach (Tensor? t in (_y ?? []).Concat(_weights ?? []).Append(_orderTensor)) { t?.Dispose(); }
        base.Dispose();
    }

    private void Restart()
    {
        _passesLeft--;
        _at = 0;
        if (_dice is null) { return; }
        Follow(shuffleBatches ? [.. DrawPermutation(Steps!.Value).SelectMany(TakeBlock)] : DrawPermutation(_samples));
    }

    private long[] DrawPermutation(long count) => RandomOrder.DrawPermutation(_dice!, (int)count);

    private void Follow(long[] order)
    {
        _orderTensor?.Dispose();
        (_order, _orderTensor) = (order, null);
    }

    /// <summary>The order as a tensor: made when it is first asked for, since compiled steps read the rows themselves.</summary>
    private Tensor? OrderTensor()
    {
        if (_order is null || _orderTensor is not null) { return _orderTensor; }
        using var scope = Scopes.Step();
        return _orderTensor = Tensors.Of(np.array(_order), "int64").DetachFromDisposeScope();
    }

    private IEnumerable<long> TakeBlock(long number)
    {
        for (long i = number * batchSize; i < Math.Min(_samples, (number + 1) * batchSize); i++) { yield return i; }
    }
}
