using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>Batches of transformed images from files.</summary>
/// <remarks>Source: keras-preprocessing 1.1, image/iterator.py (BatchFromFilesMixin).</remarks>
public abstract class FileIterator : ImageIterator
{
    private readonly ImageDataGenerator _generator;
    private readonly PictureLayout _layout;
    private readonly PictureSaver? _saver;
    private readonly ListedPictures _pictures;

    private protected FileIterator(ListedPictures pictures, ImageDataGenerator generator, FileSettings settings, int batch_size,
        bool shuffle, int? seed)
        : base(pictures.Names.Length, batch_size, shuffle, seed)
    {
        (_generator, _pictures, target_size, color_mode, class_mode, interpolation) = (generator, pictures, settings.TargetSize,
            settings.ColorMode, settings.ClassMode, settings.Interpolation);
        (keep_aspect_ratio, _saver) = (settings.KeepAspectRatio, settings.Saver);
        int channels = color_mode switch { "rgba" => 4, "rgb" => 3, _ => 1 };
        image_shape = generator.data_format == "channels_last"
            ? new Shape(target_size.Height, target_size.Width, channels)
            : new Shape(channels, target_size.Height, target_size.Width);
        _layout = PictureLayout.Of(image_shape.ToArray(), generator.data_format);
    }

    /// <summary>Number of images, as n.</summary>
    public long samples => n;

    /// <summary>Names of the files, relative to the folder.</summary>
    public IReadOnlyList<string> filenames => _pictures.Names;

    /// <summary>Paths of the files.</summary>
    public IReadOnlyList<string> filepaths => _pictures.Paths;

    /// <summary>The number of each class; empty without classes.</summary>
    public IReadOnlyDictionary<string, int> class_indices => _pictures.ClassIndices;

    /// <summary>Each image's class number.</summary>
    /// <exception cref="InvalidOperationException">There are no classes, or images with several.</exception>
    public IReadOnlyList<int> classes => _pictures.Classes is { } all && all.All(c => c.Length == 1) ? [.. all.Select(c => c[0])]
        : throw new InvalidOperationException(_pictures.Classes is null
            ? $"There are no classes with class_mode {DescribeMode(class_mode)}."
            : "Images have multiple labels; use class_lists.");

    /// <summary>Each image's class numbers, where an image can have several; null without classes.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? class_lists => _pictures.Classes;

    /// <summary>Shape of one image in the batches.</summary>
    public Shape image_shape { get; }

    /// <summary>(height, width) to which the images are resized.</summary>
    public Size2 target_size { get; }

    /// <summary>"rgb", "rgba" or "grayscale".</summary>
    public string color_mode { get; }

    /// <summary>What the targets are; null: there are none.</summary>
    public string? class_mode { get; }

    /// <summary>The filter of resizing.</summary>
    public string interpolation { get; }

    /// <summary>Whether images are cropped to the target's proportions instead of squeezed.</summary>
    public bool keep_aspect_ratio { get; }

    private protected override Func<Batch> Draw(long[] indices)
    {
        var (transforms, numbers) = DrawChanges(_generator, _layout, _saver, indices.Length);
        return () => Make(indices, transforms, numbers);
    }

    private Batch Make(long[] indices, TransformParameters[] transforms, int[] numbers)
    {
        NDArray x = _generator.MakeBatch(image_shape.ToArray(), _layout, transforms,
            (i, room) => Load(_pictures.Paths[indices[i]], room), heavy: true);
        _saver?.Save(x, indices, numbers, _generator.data_format);
        return new Batch([x], MakeTargets(x, indices), _pictures.Weights is { } w ? [w[np.array(indices)]] : null);
    }

    private Span<float> Load(string path, Span<float> room)
    {
        Image image = ImageFiles.load_img(path, color_mode: color_mode, target_size: target_size, interpolation: interpolation,
            keep_aspect_ratio: keep_aspect_ratio);
        PicturePixels.CopyTo(image, _layout, room);
        return room;
    }

    private NDArray[]? MakeTargets(NDArray x, long[] indices)
    {
        NPTypeCode type = x.typecode;
        switch (class_mode)
        {
            case null: return null;
            case "input": return [x.copy()];
            case "binary" or "sparse": return [np.array(indices.Select(i => _pictures.Classes![i][0]).ToArray()).astype(type)];
            case "categorical":
                float[] rows = new float[indices.Length * class_indices.Count];
                for (int i = 0; i < indices.Length; i++)
                {
                    foreach (int c in _pictures.Classes![indices[i]]) { rows[(i * class_indices.Count) + c] = 1; }
                }
                return [np.array(rows).reshape(new NumSharp.Shape(indices.Length, class_indices.Count)).astype(type)];
            default: return Array.ConvertAll(_pictures.Targets!, t => t[np.array(indices)]);
        }
    }

    private static string DescribeMode(string? mode) => mode is null ? "None" : $"\"{mode}\"";
}

/// <summary>Files with what is known of each.</summary>
/// <param name="Names">Names, relative to the folder.</param>
/// <param name="Paths">Whole paths, in the order of names.</param>
/// <param name="ClassIndices">Number of each class.</param>
/// <param name="Classes">Class numbers of each image; null without classes.</param>
/// <param name="Targets">Target values for "raw" and "multi_output"; otherwise null.</param>
/// <param name="Weights">Factor of the loss for each sample; null: all 1.</param>
internal sealed record ListedPictures(string[] Names, string[] Paths, IReadOnlyDictionary<string, int> ClassIndices, int[][]? Classes,
    NDArray[]? Targets = null, NDArray? Weights = null);

/// <summary>How files become images.</summary>
internal sealed record FileSettings(Size2 TargetSize, string ColorMode, string? ClassMode, string Interpolation, bool KeepAspectRatio,
    PictureSaver? Saver)
{
    public static FileSettings Check(Size2? target_size, string color_mode, string? class_mode, string?[] modes, string interpolation,
        bool keep_aspect_ratio, string? save_to_dir, string save_prefix, string save_format)
    {
        Size2 size = target_size ?? 256;
        Guard.That(size.Height > 0 && size.Width > 0,
            $"`target_size` must be (height, width), both above 0. Received: ({size.Height}, {size.Width}).", nameof(target_size));
        Guard.That(color_mode is "rgb" or "rgba" or "grayscale",
            $"Invalid color mode: \"{color_mode}\"; expected \"rgb\", \"rgba\", or \"grayscale\".", nameof(color_mode));
        Guard.That(modes.Contains(class_mode), $"Invalid class_mode: {class_mode}; expected one of: "
            + $"{string.Join(", ", modes.Select(m => m ?? "null (None)"))}.", nameof(class_mode));
        _ = PillowFilter.ComputeNamed(interpolation);
        return new(size, color_mode, class_mode, interpolation, keep_aspect_ratio,
            PictureSaver.Of(save_to_dir, save_prefix, save_format, 10_000_000));
    }

    /// <summary>The generator, when what an iterator is told beside it agrees.</summary>
    public static ImageDataGenerator CheckGenerator(ImageDataGenerator generator, string? data_format, string? dtype)
    {
        ArgumentNullException.ThrowIfNull(generator, "image_data_generator");
        Guard.That(data_format is null || data_format == generator.data_format,
            $"`data_format` must be that of the ImageDataGenerator, \"{generator.data_format}\". Received: \"{data_format}\".",
            nameof(data_format));
        Guard.That(dtype is null || dtype == generator.dtype,
            $"`dtype` must be that of the ImageDataGenerator, \"{generator.dtype}\". Received: \"{dtype}\".", nameof(dtype));
        return generator;
    }

    /// <summary>The part of a list that a subset has.</summary>
    public static (int Start, int Stop) ChoosePart(string? subset, double validation_split, int count)
    {
        if (subset is null) { return (0, count); }
        Guard.That(subset is "training" or "validation", $"Invalid subset name: {subset}; expected \"training\" or \"validation\".",
            nameof(subset));
        int at = (int)(validation_split * count);
        return subset == "validation" ? (0, at) : (at, count);
    }
}
