namespace KerasDigits.Layers;

/// <summary>Applies a layer to every step of sequences.</summary>
/// <remarks>Input shape: (batch, time, …). Output shape: (batch, time, *output of the layer). Source: tf.keras 2.3.1,
/// layers/wrappers.py.</remarks>
[KerasExport("keras.layers.TimeDistributed")]
public sealed class TimeDistributed : Wrapper
{
    internal override string GetOutputDType(IReadOnlyList<string> given, int output) => layer.GetOutputDType(given, output);

    /// <summary>Creates the layer.</summary>
    /// <param name="layer">The layer for one step.</param>
    public TimeDistributed(Layer layer) : base(layer) => supports_masking = true;

    /// <summary>Whether training runs step after step, as in Keras 3: a normalization inside then takes each step's statistics.</summary>
    internal bool TrainsStepByStep { get; set; }

    internal override bool MakesMasks => layer.MakesMasks;

    private protected override bool AutoCasts => false;

    private protected override void BuildFor(CallArguments call)
    {
        Shape input = call.Shapes[0];
        Guard.That(input.Rank >= 3,
            $"`TimeDistributed` Layer should be passed an `input_shape` with at least 3 dimensions, received: {input}");
        layer.EnsureBuilt(CallArguments.Of([Step(input)]), ownScope: false);
    }

    internal override long? CountWork() => base.CountWork() * BuiltShapes?[0][1];

    private static Shape Step(Shape input) => input[2..].WithBatch(input[0]);

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Tensor x = inputs[0], mask = context.mask?[0]!;
        if (TrainsStepByStep && context.training)
        {
            Tensor[][] steps = [.. Enumerable.Range(0, (int)x.size(1))
                .Select(t => layer.Invoke([x.select(1, t)], context, mask is null ? null : [mask.select(1, t)]))];
            return [.. Enumerable.Range(0, steps[0].Length).Select(o => Ops.NN.Concatenate([.. steps.Select(s => s[o].unsqueeze(1))], 1))];
        }
        Tensor?[]? inner = mask is null ? null : [mask.flatten(0, 1)];
        Tensor[] outputs = layer.Invoke([x.flatten(0, 1)], context, inner);
        return Array.ConvertAll(outputs, y => y.unflatten(0, [x.size(0), x.size(1)]));
    }

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask)
    {
        Tensor x = inputs[0];
        if (mask?[0] is not null && !layer.supports_masking)
        {
            throw new InvalidOperationException($"Layer {layer.name} does not support masking, but was passed an input_mask by {name}. "
                + "Drop the mask before it, for example by a Lambda layer with `mask: (x, m) => null`, or let the layer set "
                + "supports_masking.");
        }
        Tensor? outer = mask?[0], made = layer.compute_mask([x.flatten(0, 1)], outer is null ? null : [outer.flatten(0, 1)])?[0];
        if (made is not null && (outer is null || outer.dim() > 2)) { return [made.unflatten(0, [x.size(0), x.size(1)])]; }
        while (outer is not null && outer.dim() > 2) { outer = outer.any(-1); }
        return outer is null ? null : [outer];
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes) =>
        [.. layer.compute_output_shape([Step(input_shapes[0])])
            .Select(s => s[1..].WithBatch(input_shapes[0][1]).WithBatch(input_shapes[0][0]))];
}
