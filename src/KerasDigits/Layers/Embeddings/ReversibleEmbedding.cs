using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// An Embedding that may also be called the other way round, from vectors to a value for each number: the first and the last layer of a
/// language model.
/// </summary>
/// <remarks>Input shape: (batch, …), integers; with reverse (batch, …, output_dim). Output shape: (batch, …, output_dim); with reverse
/// (batch, …, input_dim). Weights: embeddings (input_dim, output_dim), and without tied weights reverse_embeddings (output_dim, input_dim).
/// Source: keras 3.15, layers/core/reversible_embedding.py.</remarks>
[KerasExport("keras.layers.ReversibleEmbedding")]
public sealed class ReversibleEmbedding : Layer
{
    private Variable? _embeddings, _reverse;
    private FewBitsRows? _few;
    private FewBits? _fewBack;

    /// <summary>Creates the layer.</summary>
    /// <param name="input_dim">Number of distinct integers, above 0: the largest + 1.</param>
    /// <param name="output_dim">Size of the vectors, above 0.</param>
    /// <param name="tie_weights">Whether both ways use the same vectors.</param>
    /// <param name="embeddings_initializer">Initial values of the vectors; null: "uniform".</param>
    /// <param name="embeddings_regularizer">Penalty on the vectors that is added to the loss; null: none.</param>
    /// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
    /// <param name="embeddings_constraint">Constraint applied to the vectors after each step; null: none.</param>
    /// <param name="mask_zero">Whether 0 means "nothing here".</param>
    /// <param name="reverse_dtype">Dtype in which the reverse projection is computed; null: the layer's.</param>
    /// <param name="logit_soft_cap">Bound to which tanh limits the values of the reverse projection; null: no bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">input_dim or output_dim is not above 0.</exception>
    /// <exception cref="ArgumentException">reverse_dtype is no floating dtype.</exception>
    public ReversibleEmbedding(int input_dim, int output_dim, bool tie_weights = true, Initializer? embeddings_initializer = null,
        Regularizer? embeddings_regularizer = null, Regularizer? activity_regularizer = null, Constraint? embeddings_constraint = null,
        bool mask_zero = false, string? reverse_dtype = null, double? logit_soft_cap = null)
    {
        (this.input_dim, this.output_dim, this.tie_weights) = (Guard.Positive(input_dim), Guard.Positive(output_dim), tie_weights);
        this.embeddings_initializer = embeddings_initializer ?? "uniform";
        (this.embeddings_regularizer, this.activity_regularizer, this.embeddings_constraint) = (embeddings_regularizer,
            activity_regularizer, embeddings_constraint);
        (this.mask_zero, supports_masking, this.logit_soft_cap) = (mask_zero, mask_zero, logit_soft_cap);
        Guard.That(reverse_dtype is null || DTypes.IsFloating(reverse_dtype),
            $"`reverse_dtype` must be a floating dtype. Received: {reverse_dtype}.", nameof(reverse_dtype));
        this.reverse_dtype = reverse_dtype;
    }

    /// <summary>Number of distinct integers.</summary>
    public int input_dim { get; }

    /// <summary>Size of the vectors.</summary>
    public int output_dim { get; }

    /// <summary>Whether both ways use the same vectors.</summary>
    public bool tie_weights { get; }

    /// <summary>Initial values of the vectors.</summary>
    public Initializer embeddings_initializer { get; }

    /// <summary>Regularization penalty on the vectors.</summary>
    public Regularizer? embeddings_regularizer { get; }

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; }

    /// <summary>Constraint applied to the vectors after each step.</summary>
    public Constraint? embeddings_constraint { get; }

    /// <summary>Whether 0 masks its step.</summary>
    public bool mask_zero { get; }

    /// <summary>Dtype of the reverse projection.</summary>
    public string? reverse_dtype { get; }

    /// <summary>Bound to which the values of the reverse projection are limited.</summary>
    public double? logit_soft_cap { get; }

    /// <summary>Python's <c>layer(vectors, reverse=True)</c>.</summary>
    /// <param name="inputs">Vectors of output_dim values.</param>
    /// <param name="reverse">Whether vectors become values for each number.</param>
    public KerasTensor ApplyReverse(KerasTensor inputs, bool reverse = true) =>
        ApplyAll([inputs], [null], reverse ? new Config { ["reverse"] = true } : null)[0];

    private protected override bool AutoCasts => false;

    /// <inheritdoc/>
    internal override FewBitsRows? QuantizedRows => _few;

    /// <inheritdoc/>
    internal override QuantizedProduct? Quantized => _fewBack;

    private protected override IReadOnlyList<Variable> StoredOwn => _few is null ? base.StoredOwn
        : [.. _few.Stored, .. _fewBack?.EnumerateStored(null) ?? []];

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        if (dtype_policy.Quantization is { } quantization)
        {
            _few = new FewBitsRows(quantization, input_dim, output_dim, AddFixed);
            _fewBack = tie_weights ? null : new FewBits(quantization, output_dim, input_dim, _few.Groups, AddFixed);
            _embeddings = _few.Table;
            return;
        }
        _embeddings = add_weight("embeddings", new Shape(input_dim, output_dim), initializer: embeddings_initializer,
            regularizer: embeddings_regularizer, constraint: embeddings_constraint);
        if (!tie_weights)
        {
            _reverse = add_weight("reverse_embeddings", new Shape(output_dim, input_dim), initializer: embeddings_initializer);
        }
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        if (_few is not null)
        {
            return [context.keywords?.Get("reverse") is true
                ? Cap(ReverseFewBits(inputs[0].to_type(dtype_policy.ComputeType), context.training))
                : _few.LookUpRows(inputs[0], name!).to_type(dtype_policy.ComputeType)];
        }
        Tensor rows = Cast(_embeddings ?? throw NotBuilt());
        if (context.keywords?.Get("reverse") is not true) { return [SequenceOps.Rows(rows, inputs[0], name!)]; }
        Tensor kernel = _reverse is { } own ? Cast(own) : rows.transpose(0, 1), vectors = inputs[0].to_type(kernel.dtype);
        if (reverse_dtype is { } dtype) { (vectors, kernel) = (vectors.to_type(DTypes.ParseTorch(dtype)),
            kernel.to_type(DTypes.ParseTorch(dtype))); }
        Tensor values = NN.Product(vectors, kernel);
        return [Cap(values)];
    }

    private Tensor Cap(Tensor values) => logit_soft_cap is { } cap ? (values / cap).tanh() * cap : values;

    private Tensor ReverseFewBits(Tensor vectors, bool training)
    {
        if (_fewBack is not null) { return _fewBack.Of(vectors, training, NN.Product); }
        Tensor rounded = dtype_policy.Quantization!.InputsBack is { } range ? QuantizedOps.Round(vectors, [-1], range) : vectors;
        return NN.Product(QuantizedOps.Wide(rounded), _few!.GetAllRows().transpose(0, 1)).to_type(vectors.dtype);
    }

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) =>
        mask_zero && !inputs[0].is_floating_point() ? [inputs[0].ne(0)] : null;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape.Append(output_dim);

    internal override Shape[] ComputeShapes(CallArguments call, Config? keywords) =>
        [keywords?.Get("reverse") is true ? call.Shapes[0].With(^1, input_dim) : compute_output_shape(call.Shapes[0])];
}
