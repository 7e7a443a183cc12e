using System.Collections;
using System.Globalization;

namespace KerasDigits.Notebook;

/// <summary>Python's range: integers at equal steps, which go wherever a list of them goes.</summary>
public sealed class IntRange : IReadOnlyList<int>
{
    private readonly int _start, _stop, _step;

    internal IntRange(int start, int stop, int step)
    {
        (_start, _stop, _step) = (start, stop, step);
        Count = checked((int)Math.Max(0, (((long)stop - start) + step - Math.Sign(step)) / step));
    }

    /// <summary>How many numbers there are.</summary>
    public int Count { get; }

    /// <summary>One of the numbers; negative places count from the end.</summary>
    /// <param name="index">Position, from 0; negative ones count from the end.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public int this[int index] => (index < 0 ? index + Count : index) is var at && at >= 0 && at < Count ? _start + (at * _step)
        : throw new IndexOutOfRangeException(string.Create(CultureInfo.InvariantCulture,
            $"range object index out of range: it holds {Count} numbers. Received: {index}."));

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) { yield return _start + (i * _step); }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As Python writes it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"range({_start}, {_stop}{(_step == 1 ? "" : $", {_step}")})");
}
