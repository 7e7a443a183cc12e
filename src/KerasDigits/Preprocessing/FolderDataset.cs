using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Preprocessing;

/// <summary>Batches of what the files of a folder hold, with the class numbers of the folders inside of it.</summary>
/// <remarks>The order in <see cref="file_paths"/> is Keras's for a seed. With shuffle, each epoch goes through them in a further order of
/// its own, which tf.data draws from a generator that nothing else has: here it is a permutation by the seed and the number of the
/// epoch.</remarks>
internal abstract class FolderDataset : Sequence, IPictureFolder
{
    private readonly int[]? _labels;
    private readonly string? _labelMode;
    private readonly int? _shuffleSeed;
    private int[] _order;
    private int _epoch;

    private protected FolderDataset(LabelledFiles files, string? labelMode, int batchSize, int? shuffleSeed)
    {
        (file_paths, _labels, class_names, _labelMode, batch_size) = (files.Paths, files.Numbers, files.Names, labelMode, batchSize);
        _shuffleSeed = shuffleSeed;
        _order = Order();
    }

    /// <summary>The classes' names in the order of their numbers.</summary>
    public IReadOnlyList<string> class_names { get; }

    /// <summary>The files' paths.</summary>
    public IReadOnlyList<string> file_paths { get; }

    /// <summary>The class number of each path; null without labels.</summary>
    public IReadOnlyList<int>? labels => _labels;

    /// <summary>Files per batch; the last one may be smaller.</summary>
    public int batch_size { get; }

    /// <inheritdoc/>
    public override int Length => (file_paths.Count + batch_size - 1) / batch_size;

    /// <inheritdoc/>
    public override Batch this[int index]
    {
        get
        {
            Guard.That(index >= 0 && index < Length, $"Asked to retrieve element {index}, but the Sequence has length {Length}",
                nameof(index));
            return Prepare(index)();
        }
    }

    /// <inheritdoc/>
    protected internal override bool KeepsOrder => true;

    /// <summary>The files of a batch are chosen now, and read when the result is called.</summary>
    protected internal override Func<Batch> Prepare(int index)
    {
        int start = index * batch_size;
        int[] chosen = _order[start..Math.Min(start + batch_size, _order.Length)];
        return () => Make(chosen);
    }

    /// <summary>Shuffles again, where shuffling is on.</summary>
    public override void on_epoch_end()
    {
        _epoch++;
        _order = Order();
    }

    /// <summary>What files hold, one row for each.</summary>
    private protected abstract NDArray Read(string[] paths);

    private int[] Order() => _shuffleSeed is { } seed
        ? LabelledFiles.DrawPermutation(unchecked(seed + _epoch), file_paths.Count)
        : [.. Enumerable.Range(0, file_paths.Count)];

    private Batch Make(int[] chosen)
    {
        NDArray x = Read(Array.ConvertAll(chosen, i => file_paths[i]));
        if (_labels is null) { return x; }
        int[] numbers = Array.ConvertAll(chosen, i => _labels[i]);
        return (x, _labelMode switch
        {
            "int" => np.array(numbers),
            "binary" => np.array(Array.ConvertAll(numbers, n => (float)n)).reshape(new NumSharp.Shape(numbers.Length, 1)),
            _ => EncodeOneHot(numbers),
        });
    }

    private NDArray EncodeOneHot(int[] numbers)
    {
        float[] rows = new float[numbers.Length * class_names.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            // tf.one_hot leaves rows of other numbers empty
            if (numbers[i] >= 0 && numbers[i] < class_names.Count) { rows[(i * class_names.Count) + numbers[i]] = 1; }
        }
        return np.array(rows).reshape(new NumSharp.Shape(numbers.Length, class_names.Count));
    }
}
