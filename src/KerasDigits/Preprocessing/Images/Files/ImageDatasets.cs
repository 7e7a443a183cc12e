using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>image_dataset_from_directory, and smart_resize beside it.</summary>
/// <remarks>Source: tf.keras 2.3.1, preprocessing/image_dataset.py and dataset_utils.py.</remarks>
internal static class ImageDatasets
{
    private static readonly string[] s_endings = [".bmp", ".gif", ".jpeg", ".jpg", ".png"];

    /// <summary>
    /// Batches of images from a folder that holds one folder per class. Prints "Found N files belonging to M classes.", and with a subset
    /// "Using N files for training.".
    /// </summary>
    /// <param name="directory">Folder that holds one folder of images for each class.</param>
    /// <param name="labels">"inferred" from the folders, null for none, or one class number per file, in the order of their paths.</param>
    /// <param name="label_mode">"int", "categorical" or "binary"; null: no labels.</param>
    /// <param name="class_names">The folders' names in the order of the classes' numbers; null: sorted.</param>
    /// <param name="color_mode">"rgb", "rgba" or "grayscale".</param>
    /// <param name="batch_size">Images per batch, above 0.</param>
    /// <param name="image_size">(height, width) to which images are resized; null: 256 × 256.</param>
    /// <param name="shuffle">Whether the files are shuffled; else they come in alphanumeric order.</param>
    /// <param name="seed">Seed of the shuffling, needed with a validation split; null: a drawn one.</param>
    /// <param name="validation_split">Fraction of the files, from the end, for validation; null: no split.</param>
    /// <param name="subset">"training" or "validation", needed with a validation split; null: all.</param>
    /// <param name="interpolation">"bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic", as
    /// tf.image.resize computes them.</param>
    /// <param name="follow_links">Whether links to folders are followed.</param>
    /// <param name="crop_to_aspect_ratio">Whether images are cropped to the size's proportions instead of squeezed.</param>
    /// <returns>A data set for fit, evaluate and predict, with class_names and file_paths; images are float32 from 0 to 255.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="ArgumentException">An argument is not one of its words, arguments do not fit together, or no image was
    /// found.</exception>
    [KerasExport("keras.preprocessing.image_dataset_from_directory", "keras.utils.image_dataset_from_directory")]
    public static Dataset image_dataset_from_directory(string directory, DatasetLabels? labels = null, string? label_mode = "int",
        string[]? class_names = null, string color_mode = "rgb", int batch_size = 32, Size2? image_size = null, bool shuffle = true,
        int? seed = null, double? validation_split = null, string? subset = null, string interpolation = "bilinear",
        bool follow_links = false, bool crop_to_aspect_ratio = false)
    {
        Guard.That(color_mode is "rgb" or "rgba" or "grayscale",
            $"`color_mode` must be one of {{\"rgb\", \"rgba\", \"grayscale\"}}. Received: {color_mode}", nameof(color_mode));
        Size2 size = image_size ?? 256;
        Guard.That(size.Height > 0 && size.Width > 0,
            $"`image_size` must be (height, width), both above 0. Received: ({size.Height}, {size.Width}).", nameof(image_size));
        interpolation = Ops.ImageResize.CheckInterpolation(interpolation);
        LabelledFiles files = LabelledFiles.Find(directory, s_endings, "image", labels, label_mode, class_names, shuffle, seed,
            validation_split, subset, follow_links);
        return Dataset.FromSequence(new ImageDataset(files, color_mode, Guard.Positive(batch_size), size, interpolation,
            crop_to_aspect_ratio));
    }

    /// <summary>Resizes images without distortion: what is too much at two sides is cut off first.</summary>
    /// <param name="x">(height, width, channels) or (batch, height, width, channels).</param>
    /// <param name="size">New (height, width) in pixels, above 0.</param>
    /// <param name="interpolation">"bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic", as
    /// tf.image.resize computes them.</param>
    /// <returns>float32, or for "nearest" the dtype of x.</returns>
    /// <exception cref="ArgumentException">The rank or the name does not fit.</exception>
    [KerasExport("keras.preprocessing.image.smart_resize")]
    public static NDArray smart_resize(NDArray x, Size2 size, string interpolation = "bilinear")
    {
        ArgumentNullException.ThrowIfNull(x);
        interpolation = Ops.ImageResize.CheckInterpolation(interpolation);
        Guard.That(x.ndim is 3 or 4, "Expected an image array with shape `(height, width, channels)`, or `(batch_size, height, width, "
            + $"channels)`, but got input with incorrect rank, of shape ({string.Join(", ", x.shape)})", nameof(x));
        Guard.That(size.Height > 0 && size.Width > 0,
            $"Expected `size` to be a tuple of 2 integers above 0, but got: ({size.Height}, {size.Width})", nameof(size));
        using var scope = Backend.Scopes.Step();
        Tensor pictures = Backend.Arrays.ToTensor(x, "float32");
        NDArray resized = Backend.Arrays.ToArray(Ops.ImageResize.SmartResize(x.ndim == 3 ? pictures.unsqueeze(0) : pictures, size.Height,
            size.Width, interpolation));
        if (x.ndim == 3) { resized = resized[0].copy(); }
        return interpolation == "nearest" ? resized.astype(x.typecode) : resized;
    }
}

/// <summary>
/// What image_dataset_from_directory and text_dataset_from_directory take as labels: "inferred", a class number per file, or
/// <see cref="None"/>.
/// </summary>
public sealed class DatasetLabels
{
    private DatasetLabels(bool wanted, IReadOnlyList<int>? numbers) => (Wanted, Numbers) = (wanted, numbers);

    /// <summary>Python's None: no labels.</summary>
    public static DatasetLabels None { get; } = new(false, null);

    internal bool Wanted { get; }

    internal IReadOnlyList<int>? Numbers { get; }

    /// <summary>"inferred": from the folders' names.</summary>
    /// <exception cref="ArgumentException">The word is not "inferred".</exception>
    public static implicit operator DatasetLabels(string word) => word == "inferred" ? new(true, null)
        : throw new ArgumentException("`labels` argument should be a list/tuple of integer labels, of the same size as the number of "
            + "image files in the target directory. If you wish to infer the labels from the subdirectory names in the target directory, "
            + "pass `labels=\"inferred\"`. If you wish to get a dataset that only contains images (no labels), pass `label_mode=None`. "
            + $"Received: \"{word}\".", "labels");

    /// <summary>One class number per file.</summary>
    public static implicit operator DatasetLabels(int[] numbers) => new(true, numbers);
}
