using NumSharp;

namespace KerasDigits.Data;

public partial class Dataset
{
    /// <summary>Elements stacked into batches.</summary>
    /// <param name="batch_size">Elements in a batch.</param>
    /// <param name="drop_remainder">Whether a last batch of fewer is left out.</param>
    /// <exception cref="ArgumentException">batch_size is not above 0.</exception>
    public Dataset batch(long batch_size, bool drop_remainder = false)
    {
        Guard.That(batch_size > 0, $"Batch size must be greater than zero. Received: batch_size={batch_size}.", nameof(batch_size));
        IEnumerable<Element> MakeBatches()
        {
            foreach (Element[] group in _open().Chunk((int)batch_size))
            {
                if (group.Length == batch_size || !drop_remainder) { yield return Element.Join(group, Stack); }
            }
        }
        return new Dataset(MakeBatches, () => _count() is >= 0 and long n
            ? (drop_remainder ? n / batch_size : (n + batch_size - 1) / batch_size) : _count(), drop_remainder ? batch_size
            : null).DependOn(this);
    }

    /// <summary>Batches of elements of several lengths, the shorter ones filled up with zeros.</summary>
    /// <param name="batch_size">Elements in a batch.</param>
    /// <param name="drop_remainder">Whether a last batch of fewer is left out.</param>
    public Dataset padded_batch(long batch_size, bool drop_remainder = false)
    {
        IEnumerable<Element> MakePadded() => _open().Chunk((int)batch_size).Where(g => g.Length == batch_size || !drop_remainder)
            .Select(g => Element.Join(g, (arrays, c) =>
        {
            long[] most = [.. Enumerable.Range(0, arrays[0].ndim).Select(d => arrays.Max(a => a.shape[d]))];
            return Stack([.. arrays.Select(a => Pad(a, most))], c);
        }));
        return new Dataset(MakePadded, () => _count() is >= 0 and long n
            ? (drop_remainder ? n / batch_size : (n + batch_size - 1) / batch_size) : _count(), drop_remainder ? batch_size
            : null).DependOn(this);
    }

    /// <summary>
    /// Windows over the elements, each a data set: <c>ds.window(5, shift: 1, drop_remainder: true).flat_map(w => w.batch(5))</c>.
    /// </summary>
    /// <param name="size">Elements of a window.</param>
    /// <param name="shift">From a window's first element to the next one's; null: size.</param>
    /// <param name="stride">From an element of a window to the next.</param>
    /// <param name="drop_remainder">Whether windows of fewer, at the end, are left out.</param>
    public Windows window(long size, long? shift = null, long stride = 1, bool drop_remainder = false) =>
        new(this, size, shift ?? size, stride, drop_remainder);

    /// <summary>A data set of batches.</summary>
    /// <param name="open">Starts an epoch.</param>
    /// <param name="count">Batches of an epoch, or INFINITE, UNKNOWN.</param>
    /// <param name="batch">Rows of each; null: the last one may have fewer.</param>
    internal static Dataset OfBatches(Func<IEnumerable<Element>> open, long count, long? batch) => new(open, () => count, batch);

    /// <summary>A data set of rows whose number shows itself at the end.</summary>
    internal static Dataset OfRows(Func<IEnumerable<Element>> open) => new(open, () => UNKNOWN);

    /// <summary>A data set of elements that are there already.</summary>
    internal static Dataset Of(IReadOnlyList<Element> elements) => new(() => elements, () => elements.Count);

    /// <summary>The elements of data sets that an epoch of another makes.</summary>
    internal static Dataset Join(IEnumerable<Dataset> parts, Dataset source) =>
        new Dataset(() => parts.SelectMany(p => p), () => UNKNOWN).DependOn(source);

    /// <summary>One part of each element, which is a tuple.</summary>
    internal Dataset TakePart(int index) => new(() => _open().Select(e => e[index]), _count);

    /// <summary>Batches taken apart into their rows.</summary>
    public Dataset unbatch()
    {
        IEnumerable<Element> MakeRows() => _open().SelectMany(SplitApart);
        return new Dataset(MakeRows, () => UNKNOWN).DependOn(this);
    }

    /// <summary>The rows of one batch.</summary>
    private static IEnumerable<Element> SplitApart(Element batch)
    {
        long count = batch.EnumerateLeaves().First().shape[0];
        for (int i = 0; i < count; i++)
        {
            int row = i;
            yield return batch.Map(a => Backend.Texts.Keep(a, a[row]));
        }
    }

    private static NDArray Pad(NDArray a, long[] shape)
    {
        if (a.shape.SequenceEqual(shape)) { return a; }
        NDArray padded = np.zeros(new NumSharp.Shape(shape), a.typecode);
        padded[string.Join(", ", a.shape.Select(d => $":{d}"))] = a;
        return padded;
    }

    /// <summary>Arrays of one shape as one with a further axis in front.</summary>
    private static unsafe NDArray Stack(IReadOnlyList<NDArray> arrays, int component)
    {
        NDArray first = arrays[0];
        for (int i = 1; i < arrays.Count; i++)
        {
            if (arrays[i].shape.SequenceEqual(first.shape)) { continue; }
            throw new InvalidOperationException($"Cannot batch tensors with different shapes in component {component}. "
                + $"First element had shape [{string.Join(",", first.shape)}] and element {i} had shape "
                + $"[{string.Join(",", arrays[i].shape)}].");
        }
        if (Backend.Texts.Holds(first))
        {
            NDArray texts = Backend.Texts.Array(arrays.SelectMany(Backend.Texts.Strings).ToArray());
            return Backend.Texts.Keep(texts, texts.reshape([arrays.Count, .. first.shape]));
        }
        var result = new NDArray(first.typecode, new NumSharp.Shape([arrays.Count, .. first.shape]), false);
        long bytes = first.size * first.dtypesize;
        for (int i = 0; i < arrays.Count; i++)
        {
            NDArray a = arrays[i].typecode == first.typecode ? arrays[i] : arrays[i].astype(first.typecode);
            NDArray dense = a.Shape is { IsContiguous: true, IsSliced: false, IsBroadcasted: false } ? a : a.copy();
            Buffer.MemoryCopy(dense.Unsafe.Address, (byte*)result.Unsafe.Address + (i * bytes), bytes, bytes);
            GC.KeepAlive(dense);
        }
        return result;
    }
}
