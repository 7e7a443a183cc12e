using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// What all convolutions share: window, strides, padding, bias and activation. A subclass makes its kernels and convolves.
/// </summary>
/// <typeparam name="TSize">One, two or three numbers: one per axis that the window moves along.</typeparam>
/// <remarks>Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
public abstract class Convolution<TSize> : ChannelsLayer, IFusable where TSize : struct, ISpatialSize
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _bias;

    /// <summary>Sets the shared arguments.</summary>
    private protected Convolution(TSize kernel_size, TSize strides, string padding, string? data_format, TSize dilation_rate,
        ActivationFn? activation, bool use_bias, Initializer? bias_initializer, Regularizer? bias_regularizer,
        Regularizer? activity_regularizer, Constraint? bias_constraint, bool mayBeCausal = false)
        : base(data_format, kernel_size.ToArray().Length)
    {
        this.kernel_size = LayerGuard.CheckPositive(kernel_size, nameof(kernel_size));
        this.strides = LayerGuard.CheckPositive(strides, nameof(strides));
        this.padding = Guard.OneOf(padding.ToLowerInvariant(), mayBeCausal ? ["valid", "same", "causal"] : ["valid", "same"],
            nameof(padding));
        this.dilation_rate = LayerGuard.CheckPositive(dilation_rate, nameof(dilation_rate));
        Guard.That(strides.ToArray().All(n => n == 1) || dilation_rate.ToArray().All(n => n == 1),
            $"`strides > 1` not supported in conjunction with `dilation_rate > 1`. Received: strides={strides}, "
            + $"dilation_rate={dilation_rate}.", nameof(dilation_rate));
        this.activation = activation ?? "linear";
        this.use_bias = use_bias;
        this.bias_initializer = bias_initializer ?? "zeros";
        this.bias_regularizer = bias_regularizer;
        this.activity_regularizer = activity_regularizer;
        this.bias_constraint = bias_constraint;
    }

    /// <summary>Size of the window.</summary>
    public TSize kernel_size { get; }

    /// <summary>Step of the window.</summary>
    public TSize strides { get; }

    /// <summary>"valid" or "same"; "causal" too in Conv1D.</summary>
    public string padding { get; }

    /// <summary>Distance between the window's cells.</summary>
    public TSize dilation_rate { get; }

    /// <summary>Activation of the output.</summary>
    public ActivationFn activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool use_bias { get; }

    /// <summary>Initial values of the bias.</summary>
    public Initializer bias_initializer { get; }

    /// <summary>Regularization penalty on the bias.</summary>
    public Regularizer? bias_regularizer { get; }

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; }

    /// <summary>Constraint applied to the bias after each step.</summary>
    public Constraint? bias_constraint { get; }

    /// <summary>Offsets, one per output channel; null without bias.</summary>
    public Variable? bias => _bias;

    /// <summary>Number of axes that the window moves along.</summary>
    private protected int Axes => kernel_size.ToArray().Length;

    /// <summary>Checks the rank and gives the number of channels, which from now on must stay.</summary>
    private protected long GetChannels(Shape input_shape)
    {
        long channels = ToChannelsLast(input_shape)[^1]
            ?? throw new ArgumentException("The channel dimension of the inputs should be defined. Found `None` in input shape "
                + $"{input_shape}.", nameof(input_shape));
        input_spec = WithChannels(channels);
        return channels;
    }

    /// <summary>A shape of the window's axes followed by two more.</summary>
    private protected Shape ComputeKernelShape(long second, long last) => Shape.Of([.. kernel_size.ToArray(), second, last]);

    /// <summary>Makes the bias, if there is one.</summary>
    private protected void AddBias(long channels)
    {
        if (use_bias)
        {
            _bias = add_weight("bias", new Shape(channels), initializer: bias_initializer, regularizer: bias_regularizer,
                constraint: bias_constraint);
        }
    }

    /// <summary>The bias in the compute dtype.</summary>
    private protected Tensor? CastBias => _bias is null ? null : Cast(_bias);

    /// <summary>
    /// The activation, unless it was applied over the result's own memory already: a convolution's gradient does not need its output, so
    /// relu may write over it.
    /// </summary>
    private protected Tensor Activate(Tensor y) => activation.Over is null ? activation.Apply(y) : y;

    int? IFusable.NormAxis => activation.KerassName != "linear" ? null : ChannelsFirst ? 1 : Axes + 1;

    bool IFusable.TakesActivation => activation.KerassName == "linear";

    Tensor IFusable.CallFused(Tensor[] inputs, Fusion fusion)
    {
        Tensor x = ChannelsFirst ? NN.ChannelsLast(inputs[0]) : inputs[0];
        RunKernel? folded = fusion.Norm is { } norm ? RunKernel.With(norm, MainKernel, x) : null;
        bool over = fusion.Norm is null || folded is not null;
        Tensor y = ComputeProducts(x, folded ?? default, over ? fusion.Over ?? activation.InPlace : null);
        if (over && fusion.Over is null && activation.InPlace is null) { y = activation.Apply(y); }
        if (ChannelsFirst) { y = NN.ChannelsFirst(y); }
        if (over) { return y; }
        y = fusion.Norm!.call(y, training: false);
        return fusion.Over is null ? y : fusion.Over(y);
    }

    /// <summary>The kernel whose last axes are the result's channels.</summary>
    private protected abstract Variable MainKernel { get; }

    /// <summary>The weighted sums with the bias, channels last, without the activation.</summary>
    /// <param name="x">(batch, …, channels).</param>
    /// <param name="weights">Gives the weights that a run keeps.</param>
    /// <param name="over">Written over the result's memory; null: nothing.</param>
    private protected abstract Tensor ComputeProducts(Tensor x, RunKernel weights, Func<Tensor, Tensor>? over);

    private protected override Tensor CallLast(Tensor x, bool training) => Activate(ComputeProducts(x, default, activation.Over));

    /// <summary>Shape of the output with that many channels, channels last.</summary>
    private protected Shape ComputeWindowedShape(Shape shape, long? channels)
    {
        long[] window = kernel_size.ToArray(), step = strides.ToArray(), dilation = dilation_rate.ToArray();
        string shrinking = padding == "valid" ? "valid" : "same";
        return new([shape[0], .. Enumerable.Range(0, Axes)
            .Select(i => Padding.ComputeSize(shape[i + 1], (int)window[i], (int)step[i], shrinking, (int)dilation[i])), channels]);
    }
}
