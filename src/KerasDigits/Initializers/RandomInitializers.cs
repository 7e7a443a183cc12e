using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>Normal numbers.</summary>
/// <param name="mean">Mean.</param>
/// <param name="stddev">Standard deviation.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.RandomNormal", "keras.initializers.random_normal", "keras.initializers.normal")]
public sealed class RandomNormal(double mean = 0.0, double stddev = 0.05, int? seed = null) : Initializer
{
    /// <summary>Mean.</summary>
    public double mean { get; } = mean;

    /// <summary>Standard deviation.</summary>
    public double stddev { get; } = stddev;

    /// <summary>Seed.</summary>
    public int? seed { get; } = seed;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null) => RandomOps.Normal(shape, mean, stddev, dtype, CallSeed(seed));
}

/// <summary>Uniform numbers.</summary>
/// <param name="minval">Smallest value.</param>
/// <param name="maxval">Upper bound.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.RandomUniform", "keras.initializers.random_uniform", "keras.initializers.uniform")]
public sealed class RandomUniform(double minval = -0.05, double maxval = 0.05, int? seed = null) : Initializer
{
    /// <summary>Smallest value.</summary>
    public double minval { get; } = minval;

    /// <summary>Upper bound.</summary>
    public double maxval { get; } = maxval;

    /// <summary>Seed.</summary>
    public int? seed { get; } = seed;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null) => RandomOps.Uniform(shape, minval, maxval, dtype, CallSeed(seed));
}

/// <summary>Normal numbers within two standard deviations.</summary>
/// <param name="mean">Mean.</param>
/// <param name="stddev">Standard deviation before the cut.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.TruncatedNormal", "keras.initializers.truncated_normal")]
public sealed class TruncatedNormal(double mean = 0.0, double stddev = 0.05, int? seed = null) : Initializer
{
    /// <summary>Mean.</summary>
    public double mean { get; } = mean;

    /// <summary>Standard deviation before the cut.</summary>
    public double stddev { get; } = stddev;

    /// <summary>Seed.</summary>
    public int? seed { get; } = seed;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null) => RandomOps.TruncatedNormal(shape, mean, stddev, dtype, CallSeed(seed));
}

/// <summary>An orthogonal matrix, of all axes but the last flattened.</summary>
/// <param name="gain">Factor.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.Orthogonal", "keras.initializers.orthogonal")]
public sealed class Orthogonal(double gain = 1.0, int? seed = null) : Initializer
{
    /// <summary>Factor.</summary>
    public double gain { get; } = gain;

    /// <summary>Seed.</summary>
    public int? seed { get; } = seed;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null)
    {
        Guard.That(shape.Rank >= 2, $"The tensor to initialize must be at least two-dimensional. Received: shape={shape}.", nameof(shape));
        long rows = shape[..^1].ComputeProduct()!.Value;
        Tensor q = RandomOps.Orthogonal(rows, shape[^1]!.Value, CallSeed(seed)) * gain;
        return q.reshape(shape.ToArray()).to_type(Backend.DTypes.ParseTorch(dtype ?? Settings.FloatX));
    }
}
