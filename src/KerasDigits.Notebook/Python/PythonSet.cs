using System.Collections;

namespace KerasDigits.Notebook;

/// <summary>
/// Python's set. Its items stand in CPython's order, which follows from the numbers and from how the set came about:
/// <c>set([9, 4, 1, 17])</c> is gone through, and shown, as <c>{1, 4, 9, 17}</c>. The order of texts, which differs from run to run in
/// Python, is one that stays.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed class PythonSet<T> : ISet<T>, IReadOnlySet<T>
{
    private const int Least = 8, Neighbours = 9, Many = 50_000;

    private static readonly EqualityComparer<T> s_comparer = EqualityComparer<T>.Default;

    private Place[] _places = new Place[Least];
    private int _used, _finger, _version;

    /// <summary>An empty set.</summary>
    public PythonSet()
    {
    }

    /// <summary>
    /// A set of three or more constants, as Python writes one down: CPython makes a frozenset of them, another of that one's items, and
    /// takes these over.
    /// </summary>
    /// <param name="items">Its items; those that are equal count once.</param>
    public PythonSet(params T[] items) => Merge(Of(Of(items).ToArray()));

    /// <inheritdoc cref="ICollection{T}.Count"/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <summary>The set of an iterable's items, taken one after the other: Python's <c>set(items)</c>.</summary>
    /// <param name="items">The items.</param>
    internal static PythonSet<T> Of(IEnumerable<T> items)
    {
        var made = new PythonSet<T>();
        made.update(items);
        return made;
    }

    /// <inheritdoc/>
    public bool Add(T item)
    {
        long hash = ItemHash.Of(item);
        if (Find(item, hash, out int free) >= 0) { return false; }
        _places[free] = new Place(item, hash, State.Held);
        (Count, _used, _version) = (Count + 1, _used + 1, _version + 1);
        if ((long)_used * 5 >= (_places.Length - 1) * 3L) { Resize(Count > Many ? Count * 2 : Count * 4); }
        return true;
    }

    /// <summary>Adds an item: Python's <c>s.add(x)</c>.</summary>
    /// <param name="item">What is put in; nothing happens where an equal item is there.</param>
    public void add(T item) => _ = Add(item);

    /// <inheritdoc cref="ICollection{T}.Contains(T)"/>
    public bool Contains(T item) => Find(item, ItemHash.Of(item), out _) >= 0;

    /// <inheritdoc/>
    public bool Remove(T item)
    {
        if (Find(item, ItemHash.Of(item), out _) is var at && at < 0) { return false; }
        TakeAway(at);
        return true;
    }

    /// <summary>Takes an item out: Python's <c>s.remove(x)</c>.</summary>
    /// <param name="item">What is taken out; an equal item counts.</param>
    /// <exception cref="KeyNotFoundException">It is not there.</exception>
    public void remove(T item)
    {
        if (!Remove(item)) { throw new KeyNotFoundException(builtins.repr(item)); }
    }

    /// <summary>Takes one of the items out, the one that Python takes: <c>s.pop()</c>.</summary>
    /// <returns>The item.</returns>
    /// <exception cref="KeyNotFoundException">The set is empty.</exception>
    public T pop()
    {
        if (Count == 0) { throw new KeyNotFoundException("'pop from an empty set'"); }
        int at = _finger & (_places.Length - 1);
        while (_places[at].State != State.Held) { at = (at + 1) & (_places.Length - 1); }
        T item = _places[at].Item;
        TakeAway(at);
        _finger = at + 1;
        return item;
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _places = new Place[Least];
        (Count, _used, _finger, _version) = (0, 0, 0, _version + 1);
    }

    /// <summary>Another set of the same items: Python's <c>s.copy()</c>.</summary>
    public PythonSet<T> copy()
    {
        var made = new PythonSet<T>();
        made.Merge(this);
        return made;
    }

    /// <summary>Takes the items of others in: Python's <c>s.update(other)</c> and <c>s |= other</c>.</summary>
    /// <param name="others">What is taken in.</param>
    public void update(params ReadOnlySpan<IEnumerable<T>> others)
    {
        foreach (IEnumerable<T> other in others)
        {
            if (AsSet(other) is { } set) { Merge(set); continue; }
            foreach (T item in other) { _ = Add(item); }
        }
    }

    /// <summary>What is in this set or in others: Python's <c>a | b</c>.</summary>
    /// <param name="others">Iterables of items; none of them leaves the items as they are.</param>
    public PythonSet<T> union(params ReadOnlySpan<IEnumerable<T>> others)
    {
        PythonSet<T> made = copy();
        made.update(others);
        return made;
    }

    /// <summary>What is in this set and in the other: Python's <c>a &amp; b</c>.</summary>
    /// <param name="other">Another set, or any iterable of items.</param>
    public PythonSet<T> intersection(IEnumerable<T> other)
    {
        if (ReferenceEquals(other, this)) { return copy(); }
        var made = new PythonSet<T>();
        (PythonSet<T> asked, IEnumerable<T> gone) = AsSet(other) is not { } set ? (this, other)
            : set.Count > Count ? (set, this) : (this, set);
        foreach (T item in gone) { if (asked.Contains(item)) { _ = made.Add(item); } }
        return made;
    }

    /// <summary>What is in this set and not in the other: Python's <c>a - b</c>.</summary>
    /// <param name="other">Another set, or any iterable of items.</param>
    public PythonSet<T> difference(IEnumerable<T> other)
    {
        if (AsSet(other) is not { } set || Count >> 2 > set.Count)
        {
            PythonSet<T> rest = copy();
            rest.difference_update(other);
            return rest;
        }
        var made = new PythonSet<T>();
        foreach (T item in this) { if (!set.Contains(item)) { _ = made.Add(item); } }
        return made;
    }

    /// <summary>What is in one of the two alone: Python's <c>a ^ b</c>.</summary>
    /// <param name="other">Another set, or any iterable of items.</param>
    public PythonSet<T> symmetric_difference(IEnumerable<T> other)
    {
        PythonSet<T> made = AsSet(other)?.copy() ?? Of(other);
        made.Exchange(this);
        return made;
    }

    /// <summary>Keeps what is in the other too: Python's <c>a &amp;= b</c>.</summary>
    /// <param name="other">Another set, or any iterable of items.</param>
    public void intersection_update(IEnumerable<T> other)
    {
        PythonSet<T> made = intersection(other);
        (_places, Count, _used, _finger, _version) = (made._places, made.Count, made._used, 0, _version + 1);
    }

    /// <summary>Takes out what is in the other: Python's <c>a -= b</c>.</summary>
    /// <param name="other">Another set, or any iterable of items.</param>
    public void difference_update(IEnumerable<T> other)
    {
        if (ReferenceEquals(other, this)) { Clear(); return; }
        if (AsSet(other) is { } set && set.Count >> 3 > Count) { other = set.intersection(this); }
        foreach (T item in other) { _ = Remove(item); }
        if (_used - Count > (_places.Length - 1) / 4) { Resize(Count > Many ? Count * 2 : Count * 4); }
    }

    /// <summary>Keeps what is in one of the two alone: Python's <c>a ^= b</c>.</summary>
    /// <param name="other">Another set, or any iterable of items.</param>
    public void symmetric_difference_update(IEnumerable<T> other)
    {
        if (ReferenceEquals(other, this)) { Clear(); return; }
        Exchange(AsSet(other) ?? Of(other));
    }

    /// <inheritdoc/>
    public void UnionWith(IEnumerable<T> other) => update(other);

    /// <inheritdoc/>
    public void IntersectWith(IEnumerable<T> other) => intersection_update(other);

    /// <inheritdoc/>
    public void ExceptWith(IEnumerable<T> other) => difference_update(other);

    /// <inheritdoc/>
    public void SymmetricExceptWith(IEnumerable<T> other) => symmetric_difference_update(other);

    /// <inheritdoc cref="ISet{T}.IsSubsetOf"/>
    public bool IsSubsetOf(IEnumerable<T> other) => (AsSet(other) ?? Of(other)) is var set && Count <= set.Count && this.All(set.Contains);

    /// <inheritdoc cref="ISet{T}.IsSupersetOf"/>
    public bool IsSupersetOf(IEnumerable<T> other) => other.All(Contains);

    /// <inheritdoc cref="ISet{T}.IsProperSubsetOf"/>
    public bool IsProperSubsetOf(IEnumerable<T> other) => (AsSet(other) ?? Of(other)) is var set && Count < set.Count && IsSubsetOf(set);

    /// <inheritdoc cref="ISet{T}.IsProperSupersetOf"/>
    public bool IsProperSupersetOf(IEnumerable<T> other) => (AsSet(other) ?? Of(other)).IsProperSubsetOf(this);

    /// <inheritdoc cref="ISet{T}.Overlaps"/>
    public bool Overlaps(IEnumerable<T> other) => other.Any(Contains);

    /// <inheritdoc cref="ISet{T}.SetEquals"/>
    public bool SetEquals(IEnumerable<T> other) => (AsSet(other) ?? Of(other)) is var set && Count == set.Count && IsSubsetOf(set);

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex)
    {
        foreach (T item in this) { array[arrayIndex++] = item; }
    }

    /// <summary>The items, in CPython's order.</summary>
    /// <exception cref="InvalidOperationException">The set is changed on the way.</exception>
    public IEnumerator<T> GetEnumerator()
    {
        (Place[] places, int version) = (_places, _version);
        for (int i = 0; i < places.Length; i++)
        {
            if (version != _version) { throw new InvalidOperationException("Set changed size during iteration"); }
            if (places[i].State == State.Held) { yield return places[i].Item; }
        }
        if (version != _version && Count > 0) { throw new InvalidOperationException("Set changed size during iteration"); }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<T>.Add(T item) => Add(item);

    /// <summary>As Python shows it: <c>{1, 2}</c>.</summary>
    public override string ToString() => PythonText.FormatRepr(this);

    private static PythonSet<T>? AsSet(IEnumerable<T> items) => items as PythonSet<T> ?? (items as FrozenSet<T>)?.Items;

    private void TakeAway(int at)
    {
        _places[at] = new Place(default!, -1, State.Gone);
        (Count, _version) = (Count - 1, _version + 1);
    }

    private void Exchange(PythonSet<T> other)
    {
        foreach (T item in other) { if (!Remove(item)) { _ = Add(item); } }
    }

    // Where an item is; below 0 where it is not, and then which place it would take.
    private int Find(T item, long hash, out int free)
    {
        ulong mask = (ulong)_places.Length - 1, more = (ulong)hash, at = more & mask;
        while (true)
        {
            int turns = at + Neighbours <= mask ? Neighbours : 0;
            for (int i = (int)at; i <= (int)at + turns; i++)
            {
                ref Place place = ref _places[i];
                if (place.State == State.Free) { free = i; return -1; }
                if (place.State == State.Held && place.Hash == hash && s_comparer.Equals(place.Item, item)) { return free = i; }
            }
            more >>= 5;
            at = unchecked((at * 5) + 1 + more) & mask;
        }
    }

    private void Resize(int least)
    {
        int size = Least;
        while (size <= least) { size <<= 1; }
        Place[] before = _places;
        _places = new Place[size];
        Fill(before);
    }

    private void Fill(Place[] from)
    {
        _used = Count = 0;
        foreach (Place place in from)
        {
            if (place.State != State.Held) { continue; }
            _ = Find(place.Item, place.Hash, out int free);
            _places[free] = place;
            (_used, Count) = (_used + 1, Count + 1);
        }
        _version++;
    }

    // The items of another set: a set that is empty takes its layout.
    private void Merge(PythonSet<T> other)
    {
        if (ReferenceEquals(other, this) || other.Count == 0) { return; }
        if ((_used + (long)other.Count) * 5 >= (_places.Length - 1) * 3L) { Resize((Count + other.Count) * 2); }
        if (_used > 0)
        {
            foreach (T item in other) { _ = Add(item); }
            return;
        }
        if (_places.Length == other._places.Length && other._used == other.Count)
        {
            _places = [.. other._places];
            (_used, Count, _version) = (other._used, other.Count, _version + 1);
        }
        else { Fill(other._places); }
    }

    private enum State : byte { Free, Held, Gone }

    private readonly record struct Place(T Item, long Hash, State State);
}
