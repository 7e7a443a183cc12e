using System.Collections;

namespace KerasDigits.Data;

/// <summary>
/// The windows of a data set, each a small data set: what <see cref="Dataset.window"/> gives.
/// <c>ds.window(5, shift: 1, drop_remainder: true).flat_map(w => w.batch(5))</c> makes elements of them.
/// </summary>
public sealed class Windows : IEnumerable<Dataset>
{
    private readonly Dataset _source;
    private readonly long _size, _shift, _stride;
    private readonly bool _drop;

    internal Windows(Dataset source, long size, long shift, long stride, bool drop)
    {
        Guard.That(size > 0 && shift > 0 && stride > 0,
            $"Size, shift and stride of windows must be greater than zero. Received: size={size}, shift={shift}, stride={stride}.",
            nameof(size));
        (_source, _size, _shift, _stride, _drop) = (source, size, shift, stride, drop);
    }

    /// <summary>The elements of each window's data set, one after the other.</summary>
    /// <param name="map_func">Makes a data set of a window, for instance its batch.</param>
    public Dataset flat_map(Func<Dataset, Dataset> map_func) => Dataset.Join(this.Select(map_func), _source);

    /// <summary>
    /// The same for elements of two parts, each of which is a window of its own:
    /// <c>(x, y) => tf.data.Dataset.zip((x.batch(5), y.batch(5)))</c>.
    /// </summary>
    /// <param name="map_func">Makes a data set of a window of each part.</param>
    public Dataset flat_map(Func<Dataset, Dataset, Dataset> map_func) =>
        Dataset.Join(this.Select(w => map_func(w.TakePart(0), w.TakePart(1))), _source);

    /// <summary>An epoch's windows.</summary>
    public IEnumerator<Dataset> GetEnumerator()
    {
        var held = new List<Element>();
        long first = 0, span = ((_size - 1) * _stride) + 1;
        using IEnumerator<Element> elements = _source.GetEnumerator();
        for (long start = 0; ; start += _shift)
        {
            int gone = (int)Math.Min(start - first, held.Count);
            held.RemoveRange(0, gone);
            for (first += gone; first < start; first++)
            {
                if (!elements.MoveNext()) { yield break; }
            }
            while (held.Count < span && elements.MoveNext()) { held.Add(elements.Current); }
            List<Element> window = [];
            for (int i = 0; i < Math.Min(held.Count, span); i += (int)_stride) { window.Add(held[i]); }
            if (window.Count == 0 || (_drop && window.Count < _size)) { yield break; }
            yield return Dataset.Of(window);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
