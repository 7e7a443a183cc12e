using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Models;

/// <content>Making the weights of a subclassed model before it sees data.</content>
public partial class Model
{
    /// <summary>What an unknown axis of a shape, but for the batch's, is for the pass that makes the weights.</summary>
    private const int Unknown = 32;

    private bool _building;

    /// <summary>
    /// Makes the weights of a subclassed model for inputs of this shape, batch axis included: <c>model.build((null, 28, 28))</c>. A pass
    /// over zeros meets its layers.
    /// </summary>
    /// <param name="input_shape">Shape of the input, batch axis included; null where a size is unknown.</param>
    /// <exception cref="ArgumentException">The last axis is unknown.</exception>
    public override void build(Shape input_shape) => BuildByCall([input_shape]);

    /// <summary>Makes the weights of a subclassed model with several inputs.</summary>
    /// <param name="input_shapes">Shapes of the inputs, batch axes included.</param>
    /// <exception cref="ArgumentException">The last axis of a shape is unknown.</exception>
    public override void build(Shape[] input_shapes)
    {
        if (input_shapes.Length == 1) { build(input_shapes[0]); }
        else { BuildByCall(input_shapes); }
    }

    /// <summary>Makes the weights of a subclassed model that takes its inputs by name.</summary>
    /// <param name="input_shapes">Shape of each input by its name, batch axes included.</param>
    /// <exception cref="ArgumentException">The last axis of a shape is unknown.</exception>
    public void build(Dictionary<string, Shape> input_shapes)
    {
        InputKeys = [.. input_shapes.Keys.Order(StringComparer.Ordinal)];
        BuildByCall([.. InputKeys.Select(k => input_shapes[k])]);
    }

    /// <summary>
    /// At a call with data the layers inside make their weights when they are met; only a build of the user's own is called.
    /// </summary>
    private protected override void BuildFor(CallArguments call)
    {
        if (Graph is null && !ComputesInCall) { base.BuildFor(call); }
        else if (OverridesBuild(typeof(Shape)) || OverridesBuild(typeof(Shape[]))) { base.BuildFor(call); }
    }

    private bool OverridesBuild(Type argument) => GetType().GetMethod(nameof(build), [argument])!.DeclaringType != typeof(Model);

    private void BuildByCall(Shape[] shapes)
    {
        if (_building || !ComputesInCall) { return; }
        foreach (Shape shape in shapes)
        {
            Guard.That(shape.Rank > 0 && shape[^1] is not null,
                $"The last axis must be known to make the weights of {name}. Received: input_shape={shape}.", "input_shape");
        }
        _building = true;
        try
        {
            using var scope = Scopes.Step();
            using var noGradient = Scopes.NoGradient();
            var context = new CallContext();
            using (context.Enter())
            {
                _ = Compute(Array.ConvertAll(shapes, s => Tensors.MakeZeros(s.With(0, s[0] ?? 1).ToArray(none: Unknown), compute_dtype)),
                    context);
            }
        }
        finally { _building = false; }
        ContainedLayers.RefuseHidden(this);
        BuiltShapes = shapes;
        built = true;
    }
}
