using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Models;

/// <summary>A call of a plan, with the calls behind it that are done in one.</summary>
internal sealed class PlannedStep
{
    private readonly Node[] _chain;

    /// <summary>Plans a step.</summary>
    /// <param name="chain">The call and those that go into it.</param>
    /// <param name="fusion">What the first layer does for them; null: each is called by itself.</param>
    /// <param name="inputs">Slots of the values that it reads.</param>
    /// <param name="outputs">Slots of the values that it makes.</param>
    /// <param name="wanted">Whether a value is an output of the graph.</param>
    public PlannedStep(Node[] chain, Fusion? fusion, int[] inputs, int[] outputs, bool wanted)
    {
        (_chain, Fusion, Inputs, Outputs) = (chain, fusion, inputs, outputs);
        // Losses ask for what follows an output, and users' own layers may keep what they are given.
        IsClosed = !wanted && chain[0].Layer.Flatten()
            .All(l => l is not (Lambda or AddLoss or AddMetric) && l.GetType().Assembly == typeof(Layer).Assembly);
    }

    /// <summary>Slots of the values that the step reads.</summary>
    public int[] Inputs { get; }

    /// <summary>Slots of the values that it makes.</summary>
    public int[] Outputs { get; }

    /// <summary>Slots that are not read afterwards.</summary>
    public int[] Free { get; set; } = [];

    /// <summary>What goes into the first layer; null: the layers are called one by one.</summary>
    public Fusion? Fusion { get; set; }

    /// <summary>Whether nothing but the results outlives the step.</summary>
    public bool IsClosed { get; }

    /// <summary>The step's results.</summary>
    public Tensor[] Compute(Tensor[] inputs, Tensor?[]? mask, CallContext context)
    {
        if (Fusion is { } fusion && mask is null && Array.TrueForAll(inputs, Tensors.IsFloat32))
        {
            return [_chain[0].Layer.InvokeFused(inputs, context, fusion)];
        }
        foreach (Node call in _chain)
        {
            inputs = call.Layer.Invoke(inputs, context, mask, call.ArgumentNames, call.Keywords);
            mask = context.output_mask is { } made && !Array.TrueForAll(made, m => m is null) ? made : null;
        }
        return inputs;
    }
}
