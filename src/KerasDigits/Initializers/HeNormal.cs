namespace KerasDigits.Initializers;

/// <summary>Truncated normal numbers of variance 2 / inputs.</summary>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.HeNormal", "keras.initializers.he_normal")]
public sealed class HeNormal(int? seed = null) : VarianceScaling(2.0, "fan_in", "truncated_normal", seed);
