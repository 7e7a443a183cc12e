using System.Collections;
using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>Batches of images: a Sequence by index for fit, and an endless enumeration for loops.</summary>
/// <remarks>Order, seeds and the state of NumPy's generator go as in keras-preprocessing 1.1, image/iterator.py.</remarks>
[KerasExport("keras.preprocessing.image.Iterator")]
public abstract class ImageIterator : Sequence, IEnumerable<Batch>, IResumable
{
    /// <summary>NumPy's generator is one for the process: seeding it and drawing happen under one lock.</summary>
    internal static readonly Lock Generator = new();

    private long[]? _order;

    private protected ImageIterator(long count, int batch_size, bool shuffle, int? seed)
    {
        (n, this.batch_size, this.shuffle, this.seed) = (count, Guard.Positive(batch_size), shuffle, seed);
    }

    /// <summary>Number of images.</summary>
    public long n { get; }

    /// <summary>Images per batch.</summary>
    public int batch_size { get; }

    /// <summary>Whether each epoch has a new order.</summary>
    public bool shuffle { get; }

    /// <summary>Seed of shuffling and transformations.</summary>
    public int? seed { get; }

    /// <summary>Position of the next batch of <see cref="next"/>.</summary>
    public int batch_index { get; private set; }

    /// <summary>Batches given so far; with a seed, batch number k draws from seed + k.</summary>
    public int total_batches_seen { get; private set; }

    /// <summary>The order of the images in this epoch; null before the first batch.</summary>
    public IReadOnlyList<long>? index_array => _order;

    /// <inheritdoc/>
    public override int Length => checked((int)((n + batch_size - 1) / batch_size));

    /// <inheritdoc/>
    public override Batch this[int index] => Prepare(index)();

    /// <summary>Draws all that is random now, in order; the batch itself can be made later, on any thread.</summary>
    /// <param name="index">Number of the batch, from 0.</param>
    /// <returns>Makes the batch.</returns>
    /// <exception cref="ArgumentException">There is no such batch.</exception>
    protected internal sealed override Func<Batch> Prepare(int index)
    {
        Guard.That(index >= 0 && index < Length, $"Asked to retrieve element {index}, but the Sequence has length {Length}", nameof(index));
        lock (Generator)
        {
            Seed();
            total_batches_seen++;
            _order ??= DrawOrder();
            return Draw(TakePart((long)index * batch_size));
        }
    }

    /// <summary>The next batch of an endless enumeration.</summary>
    public Batch next()
    {
        Func<Batch> make;
        lock (Generator)
        {
            Seed();
            if (batch_index == 0 || _order is null) { _order = DrawOrder(); }
            long start = n == 0 ? 0 : (long)batch_index * batch_size % n;
            batch_index = n > start + batch_size ? batch_index + 1 : 0;
            total_batches_seen++;
            make = Draw(TakePart(start));
        }
        return make();
    }

    /// <summary>Restarts the enumeration.</summary>
    public void reset() => batch_index = 0;

    /// <inheritdoc/>
    public override void on_epoch_end()
    {
        lock (Generator) { _order = DrawOrder(); }
    }

    /// <inheritdoc/>
    public IEnumerator<Batch> GetEnumerator()
    {
        while (true) { yield return next(); }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    RunState IResumable.GetState()
    {
        RunState state = new RunState().Set("batch_index", batch_index).Set("total_batches_seen", total_batches_seen);
        return _order is null ? state : state.Set("order", np.array(_order));
    }

    void IResumable.SetState(RunState state)
    {
        (batch_index, total_batches_seen) = ((int)state.Whole("batch_index"), (int)state.Whole("total_batches_seen"));
        _order = state.Contains("order") ? state.Array("order").ToArray<long>() : null;
    }

    /// <summary>Draws the transformations of these images and returns what makes the batch.</summary>
    private protected abstract Func<Batch> Draw(long[] indices);

    private void Seed()
    {
        if (seed is { } s) { Backend.Seeds.SeedNumPy(s + total_batches_seen); }
    }

    private long[] DrawOrder()
    {
        if (!shuffle) { return [.. Enumerable.Range(0, (int)n).Select(i => (long)i)]; }
        return Backend.Seeds.Draw(random => random.permutation((int)n).astype(NPTypeCode.Int64).ToArray<long>());
    }

    private long[] TakePart(long start) => _order![(int)start..(int)Math.Min(n, start + batch_size)];

    /// <summary>Draws what is random of a batch: each image's transformation, and the numbers of saved files.</summary>
    private protected static (TransformParameters[] Transforms, int[] Numbers) DrawChanges(ImageDataGenerator generator,
        PictureLayout layout, PictureSaver? saver, int count)
    {
        var transforms = new TransformParameters[count];
        using var random = new NumpyDraws();
        for (int i = 0; i < transforms.Length; i++) { transforms[i] = generator.Draw(random, layout); }
        return (transforms, saver?.Draw(random, count) ?? []);
    }
}
