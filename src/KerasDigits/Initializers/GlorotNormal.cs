namespace KerasDigits.Initializers;

/// <summary>Truncated normal numbers of variance 2 / (inputs + outputs).</summary>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.GlorotNormal", "keras.initializers.glorot_normal")]
public sealed class GlorotNormal(int? seed = null) : VarianceScaling(1.0, "fan_avg", "truncated_normal", seed);
