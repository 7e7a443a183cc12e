using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>Transformed pictures from an array: what <see cref="ImageDataGenerator.flow"/> returns.</summary>
public sealed class NumpyArrayIterator : ImageIterator
{
    /// <summary>Values of a batch from which on its pictures are made on several threads.</summary>
    private const int Large = 1 << 14;

    private readonly ImageDataGenerator _generator;
    private readonly float[] _pictures;
    private readonly PictureLayout _layout;
    private readonly long[] _shape;
    private readonly NDArray? _labels, _weights;

    internal NumpyArrayIterator(NDArray x, NDArray? y, ImageDataGenerator generator, int batch_size, bool shuffle, NDArray? sample_weight, int? seed, string? subset, bool ignore_class_split)
        : this(Checked(x, y, sample_weight, generator, subset, ignore_class_split), generator, batch_size, shuffle, seed) { }

    private NumpyArrayIterator((NDArray X, NDArray? Y, NDArray? Weights) data, ImageDataGenerator generator, int batch_size, bool shuffle, int? seed)
        : base(data.X.shape[0], batch_size, shuffle, seed)
    {
        (_generator, _labels, _weights) = (generator, data.Y, data.Weights);
        _shape = [.. data.X.shape[1..].Select(d => (long)d)];
        _layout = PictureLayout.Of(_shape, generator.data_format);
        _pictures = data.X.astype(NPTypeCode.Single).ToArray<float>();
        if (_layout.Channels is not (1 or 3 or 4))
        {
            Log.Warning($"NumpyArrayIterator is set to use the data format convention \"{generator.data_format}\" (channels on axis {(generator.data_format == "channels_last" ? 3 : 1)}), i.e. expected either 1, 3, or 4 channels. However, it was passed an array with shape ({string.Join(", ", data.X.shape)}) ({_layout.Channels} channels).");
        }
    }

    private protected override Func<Batch> Draw(long[] indices)
    {
        var transforms = new TransformParameters[indices.Length];
        using (var random = new NumpyDraws())
        {
            for (int i = 0; i < transforms.Length; i++) { transforms[i] = _generator.Draw(random, _layout); }
        }
        return () => Make(indices, transforms);
    }

    private unsafe Batch Make(long[] indices, TransformParameters[] transforms)
    {
        var x = new NDArray(NPTypeCode.Single, new NumSharp.Shape([indices.Length, .. _shape]), false);
        float* memory = (float*)x.Unsafe.Address; // written in place: a batch of large pictures is not worth a second copy
        void One(int i)
        {
            var target = new Span<float>(memory + ((long)i * _layout.Size), _layout.Size);
            _generator.Transform(_pictures.AsSpan((int)indices[i] * _layout.Size, _layout.Size), target, _layout, transforms[i]);
            if (_generator.preprocessing_function is { } own)
            {
                NDArray changed = own(np.array(target.ToArray()).reshape(new NumSharp.Shape(_shape)));
                Guard.That(changed.size == target.Length, $"`preprocessing_function` must keep the shape ({string.Join(", ", _shape)}) of the picture. Received: ({string.Join(", ", changed.shape)}).", "preprocessing_function");
                changed.astype(NPTypeCode.Single).ToArray<float>().CopyTo(target);
            }
            _generator.StandardizeValues(target, _layout);
        }
        // A user's function may not expect to be called from several threads.
        if (x.size >= Large && _generator.preprocessing_function is null) { Parallel.For(0, indices.Length, One); }
        else
        {
            for (int i = 0; i < indices.Length; i++) { One(i); }
        }
        if (_generator.dtype == "float64") { x = x.astype(NPTypeCode.Double); }
        NDArray? Rows(NDArray? array) => array is null ? null : array[np.array(indices)];
        return new Batch([x], Rows(_labels) is { } y ? [y] : null, Rows(_weights) is { } w ? [w] : null);
    }

    private static (NDArray X, NDArray? Y, NDArray? Weights) Checked(NDArray x, NDArray? y, NDArray? weights, ImageDataGenerator generator, string? subset, bool ignoreClasses)
    {
        Guard.That(x.ndim == 4, $"Input data in `NumpyArrayIterator` should have rank 4. You passed an array with shape ({string.Join(", ", x.shape)}).", nameof(x));
        Guard.That(y is null || y.shape[0] == x.shape[0], $"`x` (images tensor) and `y` (labels) should have the same length. Found: x.shape = ({string.Join(", ", x.shape)}), y.shape = ({string.Join(", ", y?.shape ?? [])}).", nameof(y));
        Guard.That(weights is null || weights.shape[0] == x.shape[0], $"`x` (images tensor) and `sample_weight` should have the same length. Found: x.shape = ({string.Join(", ", x.shape)}), sample_weight.shape = ({string.Join(", ", weights?.shape ?? [])}).", "sample_weight");
        if (subset is null) { return (x, y, weights); }
        _ = Guard.OneOf(subset, ["training", "validation"]);
        long at = (long)(x.shape[0] * generator.validation_split);
        Guard.That(at > 0, $"The subset \"{subset}\" needs a `validation_split` above 0 in the ImageDataGenerator, and enough samples. Received: validation_split={generator.validation_split} and {x.shape[0]} samples.", nameof(subset));
        if (y is not null && !ignoreClasses && !Classes(y[$":{at}"]).SetEquals(Classes(y[$"{at}:"])))
        {
            throw new ArgumentException("Training and validation subsets have different number of classes after the split. If your numpy arrays are sorted by the label, you might want to shuffle them.", nameof(y));
        }
        string part = subset == "validation" ? $":{at}" : $"{at}:";
        return (x[part], y?[part], weights?[part]);
    }

    private static HashSet<double> Classes(NDArray y) => [.. y.astype(NPTypeCode.Double).ToArray<double>()];
}
