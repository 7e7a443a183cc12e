namespace KerasDigits.Notebook;

/// <summary>A list that holds at most a number of items, for the methods of Python's names, which ask it to forget.</summary>
internal sealed class Deque<T> : List<T>
{
    private readonly int _most;

    public Deque(IEnumerable<T> items, int most)
        : base(items)
    {
        _most = most >= 0 ? most : throw new ArgumentException($"maxlen must be non-negative. Received: maxlen={most}.", nameof(most));
        Forget(fromFront: true);
    }

    public void Forget(bool fromFront)
    {
        if (Count > _most) { RemoveRange(fromFront ? 0 : _most, Count - _most); }
    }
}
