using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>
/// The masks of tensors that users' code hands from layer to layer and on to losses and metrics: what Keras keeps in a tensor's
/// _keras_mask.
/// </summary>
internal static class Masks
{
    private static readonly ConditionalWeakTable<Tensor, Tensor> s_masks = [];

    /// <summary>The mask of a tensor; null: none.</summary>
    public static Tensor? Of(Tensor tensor) => s_masks.TryGetValue(tensor, out Tensor? mask) ? mask : null;

    /// <summary>The masks of tensors; null: none has one.</summary>
    public static Tensor?[]? Of(Tensor[] tensors)
    {
        Tensor?[]? masks = null;
        for (int i = 0; i < tensors.Length; i++)
        {
            if (Of(tensors[i]) is { } mask) { (masks ??= new Tensor?[tensors.Length])[i] = mask; }
        }
        return masks;
    }

    /// <summary>Notes the masks of a layer's outputs.</summary>
    /// <param name="outputs">Outputs of the layer.</param>
    /// <param name="masks">Their masks, null for one that has none; null: none has.</param>
    /// <param name="inputs">The layer's inputs: one that is an output as well keeps the mask it has, as in Keras; null: none are.</param>
    public static void Note(Tensor[] outputs, Tensor?[]? masks, Tensor[]? inputs = null)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            if (masks is not null && masks[Math.Min(i, masks.Length - 1)] is { } mask) { s_masks.AddOrUpdate(outputs[i], mask); }
            else if (inputs?.Contains(outputs[i], ReferenceEqualityComparer.Instance) != true) { _ = s_masks.Remove(outputs[i]); }
        }
    }
}
