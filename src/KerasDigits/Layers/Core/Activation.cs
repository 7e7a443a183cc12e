using KerasDigits.Activations;

namespace KerasDigits.Layers;

/// <summary>Applies an activation function.</summary>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.Activation")]
public class Activation : Layer
{
    internal override WholeNumbers Wholes =>
        activation.KerassName is "linear" or "relu" ? WholeNumbers.Kept : WholeNumbers.Otherwise;

    /// <summary>Creates the layer.</summary>
    /// <param name="activation">Name or function.</param>
    public Activation(ActivationFn activation)
    {
        this.activation = activation;
        supports_masking = true;
    }

    /// <summary>The function.</summary>
    public ActivationFn activation { get; }

    internal override Func<Tensor, Tensor>? InPlace => activation.InPlace;

    internal override bool PassesThrough => activation.KerassName == "linear";

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => activation.Apply(inputs);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
