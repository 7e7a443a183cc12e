using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>Turns integers (words, for example) into vectors that are learned.</summary>
/// <remarks>Input shape: (batch, …), integers of any dtype. Output shape: (batch, …, output_dim). Weights: embeddings (input_dim,
/// output_dim). Source: tf.keras 2.3.1, layers/embeddings.py.</remarks>
[KerasExport("keras.layers.Embedding")]
public class Embedding : Layer
{
    private Variable? _embeddings;
    private FewBitsRows? _few;

    /// <summary>Creates the layer.</summary>
    /// <param name="input_dim">Number of distinct integers, above 0: the largest + 1.</param>
    /// <param name="output_dim">Size of the vectors, above 0.</param>
    /// <param name="embeddings_initializer">Initial values of the vectors; null: "uniform".</param>
    /// <param name="embeddings_regularizer">Penalty on the vectors that is added to the loss; null: none.</param>
    /// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
    /// <param name="embeddings_constraint">Constraint applied to the vectors after each step; null: none.</param>
    /// <param name="mask_zero">Whether 0 means "nothing here": the layers above then skip these steps.</param>
    /// <param name="input_length">Length of the sequences; null: any.</param>
    /// <exception cref="ArgumentOutOfRangeException">input_dim or output_dim is not above 0.</exception>
    public Embedding(int input_dim, int output_dim, Initializer? embeddings_initializer = null, Regularizer? embeddings_regularizer = null,
        Regularizer? activity_regularizer = null, Constraint? embeddings_constraint = null, bool mask_zero = false,
        Shape? input_length = null)
    {
        (this.input_dim, this.output_dim) = (Guard.Positive(input_dim), Guard.Positive(output_dim));
        this.embeddings_initializer = embeddings_initializer ?? "uniform";
        (this.embeddings_regularizer, this.activity_regularizer, this.embeddings_constraint) = (embeddings_regularizer,
            activity_regularizer, embeddings_constraint);
        (this.mask_zero, supports_masking, this.input_length) = (mask_zero, mask_zero, input_length);
        BatchInputShape = (input_length ?? new Shape((long?)null)).WithBatch();
    }

    /// <summary>Number of distinct integers.</summary>
    public int input_dim { get; }

    /// <summary>Size of the vectors.</summary>
    public int output_dim { get; }

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

    /// <summary>Length of the sequences.</summary>
    public Shape? input_length { get; }

    /// <summary>The vectors, shape (input_dim, output_dim).</summary>
    public Variable embeddings => _embeddings ?? throw NotBuilt();

    internal override bool MakesMasks => mask_zero;

    private protected override bool AutoCasts => false;

    /// <inheritdoc/>
    internal override FewBitsRows? QuantizedRows => _few;

    private protected override IReadOnlyList<Variable> StoredOwn => _few?.Stored ?? base.StoredOwn;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        if (dtype_policy.Quantization is { } quantization)
        {
            _few = new FewBitsRows(quantization, input_dim, output_dim, AddFixed);
            _embeddings = _few.Table;
            return;
        }
        _embeddings = add_weight("embeddings", new Shape(input_dim, output_dim), initializer: embeddings_initializer,
            regularizer: embeddings_regularizer, constraint: embeddings_constraint);
        // Theano's gradients are dense, and so is TensorFlow's sum of a sparse gradient and a regularizer's.
        _embeddings.LookedUp = () => TheanoWays == TheanoWays.None && embeddings_regularizer is null;
        EndBuild([input_shape]);
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        if (_few is not null) { return _few.LookUpRows(inputs, name!).to_type(dtype_policy.ComputeType); }
        Tensor rows = SequenceOps.Rows(Cast(embeddings), inputs, name!);
        embeddings.Lookups?.Note(inputs, rows);
        return rows;
    }

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) => mask_zero ? [inputs[0].ne(0)] : null;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        if (input_length is { } wanted && !wanted.IsCompatibleWith(input_shape[1..]))
        {
            throw new ArgumentException($"\"input_length\" is {wanted}, but received input has shape {input_shape}", nameof(input_shape));
        }
        return input_shape.Append(output_dim);
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (input_length is { Rank: 1 } one) { config["input_length"] = one[0]; }
        return config;
    }
}
