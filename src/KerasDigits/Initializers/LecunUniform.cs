namespace KerasDigits.Initializers;

/// <summary>Uniform numbers up to √(3 / inputs).</summary>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.LecunUniform", "keras.initializers.lecun_uniform")]
public sealed class LecunUniform(int? seed = null) : VarianceScaling(1.0, "fan_in", "uniform", seed);
