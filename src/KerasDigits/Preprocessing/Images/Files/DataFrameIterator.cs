namespace KerasDigits.Preprocessing.Images;

/// <summary>
/// Transformed images whose names and targets are in a data frame: what <see cref="ImageDataGenerator.flow_from_dataframe"/> returns.
/// </summary>
/// <remarks>Source: keras-preprocessing 1.1, image/dataframe_iterator.py.</remarks>
[KerasExport("keras.preprocessing.image.DataFrameIterator")]
public sealed class DataFrameIterator : FileIterator
{
    private static readonly string?[] s_modes = ["binary", "categorical", "input", "multi_output", "raw", "sparse", null];

    /// <summary>Lists the images; prints "Found N validated image filenames belonging to M classes.".</summary>
    /// <param name="dataframe">The frame: a DataFrame, or columns by name,
    /// <c>new Dictionary&lt;string, Array&gt; { ["filename"] = names, ["class"] = labels }</c>.</param>
    /// <param name="directory">Folder of the files; null: the names are paths.</param>
    /// <param name="image_data_generator">What transforms and standardizes the images; null: nothing does.</param>
    /// <param name="x_col">Column of the names.</param>
    /// <param name="y_col">Column of the targets, several for "multi_output" and "raw"; null: "class".</param>
    /// <param name="weight_col">Column of sample weights; null: none.</param>
    /// <param name="target_size">(height, width); null: 256 × 256.</param>
    /// <param name="color_mode">"rgb", "rgba" or "grayscale".</param>
    /// <param name="classes">Classes to use, numbered in sorted order (in 2.15 in the order given); rows of others are left out. Null: all,
    /// sorted.</param>
    /// <param name="class_mode">"categorical" (text, or an array of text for several classes per image), "binary", "sparse", "input",
    /// "multi_output", "raw"; null: no targets.</param>
    /// <param name="batch_size">Images per batch.</param>
    /// <param name="shuffle">Whether each epoch has a new order.</param>
    /// <param name="seed">Seed of shuffling and transformations; null: the global generator's.</param>
    /// <param name="save_to_dir">Folder to write the images of all batches to; null: none.</param>
    /// <param name="save_prefix">What the written files' names start with.</param>
    /// <param name="save_format">Format of the written files.</param>
    /// <param name="subset">"training" or "validation", by the generator's validation_split; null: all.</param>
    /// <param name="interpolation">Filter of resizing, see load_img.</param>
    /// <param name="keep_aspect_ratio">Whether images are cropped to the target's proportions.</param>
    /// <param name="validate_filenames">Whether rows whose file is not there, or no image by its ending, are left out with a
    /// warning.</param>
    /// <exception cref="ArgumentException">A mode is unknown, a column missing or of the wrong kind, or no row is left.</exception>
    public DataFrameIterator(IEnumerable<KeyValuePair<string, Array>> dataframe, string? directory = null,
        ImageDataGenerator? image_data_generator = null, string x_col = "filename", ColumnNames? y_col = null, string? weight_col = null,
        Size2? target_size = null, string color_mode = "rgb", string[]? classes = null, string? class_mode = "categorical",
        int batch_size = 32, bool shuffle = true, int? seed = null, string? save_to_dir = null, string save_prefix = "",
        string save_format = "png", string? subset = null, string interpolation = "nearest", bool keep_aspect_ratio = false,
        bool validate_filenames = true)
        : this(new FrameListing(new FrameColumns(dataframe), directory ?? "", x_col, y_col ?? "class", weight_col, classes, class_mode),
            subset, validate_filenames, image_data_generator ?? new ImageDataGenerator { DoesNothing = true },
            FileSettings.Check(target_size, color_mode, class_mode, s_modes, interpolation, keep_aspect_ratio, save_to_dir, save_prefix,
                save_format), directory ?? "", batch_size, shuffle, seed) { }

    private DataFrameIterator(FrameListing listing, string? subset, bool validate, ImageDataGenerator generator, FileSettings settings,
        string directory, int batchSize, bool shuffle, int? seed)
        : base(listing.List(subset, generator.validation_split, validate), generator, settings, batchSize, shuffle, seed) =>
            this.directory = directory;

    /// <summary>Folder of the files.</summary>
    public string directory { get; }
}
