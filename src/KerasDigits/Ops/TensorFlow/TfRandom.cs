using KerasDigits.Backend;

namespace KerasDigits.Ops;

/// <summary>TensorFlow's random values, under <c>tf.random</c>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1.</remarks>
internal static class TfRandom
{
    /// <summary>Normally distributed values.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="mean">Mean of the distribution.</param>
    /// <param name="stddev">Standard deviation, 0 or more.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("tf.random.normal")]
    public static Tensor normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.Normal(shape, mean, stddev, dtype, seed);

    /// <summary>Uniformly distributed values from minval up to and without maxval, whole ones for a dtype of integers.</summary>
    /// <param name="shape">Shape of the values.</param>
    /// <param name="minval">The smallest value.</param>
    /// <param name="maxval">What they stay below; null: 1, which a dtype of integers does not have.</param>
    /// <param name="dtype">Keras dtype; null: float32.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    /// <exception cref="ArgumentException">maxval is missing for a dtype of integers, or the bounds are not whole numbers in rising
    /// order.</exception>
    [KerasExport("tf.random.uniform")]
    public static Tensor uniform(Shape shape, double minval = 0, double? maxval = null, string? dtype = null, int? seed = null)
    {
        if (dtype is not ("int32" or "int64")) { return KerasRandom.uniform(shape, minval, maxval ?? 1, dtype, seed); }
        double limit = maxval ?? throw new ArgumentException($"Must specify maxval for integer dtype {dtype}: "
            + $"tf.random.uniform(shape, maxval: 10, dtype: \"{dtype}\").", nameof(maxval));
        Guard.That(minval == Math.Floor(minval) && limit == Math.Floor(limit) && minval < limit
            && Math.Max(Math.Abs(minval), Math.Abs(limit)) <= 1L << 53,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"minval and maxval must be whole numbers, minval < maxval. "
                + $"Received: minval={minval}, maxval={limit}."), nameof(maxval));
        Tensor drawn = RandomOps.Uniform(shape, minval, limit, "float64", seed).floor().clamp(minval, limit - 1);
        return drawn.to_type(DTypes.ParseTorch(dtype));
    }

    /// <summary>Normally distributed values, none farther than two standard deviations.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="mean">Mean of the distribution.</param>
    /// <param name="stddev">Standard deviation before truncation, 0 or more.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("tf.random.truncated_normal")]
    public static Tensor truncated_normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        KerasRandom.truncated_normal(shape, mean, stddev, dtype, seed);

    /// <summary>The rows of a tensor in random order.</summary>
    /// <param name="value">Tensor with at least one axis.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("tf.random.shuffle")]
    public static Tensor shuffle(Tensor value, int? seed = null) => KerasRandom.shuffle(value, seed: seed);

    /// <summary>Drawn classes by unnormalized log-chances, (rows, num_samples), int64.</summary>
    /// <param name="logits">Unnormalized log-probabilities, shape (rows, classes).</param>
    /// <param name="num_samples">Class numbers to draw for each row.</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("tf.random.categorical")]
    public static Tensor categorical(Tensor logits, int num_samples, int? seed = null) =>
        KerasRandom.categorical(logits, num_samples, "int64", seed);
}
