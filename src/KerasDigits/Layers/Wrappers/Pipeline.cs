namespace KerasDigits.Layers;

/// <summary>Layers one after the other as one layer, for changing images: no model, so it has no fit and no graph of its own.</summary>
/// <remarks>Input shape: the first layer's. Output shape: the last layer's. Source: keras 3.15, layers/preprocessing/pipeline.py.</remarks>
[KerasExport("keras.layers.Pipeline")]
public sealed class Pipeline : Layer
{
    internal override string GetOutputDType(IReadOnlyList<string> given, int output) =>
        layers.Aggregate(given, static (dtypes, layer) => [layer.GetOutputDType(dtypes, 0)])[0];

    /// <summary>Creates the layer.</summary>
    /// <param name="layers">The layers, the one nearest to the input first.</param>
    /// <exception cref="ArgumentException">layers is empty.</exception>
    public Pipeline(Layer[] layers)
    {
        Guard.That(layers.Length > 0, "`layers` must hold at least one layer.", nameof(layers));
        (this.layers, supports_masking) = (layers, true);
    }

    /// <summary>The layers.</summary>
    public Layer[] layers { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> SubLayers => layers;

    internal override bool MakesMasks => layers.Any(l => l.MakesMasks);

    private protected override bool AutoCasts => false;

    private protected override void BuildFor(CallArguments call)
    {
        Shape[] shapes = call.Shapes;
        foreach (Layer layer in layers)
        {
            layer.EnsureBuilt(CallArguments.Of(shapes));
            shapes = layer.compute_output_shape(shapes);
        }
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Tensor?[]? mask = context.mask;
        foreach (Layer layer in layers)
        {
            Tensor[] outputs = layer.Invoke(inputs, context, mask);
            mask = layer.compute_mask(inputs, mask);
            inputs = outputs;
        }
        return inputs;
    }

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) => mask;

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes) =>
        layers.Aggregate(input_shapes, static (shapes, layer) => layer.compute_output_shape(shapes));

    /// <summary>The layers and the name: Keras's own takes nothing else.</summary>
    public override Config get_config() =>
        new() { ["layers"] = ConfigBinder.ToPlain(layers), ["name"] = name };
}
