using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// What the locally connected layers share: a window that moves as a convolution's, with weights of its own at every place.
/// </summary>
/// <typeparam name="TSize">One or two numbers: one per axis that the window moves along.</typeparam>
/// <remarks>Source: tf.keras 2.3.1, layers/local.py.</remarks>
public abstract class LocallyConnected<TSize> : ChannelsLayer, ILocalMatrix where TSize : struct, ISpatialSize
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _kernel, _bias;
    private LocalPairs? _pairs;

    private protected LocallyConnected(int filters, TSize kernel_size, TSize strides, string padding, string? data_format,
        ActivationFn? activation, bool use_bias, Initializer? kernel_initializer, Initializer? bias_initializer,
        Regularizer? kernel_regularizer, Regularizer? bias_regularizer, Regularizer? activity_regularizer, Constraint? kernel_constraint,
        Constraint? bias_constraint, int implementation)
        : base(data_format, kernel_size.ToArray().Length)
    {
        this.filters = Guard.Positive(filters);
        this.kernel_size = LayerGuard.CheckPositive(kernel_size, nameof(kernel_size));
        this.strides = LayerGuard.CheckPositive(strides, nameof(strides));
        this.padding = padding.ToLowerInvariant();
        Guard.That(implementation is 1 or 2 or 3, $"Unrecognized implementation mode: {implementation}. It must be 1, 2 or 3.",
            nameof(implementation));
        Guard.That(this.padding == "valid" || (this.padding == "same" && implementation != 1),
            $"Invalid border mode for {GetType().Name} (only \"valid\" is supported if implementation is 1, else also \"same\"): "
            + $"{padding}.", nameof(padding));
        this.implementation = implementation;
        this.activation = activation ?? "linear";
        this.use_bias = use_bias;
        (this.kernel_initializer, this.bias_initializer) = (kernel_initializer ?? "glorot_uniform", bias_initializer ?? "zeros");
        (this.kernel_regularizer, this.bias_regularizer, this.activity_regularizer) = (kernel_regularizer, bias_regularizer,
            activity_regularizer);
        (this.kernel_constraint, this.bias_constraint) = (kernel_constraint, bias_constraint);
    }

    /// <summary>Number of output channels.</summary>
    public int filters { get; }

    /// <summary>Size of the window.</summary>
    public TSize kernel_size { get; }

    /// <summary>Step of the window.</summary>
    public TSize strides { get; }

    /// <summary>"valid", or "same" with implementation 2 and 3.</summary>
    public string padding { get; }

    /// <summary>Activation of the output.</summary>
    public ActivationFn activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool use_bias { get; }

    /// <summary>Initial values of the kernel.</summary>
    public Initializer kernel_initializer { get; }

    /// <summary>Initial values of the bias.</summary>
    public Initializer bias_initializer { get; }

    /// <summary>Regularization penalty on the kernel.</summary>
    public Regularizer? kernel_regularizer { get; }

    /// <summary>Regularization penalty on the bias.</summary>
    public Regularizer? bias_regularizer { get; }

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; }

    /// <summary>Constraint applied to the kernel after each step.</summary>
    public Constraint? kernel_constraint { get; }

    /// <summary>Constraint applied to the bias after each step.</summary>
    public Constraint? bias_constraint { get; }

    /// <summary>The layout of the kernel. The outputs are the same: 1 holds the window of each place; 2 a weight for each pair of input and
    /// output, most of which are passed over;
    /// 3 only those pairs that are connected.</summary>
    public int implementation { get; }

    /// <summary>The filters of every place. Shape with implementation 1: (places, window · channels, filters); 2: (input places …,
    /// channels, places …, filters), or each with its channels first;
    /// 3: (connected pairs,), sorted by output, then by input.</summary>
    public Variable kernel => _kernel ?? throw NotBuilt();

    /// <summary>Offsets, shape (places …, filters); null without bias.</summary>
    public Variable? bias => _bias;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        Shape input = ToChannelsLast(input_shape), output = MoveChannelsLast(input);
        Guard.That(input_shape[1..].IsFullyDefined,
            $"The dimensions of the inputs to {GetType().Name} should be fully-defined, as every place has weights of its own. Found "
            + $"`None` in input shape {input_shape}.", nameof(input_shape));
        input_spec = new InputSpec(ndim: input_shape.Rank, axes: Enumerable.Range(1, input_shape.Rank - 1)
            .ToDictionary(i => i, i => input_shape[i]!.Value));
        _pairs = implementation == 1
            ? null
            : new LocalPairs(GetKnownSizes(input), GetKnownSizes(output), kernel_size.ToArray(), strides.ToArray(), padding == "same",
            ChannelsFirst);
        long places = output[1..^1].ComputeProduct()!.Value, window = kernel_size.ToArray().Aggregate((a, b) => a * b) * input[^1]!.Value;
        Shape shape = implementation switch
        {
            1 => new(places, window, filters),
            2 => new([.. ToGivenOrder(input)[1..], .. ToGivenOrder(output)[1..]]),
            _ => new(_pairs!.Count)
        };
        _kernel = add_weight("kernel", shape, initializer: kernel_initializer, regularizer: kernel_regularizer,
            constraint: kernel_constraint);
        if (use_bias)
        {
            _bias = add_weight("bias", output[1..], initializer: bias_initializer, regularizer: bias_regularizer,
                constraint: bias_constraint);
        }
    }

    Tensor ILocalMatrix.MakeMatrix()
    {
        long[] sizes = GetKnownSizes(ToChannelsLast(BuiltShapes![0]));
        long inputs = sizes.Aggregate((a, b) => a * b);
        return _pairs!.Multiply(RandomOps.Eye(inputs, inputs, "float32").reshape([inputs, .. sizes]), kernel.value.detach(),
            dense: implementation == 2).flatten(1);
    }

    /// <summary>The sizes of the axes after the batch.</summary>
    private static long[] GetKnownSizes(Shape shape) => [.. shape[1..].Select(n => n!.Value)];

    private protected override Tensor CallLast(Tensor x, bool training)
    {
        if (_pairs is not null)
        {
            Tensor product = _pairs.Multiply(x, Cast(kernel), dense: implementation == 2);
            return activation.Apply(_bias is null ? product : product + ComputeOffsets(product.shape[1..^1]));
        }
        Tensor y = BackendWindows.LocalProducts(x, Cast(kernel), kernel_size.ToArray(), strides.ToArray(), ChannelsFirst);
        return activation.Apply(_bias is null ? y : y + ComputeOffsets(y.shape[1..^1]));
    }

    /// <summary>
    /// The bias at its places. With channels first Keras reads the same numbers as (filters, places …): the axes are renamed, not moved.
    /// </summary>
    private Tensor ComputeOffsets(long[] places) => ChannelsFirst
        ? Cast(_bias!).reshape([filters, .. places]).movedim([0], [-1]) : Cast(_bias!);

    private protected override Shape MoveChannelsLast(Shape shape)
    {
        long[] size = kernel_size.ToArray(), step = strides.ToArray();
        return new([shape[0], .. size.Select((w, i) => Padding.ComputeSize(shape[i + 1], (int)w, (int)step[i], padding, 1)), filters]);
    }
}

/// <summary>A layer whose outputs before the bias are its inputs times a matrix.</summary>
internal interface ILocalMatrix
{
    /// <summary>The matrix (inputs, outputs), places before channels.</summary>
    Tensor MakeMatrix();
}
