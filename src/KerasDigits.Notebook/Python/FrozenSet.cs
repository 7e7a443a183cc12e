using System.Collections;

namespace KerasDigits.Notebook;

/// <summary>Python's frozenset: a set that does not change, and that is equal to another of the same items.</summary>
public sealed class FrozenSet<T> : IReadOnlySet<T>
{
    private readonly HashSet<T> _items;

    /// <summary>A set of these.</summary>
    /// <param name="items">Its items; those that are equal count once.</param>
    public FrozenSet(IEnumerable<T> items) => _items = [.. items];

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public bool Contains(T item) => _items.Contains(item);

    /// <inheritdoc/>
    public bool IsProperSubsetOf(IEnumerable<T> other) => _items.IsProperSubsetOf(other);

    /// <inheritdoc/>
    public bool IsProperSupersetOf(IEnumerable<T> other) => _items.IsProperSupersetOf(other);

    /// <inheritdoc/>
    public bool IsSubsetOf(IEnumerable<T> other) => _items.IsSubsetOf(other);

    /// <inheritdoc/>
    public bool IsSupersetOf(IEnumerable<T> other) => _items.IsSupersetOf(other);

    /// <inheritdoc/>
    public bool Overlaps(IEnumerable<T> other) => _items.Overlaps(other);

    /// <inheritdoc/>
    public bool SetEquals(IEnumerable<T> other) => _items.SetEquals(other);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the other is a set of the same items.</summary>
    /// <param name="obj">The other object; null: not equal.</param>
    public override bool Equals(object? obj) => obj is IReadOnlySet<T> other && _items.SetEquals(other);

    /// <summary>The same for sets of the same items, whatever their order.</summary>
    public override int GetHashCode() => _items.Aggregate(_items.Count, (hash, item) => hash ^ (item?.GetHashCode() ?? 0));

    /// <summary>As Python shows it: <c>frozenset({1, 2})</c>.</summary>
    public override string ToString() => PythonText.FormatRepr(this);
}
