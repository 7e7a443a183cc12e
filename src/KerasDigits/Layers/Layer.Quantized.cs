namespace KerasDigits.Layers;

public abstract partial class Layer
{
    /// <summary>The layer's sum, where its policy has it computed in few bits; null: it is not.</summary>
    internal virtual QuantizedProduct? Quantized => null;

    /// <summary>The layer's vectors, where its policy has them kept in few bits; null: they are not.</summary>
    internal virtual FewBitsRows? QuantizedRows => null;

    private void RefuseFewBits()
    {
        if (dtype_policy.Quantization is null || Quantized is not null || QuantizedRows is not null || GraphLayers is not null
            || GetType().Assembly != typeof(Layer).Assembly)
        {
            return;
        }
        throw new NotSupportedException($"Layer {GetType().Name} does not have a `quantize()` method implemented. The dtype policy "
            + $"\"{dtype_policy.name}\" is only for Dense, EinsumDense, Embedding and ReversibleEmbedding; give the layer \"{name}\" "
            + $"\"{dtype_policy.compute_dtype}\".");
    }
}
