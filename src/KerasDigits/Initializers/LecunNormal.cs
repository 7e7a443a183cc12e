namespace KerasDigits.Initializers;

/// <summary>Truncated normal numbers of variance 1 / inputs.</summary>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.LecunNormal", "keras.initializers.lecun_normal")]
public sealed class LecunNormal(int? seed = null) : VarianceScaling(1.0, "fan_in", "truncated_normal", seed);
