namespace KerasDigits.Ops;

/// <summary>Random changes of images, under <c>tf.image</c>: each call draws again.</summary>
/// <remarks>Source: TensorFlow 2.3.1, ops/image_ops_impl.py. Draws come from the engine's generator, which tf.random.set_seed seeds; with a
/// seed of its own a call always draws the same.</remarks>
internal static class TfImageRandom
{
    /// <summary>Left and right swapped for about half of the images.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("tf.image.random_flip_left_right")]
    public static Tensor random_flip_left_right(Tensor image, int? seed = null) => Flip(image, -2, seed);

    /// <summary>Up and down swapped for about half of the images.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("tf.image.random_flip_up_down")]
    public static Tensor random_flip_up_down(Tensor image, int? seed = null) => Flip(image, -3, seed);

    /// <summary>Lighter or darker by up to max_delta, in parts of the largest value.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="max_delta">Largest change, 0 or more, where 1 is the dtype's full range.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    /// <exception cref="ArgumentException">max_delta is negative.</exception>
    [KerasExport("tf.image.random_brightness")]
    public static Tensor random_brightness(Tensor image, double max_delta, int? seed = null)
    {
        Guard.That(max_delta >= 0, $"max_delta must be non-negative. Received: {max_delta}.", nameof(max_delta));
        return TfImageColors.adjust_brightness(image, Draw(-max_delta, max_delta, seed));
    }

    /// <summary>A contrast from lower up to upper.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="lower">Smallest factor, 0 or more.</param>
    /// <param name="upper">Largest factor, above lower.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    /// <exception cref="ArgumentException">upper is not above lower, or lower is negative.</exception>
    [KerasExport("tf.image.random_contrast")]
    public static Tensor random_contrast(Tensor image, double lower, double upper, int? seed = null) =>
        TfImageColors.adjust_contrast(image, DrawBetween(lower, upper, seed));

    /// <summary>A saturation from lower up to upper times that of the image.</summary>
    /// <param name="image">Shape (…, height, width, 3).</param>
    /// <param name="lower">Smallest factor, 0 or more.</param>
    /// <param name="upper">Largest factor, above lower.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    /// <exception cref="ArgumentException">upper is not above lower, or lower is negative.</exception>
    [KerasExport("tf.image.random_saturation")]
    public static Tensor random_saturation(Tensor image, double lower, double upper, int? seed = null) =>
        TfImageColors.adjust_saturation(image, DrawBetween(lower, upper, seed));

    /// <summary>Colours turned by up to max_delta, half the rainbow at most.</summary>
    /// <param name="image">Shape (…, height, width, 3).</param>
    /// <param name="max_delta">Largest turn, 0 … 0.5, where 1 is the whole circle.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    /// <exception cref="ArgumentException">max_delta is outside of 0 … 0.5.</exception>
    [KerasExport("tf.image.random_hue")]
    public static Tensor random_hue(Tensor image, double max_delta, int? seed = null)
    {
        Guard.That(max_delta is >= 0 and <= 0.5, $"max_delta must be from 0 to 0.5. Received: {max_delta}.", nameof(max_delta));
        return TfImageColors.adjust_hue(image, Draw(-max_delta, max_delta, seed));
    }

    /// <summary>A part of a size, from a random place.</summary>
    /// <param name="value">Tensor of any shape, each axis at least as long as size says.</param>
    /// <param name="size">The part's length along each axis.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    /// <exception cref="ArgumentException">size has another rank than value, or is larger along an axis.</exception>
    [KerasExport("tf.image.random_crop")]
    public static Tensor random_crop(Tensor value, Shape size, int? seed = null)
    {
        Guard.That(size.Rank == value.dim() && size.Select((s, i) => s is > 0 && s <= value.size(i)).All(fits => fits),
            $"Need value.shape >= size. Received: shape ({string.Join(", ", value.shape)}), size {size}.", nameof(size));
        for (int axis = 0; axis < size.Rank; axis++)
        {
            long spare = value.size(axis) - size[axis]!.Value;
            value = value.narrow(axis, spare == 0 ? 0 : (long)Math.Min(spare, Draw(0, spare + 1, seed + axis)), size[axis]!.Value);
        }
        return value;
    }

    private static Tensor Flip(Tensor image, int axis, int? seed)
    {
        if (image.dim() == 3) { return Draw(0, 1, seed) < 0.5 ? image.flip(axis) : image; }
        Tensor chosen = RandomOps.Uniform(new Shape(image.size(0), 1, 1, 1), 0, 1, "float32", seed) < 0.5;
        return ColorOps.Choose(chosen, image.flip(axis), image);
    }

    private static double DrawBetween(double lower, double upper, int? seed)
    {
        Guard.That(upper > lower, $"upper must be > lower. Received: {lower}, {upper}.", nameof(upper));
        Guard.That(lower >= 0, $"lower must be non-negative. Received: {lower}.", nameof(lower));
        return Draw(lower, upper, seed);
    }

    private static double Draw(double low, double high, int? seed)
    {
        using Tensor drawn = RandomOps.Uniform(new Shape(1), 0, 1, "float32", seed);
        return low + ((high - low) * drawn.item<float>());
    }
}
