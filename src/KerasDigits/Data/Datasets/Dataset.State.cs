namespace KerasDigits.Data;

/// <content>What epochs change: an interrupted run continues with the order that it would have had.</content>
public partial class Dataset : IResumable
{
    private readonly List<IResumable> _parts = [];

    RunState IResumable.GetState()
    {
        var state = new RunState();
        for (int i = 0; i < _parts.Count; i++)
        {
            foreach (var (name, value) in _parts[i].GetState().Values) { state.Put($"{i}.{name}", value); }
        }
        return state;
    }

    void IResumable.SetState(RunState state)
    {
        for (int i = 0; i < _parts.Count; i++)
        {
            var part = new RunState();
            string start = $"{i}.";
            foreach (var (name, value) in state.Values.Where(v => v.Key.StartsWith(start, StringComparison.Ordinal)))
            {
                part.Put(name[start.Length..], value);
            }
            _parts[i].SetState(part);
        }
    }

    /// <summary>The data sets that this one is made of: what they remember belongs to it.</summary>
    private Dataset DependOn(params IEnumerable<Dataset> before)
    {
        _parts.AddRange(before.SelectMany(d => d._parts).Except(_parts));
        return this;
    }

    internal Dataset With(IResumable part)
    {
        _parts.Add(part);
        return this;
    }
}

/// <summary>The orders that a shuffle has had: its seed, and how many epochs there were.</summary>
internal sealed class ShuffleOrder(int? seed, bool reshuffles) : IResumable
{
    private int? _seed = seed;
    private int _epoch;

    /// <summary>The numbers of the next epoch.</summary>
    public Random DrawNext()
    {
        _seed ??= Backend.Seeds.DrawInt(int.MaxValue);
        // The mixing keeps seed 1 in its second epoch apart from seed 2 in its first.
        return new Random(unchecked(_seed.Value + ((reshuffles ? _epoch++ : 0) * (int)0x9E3779B9)));
    }

    RunState IResumable.GetState() => _seed is { } drawn ? new RunState().Set("seed", (long)drawn).Set("epoch", (long)_epoch)
        : new RunState().Set("epoch", (long)_epoch);

    void IResumable.SetState(RunState state)
    {
        if (state.Contains("seed")) { _seed = (int)state.Whole("seed"); }
        _epoch = (int)state.Whole("epoch");
    }
}

/// <summary>The elements of the first epoch that was read to its end. A run that goes on reads them again, in the order that they had
/// then.</summary>
internal sealed class CachedElements(Dataset source) : IResumable
{
    private List<Element>? _kept;
    private RunState? _before, _restored;

    /// <summary>An epoch.</summary>
    public IEnumerable<Element> Read()
    {
        if (_kept is { } all)
        {
            foreach (Element element in all) { yield return element; }
            yield break;
        }
        IResumable state = source;
        if (_restored is { } then) { state.SetState(then); }
        (_before, _restored) = (_restored ?? state.GetState(), null);
        var reading = new List<Element>();
        using IEnumerator<Element> elements = source.GetEnumerator();
        for (bool more = elements.MoveNext(); more;)
        {
            Element element = elements.Current;
            reading.Add(element);
            more = elements.MoveNext();
            // Who knows how many there are does not ask behind the last one.
            if (!more) { _kept = reading; }
            yield return element;
        }
        _kept = reading;
    }

    RunState IResumable.GetState() => _restored ?? _before ?? new RunState();

    void IResumable.SetState(RunState state) => _restored = state.Names.Count > 0 ? state : null;
}
