namespace KerasDigits.Preprocessing.Images;

/// <summary>
/// Transformed images from a folder that holds one folder per class: what <see cref="ImageDataGenerator.flow_from_directory"/> returns.
/// </summary>
/// <remarks>Source: keras-preprocessing 1.1, image/directory_iterator.py.</remarks>
[KerasExport("keras.preprocessing.image.DirectoryIterator")]
public sealed class DirectoryIterator : FileIterator
{
    private static readonly string?[] s_modes = ["categorical", "binary", "sparse", "input", null];

    /// <summary>Lists the images; prints "Found N images belonging to M classes.".</summary>
    /// <param name="directory">Folder that holds one folder of images for each class.</param>
    /// <param name="image_data_generator">What transforms and standardizes the images.</param>
    /// <param name="target_size">(height, width); null: 256 × 256.</param>
    /// <param name="color_mode">"rgb", "rgba" or "grayscale".</param>
    /// <param name="classes">Names of the classes' folders in the order of their numbers; null: all, sorted.</param>
    /// <param name="class_mode">"categorical", "binary", "sparse", "input"; null: no targets.</param>
    /// <param name="batch_size">Images per batch.</param>
    /// <param name="shuffle">Whether each epoch has a new order.</param>
    /// <param name="seed">Seed of shuffling and transformations; null: the global generator's.</param>
    /// <param name="data_format">That of the generator; null: it.</param>
    /// <param name="save_to_dir">Folder to write the images of all batches to; null: none.</param>
    /// <param name="save_prefix">What the written files' names start with.</param>
    /// <param name="save_format">Format of the written files.</param>
    /// <param name="follow_links">Whether links to folders are followed inside the classes' folders.</param>
    /// <param name="subset">"training" or "validation", by the generator's validation_split in each class; null: all.</param>
    /// <param name="interpolation">Filter of resizing, see load_img.</param>
    /// <param name="keep_aspect_ratio">Whether images are cropped to the target's proportions.</param>
    /// <param name="dtype">That of the generator; null: it.</param>
    /// <exception cref="DirectoryNotFoundException">The folder, or that of a class, does not exist.</exception>
    /// <exception cref="ArgumentException">A mode is unknown, or no image was found.</exception>
    public DirectoryIterator(string directory, ImageDataGenerator image_data_generator, Size2? target_size = null,
        string color_mode = "rgb", string[]? classes = null, string? class_mode = "categorical", int batch_size = 32, bool shuffle = true,
        int? seed = null, string? data_format = null, string? save_to_dir = null, string save_prefix = "", string save_format = "png",
        bool follow_links = false, string? subset = null, string interpolation = "nearest", bool keep_aspect_ratio = false,
        string? dtype = null)
        : this(directory, classes, follow_links, subset, FileSettings.CheckGenerator(image_data_generator, data_format, dtype),
            FileSettings.Check(target_size, color_mode, class_mode, s_modes, interpolation, keep_aspect_ratio, save_to_dir, save_prefix,
                save_format), batch_size, shuffle, seed)
    {
    }

    private DirectoryIterator(string directory, string[]? classes, bool followLinks, string? subset, ImageDataGenerator generator,
        FileSettings settings, int batchSize, bool shuffle, int? seed)
        : base(List(directory, classes, followLinks, subset, generator.validation_split), generator, settings, batchSize, shuffle, seed) =>
            this.directory = directory;

    /// <summary>The folder.</summary>
    public string directory { get; }

    /// <summary>Number of classes.</summary>
    public int num_classes => class_indices.Count;

    private static ListedPictures List(string directory, string[]? classes, bool followLinks, string? subset, double split)
    {
        PictureFolders.CheckFolder(directory);
        string[] folders = classes is { Length: > 0 } ? classes : PictureFolders.ListClasses(directory);
        List<string> names = [];
        List<int[]> numbers = [];
        for (int number = 0; number < folders.Length; number++)
        {
            string folder = Path.Combine(directory, folders[number]);
            if (!Directory.Exists(folder))
            {
                throw new DirectoryNotFoundException($"`classes` must name folders in '{directory}'. Received: \"{folders[number]}\", "
                    + $"which is not there; there are: {string.Join(", ", PictureFolders.ListClasses(directory))}.");
            }
            string[] files = [.. PictureFolders.EnumerateFiles(folder, PictureFolders.Endings, followLinks)];
            var (start, stop) = FileSettings.ChoosePart(subset, split, files.Length);
            foreach (string file in files[start..stop])
            {
                names.Add(Path.GetRelativePath(directory, file));
                numbers.Add([number]);
            }
        }
        Output.WriteLine($"Found {names.Count} images belonging to {folders.Length} classes.");
        Guard.That(names.Count > 0, "No picture was found in "
            + $"'{directory}'{(subset is null ? "" : $" for the subset \"{subset}\" (validation_split={split})")}. Files ending in "
            + $"{string.Join(", ", PictureFolders.Endings)} are looked for in one folder per class "
            + $"({(folders.Length == 0 ? "there is no folder" : string.Join(", ", folders.Take(10)))}) and in the folders below; files "
            + "beside these folders do not count.", nameof(directory));
        return new ListedPictures([.. names], [.. names.Select(n => Path.Combine(directory, n))], NumberClasses(folders), [.. numbers]);
    }

    internal static IReadOnlyDictionary<string, int> NumberClasses(IEnumerable<string> names) =>
        new OrderedDictionary<string, int>(names.Select((name, i) => KeyValuePair.Create(name, i)));
}
