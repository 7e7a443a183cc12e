namespace KerasDigits.Notebook;

/// <summary>
/// Python's deque: a list that says that it is one, and that holds at most a number of items, for the methods of Python's names, which ask
/// it to forget.
/// </summary>
internal sealed class Deque<T> : List<T>, IDeque
{
    public Deque(IEnumerable<T> items, int? most)
        : base(items)
    {
        Most = most is not < 0 ? most : throw new ArgumentException($"maxlen must be non-negative. Received: maxlen={most}.", nameof(most));
        Forget(fromFront: true);
    }

    public int? Most { get; }

    public void Forget(bool fromFront)
    {
        if (Count > Most) { RemoveRange(fromFront ? 0 : Most.Value, Count - Most.Value); }
    }
}

/// <summary>What is shown as a deque.</summary>
internal interface IDeque
{
    /// <summary>How many items it holds at most; null: as many as come.</summary>
    int? Most { get; }
}
