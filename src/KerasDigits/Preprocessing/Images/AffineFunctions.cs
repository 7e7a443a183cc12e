using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>keras.preprocessing.image's functions that change one image, drawing from NumPy's generator.</summary>
/// <remarks>The axes' defaults are Python's: channels first for all but apply_affine_transform, whose own are channels last under "2.3".
/// For the usual layout give row_axis 0, col_axis 1 and channel_axis 2. Source: keras-preprocessing 1.1.2,
/// image/affine_transformations.py, and TF 2.15, keras/preprocessing/image.py.</remarks>
internal static class AffineFunctions
{
    /// <summary>Turns, moves, shears and zooms an image.</summary>
    /// <param name="x">Image, rank 3.</param>
    /// <param name="theta">Rotation in degrees.</param>
    /// <param name="tx">Shift along the rows.</param>
    /// <param name="ty">Shift along the columns.</param>
    /// <param name="shear">Shear in degrees.</param>
    /// <param name="zx">Zoom of the rows.</param>
    /// <param name="zy">Zoom of the columns.</param>
    /// <param name="row_axis">Axis of rows; null: 0 under "2.3", 1 under "2.15". Under "2.3" the sizes of this axis and the next say about
    /// which point the image is turned, and nothing else.</param>
    /// <param name="col_axis">Axis of columns; null: 1 under "2.3", 2 under "2.15".</param>
    /// <param name="channel_axis">Axis of channels, 0 or 2; null: 2 under "2.3", 0 under "2.15".</param>
    /// <param name="fill_mode">What stands beyond the edges: "nearest", "constant", "reflect" or "wrap".</param>
    /// <param name="cval">Value beyond the edges for "constant".</param>
    /// <param name="order">Order of interpolation: 0 or 1.</param>
    /// <exception cref="ArgumentException">The rank or an axis does not fit.</exception>
    [KerasExport("keras.preprocessing.image.apply_affine_transform")]
    public static NDArray apply_affine_transform(NDArray x, double theta = 0, double tx = 0, double ty = 0, double shear = 0, double zx = 1,
        double zy = 1, int? row_axis = null, int? col_axis = null, int? channel_axis = null, string fill_mode = "nearest", double cval = 0,
        int order = 1) =>
        Apply(x, new TransformParameters(theta, tx, ty, shear, zx, zy), row_axis ?? (Compat.Is215 ? 1 : 0),
            col_axis ?? (Compat.Is215 ? 2 : 1), channel_axis ?? (Compat.Is215 ? 0 : 2), fill_mode, cval, order);

    /// <summary>Turns an image by a random angle.</summary>
    /// <param name="x">Image, rank 3.</param>
    /// <param name="rg">Largest rotation in degrees.</param>
    /// <param name="row_axis">Axis of rows.</param><param name="col_axis">Axis of columns.</param><param name="channel_axis">Axis of
    /// channels: 0 or 2.</param>
    /// <param name="fill_mode">What stands beyond the edges: "nearest", "constant", "reflect" or "wrap".</param>
    /// <param name="cval">Value beyond the edges for "constant".</param>
    /// <param name="interpolation_order">Order of interpolation: 0 or 1.</param>
    [KerasExport("keras.preprocessing.image.random_rotation")]
    public static NDArray random_rotation(NDArray x, double rg, int row_axis = 1, int col_axis = 2, int channel_axis = 0,
        string fill_mode = "nearest", double cval = 0, int interpolation_order = 1) =>
        ApplyDrawn(x, new TransformParameters(theta: DrawUniform(-rg, rg)), row_axis, col_axis, channel_axis, fill_mode, cval,
            interpolation_order);

    /// <summary>Moves an image at random.</summary>
    /// <param name="x">Image, rank 3.</param>
    /// <param name="wrg">Largest shift along the width, as a part of it.</param>
    /// <param name="hrg">Largest shift along the height, as a part of it.</param>
    /// <param name="row_axis">Axis of rows.</param><param name="col_axis">Axis of columns.</param><param name="channel_axis">Axis of
    /// channels: 0 or 2.</param>
    /// <param name="fill_mode">What stands beyond the edges: "nearest", "constant", "reflect" or "wrap".</param>
    /// <param name="cval">Value beyond the edges for "constant".</param>
    /// <param name="interpolation_order">Order of interpolation: 0 or 1.</param>
    [KerasExport("keras.preprocessing.image.random_shift")]
    public static NDArray random_shift(NDArray x, double wrg, double hrg, int row_axis = 1, int col_axis = 2, int channel_axis = 0,
        string fill_mode = "nearest", double cval = 0, int interpolation_order = 1)
    {
        CheckAxes(x, row_axis, col_axis, channel_axis);
        double tx = DrawUniform(-hrg, hrg) * x.shape[row_axis], ty = DrawUniform(-wrg, wrg) * x.shape[col_axis];
        return ApplyDrawn(x, new TransformParameters(tx: tx, ty: ty), row_axis, col_axis, channel_axis, fill_mode, cval,
            interpolation_order);
    }

    /// <summary>Shears an image at random.</summary>
    /// <param name="x">Image, rank 3.</param>
    /// <param name="intensity">Largest shear in degrees.</param>
    /// <param name="row_axis">Axis of rows.</param><param name="col_axis">Axis of columns.</param><param name="channel_axis">Axis of
    /// channels: 0 or 2.</param>
    /// <param name="fill_mode">What stands beyond the edges: "nearest", "constant", "reflect" or "wrap".</param>
    /// <param name="cval">Value beyond the edges for "constant".</param>
    /// <param name="interpolation_order">Order of interpolation: 0 or 1.</param>
    [KerasExport("keras.preprocessing.image.random_shear")]
    public static NDArray random_shear(NDArray x, double intensity, int row_axis = 1, int col_axis = 2, int channel_axis = 0,
        string fill_mode = "nearest", double cval = 0, int interpolation_order = 1) =>
        ApplyDrawn(x, new TransformParameters(shear: DrawUniform(-intensity, intensity)), row_axis, col_axis, channel_axis, fill_mode,
            cval, interpolation_order);

    /// <summary>Zooms an image at random.</summary>
    /// <param name="x">Image, rank 3.</param>
    /// <param name="zoom_range">Lower and upper factor.</param>
    /// <param name="row_axis">Axis of rows.</param><param name="col_axis">Axis of columns.</param><param name="channel_axis">Axis of
    /// channels: 0 or 2.</param>
    /// <param name="fill_mode">What stands beyond the edges: "nearest", "constant", "reflect" or "wrap".</param>
    /// <param name="cval">Value beyond the edges for "constant".</param>
    /// <param name="interpolation_order">Order of interpolation: 0 or 1.</param>
    [KerasExport("keras.preprocessing.image.random_zoom")]
    public static NDArray random_zoom(NDArray x, (double low, double high) zoom_range, int row_axis = 1, int col_axis = 2,
        int channel_axis = 0, string fill_mode = "nearest", double cval = 0, int interpolation_order = 1)
    {
        var (zx, zy) = zoom_range is (1, 1)
            ? (1.0, 1.0)
            : (DrawUniform(zoom_range.low, zoom_range.high), DrawUniform(zoom_range.low, zoom_range.high));
        return ApplyDrawn(x, new TransformParameters(zx: zx, zy: zy), row_axis, col_axis, channel_axis, fill_mode, cval,
            interpolation_order);
    }

    /// <summary>Adds a value to all, within the image's own smallest and largest.</summary>
    /// <param name="x">Image, rank 3.</param>
    /// <param name="intensity">Value to add, in the image's own units.</param>
    /// <param name="channel_axis">Axis of channels; all are shifted alike.</param>
    /// <exception cref="ArgumentNullException">x is null.</exception>
    /// <exception cref="ArgumentException">channel_axis is no axis of x.</exception>
    [KerasExport("keras.preprocessing.image.apply_channel_shift")]
    public static NDArray apply_channel_shift(NDArray x, double intensity, int channel_axis = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        Guard.That(channel_axis >= 0 && channel_axis < x.ndim,
            $"`channel_axis` must be an axis of x, which has {x.ndim}. Received: {channel_axis}.", nameof(channel_axis));
        return ApplyChange(x, values => PictureOps.ShiftChannels(values, (float)intensity));
    }

    /// <summary>Adds a random value to all, within the image's own smallest and largest.</summary>
    /// <param name="x">Image, rank 3.</param>
    /// <param name="intensity_range">Largest value, either way.</param>
    /// <param name="channel_axis">Axis of channels.</param>
    [KerasExport("keras.preprocessing.image.random_channel_shift")]
    public static NDArray random_channel_shift(NDArray x, double intensity_range, int channel_axis = 0) =>
        apply_channel_shift(x, DrawUniform(-intensity_range, intensity_range), channel_axis);

    /// <summary>Multiplies brightness, on integers from 0 to 255 as Pillow does.</summary>
    /// <param name="x">Image (height, width, channels) with 1, 3 or 4 channels.</param>
    /// <param name="brightness">Factor of the brightness: 0 makes black, 1 changes nothing.</param>
    /// <param name="scale">Whether the image is stretched to 0 … 255 first and stays so.</param>
    /// <exception cref="ArgumentNullException">x is null.</exception>
    /// <exception cref="ArgumentException">x does not have three axes.</exception>
    [KerasExport("keras.preprocessing.image.apply_brightness_shift")]
    public static NDArray apply_brightness_shift(NDArray x, double brightness, bool scale = true)
    {
        ArgumentNullException.ThrowIfNull(x);
        Guard.That(x.ndim == 3, "Expected image array to have rank 3 (single image). Got array with shape: "
            + $"({string.Join(", ", x.shape)}).", nameof(x));
        if (scale) { x = ImageFiles.img_to_array(ImageFiles.array_to_img(x, "channels_last"), "channels_last"); }
        return ApplyChange(x, values => PictureOps.Brighten(values, PictureLayout.Of([.. x.shape], "channels_last"), (float)brightness));
    }

    /// <summary>Multiplies brightness by a random factor.</summary>
    /// <param name="x">Image (height, width, channels) with 1, 3 or 4 channels.</param>
    /// <param name="brightness_range">Smallest and largest factor.</param>
    /// <param name="scale">Whether the image is stretched to 0 … 255 first and stays so.</param>
    [KerasExport("keras.preprocessing.image.random_brightness")]
    public static NDArray random_brightness(NDArray x, (double low, double high) brightness_range, bool scale = true) =>
        apply_brightness_shift(x, DrawUniform(brightness_range.low, brightness_range.high), scale);

    /// <summary>keras-preprocessing 1.1.2 drew by the axes given, but let its apply_affine_transform take its own for the centre.</summary>
    private static NDArray ApplyDrawn(NDArray x, TransformParameters parameters, int row_axis, int col_axis, int channel_axis,
        string fill_mode, double cval, int order)
    {
        CheckAxes(x, row_axis, col_axis, channel_axis);
        return Compat.Is215 ? Apply(x, parameters, row_axis, col_axis, channel_axis, fill_mode, cval, order)
            : ApplyAbout(x, parameters, x.shape[0], x.shape[1], channel_axis == 0, fill_mode, cval, order);
    }

    private static NDArray Apply(NDArray x, TransformParameters parameters, int row_axis, int col_axis, int channel_axis, string fill_mode,
        double cval, int order)
    {
        CheckAxes(x, row_axis, col_axis, channel_axis);
        bool first = channel_axis == 0, turned = Compat.Is215 && col_axis < row_axis;
        // Rows and columns change places for a picture whose columns come first; 1.1.2 only exchanged what it took for the centre.
        int[] swap = first ? [0, 2, 1] : [1, 0, 2];
        NDArray result = ApplyAbout(turned ? np.transpose(x, swap).copy() : x, parameters, x.shape[row_axis], x.shape[col_axis], first,
            fill_mode, cval, order);
        return turned ? np.transpose(result, swap).copy() : result;
    }

    /// <summary>Changes an image about the middle of one of so many rows and columns.</summary>
    private static NDArray ApplyAbout(NDArray x, TransformParameters parameters, long rows, long columns, bool channelsFirst,
        string fill_mode, double cval, int order)
    {
        var generator = new ImageDataGenerator(fill_mode: fill_mode, cval: cval, interpolation_order: order,
            data_format: channelsFirst ? "channels_first" : "channels_last");
        return generator.ApplyAbout(x, parameters, (int)rows, (int)columns);
    }

    private static void CheckAxes(NDArray x, int row_axis, int col_axis, int channel_axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        Guard.That(x.ndim == 3, "Input arrays must be multi-channel 2D images. Received: shape "
            + $"({string.Join(", ", x.shape)}).", nameof(x));
        Guard.That(((int[])[row_axis, col_axis, channel_axis]).Order().SequenceEqual([0, 1, 2]),
            $"'row_axis', 'col_axis', and 'channel_axis' must be distinct, and 0, 1 and 2. Received: {row_axis}, {col_axis}, "
            + $"{channel_axis}.", nameof(row_axis));
        Guard.That(channel_axis is 0 or 2, "Channels are allowed and the first and last dimensions. Received: "
            + $"channel_axis={channel_axis}.", nameof(channel_axis));
    }

    private delegate void Change(Span<float> values);

    private static NDArray ApplyChange(NDArray x, Change change)
    {
        float[] values = x.astype(NPTypeCode.Single).copy().ToArray<float>();
        change(values);
        return np.array(values).reshape(new NumSharp.Shape([.. x.shape]));
    }

    private static double DrawUniform(double low, double high)
    {
        lock (ImageIterator.Generator)
        {
            using var random = new NumpyDraws();
            return random.DrawUniform(low, high);
        }
    }
}
