using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Ops.Heads;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// Attention whose keys and values have fewer heads than the queries: several query heads share one of them (Ainslie et al. 2023).
/// </summary>
/// <remarks>Input shape: query (batch, queries, d), value (batch, values, e), then by position or keyword key (null: the value) and
/// attention_mask (batch, queries, values). Output shape: (batch, queries, d).
/// Weights: query (d, query heads, size), key and value (d, key heads, size), attention_output (query heads, size, d), each with its bias.
/// Source: keras 3, layers/attention/grouped_query_attention.py.</remarks>
[KerasExport("keras.layers.GroupQueryAttention")]
public sealed class GroupQueryAttention : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    // Keras's inner layers under Keras's names, which are in files.
    private EinsumDense? _query_dense, _key_dense, _gate_dense, _value_dense, _output_dense;

    /// <summary>Creates the layer.</summary>
    /// <param name="head_dim">Size of each head, above 0.</param>
    /// <param name="num_query_heads">Number of heads of the queries, above 0.</param>
    /// <param name="num_key_value_heads">Number of heads of keys and values, above 0; it divides the former.</param>
    /// <param name="dropout">Fraction of the attention weights to drop in training, 0 or more and below 1.</param>
    /// <param name="use_bias">Whether the projections have biases.</param>
    /// <param name="kernel_initializer">Initial values of the kernels; null: "glorot_uniform".</param>
    /// <param name="bias_initializer">Initial values of the biases; null: "zeros".</param>
    /// <param name="kernel_regularizer">Penalty on the kernels that is added to the loss; null: none.</param>
    /// <param name="bias_regularizer">Penalty on the biases that is added to the loss; null: none.</param>
    /// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
    /// <param name="kernel_constraint">Constraint applied to the kernels after each step; null: none.</param>
    /// <param name="bias_constraint">Constraint applied to the biases after each step; null: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">head_dim, num_query_heads or num_key_value_heads is not above 0; dropout is negative,
    /// or 1 or more.</exception>
    /// <exception cref="ArgumentException">num_query_heads is no multiple of num_key_value_heads.</exception>
    public GroupQueryAttention(int head_dim, int num_query_heads, int num_key_value_heads, double dropout = 0.0, bool use_bias = true,
        Initializer? kernel_initializer = null, Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null,
        Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null,
        Constraint? bias_constraint = null)
    {
        (this.head_dim, this.num_query_heads, this.num_key_value_heads) = (Guard.Positive(head_dim), Guard.Positive(num_query_heads),
            Guard.Positive(num_key_value_heads));
        Guard.That(num_query_heads % num_key_value_heads == 0,
            $"`num_query_heads` must be divisible by `num_key_value_heads`. Received: {num_query_heads} and {num_key_value_heads}.",
            nameof(num_key_value_heads));
        (this.dropout, this.use_bias) = (Guard.Rate(dropout), use_bias);
        (this.kernel_initializer, this.bias_initializer) = (kernel_initializer ?? "glorot_uniform", bias_initializer ?? "zeros");
        (this.kernel_regularizer, this.bias_regularizer, this.activity_regularizer) = (kernel_regularizer, bias_regularizer,
            activity_regularizer);
        (this.kernel_constraint, this.bias_constraint) = (kernel_constraint, bias_constraint);
        supports_masking = true;
    }

    /// <summary>Size of each head.</summary>
    public int head_dim { get; }

    /// <summary>Number of heads of the queries.</summary>
    public int num_query_heads { get; }

    /// <summary>Number of heads of keys and values.</summary>
    public int num_key_value_heads { get; }

    /// <summary>Fraction of the attention weights to drop.</summary>
    public double dropout { get; }

    /// <summary>Whether the projections have biases.</summary>
    public bool use_bias { get; }

    /// <summary>Initial values of the kernels.</summary>
    public Initializer kernel_initializer { get; }

    /// <summary>Initial values of the biases.</summary>
    public Initializer bias_initializer { get; }

    /// <summary>Regularization penalty on the kernels.</summary>
    public Regularizer? kernel_regularizer { get; }

    /// <summary>Regularization penalty on the biases.</summary>
    public Regularizer? bias_regularizer { get; }

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; }

    /// <summary>Projection of the kernels.</summary>
    public Constraint? kernel_constraint { get; }

    /// <summary>Projection of the biases.</summary>
    public Constraint? bias_constraint { get; }

    /// <summary>Whether what heads found is multiplied by the sigmoid of a further projection of the query.</summary>
    [KerasKeyword("false")]
    public bool use_gate { get; init; }

    /// <summary>A query sees values that are fewer than this many steps away; null: all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    [KerasKeyword]
    public int? sliding_window
    {
        get;
        init => field = value is null ? null : Guard.Positive(value.Value, nameof(sliding_window));
    }

    internal override string StoredClass => "GroupedQueryAttention";

    internal override IEnumerable<StoredPart> EnumerateStoredParts(HashSet<Layer> seen) =>
        base.EnumerateStoredParts(seen).Select(p => p.Path.EndsWith("_dense", StringComparison.Ordinal) ? p with { Path = "_" + p.Path }
            : p);

    internal override string? GetArgument(int position) =>
        position switch { 0 => "query", 1 => "value", 2 => "key", _ => "attention_mask" };

    private static (int Value, int Key, int Mask) FindPlaces(int count, IReadOnlyList<string?>? names)
    {
        int value = CallArguments.Find(count, names, "value", 1), key = CallArguments.Find(count, names, "key", 2);
        Guard.That(value >= 0, "GroupQueryAttention must be called with a query and a value: layer.Apply(query, value).", nameof(value));
        return (value, key < 0 ? value : key, CallArguments.Find(count, names, "attention_mask", 3));
    }

    private protected override void BuildFor(CallArguments call)
    {
        var (value, key, _) = FindPlaces(call.Shapes.Length, call.Names);
        Shape query = call.Shapes[0];
        _query_dense = MakePart("query", "bqm,muh->bquh", new Shape(null, num_query_heads, head_dim), "uh", query);
        _key_dense = MakePart("key", "bkm,mvh->bkvh", new Shape(null, num_key_value_heads, head_dim), "vh", call.Shapes[key]);
        if (use_gate) { _gate_dense = MakePart("gate", "bqm,muh->bquh", new Shape(null, num_query_heads, head_dim), "uh", query,
            "sigmoid"); }
        _value_dense = MakePart("value", "bkm,mvh->bkvh", new Shape(null, num_key_value_heads, head_dim), "vh", call.Shapes[value]);
        _output_dense = MakePart("attention_output", "bquh,uhm->bqm", new Shape(null, query[^1]), "m",
            new Shape(query[0], query[1], num_query_heads, head_dim));
    }

    private EinsumDense MakePart(string name, string equation, Shape output, string bias, Shape input, string? activation = null)
    {
        var part = new EinsumDense(equation, output, activation, bias_axes: use_bias ? bias : null, kernel_initializer: kernel_initializer,
            bias_initializer: bias_initializer, kernel_regularizer: kernel_regularizer, bias_regularizer: bias_regularizer,
            kernel_constraint: kernel_constraint, bias_constraint: bias_constraint) { name = name, dtype = dtype_policy };
        part.EnsureBuilt(CallArguments.Of([input]));
        return part;
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        var (v, k, m) = FindPlaces(inputs.Length, context.argument_names);
        Tensor query = _query_dense!.call(inputs[0], context.training), key = _key_dense!.call(inputs[k], context.training),
            value = _value_dense!.call(inputs[v], context.training);
        bool causal = context.keywords?.Get("use_causal_mask") is true, asked = context.keywords?.Get("return_attention_scores") is true;
        Tensor?[]? masks = context.mask;
        Tensor? mask = AttentionOps.And(m < 0 ? null : inputs[m].ne(0), masks?[0]?.unsqueeze(-1), masks?[v]?.unsqueeze(-2),
            k == v ? null : masks?[k]?.unsqueeze(-2), causal ? AttentionOps.MakeCausal(query.size(1), key.size(1), query) : null,
            sliding_window is { } near ? AttentionOps.Near(query.size(1), key.size(1), near, query) : null), weights = null;
        while (mask is not null && mask.dim() < 4) { mask = mask.unsqueeze(mask.dim() == 3 ? 1 : 0); }
        Tensor mixed = !asked && HeadsFunction.Takes(query.flatten(2), key.flatten(2), value.flatten(2), mask, num_query_heads,
            num_key_value_heads)
            ? AttendByHeads(query, key, value, mask, context.training)
            : Attend(query, key, value, mask, context.training, out weights);
        if (_gate_dense is { } gate) { mixed = mixed * gate.call(inputs[0], context.training); }
        Tensor output = _output_dense!.call(mixed, context.training);
        return asked ? [output, weights!] : [output];
    }

    private Tensor AttendByHeads(Tensor query, Tensor key, Tensor value, Tensor? mask, bool training)
    {
        var form = HeadsForm.Of(num_query_heads, num_key_value_heads, head_dim, head_dim, mask, dropout, training);
        return HeadsFunction.Run(form, query.flatten(2), key.flatten(2), value.flatten(2)).unflatten(2, [num_query_heads, head_dim]);
    }

    private Tensor Attend(Tensor queries, Tensor keys, Tensor values, Tensor? mask, bool training, out Tensor weights)
    {
        Tensor Spread(Tensor x) => x.repeat_interleave(num_query_heads / num_key_value_heads, 2).permute(0, 2, 1, 3);
        Tensor query = queries.permute(0, 2, 1, 3) * (1 / Math.Sqrt(head_dim));
        weights = AttentionOps.MaskedSoftmax(AttentionOps.Products(query, Spread(keys)), mask);
        return NN.Product(AttentionOps.Dropout(weights, dropout, training), Spread(values)).permute(0, 2, 1, 3);
    }

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) => mask?[0] is { } own ? [own, null] : null;

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (use_gate) { config[nameof(use_gate)] = true; }
        if (sliding_window is { } near) { config[nameof(sliding_window)] = (long)near; }
        return config;
    }

    internal override Shape[] ComputeShapes(CallArguments call, Config? keywords)
    {
        Shape query = call.Shapes[0], source = call.Shapes[FindPlaces(call.Shapes.Length, call.Names).Value];
        return keywords?.Get("return_attention_scores") is true
            ? [query, new Shape(query[0], num_query_heads, query[1], source[1])]
            : [query];
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes) => ComputeShapes(CallArguments.Of(input_shapes), null);
}
