using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Dot-product attention (Luong): softmax(query · keyᵀ) · value.</summary>
/// <param name="use_scale">Whether scores are multiplied by a weight.</param>
/// <param name="score_mode">"dot", or "concat": the sum of tanh(query + key) times a weight.</param>
/// <exception cref="ArgumentException">score_mode is not "dot" or "concat".</exception>
/// <remarks>Input shape: [query (batch, queries, d), value (batch, values, e), key (batch, values, d) or none: the value]. Output shape:
/// (batch, queries, e); with return_attention_scores also (batch, queries, values).
/// Source: tf.keras 2.3.1, layers/dense_attention.py; score_mode from 2.9.</remarks>
[KerasExport("keras.layers.Attention")]
public sealed class Attention(bool use_scale = false, string score_mode = "dot") : DenseAttention(use_scale)
{
    private Variable? _scale, _concat;

    /// <summary>How scores are made.</summary>
    public string score_mode { get; } = Guard.OneOf(score_mode, ["dot", "concat"]);

    /// <inheritdoc/>
    public override void build(Shape[] input_shapes)
    {
        if (this.use_scale) { _scale = add_weight("scale", Compat.Is215 ? new Shape(1) : default, initializer: "ones"); }
        if (score_mode == "concat") { _concat = add_weight("concat_score_weight", default, initializer: "ones"); }
    }

    private protected override Tensor ComputeScores(Tensor query, Tensor key)
    {
        if (score_mode == "dot")
        {
            Tensor product = AttentionOps.Products(query, key);
            return _scale is null ? product : product * Cast(_scale);
        }
        Tensor sum = query.unsqueeze(-2) + key.unsqueeze(-3);
        return (_scale is null ? sum : sum * Cast(_scale)).tanh().sum(-1) * Cast(_concat!);
    }
}
