namespace KerasDigits.Initializers;

/// <summary>Uniform numbers up to √(6 / (inputs + outputs)): Keras's default of kernels.</summary>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.GlorotUniform", "keras.initializers.glorot_uniform")]
public sealed class GlorotUniform(int? seed = null) : VarianceScaling(1.0, "fan_avg", "uniform", seed);
