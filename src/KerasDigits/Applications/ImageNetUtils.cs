using System.Text.Json;
using KerasDigits.Downloads;
using NumSharp;

namespace KerasDigits.Applications;

/// <summary>Pixels as the pre-trained networks want them, and names for their predictions.</summary>
/// <remarks>Source: tf.keras 2.3.1, applications/imagenet_utils.py.</remarks>
internal static class ImageNetUtils
{
    private static (string Path, Dictionary<string, string[]> Classes)? s_read;

    /// <summary>Pixels from 0 … 255 as a network wants them. The array given stays as it is.</summary>
    /// <param name="x">An image or several, shape (height, width, 3) or (batch, height, width, 3), RGB.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="mode">"caffe": BGR, each channel minus its mean; "tf": −1 … 1; "torch": 0 … 1, then each channel by its mean and
    /// deviation.</param>
    /// <returns>float32, or float64 for float64.</returns>
    /// <exception cref="ArgumentException">mode or data_format is unknown, or x does not have three channels.</exception>
    [KerasExport("keras.applications.imagenet_utils.preprocess_input")]
    public static NDArray preprocess_input(NDArray x, string? data_format = null, string mode = "caffe")
    {
        Guard.That(mode is "caffe" or "tf" or "torch", $"Unknown mode {mode}: use \"caffe\", \"tf\" or \"torch\".", nameof(mode));
        string format = Guard.DataFormat(data_format);
        NDArray floats = x.typecode == NPTypeCode.Double ? x : x.astype(NPTypeCode.Single);
        if (mode == "tf") { return (floats / MakeLike(floats, 127.5)) - MakeLike(floats, 1); }
        int axis = format == "channels_last" ? x.ndim - 1 : x.ndim - 3;
        Guard.That(x.ndim is 3 or 4 && x.shape[axis] == 3,
            "Pictures must have shape (height, width, 3) or (batch, height, width, 3), or with the channels first for "
            + $"data_format=\"channels_first\". Received: shape ({string.Join(", ", x.shape)}), data_format=\"{format}\".", nameof(x));
        double[] means = mode == "caffe" ? [103.939, 116.779, 123.68] : [0.485, 0.456, 0.406];
        double[] deviations = [0.229, 0.224, 0.225];
        NDArray[] channels = new NDArray[3];
        for (int c = 0; c < 3; c++)
        {
            NDArray channel = np.take(floats, np.array([mode == "caffe" ? 2 - c : c]), axis);
            if (mode == "torch") { channel /= MakeLike(floats, 255); }
            channel -= MakeLike(floats, means[c]);
            channels[c] = mode == "torch" ? channel / MakeLike(floats, deviations[c]) : channel;
        }
        return np.concatenate(channels, axis);
    }

    private static NDArray MakeLike(NDArray x, double value) => NDArray.Scalar(value).astype(x.typecode);

    /// <summary>The likeliest classes of predictions of an ImageNet model.</summary>
    /// <param name="preds">Predictions, shape (samples, 1000).</param>
    /// <param name="top">How many classes for each sample.</param>
    /// <returns>For each sample (class name, description, score), the largest score first.</returns>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    /// <exception cref="IOException">The names are not in the cache and cannot be downloaded.</exception>
    [KerasExport("keras.applications.imagenet_utils.decode_predictions")]
    public static List<List<(string Name, string Description, float Score)>> decode_predictions(NDArray preds, int top = 5)
    {
        Guard.That(preds.ndim == 2 && preds.shape[1] == 1000,
            "`decode_predictions` expects a batch of predictions (i.e. a 2D array of shape (samples, 1000)). Found array with shape: "
            + $"({string.Join(", ", preds.shape)})", nameof(preds));
        Guard.Positive(top);
        Dictionary<string, string[]> classes = ReadClasses();
        float[] scores = preds.astype(NPTypeCode.Single).flatten().ToArray<float>();
        return [.. scores.Chunk(1000).Select(row => Enumerable.Range(0, 1000).OrderByDescending(i => row[i]).Take(top)
            .Select(i => (classes[i.ToString(System.Globalization.CultureInfo.InvariantCulture)][0],
                classes[i.ToString(System.Globalization.CultureInfo.InvariantCulture)][1], row[i])).ToList())];
    }

    private static Dictionary<string, string[]> ReadClasses()
    {
        string path = CachedFile.get_file("imagenet_class_index.json",
            "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json", cache_subdir: "models",
            file_hash: "c2c37ea517e94d9795004a39431a14cb");
        if (s_read is { } read && read.Path == path) { return read.Classes; }
        var classes = JsonSerializer.Deserialize<Dictionary<string, string[]>>(OrdinaryFile.ReadText(path))!;
        s_read = (path, classes);
        return classes;
    }
}
