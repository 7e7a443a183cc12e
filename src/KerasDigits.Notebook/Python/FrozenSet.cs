using System.Collections;

namespace KerasDigits.Notebook;

/// <summary>Python's frozenset: a set that does not change, and that is equal to another of the same items.</summary>
public sealed class FrozenSet<T> : IReadOnlySet<T>
{
    /// <summary>What it holds, in Python's order.</summary>
    internal PythonSet<T> Items { get; }

    // What a set that is nobody else's becomes.
    private FrozenSet(PythonSet<T> items) => Items = items;

    /// <summary>A set of these.</summary>
    /// <param name="items">Its items; those that are equal count once.</param>
    public FrozenSet(IEnumerable<T> items) => Items = PythonSet<T>.Of(items);

    /// <inheritdoc/>
    public int Count => Items.Count;

    /// <inheritdoc/>
    public bool Contains(T item) => Items.Contains(item);

    /// <inheritdoc/>
    public bool IsProperSubsetOf(IEnumerable<T> other) => Items.IsProperSubsetOf(other);

    /// <inheritdoc/>
    public bool IsProperSupersetOf(IEnumerable<T> other) => Items.IsProperSupersetOf(other);

    /// <inheritdoc/>
    public bool IsSubsetOf(IEnumerable<T> other) => Items.IsSubsetOf(other);

    /// <inheritdoc/>
    public bool IsSupersetOf(IEnumerable<T> other) => Items.IsSupersetOf(other);

    /// <inheritdoc/>
    public bool Overlaps(IEnumerable<T> other) => Items.Overlaps(other);

    /// <inheritdoc/>
    public bool SetEquals(IEnumerable<T> other) => Items.SetEquals(other);

    /// <summary>What is in this set or in others: Python's <c>a | b</c>.</summary>
    /// <param name="others">Iterables of items; none of them leaves the items as they are.</param>
    public FrozenSet<T> union(params ReadOnlySpan<IEnumerable<T>> others) => new(Items.union(others));

    /// <summary>What is in this set and in the other: Python's <c>a &amp; b</c>.</summary>
    /// <param name="other">Another set, or any iterable of items.</param>
    public FrozenSet<T> intersection(IEnumerable<T> other) => new(Items.intersection(other));

    /// <summary>What is in this set and not in the other: Python's <c>a - b</c>.</summary>
    /// <param name="other">Another set, or any iterable of items.</param>
    public FrozenSet<T> difference(IEnumerable<T> other) => new(Items.difference(other));

    /// <summary>What is in one of the two alone: Python's <c>a ^ b</c>.</summary>
    /// <param name="other">Another set, or any iterable of items.</param>
    public FrozenSet<T> symmetric_difference(IEnumerable<T> other) => new(Items.symmetric_difference(other));

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => Items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the other is a set of the same items.</summary>
    /// <param name="obj">The other object; null: not equal.</param>
    public override bool Equals(object? obj) => obj is IReadOnlySet<T> other && Items.SetEquals(other);

    /// <summary>The same for sets of the same items, whatever their order.</summary>
    public override int GetHashCode() => Items.Aggregate(Items.Count, (hash, item) => hash ^ (item?.GetHashCode() ?? 0));

    /// <summary>As Python shows it: <c>frozenset({1, 2})</c>.</summary>
    public override string ToString() => PythonText.FormatRepr(this);
}
