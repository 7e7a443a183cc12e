using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>Normal numbers within two standard deviations.</summary>
/// <param name="mean">Mean of the numbers.</param>
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
