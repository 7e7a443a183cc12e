using System.Collections;

namespace KerasDigits.Notebook;

/// <summary>
/// A Python tuple whose length is not known when the program is compiled: a list that shows itself in parentheses and is equal to another
/// of the same items, so that it can be a key.
/// </summary>
internal sealed class TupleList<T>(IEnumerable<T> items) : List<T>(items), ITupleList
{
    public override bool Equals(object? obj) => obj is TupleList<T> other && this.SequenceEqual(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (T item in this) { hash.Add(item); }
        return hash.ToHashCode();
    }
}

/// <summary>What is shown as a tuple.</summary>
internal interface ITupleList : IEnumerable;
