using KerasDigits.Backend;

namespace KerasDigits.Layers;

/// <summary>Where some of a layer's weights stand in Keras 3's files.</summary>
/// <param name="Path">Path inside the layer's group: "" for the layer's own weights, "cell", "forward_layer/cell", "layers/dense_1"
/// …</param>
/// <param name="Layer">The layer that owns them.</param>
/// <param name="Weights">Trainable ones first, frozen or not.</param>
internal readonly record struct StoredPart(string Path, Layer Layer, IReadOnlyList<Variable> Weights);
