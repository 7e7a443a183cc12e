using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>Uniform numbers.</summary>
/// <param name="minval">Lower bound, below maxval.</param>
/// <param name="maxval">Upper bound, above minval.</param>
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
