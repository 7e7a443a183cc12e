using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>What the separable convolutions share: each channel by itself, then a mix of the channels at each place.</summary>
/// <typeparam name="TSize">One or two numbers.</typeparam>
public abstract class SeparableConvolution<TSize> : DepthwiseConvolution<TSize> where TSize : struct, ISpatialSize
{
    private Variable? _pointwise;

    /// <summary>Sets the shared arguments.</summary>
    private protected SeparableConvolution(int filters, TSize kernel_size, TSize strides, string padding, string? data_format,
        TSize dilation_rate, int depth_multiplier, ActivationFn? activation, bool use_bias, Initializer? depthwise_initializer,
        Initializer? pointwise_initializer, Initializer? bias_initializer, Regularizer? depthwise_regularizer,
        Regularizer? pointwise_regularizer, Regularizer? bias_regularizer, Regularizer? activity_regularizer,
        Constraint? depthwise_constraint, Constraint? pointwise_constraint, Constraint? bias_constraint, bool mayBeCausal = false)
        : base(kernel_size, strides, padding, depth_multiplier, data_format, dilation_rate, activation, use_bias, depthwise_initializer,
            bias_initializer, depthwise_regularizer, bias_regularizer, activity_regularizer, depthwise_constraint, bias_constraint,
            mayBeCausal)
    {
        this.filters = Guard.Positive(filters);
        this.pointwise_initializer = pointwise_initializer ?? "glorot_uniform";
        this.pointwise_regularizer = pointwise_regularizer;
        this.pointwise_constraint = pointwise_constraint;
    }

    /// <summary>Number of output channels.</summary>
    public int filters { get; }

    /// <summary>Initial values of the pointwise kernel.</summary>
    public Initializer pointwise_initializer { get; }

    /// <summary>Regularization penalty on the pointwise kernel.</summary>
    public Regularizer? pointwise_regularizer { get; }

    /// <summary>Constraint applied to the pointwise kernel after each step.</summary>
    public Constraint? pointwise_constraint { get; }

    /// <summary>Without effect, as in Keras: there is no weight `kernel`. Use depthwise_initializer and pointwise_initializer.</summary>
    [KerasKeyword]
    public Initializer? kernel_initializer { get; init; }

    /// <summary>Without effect, as in Keras: there is no weight `kernel`. Use depthwise_regularizer and pointwise_regularizer.</summary>
    [KerasKeyword]
    public Regularizer? kernel_regularizer { get; init; }

    /// <summary>Without effect, as in Keras: there is no weight `kernel`. Use depthwise_constraint and pointwise_constraint.</summary>
    [KerasKeyword]
    public Constraint? kernel_constraint { get; init; }

    /// <summary>The mix of the channels, shape (1 …, channels · depth_multiplier, filters).</summary>
    public Variable pointwise_kernel => _pointwise ?? throw NotBuilt();

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        long channels = AddDepthwiseKernel(input_shape);
        _pointwise = add_weight("pointwise_kernel", Shape.Of([.. Enumerable.Repeat(1L, Axes), channels * depth_multiplier, filters]),
            initializer: pointwise_initializer, regularizer: pointwise_regularizer, constraint: pointwise_constraint);
        AddBias(filters);
    }

    private protected override Variable MainKernel => pointwise_kernel;

    private protected override Tensor ComputeProducts(Tensor x, RunKernel weights, Func<Tensor, Tensor>? over)
    {
        long[] ones = [.. Enumerable.Repeat(1L, Axes)];
        Tensor depth = NN.DepthwiseConv(x, ReadDepthwiseRows(default), kernel_size.ToArray(), null, strides.ToArray(), padding,
            dilation_rate.ToArray());
        Tensor mix = weights.Folds ? weights.PrepareKernel(pointwise_kernel, "rows", NN.ForConvolution)! : Cast(pointwise_kernel);
        return NN.Conv(depth, mix, weights.Folds ? weights.PrepareBias(pointwise_kernel, bias) : CastBias, ones, "valid", ones, over: over);
    }

    private protected override Shape MoveChannelsLast(Shape shape) => ComputeWindowedShape(shape, filters);
}
