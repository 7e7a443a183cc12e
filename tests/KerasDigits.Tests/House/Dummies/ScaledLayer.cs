using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Tests.House.Dummies;

/// <summary>A layer as CONTRIBUTING describes one: each value times a weight of its own.</summary>
[KerasExport("keras.layers.ScaledLayer")]
public sealed class ScaledLayer(double start = 1.0) : Layer
{
    private Variable? _scale;

    public double start { get; } = start;

    public override void build(Shape input_shape) =>
        _scale = add_weight("scale", input_shape[^1]!.Value, initializer: new KerasDigits.Initializers.Constant(start));

    public override Tensor call(Tensor inputs, bool training) => inputs * _scale!.value;

    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}

/// <summary>
/// Its argument has no property, a weight is not used, the shape that it says is another, and it draws numbers where nothing is trained.
/// </summary>
public sealed class FaultyLayer(int units) : Layer
{
    private Variable? _kernel;
    private int _calls;

    public override void build(Shape input_shape)
    {
        _kernel = add_weight("kernel", units);
        _ = add_weight("unused", units);
    }

    public override Tensor call(Tensor inputs, bool training) => inputs.sum([-1], keepdim: true) * _kernel!.value + _calls++;

    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
