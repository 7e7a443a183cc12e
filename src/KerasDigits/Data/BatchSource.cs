using KerasDigits.Backend;

namespace KerasDigits.Data;

/// <summary>One batch as the training loop wants it; the tensors belong to the running step.</summary>
internal readonly record struct TensorBatch(Tensor[] X, Tensor?[]? Y, Tensor?[]? Weights)
{
    public int Size => (int)X[0].shape[0];

    /// <summary>Some of the rows.</summary>
    public TensorBatch TakeRows(long start, int size)
    {
        Tensor Cut(Tensor t) => t.narrow(0, start, size);
        return new(Array.ConvertAll(X, Cut), Y is null ? null : Array.ConvertAll(Y, t => t is null ? null : Cut(t)),
            Weights is null ? null : Array.ConvertAll(Weights, t => t is null ? null : Cut(t)));
    }

    /// <summary>
    /// Python's expand_1d, which the built-in steps do and a custom step does not: a vector of samples becomes a column.
    /// </summary>
    public TensorBatch AsColumns() => new(Array.ConvertAll(X, t => MakeColumn(t)!), Y is null ? null : Array.ConvertAll(Y, MakeColumn),
        Weights is null ? null : Array.ConvertAll(Weights, MakeColumn));

    private static Tensor? MakeColumn(Tensor? t) => t?.dim() == 1 ? t.unsqueeze(-1) : t;
}

/// <summary>Where batches come from, epoch after epoch.</summary>
internal abstract class BatchSource : IDisposable
{
    /// <summary>Batches per epoch; null when that is not known before they end.</summary>
    public abstract long? Steps { get; }

    /// <summary>Samples in all; null when not known.</summary>
    public virtual long? Samples => null;

    /// <summary>Whether the data ended before the steps that were asked for: Keras then reads no more of them in this run.</summary>
    public bool RanOut { get; set; }

    /// <summary>The processes among which each batch is split; null: it is only this process's.</summary>
    public Replicas? Split { get; set; }

    /// <summary>Starts an epoch; a generator goes on where it was.</summary>
    public abstract void BeginEpoch();

    /// <summary>The next batch; false when the data end.</summary>
    public abstract bool TryNext(out TensorBatch batch);

    /// <summary>Called when an epoch's batches have been used.</summary>
    public virtual void EndEpoch() { }

    /// <summary>What must be known to go on between two epochs; null: nothing.</summary>
    public virtual RunState? GetState() => null;

    /// <summary>Goes on from there.</summary>
    public virtual void SetState(RunState state) { }

    /// <inheritdoc/>
    public virtual void Dispose() { }
}
