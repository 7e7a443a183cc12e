namespace KerasDigits.Layers;

/// <summary>Base of layers around another layer.</summary>
/// <param name="layer">The layer inside.</param>
/// <exception cref="ArgumentNullException">layer is null.</exception>
/// <remarks>Input shape: the subclass's matter. Output shape: the subclass's matter. Source: tf.keras 2.3.1, layers/wrappers.py.</remarks>
[KerasExport("keras.layers.Wrapper")]
public abstract class Wrapper(Layer layer) : Layer
{
    /// <summary>The layer inside.</summary>
    public Layer layer { get; } = layer ?? throw new ArgumentNullException(nameof(layer), "Layer must be supplied to wrapper.");
}
