using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>What convolutions that treat each channel by itself share.</summary>
/// <typeparam name="TSize">One or two numbers.</typeparam>
public abstract class DepthwiseConvolution<TSize> : Convolution<TSize> where TSize : struct, ISpatialSize
{
    private Variable? _kernel;

    /// <summary>Sets the shared arguments.</summary>
    private protected DepthwiseConvolution(TSize kernel_size, TSize strides, string padding, int depth_multiplier, string? data_format,
        TSize dilation_rate, ActivationFn? activation, bool use_bias, Initializer? depthwise_initializer, Initializer? bias_initializer,
        Regularizer? depthwise_regularizer, Regularizer? bias_regularizer, Regularizer? activity_regularizer,
        Constraint? depthwise_constraint, Constraint? bias_constraint, bool mayBeCausal = false)
        : base(kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, bias_initializer, bias_regularizer,
            activity_regularizer, bias_constraint, mayBeCausal)
    {
        this.depth_multiplier = Guard.Positive(depth_multiplier);
        this.depthwise_initializer = depthwise_initializer ?? "glorot_uniform";
        this.depthwise_regularizer = depthwise_regularizer;
        this.depthwise_constraint = depthwise_constraint;
    }

    /// <summary>Output channels for each input channel.</summary>
    public int depth_multiplier { get; }

    /// <summary>Initial values of the depthwise kernel.</summary>
    public Initializer depthwise_initializer { get; }

    /// <summary>Regularization penalty on the depthwise kernel.</summary>
    public Regularizer? depthwise_regularizer { get; }

    /// <summary>Constraint applied to the depthwise kernel after each step.</summary>
    public Constraint? depthwise_constraint { get; }

    /// <summary>Always 1: each channel is a group of its own. Files hold it.</summary>
    /// <exception cref="ArgumentException">The value is not 1.</exception>
    [KerasKeyword("1")]
    public int groups
    {
        get => 1;
        init => Guard.That(value == 1, $"`groups` must be 1: each channel is convolved by itself already. Received: groups={value}.",
            nameof(groups));
    }

    /// <summary>The filters of the channels, shape (window …, channels, depth_multiplier).</summary>
    public Variable depthwise_kernel => _kernel ?? throw NotBuilt();

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        long channels = AddDepthwiseKernel(input_shape);
        AddBias(channels * depth_multiplier);
        EndBuild([input_shape]);
    }

    private protected override Variable MainKernel => depthwise_kernel;

    private protected override Tensor ComputeProducts(Tensor x, RunKernel weights, Func<Tensor, Tensor>? over) =>
        NN.DepthwiseConv(x, ReadDepthwiseRows(weights), kernel_size.ToArray(), weights.Folds ? weights.PrepareBias(depthwise_kernel, bias)
            : CastBias,
            strides.ToArray(), padding, dilation_rate.ToArray(), over);

    /// <summary>The channels' filters as the engine reads them.</summary>
    private protected Tensor ReadDepthwiseRows(RunKernel weights)
    {
        Tensor GetRows(Tensor k) => NN.ForDepthwise(dtype_policy.IsMixed ? k.to(dtype_policy.ComputeType) : k);
        return weights.PrepareKernel(depthwise_kernel, "rows", GetRows) ?? GetRows(depthwise_kernel.value);
    }

    private protected override Shape MoveChannelsLast(Shape shape) => ComputeWindowedShape(shape, shape[^1] * depth_multiplier);

    /// <summary>Makes the depthwise kernel and gives the number of input channels.</summary>
    private protected long AddDepthwiseKernel(Shape input_shape)
    {
        long channels = GetChannels(input_shape);
        _kernel = add_weight("depthwise_kernel", ComputeKernelShape(channels, depth_multiplier), initializer: depthwise_initializer,
            regularizer: depthwise_regularizer, constraint: depthwise_constraint);
        return channels;
    }
}
