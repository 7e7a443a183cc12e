using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

public sealed partial class ImageDataGenerator
{
    private float[]? _mean, _std, _whitening;

    /// <summary>
    /// The data's mean by channel, after <see cref="fit"/>; null before. A known mean can be set instead, one value per channel.
    /// </summary>
    public NDArray? mean
    {
        get => ReadPerChannel(_mean);
        set => _mean = value?.astype(NPTypeCode.Single).ToArray<float>();
    }

    /// <summary>
    /// The data's deviation by channel, after <see cref="fit"/>; null before. A known deviation can be set instead, one value per channel.
    /// </summary>
    public NDArray? std
    {
        get => ReadPerChannel(_std);
        set => _std = value?.astype(NPTypeCode.Single).ToArray<float>();
    }

    /// <summary>
    /// Standardizes an image or a batch as the settings ask and returns the new values; x stays as it is, unlike in Python.
    /// </summary>
    /// <param name="x">Rank 3 or 4. Samplewise means and deviations are those of all of it.</param>
    public NDArray standardize(NDArray x)
    {
        if (preprocessing_function is not null) { x = preprocessing_function(x); }
        float[] values = x.astype(NPTypeCode.Single).ToArray<float>();
        StandardizeValues(values, PictureLayout.Of([.. x.shape[^3..].Select(d => (long)d)], data_format));
        return np.array(values).reshape(new NumSharp.Shape([.. x.shape]));
    }

    /// <summary>Learns the data's mean, deviation and whitening, for the featurewise settings.</summary>
    /// <param name="x">Sample data, rank 4.</param>
    /// <param name="augment">Whether randomly transformed samples are learned from.</param>
    /// <param name="rounds">How often the data are iterated over then.</param>
    /// <param name="seed">Seed of these transformations; null: NumPy's global generator is used.</param>
    /// <exception cref="ArgumentException">x does not have four axes.</exception>
    public void fit(NDArray x, bool augment = false, int rounds = 1, int? seed = null)
    {
        Guard.That(x.ndim == 4, $"Input to `.fit()` should have rank 4. Got array with shape: ({string.Join(", ", x.shape)}).", nameof(x));
        PictureLayout layout = PictureLayout.Of([.. x.shape[1..].Select(d => (long)d)], data_format);
        WarnOfChannels(layout, x.shape);
        if (seed is { } s) { Backend.Seeds.SeedNumPy(s); }
        float[] values = x.astype(NPTypeCode.Single).ToArray<float>();
        if (rescale is { } factor and not 0) { PictureOps.Scale(values, (float)factor); }
        if (augment) { values = Augment(values, layout, rounds); }
        if (featurewise_center)
        {
            _mean = Array.ConvertAll(ComputeMeans(values, layout, (v, _) => v), m => (float)m);
            ChangeEach(values, layout, (v, c) => v - _mean[c]);
        }
        if (featurewise_std_normalization)
        {
            // About the mean: of values far from 0 the squares would leave no digits of the deviation.
            double[] means = ComputeMeans(values, layout, (v, _) => v);
            _std = Array.ConvertAll(ComputeMeans(values, layout, (v, c) => (v - means[c]) * (v - means[c])), q => (float)Math.Sqrt(q));
            ChangeEach(values, layout, (v, c) => v / (_std[c] + 1e-6f));
        }
        if (zca_whitening) { _whitening = LinearAlgebraOps.ComputeZcaMatrix(values, values.Length / layout.Size, layout.Size,
            zca_epsilon); }
    }

    /// <summary>Standardizes an image, or several one after the other, in place.</summary>
    internal void StandardizeValues(Span<float> values, PictureLayout layout)
    {
        if (rescale is { } factor and not 0) { PictureOps.Scale(values, (float)factor); }
        if (samplewise_center) { PictureOps.Normalize(values, (float)ComputeMean(values), 1); }
        if (samplewise_std_normalization) { PictureOps.Normalize(values, 0, (float)ComputeDeviation(values) + 1e-6f); }
        if (featurewise_center)
        {
            if (_mean is { } m)
            {
                CheckOnePerChannel(m, layout, nameof(mean));
                ChangeEach(values, layout, (v, c) => v - m[c]);
            }
            else { WarnNotFitted("featurewise_center"); }
        }
        if (featurewise_std_normalization)
        {
            if (_std is { } d)
            {
                CheckOnePerChannel(d, layout, nameof(std));
                ChangeEach(values, layout, (v, c) => v / (d[c] + 1e-6f));
            }
            else { WarnNotFitted("featurewise_std_normalization"); }
        }
        if (!zca_whitening) { return; }
        if (_whitening is null)
        {
            WarnNotFitted("zca_whitening");
            return;
        }
        Guard.That(_whitening.Length == (long)layout.Size * layout.Size,
            $"ZCA whitening was fit on pictures of {Math.Sqrt(_whitening.Length)} values. Received: pictures of {layout.Size}.", "x");
        float[] white = new float[layout.Size];
        for (int at = 0; at < values.Length; at += layout.Size)
        {
            Span<float> picture = values.Slice(at, layout.Size);
            // the matrix is symmetric
            for (int i = 0; i < white.Length; i++) { white[i] = Dot(picture, _whitening.AsSpan(i * layout.Size, layout.Size)); }
            white.CopyTo(picture);
        }
    }

    private float[] Augment(float[] values, PictureLayout layout, int rounds)
    {
        float[] result = new float[values.Length * rounds];
        using var random = new NumpyDraws();
        for (int at = 0; at < result.Length; at += layout.Size)
        {
            Transform(values.AsSpan(at % values.Length, layout.Size), result.AsSpan(at, layout.Size), layout, Draw(random, layout));
        }
        return result;
    }

    private void WarnOfChannels(PictureLayout layout, IEnumerable<long> shape)
    {
        if (layout.Channels is not (1 or 3 or 4))
        {
            Log.Warning($"Expected input to be images (as Numpy array) following the data format convention \"{data_format}\" (channels "
                + $"on axis {(data_format == "channels_last" ? 3 : 1)}), i.e. expected either 1, 3 or 4 channels. However, it was passed "
                + $"an array with shape ({string.Join(", ", shape)}) ({layout.Channels} channels).");
        }
    }

    private static void WarnNotFitted(string option) =>
        Log.Warning($"This ImageDataGenerator specifies `{option}`, but it hasn't been fit on any training data. Fit it first by calling "
            + "`.fit(numpy_data)`.");

    private NDArray? ReadPerChannel(float[]? values) => values is null ? null
        : np.array(values)
        .reshape(data_format == "channels_last" ? new NumSharp.Shape(1, 1, values.Length) : new NumSharp.Shape(values.Length, 1, 1));

    private static void CheckOnePerChannel(float[] values, PictureLayout layout, string name) =>
        Guard.That(values.Length == layout.Channels,
            $"`{name}` must hold one value per channel of the pictures, {layout.Channels}. Received: {values.Length}. Fit the generator "
            + "on pictures of the same kind.", name);

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) { sum += (double)a[i] * b[i]; }
        return (float)sum;
    }

    private static double ComputeMean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float v in values) { sum += v; }
        return sum / values.Length;
    }

    private static double ComputeDeviation(ReadOnlySpan<float> values)
    {
        double mean = ComputeMean(values), sum = 0;
        foreach (float v in values) { sum += (v - mean) * (v - mean); }
        return Math.Sqrt(sum / values.Length);
    }

    /// <summary>For each channel the mean of a term of its values.</summary>
    private static double[] ComputeMeans(ReadOnlySpan<float> values, PictureLayout layout, Func<float, int, double> term)
    {
        double[] sums = new double[layout.Channels];
        for (int i = 0; i < values.Length; i++)
        {
            int channel = i / layout.ChannelStride % layout.Channels;
            sums[channel] += term(values[i], channel);
        }
        double count = values.Length / layout.Channels;
        return Array.ConvertAll(sums, s => s / count);
    }

    private static void ChangeEach(Span<float> values, PictureLayout layout, Func<float, int, float> change)
    {
        for (int i = 0; i < values.Length; i++) { values[i] = change(values[i], i / layout.ChannelStride % layout.Channels); }
    }
}
