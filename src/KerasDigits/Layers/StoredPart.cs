using KerasDigits.Backend;

namespace KerasDigits.Layers;

/// <summary>Where some of a layer's weights are in Keras 3's files.</summary>
/// <param name="Path">Path inside the layer's group: "" for the layer's own weights, "cell", "forward_layer/cell", "layers/dense_1"
/// …</param>
/// <param name="Layer">The layer that owns them.</param>
/// <param name="Weights">Trainable ones first, frozen or not.</param>
/// <param name="OtherName">A second name of the path's last step, by which another Keras looks for the group; null: none.</param>
internal readonly record struct StoredPart(string Path, Layer Layer, IReadOnlyList<Variable> Weights, string? OtherName = null);
