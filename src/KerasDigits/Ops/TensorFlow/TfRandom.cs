
namespace KerasDigits.Ops;

/// <summary>TensorFlow's random values, under <c>tf.random</c>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1.</remarks>
internal static class TfRandom
{
    /// <summary>Normally distributed values.</summary>
    [KerasExport("tf.random.normal")]
    public static Tensor normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.Normal(shape, mean, stddev, dtype, seed);

    /// <summary>Uniformly distributed values from minval up to and without maxval.</summary>
    [KerasExport("tf.random.uniform")]
    public static Tensor uniform(Shape shape, double minval = 0, double maxval = 1, string? dtype = null, int? seed = null) =>
        KerasRandom.uniform(shape, minval, maxval, dtype, seed);

    /// <summary>Normally distributed values, none farther than two standard deviations.</summary>
    [KerasExport("tf.random.truncated_normal")]
    public static Tensor truncated_normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        KerasRandom.truncated_normal(shape, mean, stddev, dtype, seed);

    /// <summary>The rows of a tensor in random order.</summary>
    [KerasExport("tf.random.shuffle")]
    public static Tensor shuffle(Tensor value, int? seed = null) => KerasRandom.shuffle(value, seed: seed);

    /// <summary>Drawn classes by unnormalized log-chances, (rows, num_samples), int64.</summary>
    [KerasExport("tf.random.categorical")]
    public static Tensor categorical(Tensor logits, int num_samples, int? seed = null) =>
        KerasRandom.categorical(logits, num_samples, "int64", seed);
}
