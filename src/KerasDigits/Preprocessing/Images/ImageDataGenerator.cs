using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>Makes endless batches of randomly moved, turned, sheared, zoomed, flipped, shifted and standardized images.</summary>
/// <remarks>With a seed the parameters, their order and the images are Python's own. Source: keras-preprocessing 1.1,
/// image/image_data_generator.py.</remarks>
[KerasExport("keras.preprocessing.image.ImageDataGenerator")]
public sealed partial class ImageDataGenerator
{
    private readonly FillMode _fill;

    /// <summary>Creates the generator.</summary>
    /// <param name="featurewise_center">Whether the data's mean is subtracted; call <see cref="fit"/> first.</param>
    /// <param name="samplewise_center">Whether each image's mean is subtracted.</param>
    /// <param name="featurewise_std_normalization">Whether images are divided by the data's deviation; call <see cref="fit"/>
    /// first.</param>
    /// <param name="samplewise_std_normalization">Whether each image is divided by its deviation.</param>
    /// <param name="zca_whitening">Whether ZCA whitening is applied; call <see cref="fit"/> first.</param>
    /// <param name="zca_epsilon">Added to the singular values in whitening.</param>
    /// <param name="rotation_range">Largest rotation, in degrees either way.</param>
    /// <param name="width_shift_range">Largest shift along the width, in pixels or below 1 as a part of it; null: none.</param>
    /// <param name="height_shift_range">Largest shift along the height, in pixels or below 1 as a part of it; null: none.</param>
    /// <param name="brightness_range">Smallest and largest factor of brightness; images are rounded to integers from 0 to 255 for it. Null:
    /// brightness is kept.</param>
    /// <param name="shear_range">Largest shear, in degrees.</param>
    /// <param name="zoom_range">Smallest and largest zoom, or one number z for 1 - z to 1 + z; null: none.</param>
    /// <param name="channel_shift_range">Largest value added to all channels.</param>
    /// <param name="fill_mode">What stands beyond the edges: "nearest", "constant", "reflect" or "wrap".</param>
    /// <param name="cval">Value beyond the edges for "constant".</param>
    /// <param name="horizontal_flip">Whether half of the images have left and right swapped.</param>
    /// <param name="vertical_flip">Whether half of the images have top and bottom swapped.</param>
    /// <param name="rescale">Factor of all values, applied after the transformation; null or 0: none.</param>
    /// <param name="preprocessing_function">Applied to each image (height, width, channels) after the transformation; must keep its shape;
    /// null: none.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="validation_split">Fraction of the samples (the first ones) that are the subset "validation": 0 or between 0 and
    /// 1.</param>
    /// <param name="interpolation_order">Order of interpolation: 0 (nearest) or 1 (linear).</param>
    /// <param name="dtype">Keras dtype of the batches; null: keras.backend.floatx().</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public ImageDataGenerator(bool featurewise_center = false, bool samplewise_center = false, bool featurewise_std_normalization = false,
        bool samplewise_std_normalization = false, bool zca_whitening = false, double zca_epsilon = 1e-6, double rotation_range = 0,
        ShiftRange? width_shift_range = null, ShiftRange? height_shift_range = null, (double, double)? brightness_range = null,
        double shear_range = 0, ZoomRange? zoom_range = null, double channel_shift_range = 0, string fill_mode = "nearest", double cval = 0,
        bool horizontal_flip = false, bool vertical_flip = false, double? rescale = null,
        Func<NDArray, NDArray>? preprocessing_function = null, string? data_format = null, double validation_split = 0,
        int interpolation_order = 1, string? dtype = null)
    {
        Guard.That(validation_split is >= 0 and < 1,
            $"`validation_split` must be strictly between 0 and 1, or 0. Received: {validation_split}.", nameof(validation_split));
        Guard.That(interpolation_order is 0 or 1,
            "`interpolation_order` must be 0 (nearest) or 1 (linear): splines of higher order are not offered. Received: "
            + $"{interpolation_order}.", nameof(interpolation_order));
        this.fill_mode = Guard.OneOf(fill_mode, ["nearest", "constant", "reflect", "wrap"]);
        _fill = Enum.Parse<FillMode>(fill_mode, ignoreCase: true);
        (this.featurewise_center, this.samplewise_center) = (featurewise_center, samplewise_center);
        (this.featurewise_std_normalization, this.samplewise_std_normalization) = (featurewise_std_normalization,
            samplewise_std_normalization);
        (this.zca_whitening, this.zca_epsilon, this.rotation_range) = (zca_whitening, zca_epsilon, rotation_range);
        (this.width_shift_range, this.height_shift_range) = (width_shift_range ?? 0, height_shift_range ?? 0);
        (this.brightness_range, this.shear_range, this.zoom_range, this.channel_shift_range) = (brightness_range, shear_range, zoom_range
            ?? 0, channel_shift_range);
        (this.cval, this.horizontal_flip, this.vertical_flip, this.rescale) = (cval, horizontal_flip, vertical_flip, rescale);
        (this.preprocessing_function, this.validation_split, this.interpolation_order) = (preprocessing_function, validation_split,
            interpolation_order);
        this.data_format = Guard.DataFormat(data_format);
        this.dtype = dtype ?? Settings.FloatX;
        Guard.That(this.dtype is "float32" or "float64",
            $"`dtype` of image batches must be \"float32\" or \"float64\". Received: \"{dtype}\".", nameof(dtype));
        MakeConsistent();
    }

    /// <summary>Whether the data's mean is subtracted.</summary>
    public bool featurewise_center { get; private set; }

    /// <summary>Whether each image's mean is subtracted.</summary>
    public bool samplewise_center { get; private set; }

    /// <summary>Whether images are divided by the data's deviation.</summary>
    public bool featurewise_std_normalization { get; private set; }

    /// <summary>Whether each image is divided by its deviation.</summary>
    public bool samplewise_std_normalization { get; }

    /// <summary>Whether ZCA whitening is applied.</summary>
    public bool zca_whitening { get; }

    /// <summary>Added to the singular values in whitening.</summary>
    public double zca_epsilon { get; }

    /// <summary>Largest rotation in degrees.</summary>
    public double rotation_range { get; }

    /// <summary>Largest shift along the width.</summary>
    public ShiftRange width_shift_range { get; }

    /// <summary>Largest shift along the height.</summary>
    public ShiftRange height_shift_range { get; }

    /// <summary>Smallest and largest factor of brightness.</summary>
    public (double Low, double High)? brightness_range { get; }

    /// <summary>Largest shear in degrees.</summary>
    public double shear_range { get; }

    /// <summary>Range of zooms.</summary>
    public ZoomRange zoom_range { get; }

    /// <summary>Largest value added to all channels.</summary>
    public double channel_shift_range { get; }

    /// <summary>What stands beyond the edges.</summary>
    public string fill_mode { get; }

    /// <summary>Value beyond the edges for "constant".</summary>
    public double cval { get; }

    /// <summary>Whether left and right may be swapped.</summary>
    public bool horizontal_flip { get; }

    /// <summary>Whether top and bottom may be swapped.</summary>
    public bool vertical_flip { get; }

    /// <summary>Factor of all values.</summary>
    public double? rescale { get; }

    /// <summary>Applied to each image after the transformation.</summary>
    public Func<NDArray, NDArray>? preprocessing_function { get; }

    /// <summary>"channels_last" or "channels_first".</summary>
    public string data_format { get; }

    /// <summary>Fraction of the samples that are the subset "validation".</summary>
    public double validation_split { get; }

    /// <summary>Order of interpolation.</summary>
    public int interpolation_order { get; }

    /// <summary>Keras dtype of the batches.</summary>
    public string dtype { get; }

    /// <summary>Batches of transformed images from arrays.</summary>
    /// <param name="x">Images, rank 4.</param>
    /// <param name="y">Labels, as many; null: the batches hold only images.</param>
    /// <param name="batch_size">Images per batch; the last one of an epoch may be smaller.</param>
    /// <param name="shuffle">Whether each epoch has a new order.</param>
    /// <param name="sample_weight">Factor of the loss for each sample; null: all 1.</param>
    /// <param name="seed">Seed of shuffling and transformations; null: NumPy's global generator is used.</param>
    /// <param name="save_to_dir">Folder to write the images of all batches to; null: none.</param>
    /// <param name="save_prefix">What the written files' names start with.</param>
    /// <param name="save_format">"png", "jpeg", "bmp" or "webp".</param>
    /// <param name="ignore_class_split">Whether the two subsets may hold different classes.</param>
    /// <param name="subset">"training" or "validation", by validation_split; null: all.</param>
    /// <returns>A Sequence for fit, evaluate and predict, which can also be enumerated without end.</returns>
    public NumpyArrayIterator flow(FlowInput x, NDArray? y = null, int batch_size = 32, bool shuffle = true, NDArray? sample_weight = null,
        int? seed = null, string? save_to_dir = null, string save_prefix = "", string save_format = "png", bool ignore_class_split = false,
        string? subset = null) =>
        new(x, y, this, batch_size, shuffle, sample_weight, seed, null, save_to_dir, save_prefix, save_format, subset, ignore_class_split);

    /// <summary>
    /// Batches of transformed images from a folder that holds one folder per class; prints "Found N images belonging to M classes.".
    /// </summary>
    /// <inheritdoc cref="DirectoryIterator(string, ImageDataGenerator, Size2?, string, string[], string, int, bool, int?, string, string, string, string, bool, string, string, bool, string)"/>
    public DirectoryIterator flow_from_directory(string directory, Size2? target_size = null, string color_mode = "rgb",
        string[]? classes = null, string? class_mode = "categorical", int batch_size = 32, bool shuffle = true, int? seed = null,
        string? save_to_dir = null, string save_prefix = "", string save_format = "png", bool follow_links = false, string? subset = null,
        string interpolation = "nearest", bool keep_aspect_ratio = false) =>
        new(directory, this, target_size, color_mode, classes, class_mode, batch_size, shuffle, seed, null, save_to_dir, save_prefix,
            save_format, follow_links, subset, interpolation, keep_aspect_ratio);

    /// <summary>
    /// Batches of transformed images whose names and targets are in a data frame; prints "Found N validated image filenames belonging to M
    /// classes.".
    /// </summary>
    /// <inheritdoc cref="DataFrameIterator(IEnumerable{KeyValuePair{string, Array}}, string, ImageDataGenerator, string, ColumnNames, string, Size2?, string, string[], string, int, bool, int?, string, string, string, string, string, bool, bool)"/>
    public DataFrameIterator flow_from_dataframe(IEnumerable<KeyValuePair<string, Array>> dataframe, string? directory = null,
        string x_col = "filename", ColumnNames? y_col = null, string? weight_col = null, Size2? target_size = null,
        string color_mode = "rgb", string[]? classes = null, string? class_mode = "categorical", int batch_size = 32, bool shuffle = true,
        int? seed = null, string? save_to_dir = null, string save_prefix = "", string save_format = "png", string? subset = null,
        string interpolation = "nearest", bool validate_filenames = true) =>
        new(dataframe, directory, this, x_col, y_col, weight_col, target_size, color_mode, classes, class_mode, batch_size, shuffle, seed,
            save_to_dir, save_prefix, save_format, subset, interpolation, false, validate_filenames);

    /// <summary>Settings that Keras makes consistent, with its warnings.</summary>
    private void MakeConsistent()
    {
        if (zca_whitening)
        {
            if (!featurewise_center)
            {
                featurewise_center = true;
                Log.Warning("This ImageDataGenerator specifies `zca_whitening`, which overrides setting of `featurewise_center`.");
            }
            if (featurewise_std_normalization)
            {
                featurewise_std_normalization = false;
                Log.Warning("This ImageDataGenerator specifies `zca_whitening` which overrides setting of`featurewise_std_normalization`.");
            }
        }
        if (featurewise_std_normalization && !featurewise_center)
        {
            featurewise_center = true;
            Log.Warning("This ImageDataGenerator specifies `featurewise_std_normalization`, which overrides setting of "
                + "`featurewise_center`.");
        }
        if (samplewise_std_normalization && !samplewise_center)
        {
            samplewise_center = true;
            Log.Warning("This ImageDataGenerator specifies `samplewise_std_normalization`, which overrides setting of "
                + "`samplewise_center`.");
        }
    }
}
