namespace KerasDigits.Data;

/// <summary>Batches from a generator or Sequence, turned into tensors as they come.</summary>
internal sealed class StreamSource(Func<IEnumerator<Batch>> open, long? steps, bool reopens, Func<Batch, TensorBatch> convert,
    Action? onFirst = null, Action? onEpochEnd = null, IResumable? data = null) : BatchSource
{
    private IEnumerator<Batch>? _batches;
    private bool _looked;
    private bool _ended;
    private RunState? _atOpening;
    private long _given, _skipped;

    /// <summary>Whether a generator that has ended is asked for its batches once more.</summary>
    public bool StartsAnewAtItsEnd { get; set; }

    /// <summary>Whether each epoch starts at the data's beginning.</summary>
    public bool Reopens { get; set; } = reopens;

    /// <summary>Whether the data never end: a run must then be told its steps.</summary>
    public bool IsInfinite { get; init; }

    /// <summary>Whether the data start at their beginning when they are opened, so that a run that goes on in their middle must leave out
    /// what was given.</summary>
    public bool CountsBatches { get; init; }

    public override long? Steps => LengthNow?.Invoke() ?? steps;

    /// <summary>Asks data that may change their length from epoch to epoch; null: the length is that at the run's start.</summary>
    public Func<long>? LengthNow { get; init; }

    public override void BeginEpoch()
    {
        if (_batches is null || Reopens || (_ended && StartsAnewAtItsEnd))
        {
            if (!_looked) { onFirst?.Invoke(); }
            _looked = true;
            _batches?.Dispose();
            if (CountsBatches) { _atOpening = Copy(data?.GetState()); }
            _batches = open();
            (_ended, _given) = (false, 0);
            for (; _skipped > 0 && _batches.MoveNext(); _skipped--) { _given++; }
        }
    }

    public override bool TryNext(out TensorBatch batch)
    {
        batch = default;
        bool more = _batches!.MoveNext();
        if (more) { batch = convert(_batches.Current); }
        if (Split?.CheckAllHave(more, more ? batch.Size : 0) ?? more)
        {
            _given++;
            if (Split is { } processes && batch.Size > 0)
            {
                (long start, int size) = (0, batch.Size);
                processes.Take(ref start, ref size);
                batch = batch.TakeRows(start, size);
            }
            return true;
        }
        batch = default;
        _ended = true;
        return false;
    }

    public override void EndEpoch()
    {
        if (Reopens)
        {
            // Batches drawn ahead are dropped before the data set is told.
            _batches?.Dispose();
        }
        onEpochEnd?.Invoke();
    }

    public override RunState? GetState() => CountsBatches && !Reopens && _batches is not null && !_ended
        ? ReadStateAtOpening().Set("_looked", _looked).Set("_given", _given) : (data?.GetState() ?? new RunState()).Set("_looked", _looked);

    public override void SetState(RunState state)
    {
        _looked = state.Flag("_looked");
        data?.SetState(state);
        _skipped = state.Contains("_given") ? state.Whole("_given") : 0;
    }

    /// <summary>The data as they were when they were opened, with what was drawn since once and for all: seeds.</summary>
    private RunState ReadStateAtOpening()
    {
        RunState state = Copy(data?.GetState());
        foreach (var (name, value) in _atOpening?.Values ?? []) { state.Put(name, value); }
        return state;
    }

    private static RunState Copy(RunState? state)
    {
        var copy = new RunState();
        foreach (var (name, value) in state?.Values ?? []) { copy.Put(name, value); }
        return copy;
    }

    public override void Dispose()
    {
        _batches?.Dispose();
        base.Dispose();
    }
}
