using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What Attention and AdditiveAttention share: queries look at values through keys.</summary>
/// <remarks>Masks are those of query and value; a masked query gives zeros. Source: tf.keras 2.3.1, layers/dense_attention.py.</remarks>
public abstract class DenseAttention : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    /// <summary>Sets the shared arguments.</summary>
    private protected DenseAttention(bool use_scale)
    {
        this.use_scale = use_scale;
        supports_masking = true;
    }

    /// <summary>Whether scores are scaled by a weight.</summary>
    public bool use_scale { get; }

    /// <summary>Whether no query sees later values (2.3.1's argument; later versions have use_causal_mask in the call).</summary>
    [KerasKeyword("false")]
    public bool causal { get; set; }

    /// <summary>Fraction of the attention weights to drop in training.</summary>
    [KerasKeyword("0.0")]
    public double dropout { get; set; }

    /// <summary>Scores of shape (batch, queries, values).</summary>
    private protected abstract Tensor ComputeScores(Tensor query, Tensor key);

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Guard.That(inputs.Length is 2 or 3, $"{GetType().Name} layer accepts inputs list of length 2 or 3, namely [query, value] or "
            + $"[query, value, key]. Received length: {inputs.Length}.", nameof(inputs));
        Tensor query = inputs[0], value = inputs[1], scores = ComputeScores(query, inputs.Length > 2 ? inputs[2] : value);
        bool causalNow = causal || context.keywords?.Get("use_causal_mask") is true;
        Tensor? mask = AttentionOps.And(context.mask?[1]?.unsqueeze(-2),
            causalNow ? AttentionOps.MakeCausal(query.size(-2), value.size(-2), scores) : null);
        Tensor weights = AttentionOps.Dropout(AttentionOps.MaskedSoftmax(scores, mask), dropout, context.training),
            result = NN.Product(weights, value);
        if (context.mask?[0] is { } asked) { result = result * asked.unsqueeze(-1).to_type(result.dtype); }
        return context.keywords?.Get("return_attention_scores") is true ? [result, weights] : [result];
    }

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) => mask?[0] is { } own ? [own, null] : null;

    internal override Shape[] ComputeShapes(CallArguments call, Config? keywords)
    {
        Shape query = call.Shapes[0], value = call.Shapes[1];
        Shape result = query.With(^1, value[^1]);
        return keywords?.Get("return_attention_scores") is true ? [result, query.With(^1, value[^2])] : [result];
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes) => ComputeShapes(CallArguments.Of(input_shapes), null);

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        config["dropout"] = dropout;
        if (causal) { config["causal"] = true; }
        return config;
    }
}
