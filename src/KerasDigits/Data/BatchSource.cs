using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Data;

/// <summary>One batch as the training loop wants it; the tensors belong to the running step.</summary>
internal readonly record struct TensorBatch(Tensor[] X, Tensor[]? Y, Tensor?[]? Weights)
{
    public int Size => (int)X[0].shape[0];
}

/// <summary>Where batches come from, epoch after epoch.</summary>
internal abstract class BatchSource : IDisposable
{
    /// <summary>Batches per epoch; null when that is not known before they end.</summary>
    public abstract long? Steps { get; }

    /// <summary>Samples in all; null when not known.</summary>
    public virtual long? Samples => null;

    /// <summary>Starts an epoch; a generator goes on where it was.</summary>
    public abstract void BeginEpoch();

    /// <summary>The next batch; false when the data end.</summary>
    public abstract bool TryNext(out TensorBatch batch);

    /// <summary>Called when an epoch's batches have been used.</summary>
    public virtual void EndEpoch() { }

    /// <inheritdoc/>
    public virtual void Dispose() { }

    /// <summary>Python's expand_1d: a vector of samples becomes a column.</summary>
    protected static Tensor Column(Tensor t) => t.dim() == 1 ? t.unsqueeze(-1) : t;
}

/// <summary>Batches cut from arrays that are copied to the device once.</summary>
internal sealed class ArraySource : BatchSource
{
    private readonly Tensor[] _x;
    private readonly Tensor[]? _y;
    private readonly Tensor?[]? _weights;
    private readonly int _batchSize;
    private readonly bool _shuffle, _shuffleBatches, _goesOn;
    private int? _passesLeft;
    private Tensor? _order;
    private long _at;

    /// <param name="x">Inputs, first axis samples.</param>
    /// <param name="y">Targets.</param>
    /// <param name="weights">Sample weights per output.</param>
    /// <param name="batchSize">Samples per batch; the last one may be smaller.</param>
    /// <param name="shuffle">Whether each epoch has a new order, drawn from NumPy's generator.</param>
    /// <param name="shuffleBatches">Whether only the order of batches changes (Keras's "batch").</param>
    /// <param name="passes">With steps_per_epoch: how often the data may be gone through in all, epochs going on where the last one stopped. Null: once per epoch.</param>
    public ArraySource(Tensor[] x, Tensor[]? y, Tensor?[]? weights, int batchSize, bool shuffle = false, bool shuffleBatches = false, int? passes = null)
    {
        (_batchSize, _shuffle, _shuffleBatches, _goesOn, _passesLeft) = (batchSize, shuffle, shuffleBatches, passes is not null, passes);
        _x = Array.ConvertAll(x, t => Column(t).DetachFromDisposeScope());
        _y = y is null ? null : Array.ConvertAll(y, t => Column(t).DetachFromDisposeScope());
        _weights = weights is null ? null : Array.ConvertAll(weights, t => t?.DetachFromDisposeScope());
        Samples = x[0].shape[0];
    }

    public override long? Samples { get; }

    public override long? Steps => (Samples + _batchSize - 1) / _batchSize;

    public override void BeginEpoch()
    {
        if (!_goesOn || _at == 0) { Restart(); }
    }

    private void Restart()
    {
        _passesLeft--;
        _at = 0;
        _order?.Dispose();
        _order = null;
        if (!_shuffle) { return; }
        using var scope = Scopes.Step();
        if (_shuffleBatches)
        {
            long[] blocks = np.random.permutation((int)Steps!.Value).astype(NPTypeCode.Int64).ToArray<long>();
            long[] order = [.. blocks.SelectMany(b => Range(b * _batchSize, Math.Min(_batchSize, Samples!.Value - (b * _batchSize))))];
            _order = Arrays.ToTensor(np.array(order)).DetachFromDisposeScope();
        }
        else
        {
            _order = Arrays.ToTensor(np.random.permutation((int)Samples!.Value), "int64").DetachFromDisposeScope();
        }
    }

    public override bool TryNext(out TensorBatch batch)
    {
        if (_at >= Samples)
        {
            if (_passesLeft is null or <= 0)
            {
                batch = default;
                return false;
            }
            Restart();
        }
        long start = _at, size = Math.Min(_batchSize, Samples!.Value - _at);
        _at += size;
        Tensor? chosen = _order?.narrow(0, start, size);
        Tensor Cut(Tensor t) => chosen is null ? t.narrow(0, start, size) : t.index_select(0, chosen);
        batch = new TensorBatch(Array.ConvertAll(_x, Cut), _y is null ? null : Array.ConvertAll(_y, Cut), _weights is null ? null : Array.ConvertAll(_weights, t => t is null ? null : Cut(t)));
        return true;
    }

    public override void Dispose()
    {
        foreach (Tensor? t in _x.Concat(_y ?? []).Concat(_weights ?? []).Append(_order)) { t?.Dispose(); }
    }

    private static IEnumerable<long> Range(long start, long count)
    {
        for (long i = 0; i < count; i++) { yield return start + i; }
    }
}

/// <summary>Batches from a generator or Sequence, turned into tensors as they come.</summary>
internal sealed class StreamSource(Func<IEnumerator<Batch>> open, long? steps, bool reopens, Func<Batch, TensorBatch> convert, Action? onEpochEnd = null) : BatchSource
{
    private IEnumerator<Batch>? _batches;

    public override long? Steps => steps;

    public override void BeginEpoch()
    {
        if (_batches is null || reopens)
        {
            _batches?.Dispose();
            _batches = open();
        }
    }

    public override bool TryNext(out TensorBatch batch)
    {
        if (_batches!.MoveNext())
        {
            TensorBatch made = convert(_batches.Current);
            batch = made with { X = Array.ConvertAll(made.X, Column), Y = made.Y is null ? null : Array.ConvertAll(made.Y, Column) };
            return true;
        }
        batch = default;
        return false;
    }

    public override void EndEpoch() => onEpochEnd?.Invoke();

    public override void Dispose() => _batches?.Dispose();
}
