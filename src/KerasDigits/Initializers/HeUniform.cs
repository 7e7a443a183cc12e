namespace KerasDigits.Initializers;

/// <summary>Uniform numbers up to √(6 / inputs).</summary>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.HeUniform", "keras.initializers.he_uniform")]
public sealed class HeUniform(int? seed = null) : VarianceScaling(2.0, "fan_in", "uniform", seed);
