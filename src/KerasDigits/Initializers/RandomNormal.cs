using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>Normal numbers.</summary>
/// <param name="mean">Mean of the numbers.</param>
/// <param name="stddev">Standard deviation, 0 or more.</param>
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
