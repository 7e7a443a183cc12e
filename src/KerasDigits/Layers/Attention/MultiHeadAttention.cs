using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Ops.Heads;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// Attention of several heads ("Attention is all you need"): each projects query, key and value, and a last projection joins them.
/// </summary>
/// <remarks>Input shape: query (batch, …, d), value (batch, …, e), then by position or keyword key (null: the value) and attention_mask
/// (batch, queries, values; true: may be seen). Output shape: (batch, …, d or output_shape); with return_attention_scores also (batch,
/// heads, queries, values). The masks of query, value and key and use_causal_mask count too. Weights: query, key and value kernels (d,
/// heads, size) with biases
/// (heads, size), attention_output kernel (heads, value size, d) with bias.
/// Source: tf.keras 2.4, layers/multi_head_attention.py; masks as in 2.10 and later.</remarks>
[KerasExport("keras.layers.MultiHeadAttention")]
public class MultiHeadAttention : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private readonly Shape? _outputShape;
    // Keras's inner layers under Keras's names, which are in files.
    private readonly HeadProjection _query_dense, _key_dense;
    private HeadProjection? _gate_dense;
    private readonly HeadProjection _value_dense, _output_dense;
    private readonly Softmax _softmax = new();
    private readonly Dropout _dropout_layer;
    private int[] _axes = [];
    private (Shape Query, Shape Key, Shape Value)? _seen;

    /// <summary>Creates the layer.</summary>
    /// <param name="num_heads">Number of heads, above 0.</param>
    /// <param name="key_dim">Size of query and key in each head, above 0.</param>
    /// <param name="value_dim">Size of the value in each head; null: key_dim.</param>
    /// <param name="dropout">Fraction of the attention weights to drop in training, 0 or more and below 1.</param>
    /// <param name="use_bias">Whether the projections have biases.</param>
    /// <param name="output_shape">Shape of the output's features; null: the query's.</param>
    /// <param name="attention_axes">Axes over which attention runs; null: all but batch and features.</param>
    /// <param name="kernel_initializer">Initial values of the kernels; null: "glorot_uniform".</param>
    /// <param name="bias_initializer">Initial values of the biases; null: "zeros".</param>
    /// <param name="kernel_regularizer">Penalty on the kernels that is added to the loss; null: none.</param>
    /// <param name="bias_regularizer">Penalty on the biases that is added to the loss; null: none.</param>
    /// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
    /// <param name="kernel_constraint">Constraint applied to the kernels after each step; null: none.</param>
    /// <param name="bias_constraint">Constraint applied to the biases after each step; null: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">num_heads or key_dim is not above 0; dropout is negative, or 1 or more.</exception>
    public MultiHeadAttention(int num_heads, int key_dim, int? value_dim = null, double dropout = 0.0, bool use_bias = true,
        Shape? output_shape = null, IntList? attention_axes = null, Initializer? kernel_initializer = null,
        Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null,
        Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null, Constraint? bias_constraint = null)
    {
        (this.num_heads, this.key_dim, this.value_dim) = (Guard.Positive(num_heads), Guard.Positive(key_dim),
            Guard.Positive(value_dim ?? key_dim, nameof(value_dim)));
        (this.dropout, this.use_bias, _outputShape, this.attention_axes) = (Guard.Rate(dropout), use_bias, output_shape, attention_axes);
        (this.kernel_initializer, this.bias_initializer) = (kernel_initializer ?? "glorot_uniform", bias_initializer ?? "zeros");
        (this.kernel_regularizer, this.bias_regularizer, this.activity_regularizer) = (kernel_regularizer, bias_regularizer,
            activity_regularizer);
        (this.kernel_constraint, this.bias_constraint) = (kernel_constraint, bias_constraint);
        (_query_dense, _key_dense, _value_dense, _output_dense) = (new(this, "query"), new(this, "key"), new(this, "value"),
            new(this, "attention_output"));
        _dropout_layer = new Dropout(dropout);
        supports_masking = true;
    }

    /// <summary>Number of heads.</summary>
    public int num_heads { get; }

    /// <summary>Size of query and key in each head.</summary>
    public int key_dim { get; }

    /// <summary>Size of the value in each head.</summary>
    public int value_dim { get; }

    /// <summary>Fraction of the attention weights to drop.</summary>
    public double dropout { get; }

    /// <summary>Whether the projections have biases.</summary>
    public bool use_bias { get; }

    /// <summary>How near a value must be to be seen by a query, as Keras 3.15 can: less than so many steps away; null: all are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    [KerasKeyword]
    public int? sliding_window { get; init => field = value is { } steps ? Guard.Positive(steps, nameof(sliding_window)) : null; }

    /// <summary>Axes over which attention runs.</summary>
    public IntList? attention_axes { get; }

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

    /// <summary>Whether what heads found is multiplied by the sigmoid of a further projection of the query, as Keras 3.14 can.</summary>
    [KerasKeyword("false")]
    public bool use_gate { get; init; }

    /// <summary>Python's <c>layer(query, value, key, attention_mask, use_causal_mask)</c> on symbolic tensors.</summary>
    /// <param name="query">Queries, shape (batch, …, features).</param>
    /// <param name="value">Values, shape (batch, …, features).</param>
    /// <param name="key">Key; null: the value.</param>
    /// <param name="attention_mask">Which value each query may see; null: all.</param>
    /// <param name="use_causal_mask">Whether no query sees later values.</param>
    /// <param name="return_attention_scores">Whether the weights are given too.</param>
    public KerasTensor[] ApplyAll(KerasTensor query, KerasTensor value, KerasTensor? key = null, KerasTensor? attention_mask = null,
        bool use_causal_mask = false, bool return_attention_scores = false)
    {
        var given = new (KerasTensor? Tensor, string? Name)[] { (query, null), (value, "value"), (key, "key"),
            (attention_mask, "attention_mask") }.Where(g => g.Tensor is not null).ToArray();
        var keywords = new Config();
        if (use_causal_mask) { keywords["use_causal_mask"] = true; }
        if (return_attention_scores) { keywords["return_attention_scores"] = true; }
        return ApplyAll([.. given.Select(g => g.Tensor!)], [.. given.Select(g => g.Name)], keywords.Count == 0 ? null : keywords);
    }

    private static (int Value, int Key, int Mask) FindPlaces(int count, IReadOnlyList<string?>? names)
    {
        int value = CallArguments.Find(count, names, "value", 1), key = CallArguments.Find(count, names, "key", 2);
        Guard.That(value >= 0, "MultiHeadAttention must be called with a query and a value: layer.Apply(query, value).", nameof(value));
        return (value, key < 0 ? value : key, CallArguments.Find(count, names, "attention_mask", 3));
    }

    private protected override void BuildFor(CallArguments call)
    {
        var (value, key, _) = FindPlaces(call.Shapes.Length, call.Names);
        Shape query = call.Shapes[0];
        _seen = (query, call.Shapes[key], call.Shapes[value]);
        _axes = attention_axes is { } given ? [.. given.Select(a => a < 0 ? query.Rank + a : a)] : [.. Enumerable.Range(1, query.Rank - 2)];
        Guard.That(_axes.All(a => a > 0 && a < query.Rank - 1),
            $"`attention_axes` must be axes between batch and features of the query. Received: attention_axes={attention_axes}, query "
            + $"shape {query}.", nameof(attention_axes));
        Shape features = _outputShape ?? query[^1..];
        _query_dense.Make(new Shape(query[^1], num_heads, key_dim), new Shape(num_heads, key_dim));
        _key_dense.Make(new Shape(call.Shapes[key][^1], num_heads, key_dim), new Shape(num_heads, key_dim));
        if (use_gate)
        {
            _gate_dense = new(this, "gate");
            _gate_dense.Make(new Shape(query[^1], num_heads, value_dim), new Shape(num_heads, value_dim));
        }
        _value_dense.Make(new Shape(call.Shapes[value][^1], num_heads, value_dim), new Shape(num_heads, value_dim));
        _output_dense.Make(new Shape([num_heads, value_dim, .. features]), features);
    }

    internal override string? GetArgument(int position) =>
        position switch { 0 => "query", 1 => "value", 2 => "key", _ => "attention_mask" };

    /// <summary>
    /// The parts without weights, and the gate, have an underscore in Keras 3's files, the other projections none; Keras 2.15 looks for
    /// them by names with an underscore.
    /// </summary>
    internal override IEnumerable<StoredPart> EnumerateStoredParts(HashSet<Layer> seen) =>
        base.EnumerateStoredParts(seen).Select(p => p.Path is "softmax" or "dropout_layer" or "gate_dense" ? p with { Path = "_" + p.Path }
            : p.Path.Length > 0 ? p with { OtherName = "_" + p.Path } : p);

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        var (v, k, m) = FindPlaces(inputs.Length, context.argument_names);
        Tensor query = inputs[0], key = inputs[k], value = inputs[v];
        bool asked = context.keywords?.Get("return_attention_scores") is true;
        long[] targets = [.. _axes.Select(a => query.size(a))], sources = [.. _axes.Select(a => key.size(a))];
        Tensor? mask = CombineMasks(inputs, context, v, k, m, targets, sources), weights = null;
        Tensor mixed = !asked && _axes.Length == 1 && HeadsFunction.Takes(query, key, value, mask, num_heads, num_heads)
            ? AttendByHeads(query, key, value, mask, context.training)
            : Attend(query, key, value, mask, context.training, out weights);
        if (_gate_dense is { } gate) { mixed = mixed * Project(query, gate).sigmoid(); }
        Tensor output = ProjectOutput(mixed);
        // The scores go through a Softmax layer there, whose mask they keep.
        context.output_mask = context.mask is null && mask is null ? null : [context.mask?[0], targets.Length == 1 ? mask : null];
        return asked ? [output, weights!] : [output];
    }

    /// <summary>What the heads find side by side, one axis attended, by loops of our own.</summary>
    private Tensor AttendByHeads(Tensor query, Tensor key, Tensor value, Tensor? mask, bool training)
    {
        var form = HeadsForm.Of(num_heads, num_heads, key_dim, value_dim, mask, dropout, training);
        // One product makes all three of what attends to itself.
        return ReferenceEquals(query, key) && ReferenceEquals(query, value)
            ? HeadsFunction.Run(form, Project(query, _query_dense, _key_dense, _value_dense))
            : HeadsFunction.Run(form, Project(query, _query_dense), Project(key, _key_dense), Project(value, _value_dense));
    }

    /// <summary>What the heads find side by side, over any axes, by the engine's operations.</summary>
    private Tensor Attend(Tensor queries, Tensor keys, Tensor values, Tensor? mask, bool training, out Tensor weights)
    {
        int rank = (int)queries.dim(), count = _axes.Length;
        // (batch, other axes, heads, attended axes, size): the axes of attention stand together.
        Tensor query = SplitHeads(Project(queries, _query_dense)) * (1 / Math.Sqrt(key_dim)), key = SplitHeads(Project(keys, _key_dense)),
            value = SplitHeads(Project(values, _value_dense));
        long[] front = query.shape[..^(count + 1)], targets = query.shape[^(count + 1)..^1], sources = key.shape[^(count + 1)..^1];
        Tensor scores = AttentionOps.Products(query.flatten(front.Length, -2), key.flatten(front.Length, -2));
        Tensor plain = AttentionOps.MaskedSoftmax(scores, mask), seen = AttentionOps.Dropout(plain, dropout, training);
        weights = plain.reshape([.. front, .. targets, .. sources]);
        Tensor mixed = NN.Product(seen, value.flatten(front.Length, -2)).reshape([.. front, .. targets, value_dim]);
        long[] order = OrderAxes(rank), back = new long[order.Length];
        for (int i = 0; i < order.Length; i++) { back[order[i]] = i; }
        return mixed.permute(back).flatten(-2, -1);
    }

    /// <summary>Axes of an input with heads as last but one, in the order (batch, others, heads, attended, size).</summary>
    private long[] OrderAxes(int rank)
    {
        IEnumerable<int> others = Enumerable.Range(1, rank - 2).Where(i => !_axes.Contains(i));
        return [0, .. others.Select(i => (long)i), rank - 1, .. _axes.Select(i => (long)i), rank];
    }

    private Tensor SplitHeads(Tensor x) =>
        x.unflatten(x.dim() - 1, [num_heads, x.size(-1) / num_heads]).permute(OrderAxes((int)x.dim()));

    /// <summary>The projections of all heads side by side, those of several parts one behind the other.</summary>
    private Tensor Project(Tensor x, params HeadProjection[] parts)
    {
        Tensor JoinHeads(Func<HeadProjection, Tensor> find) =>
            parts.Length == 1 ? find(parts[0]) : Tensors.Concatenate([.. parts.Select(find)], -1);
        return NN.Dense(x, JoinHeads(p => Cast(p.Kernel).flatten(1, 2)), use_bias ? JoinHeads(p => Cast(p.Bias!).flatten()) : null);
    }

    private Tensor ProjectOutput(Tensor mixed)
    {
        Tensor kernel = Cast(_output_dense.Kernel);
        long[] features = kernel.shape[2..];
        Tensor y = NN.Dense(mixed, kernel.reshape(num_heads * value_dim, -1),
            _output_dense.Bias is { } bias ? Cast(bias).flatten() : null);
        return features.Length == 1 ? y : y.unflatten(y.dim() - 1, features);
    }

    private Tensor? CombineMasks(Tensor[] inputs, CallContext context, int v, int k, int m, long[] targets, long[] sources)
    {
        Tensor? Of(int i) => context.mask?[i];
        Tensor? keyMask = k == v ? null : Of(k);
        bool causal = context.keywords?.Get("use_causal_mask") is true;
        Tensor? automatic = AttentionOps.And(Of(0)?.unsqueeze(-1), Of(v)?.unsqueeze(-2), keyMask?.unsqueeze(-2),
            causal ? AttentionOps.MakeCausal(targets[0], sources[0], inputs[0]) : null,
            sliding_window is { } near ? AttentionOps.Near(targets[0], sources[0], near, inputs[0]) : null);
        Tensor? mask = AttentionOps.And(m < 0 ? null : inputs[m].ne(0), automatic);
        if (mask is null) { return null; }
        // (batch, other axes, heads, attended axes twice).
        int full = (int)inputs[0].dim() + targets.Length;
        while (mask.dim() < full) { mask = mask.unsqueeze(Math.Max(0, mask.dim() - (2 * targets.Length))); }
        return targets.Length == 1 ? mask : mask.flatten(-targets.Length, -1).flatten(-1 - targets.Length, -2);
    }

    private protected override bool MasksInCall => true;

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) => mask?[0] is { } own ? [own, null] : null;

    internal override Shape[] ComputeShapes(CallArguments call, Config? keywords)
    {
        var (value, _, _) = FindPlaces(call.Shapes.Length, call.Names);
        Shape query = call.Shapes[0], source = call.Shapes[value];
        Shape output = _outputShape is { } features ? query[..^1].Append([.. features]) : query;
        if (keywords?.Get("return_attention_scores") is not true) { return [output]; }
        IEnumerable<long?> others = Enumerable.Range(1, query.Rank - 2).Where(i => !_axes.Contains(i)).Select(i => query[i]);
        return [output, new Shape([query[0], .. others, num_heads, .. _axes.Select(i => query[i]), .. _axes.Select(i => source[i])])];
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes) => ComputeShapes(CallArguments.Of(input_shapes), null);

    /// <summary>Shape of the output for a query and a value.</summary>
    /// <param name="query_shape">Shape (batch, query steps, features).</param>
    /// <param name="value_shape">Shape (batch, steps, features).</param>
    /// <param name="key_shape">Shape of the keys; null: value_shape.</param>
    public Shape compute_output_shape(Shape query_shape, Shape value_shape, Shape? key_shape = null) =>
        compute_output_shape(key_shape is { } key ? [query_shape, value_shape, key] : [query_shape, value_shape])[0];

    /// <summary>Makes the layer of a configuration; what says only how Keras built it or runs it is left out.</summary>
    /// <param name="config">What get_config() gave.</param>
    public static MultiHeadAttention from_config(Config config)
    {
        var plain = new Config(config.Where(p => p.Key is not ("query_shape" or "key_shape" or "value_shape" or "seed" or "flash_attention")
            && (p.Value is not (null or false) || ConfigBinder.Accepts(typeof(MultiHeadAttention), p.Key))));
        return (MultiHeadAttention)ConfigBinder.CreatePlain(typeof(MultiHeadAttention), plain);
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = GetCommonConfig();
        (config["num_heads"], config["key_dim"], config["value_dim"]) = ((long)num_heads, (long)key_dim, (long)value_dim);
        (config["dropout"], config["use_bias"], config["output_shape"]) = (dropout, use_bias, _outputShape?.ToConfig());
        // Keras 2.5 to 2.15 build the layer by these, and do not load it without.
        (config["query_shape"], config["key_shape"], config["value_shape"]) = (_seen?.Query.ToConfig(), _seen?.Key.ToConfig(),
            _seen?.Value.ToConfig());
        config["attention_axes"] = _axes.Length > 0 ? ConfigBinder.ToPlain(_axes) : attention_axes?.ToConfig();
        foreach (var (key, value) in new (string, object?)[]
        {
            ("kernel_initializer", kernel_initializer), ("bias_initializer", bias_initializer), ("kernel_regularizer", kernel_regularizer),
            ("bias_regularizer", bias_regularizer),
            ("activity_regularizer", activity_regularizer), ("kernel_constraint", kernel_constraint), ("bias_constraint", bias_constraint),
        }) { config[key] = ConfigBinder.ToPlain(value); }
        if (use_gate) { config[nameof(use_gate)] = true; }
        if (sliding_window is { } near) { config[nameof(sliding_window)] = (long)near; }
        return config;
    }
}
