using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>
/// Batches of pictures from a folder, as values from 0 to 255: what the data set of image_dataset_from_directory reads.
/// </summary>
/// <remarks>The order in <see cref="file_paths"/> is Keras's for a seed. With shuffle, each epoch goes through them in a further order of
/// its own, which tf.data draws from a generator that nothing else has: here it is a permutation by the seed and the number of the
/// epoch.</remarks>
internal sealed class ImageDataset : Sequence, IPictureFolder
{
    private readonly int[]? _labels;
    private readonly string? _labelMode;
    private readonly string _interpolation, _colorMode;
    private readonly Size2 _size;
    private readonly bool _crops;
    private readonly int? _shuffleSeed;
    private int[] _order;
    private int _epoch;

    internal ImageDataset(IReadOnlyList<string> paths, int[]? labels, string[] classNames, string? labelMode, string colorMode,
        int batchSize, Size2 size, int? shuffleSeed, string interpolation, bool crops)
    {
        (file_paths, _labels, class_names, _labelMode, _colorMode, batch_size) = (paths, labels, classNames, labelMode,
            colorMode, batchSize);
        (_size, _shuffleSeed, _interpolation, _crops) = (size, shuffleSeed, interpolation, crops);
        _order = Order();
    }

    /// <summary>The classes' names in the order of their numbers.</summary>
    public IReadOnlyList<string> class_names { get; }

    /// <summary>The pictures' paths.</summary>
    public IReadOnlyList<string> file_paths { get; }

    /// <summary>The class number of each path; null without labels.</summary>
    public IReadOnlyList<int>? labels => _labels;

    /// <summary>Pictures per batch; the last one may be smaller.</summary>
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

    /// <summary>The pictures of a batch are chosen now, and read when the result is called.</summary>
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

    private int[] Order() => _shuffleSeed is { } seed
        ? ImageDatasets.Permutation(unchecked(seed + _epoch), file_paths.Count)
        : [.. Enumerable.Range(0, file_paths.Count)];

    private Batch Make(int[] chosen)
    {
        int channels = _colorMode switch { "grayscale" => 1, "rgb" => 3, _ => 4 };
        float[] values = new float[chosen.Length * _size.Height * _size.Width * channels];
        int one = values.Length / chosen.Length;
        for (int i = 0; i < chosen.Length; i++) { Load(file_paths[chosen[i]], channels).CopyTo(values.AsSpan(i * one)); }
        NDArray x = np.array(values).reshape(new NumSharp.Shape(chosen.Length, _size.Height, _size.Width, channels));
        if (_labels is null) { return x; }
        int[] numbers = Array.ConvertAll(chosen, i => _labels[i]);
        return (x, _labelMode switch
        {
            "int" => np.array(numbers),
            "binary" => np.array(Array.ConvertAll(numbers, n => (float)n)).reshape(new NumSharp.Shape(numbers.Length, 1)),
            _ => OneHot(numbers),
        });
    }

    private NDArray OneHot(int[] numbers)
    {
        float[] rows = new float[numbers.Length * class_names.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            // tf.one_hot leaves rows of other numbers empty
            if (numbers[i] >= 0 && numbers[i] < class_names.Count) { rows[(i * class_names.Count) + numbers[i]] = 1; }
        }
        return np.array(rows).reshape(new NumSharp.Shape(numbers.Length, class_names.Count));
    }

    private float[] Load(string path, int channels)
    {
        Image image = ((ImageFile)path).Decode();
        // TensorFlow keeps the upper byte
        if (image.mode == "I")
        {
            image = new Image("L", image.width, image.height, [.. image.Values.ToArray().Select(v => (byte)(v >> 8))]);
        }
        image = image.convert(channels switch { 1 => "L", 3 => "RGB", _ => "RGBA" });
        float[] values = new float[image.Pixels.Length];
        for (int i = 0; i < values.Length; i++) { values[i] = image.Pixels[i]; }
        if (image.height == _size.Height && image.width == _size.Width) { return values; }
        using var scope = Scopes.Step();
        using var noGradient = Scopes.NoGradient();
        Tensor x = Tensors.Of(values).reshape(1, image.height, image.width, channels);
        Tensor resized = _crops
            ? ImageResize.SmartResize(x, _size.Height, _size.Width, _interpolation)
            : ImageResize.Resize(x, _size.Height, _size.Width, _interpolation);
        return Arrays.ToArray(resized).ToArray<float>();
    }
}
