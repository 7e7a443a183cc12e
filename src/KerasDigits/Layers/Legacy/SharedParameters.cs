using KerasDigits.Backend;
using KerasDigits.Initializers;

namespace KerasDigits.Layers;

/// <summary>
/// Base of Keras 1's activations with learned parameters for each value of a sample. Its files do not name the axes along which they are
/// shared; the stored arrays tell, and are spread over those axes.
/// </summary>
/// <param name="shared_axes">Axes, from 1, along which one parameter serves all values; null: none.</param>
public abstract class SharedParameters(IntList? shared_axes) : Layer, IOldWeights
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Shape _shape;

    /// <summary>Axes along which parameters are shared.</summary>
    public IntList? shared_axes { get; } = shared_axes;

    int IOldWeights.ArraysInKeras1 => 0;

    Tensor[] IOldWeights.FromOld(Tensor[] stored, WeightOrigin origin) => PReLU.Spread(stored, _shape);

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        long?[] shape = [.. input_shape[1..]];
        foreach (int axis in shared_axes ?? []) { shape[axis - 1] = 1; }
        _shape = new Shape(shape);
        Build();
    }

    private protected Variable Add(string name, Initializer start) => add_weight(name, _shape, initializer: start);

    private protected abstract void Build();

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
