using KerasDigits.Backend;

namespace KerasDigits.Layers;

/// <summary>Additive attention (Bahdanau): softmax(Σ tanh(query + key)) · value.</summary>
/// <param name="use_scale">Whether the sum has a weight for each feature.</param>
/// <remarks>Input shape: [query (batch, queries, d), value (batch, values, d), key (batch, values, d) or none: the value]. Output shape:
/// (batch, queries, d); with return_attention_scores also (batch, queries, values).
/// Weights: scale (d,). Source: tf.keras 2.3.1, layers/dense_attention.py.</remarks>
[KerasExport("keras.layers.AdditiveAttention")]
public sealed class AdditiveAttention(bool use_scale = true) : DenseAttention(use_scale)
{
    private Variable? _scale;

    /// <inheritdoc/>
    public override void build(Shape[] input_shapes)
    {
        if (this.use_scale) { _scale = add_weight("scale", new Shape(input_shapes[1][^1]), initializer: "glorot_uniform"); }
    }

    private protected override Tensor ComputeScores(Tensor query, Tensor key)
    {
        Tensor sum = (query.unsqueeze(-2) + key.unsqueeze(-3)).tanh();
        return (_scale is null ? sum : sum * Cast(_scale)).sum(-1);
    }
}
