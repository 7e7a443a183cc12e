using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>
/// What flow takes as x: images, or (images, other) or (images, others), where the others go along unchanged as further inputs.
/// </summary>
public sealed class FlowInput
{
    private FlowInput(NDArray pictures, params NDArray[] others) => (Pictures, Others) = (pictures, others);

    internal NDArray Pictures { get; }

    internal NDArray[] Others { get; }

    /// <summary>Images.</summary>
    /// <exception cref="ArgumentNullException">The images are null.</exception>
    public static implicit operator FlowInput(NDArray pictures) => new(pictures ?? throw new ArgumentNullException(nameof(pictures)));

    /// <summary>Images as a .NET array of rank 4.</summary>
    /// <exception cref="ArgumentNullException">The images are null.</exception>
    public static implicit operator FlowInput(Array pictures) =>
        new(np.array(pictures ?? throw new ArgumentNullException(nameof(pictures))));

    /// <summary>Images and another input.</summary>
    public static implicit operator FlowInput((NDArray pictures, NDArray other) x) => new(x.pictures, x.other);

    /// <summary>Images and further inputs.</summary>
    public static implicit operator FlowInput((NDArray pictures, NDArray[] others) x) => new(x.pictures, x.others);
}

/// <summary>Transformed images from an array: what <see cref="ImageDataGenerator.flow"/> returns.</summary>
/// <remarks>Source: keras-preprocessing 1.1, image/numpy_array_iterator.py.</remarks>
[KerasExport("keras.preprocessing.image.NumpyArrayIterator")]
public sealed class NumpyArrayIterator : ImageIterator
{
    private readonly ImageDataGenerator _generator;
    private readonly float[] _pictures;
    private readonly PictureLayout _layout;
    private readonly long[] _shape;
    private readonly NDArray? _labels, _weights;
    private readonly NDArray[] _others;
    private readonly PictureSaver? _saver;

    /// <summary>Creates an iterator over the arrays.</summary>
    /// <param name="x">Images, rank 4; or (images, other) or (images, others), where the others go along as further inputs.</param>
    /// <param name="y">Labels, as many; null: the batches hold only images.</param>
    /// <param name="image_data_generator">What transforms and standardizes the images.</param>
    /// <param name="batch_size">Images per batch.</param>
    /// <param name="shuffle">Whether each epoch has a new order.</param>
    /// <param name="sample_weight">Factor of the loss for each sample; null: all 1.</param>
    /// <param name="seed">Seed of shuffling and transformations; null: the global generator's.</param>
    /// <param name="data_format">That of the generator; null: it.</param>
    /// <param name="save_to_dir">Folder to write the images of all batches to; null: none.</param>
    /// <param name="save_prefix">What the written files' names start with.</param>
    /// <param name="save_format">Format of the written files.</param>
    /// <param name="subset">"training" or "validation", by the generator's validation_split; null: all.</param>
    /// <param name="ignore_class_split">Whether the two subsets may hold different classes.</param>
    /// <param name="dtype">That of the generator; null: it.</param>
    /// <exception cref="ArgumentException">Ranks or lengths do not fit.</exception>
    public NumpyArrayIterator(FlowInput x, NDArray? y, ImageDataGenerator image_data_generator, int batch_size = 32, bool shuffle = false,
        NDArray? sample_weight = null, int? seed = null, string? data_format = null, string? save_to_dir = null, string save_prefix = "",
        string save_format = "png", string? subset = null, bool ignore_class_split = false, string? dtype = null)
        : this(Check(x, y, sample_weight, FileSettings.CheckGenerator(image_data_generator, data_format, dtype), subset,
        ignore_class_split),
            image_data_generator, batch_size, shuffle, seed,
            PictureSaver.Of(save_to_dir, save_prefix, save_format, 10_000)) { }

    private NumpyArrayIterator((NDArray X, NDArray[] Others, NDArray? Y, NDArray? Weights) data, ImageDataGenerator generator,
        int batch_size, bool shuffle, int? seed, PictureSaver? saver)
        : base(data.X.shape[0], batch_size, shuffle, seed)
    {
        (_generator, _others, _labels, _weights, _saver) = (generator, data.Others, data.Y, data.Weights, saver);
        _shape = [.. data.X.shape[1..].Select(d => (long)d)];
        _layout = PictureLayout.Of(_shape, generator.data_format);
        _pictures = data.X.astype(NPTypeCode.Single).ToArray<float>();
        if (_layout.Channels is not (1 or 3 or 4))
        {
            Log.Warning($"NumpyArrayIterator is set to use the data format convention \"{generator.data_format}\" (channels on axis "
                + $"{(generator.data_format == "channels_last" ? 3 : 1)}), i.e. expected either 1, 3, or 4 channels. However, it was "
                + $"passed an array with shape ({string.Join(", ", data.X.shape)}) ({_layout.Channels} channels).");
        }
    }

    private protected override Func<Batch> Draw(long[] indices)
    {
        var (transforms, numbers) = DrawChanges(_generator, _layout, _saver, indices.Length);
        return () => Make(indices, transforms, numbers);
    }

    private Batch Make(long[] indices, TransformParameters[] transforms, int[] numbers)
    {
        NDArray x = _generator.MakeBatch(_shape, _layout, transforms,
            (i, _) => _pictures.AsSpan((int)indices[i] * _layout.Size, _layout.Size),
            heavy: false);
        _saver?.Save(x, indices, numbers, _generator.data_format);
        NDArray GetRows(NDArray array) => array[np.array(indices)];
        return new Batch([x, .. _others.Select(GetRows)], _labels is { } y ? [GetRows(y)] : null, _weights is { } w ? [GetRows(w)] : null);
    }

    private static (NDArray X, NDArray[] Others, NDArray? Y, NDArray? Weights) Check(FlowInput input, NDArray? y, NDArray? weights,
        ImageDataGenerator generator, string? subset, bool ignoreClasses)
    {
        ArgumentNullException.ThrowIfNull(input);
        NDArray x = input.Pictures;
        Guard.That(x.ndim == 4, "Input data in `NumpyArrayIterator` should have rank 4. You passed an array with shape "
            + $"({string.Join(", ", x.shape)}).", nameof(x));
        Guard.That(y is null || y.shape[0] == x.shape[0],
            $"`x` (images tensor) and `y` (labels) should have the same length. Found: x.shape = ({string.Join(", ", x.shape)}), y.shape "
            + $"= ({string.Join(", ", y?.shape ?? [])}).", nameof(y));
        Guard.That(weights is null || weights.shape[0] == x.shape[0],
            $"`x` (images tensor) and `sample_weight` should have the same length. Found: x.shape = ({string.Join(", ", x.shape)}), "
            + $"sample_weight.shape = ({string.Join(", ", weights?.shape ?? [])}).", "sample_weight");
        foreach (NDArray other in input.Others)
        {
            Guard.That(other.shape[0] == x.shape[0],
                $"All of the arrays in `x` should have the same length. Found a pair with: len(x[0]) = {x.shape[0]}, len(x[?]) = "
                + $"{other.shape[0]}.", nameof(x));
        }
        if (subset is null) { return (x, input.Others, y, weights); }
        _ = Guard.OneOf(subset, ["training", "validation"]);
        long at = (long)(x.shape[0] * generator.validation_split);
        Guard.That(at > 0, $"The subset \"{subset}\" needs a `validation_split` above 0 in the ImageDataGenerator, and enough samples. "
            + $"Received: validation_split={generator.validation_split} and {x.shape[0]} samples.", nameof(subset));
        if (y is not null && !ignoreClasses && !CollectClasses(y[$":{at}"]).SetEquals(CollectClasses(y[$"{at}:"])))
        {
            throw new ArgumentException("Training and validation subsets have different number of classes after the split. If your numpy "
                + "arrays are sorted by the label, you might want to shuffle them.", nameof(y));
        }
        string part = subset == "validation" ? $":{at}" : $"{at}:";
        return (x[part], Array.ConvertAll(input.Others, o => o[part]), y?[part], weights?[part]);
    }

    private static HashSet<double> CollectClasses(NDArray y) => [.. y.astype(NPTypeCode.Double).ToArray<double>()];
}
