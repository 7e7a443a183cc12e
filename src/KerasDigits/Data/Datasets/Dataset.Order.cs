namespace KerasDigits.Data;

public partial class Dataset
{
    /// <summary>Elements in random order: of a buffer of elements one is given out and the next one takes its place.</summary>
    /// <param name="buffer_size">Elements in the buffer; as many as there are for a full shuffle.</param>
    /// <param name="seed">Seed; null: drawn from np.random, so that keras.utils.set_random_seed holds for it.</param>
    /// <param name="reshuffle_each_iteration">Whether each epoch has an order of its own.</param>
    /// <exception cref="ArgumentException">buffer_size is not above 0.</exception>
    public Dataset shuffle(long buffer_size, int? seed = null, bool reshuffle_each_iteration = true)
    {
        Guard.That(buffer_size > 0, $"buffer_size must be greater than zero. Received: buffer_size={buffer_size}.", nameof(buffer_size));
        var order = new ShuffleOrder(seed, reshuffle_each_iteration);
        IEnumerable<Element> MakeShuffled()
        {
            Random dice = order.DrawNext();
            var buffer = new List<Element>();
            foreach (Element element in _open())
            {
                if (buffer.Count < buffer_size)
                {
                    buffer.Add(element);
                    continue;
                }
                int at = dice.Next(buffer.Count);
                yield return buffer[at];
                buffer[at] = element;
            }
            for (int left = buffer.Count; left > 0; left--)
            {
                int at = dice.Next(left);
                yield return buffer[at];
                buffer[at] = buffer[left - 1];
            }
        }
        return new Dataset(MakeShuffled, _count, this).With(order);
    }

    /// <summary>The elements several times over.</summary>
    /// <param name="count">How often; null or -1: without end.</param>
    public Dataset repeat(long? count = null)
    {
        bool ends = count is not (null or -1);
        IEnumerable<Element> StartAgain()
        {
            for (long i = 0; !ends || i < count; i++)
            {
                bool any = false;
                foreach (Element element in _open())
                {
                    any = true;
                    yield return element;
                }
                if (!any) { yield break; }
            }
        }
        return new(StartAgain, () => _count() switch
        {
            0 => 0,
            _ when count == 0 => 0,
            _ when !ends => INFINITE,
            >= 0 and long n => n * count!.Value,
            long n => n
        }, this);
    }

    /// <summary>The first elements.</summary>
    /// <param name="count">How many; -1: all.</param>
    public Dataset take(long count) => count < 0 ? this
        : new(() => _open().Take((int)Math.Min(count, int.MaxValue)), () => _count() switch
        {
            INFINITE => count,
            UNKNOWN => UNKNOWN,
            long n => Math.Min(n, count)
        }, this);

    /// <summary>The elements behind the first.</summary>
    /// <param name="count">How many are left out; -1: all.</param>
    public Dataset skip(long count) => count < 0 ? new(() => [], () => 0, this)
        : new(() => _open().Skip((int)Math.Min(count, int.MaxValue)),
            () => _count() is >= 0 and long n ? Math.Max(0, n - count) : _count(), this);

    /// <summary>Every n-th element, beginning with this shard's own.</summary>
    /// <param name="num_shards">Parts in all.</param>
    /// <param name="index">Number of this part, from 0.</param>
    /// <exception cref="ArgumentException">num_shards is not above 0, or index is not from 0 to num_shards - 1.</exception>
    public Dataset shard(long num_shards, long index)
    {
        Guard.That(num_shards > 0 && index >= 0 && index < num_shards,
            $"`index` must be from 0 to num_shards - 1. Received: num_shards={num_shards}, index={index}.", nameof(index));
        return new(() => _open().Where((_, i) => i % num_shards == index),
            () => _count() is >= 0 and long n ? (n - index + num_shards - 1) / num_shards : _count(), this);
    }

    /// <summary>Keeps the elements in memory: what comes before runs in the first epoch that is read to its end, and no more.</summary>
    public Dataset cache()
    {
        var kept = new CachedElements(this);
        return new Dataset(kept.Read, _count, this).With(kept);
    }

    /// <summary>Reads elements ahead on a thread of its own.</summary>
    /// <param name="buffer_size">Elements ahead; tf.data.AUTOTUNE: a few.</param>
    public Dataset prefetch(long buffer_size) =>
        buffer_size == 0 ? this : new(() => EnumerateAhead((int)Math.Clamp(buffer_size < 0 ? 4 : buffer_size, 1, 1024)), _count, this);

    /// <summary>Elements of another data set behind these.</summary>
    /// <param name="dataset">The other one.</param>
    public Dataset concatenate(Dataset dataset) =>
        new Dataset(() => _open().Concat(dataset), () => (_count(), dataset._count()) is (>= 0 and long a, >= 0 and long b) ? a + b
            : _count() == INFINITE || dataset._count() == INFINITE ? INFINITE : UNKNOWN, this).DependOn(dataset);

    /// <summary>Pairs of a number and an element.</summary>
    /// <param name="start">The first number.</param>
    public Dataset enumerate(long start = 0) =>
        new Dataset(() => _open().Select((e, i) => new Element([new Element(NumSharp.NDArray.Scalar(start + i)), e])), _count)
            .DependOn(this);

    private IEnumerable<Element> EnumerateAhead(int count)
    {
        using IEnumerator<Element> elements = Prefetch.ReadAhead(_open(), count);
        while (elements.MoveNext()) { yield return elements.Current; }
    }
}
