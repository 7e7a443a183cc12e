using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Ops.Winograd;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// What the plain convolutions of one, two and three axes share: one kernel from all input channels of a group to all its filters.
/// </summary>
/// <typeparam name="TSize">One, two or three numbers.</typeparam>
public abstract class StandardConvolution<TSize> : Convolution<TSize>, IOldWeights where TSize : struct, ISpatialSize
{
    private Variable? _kernel;

    /// <summary>Sets the shared arguments.</summary>
    private protected StandardConvolution(int filters, TSize kernel_size, TSize strides, string padding, string? data_format,
        TSize dilation_rate, int groups, ActivationFn? activation, bool use_bias, Initializer? kernel_initializer,
        Initializer? bias_initializer, Regularizer? kernel_regularizer, Regularizer? bias_regularizer, Regularizer? activity_regularizer,
        Constraint? kernel_constraint, Constraint? bias_constraint, bool mayBeCausal = false)
        : base(kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, bias_initializer, bias_regularizer,
            activity_regularizer, bias_constraint, mayBeCausal)
    {
        this.filters = Guard.Positive(filters);
        this.groups = Guard.Positive(groups);
        Guard.That(filters % groups == 0, "The number of filters must be evenly divisible by the number of groups. Received: "
            + $"groups={groups}, filters={filters}.", nameof(groups));
        this.kernel_initializer = kernel_initializer ?? "glorot_uniform";
        this.kernel_regularizer = kernel_regularizer;
        this.kernel_constraint = kernel_constraint;
    }

    /// <summary>Number of output channels.</summary>
    public int filters { get; }

    /// <summary>Groups of channels that are convolved separately.</summary>
    public int groups { get; }

    /// <summary>Initial values of the kernel.</summary>
    public Initializer kernel_initializer { get; }

    /// <summary>Regularization penalty on the kernel.</summary>
    public Regularizer? kernel_regularizer { get; }

    /// <summary>Constraint applied to the kernel after each step.</summary>
    public Constraint? kernel_constraint { get; }

    /// <summary>The filters, shape (window …, channels / groups, filters).</summary>
    public Variable kernel => _kernel ?? throw NotBuilt();

    int IOldWeights.ArraysInKeras1 => 0;

    /// <summary>Keras 1's Conv1D is one over (steps, 1); before 1.2 its kernel began with the filters.</summary>
    Tensor[] IOldWeights.FromOld(Tensor[] stored, WeightOrigin origin)
    {
        Tensor old = stored[0];
        // With "th" ordering the filters stood first.
        if (origin.Keras1 && ChannelsFirst && old.dim() == kernel.shape.Rank && kernel.shape.Rank > 3)
        {
            old = old.permute([.. Enumerable.Range(2, (int)old.dim() - 2).Select(i => (long)i), 1, 0]);
        }
        if (origin.Keras1 && old.dim() == 4 && kernel.shape.Rank == 3)
        {
            long steps = kernel.shape[0]!.Value;
            if (old.size(0) != steps || old.size(1) != 1 || old.size(3) != filters) { old = old.permute(2, 3, 1, 0); }
            old = old.squeeze(1);
        }
        return [origin.FindKernel(old), .. stored[1..]];
    }

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        long channels = GetChannels(input_shape);
        Guard.That(channels % groups == 0, "The number of input channels must be evenly divisible by the number of groups. Received "
            + $"groups={groups}, but the input has {channels} channels (full input shape is {input_shape}).", nameof(groups));
        _kernel = add_weight("kernel", ComputeKernelShape(channels / groups, filters), initializer: kernel_initializer,
            regularizer: kernel_regularizer, constraint: kernel_constraint);
        AddBias(filters);
        EndBuild([input_shape]);
    }

    private protected override bool NamesLeastRank => true;

    private protected override Variable MainKernel => kernel;

    private protected override Tensor ComputeProducts(Tensor x, RunKernel weights, Func<Tensor, Tensor>? over)
    {
        var (stride, dilation) = (strides.ToArray(), dilation_rate.ToArray());
        if (HalfTypes.AreWidened(x)) { return ComputeInFloat32(x, weights, stride, dilation, over); }
        Tensor? offset = weights.Folds ? weights.PrepareBias(kernel, bias) : CastBias;
        if (Convolution3x3.Try(x, kernel.value, weights.Folds ? offset : bias?.value, stride, padding, dilation, groups,
            (form, turn) => weights.PrepareKernel(kernel, form, turn)) is { } y)
        {
            return over is null ? y : over(y);
        }
        Tensor ready = weights.PrepareKernel(kernel, "rows", k =>
            NN.ForConvolution(dtype_policy.IsMixed ? k.to(dtype_policy.ComputeType) : k))
            ?? Cast(kernel);
        return NN.Conv(x, ready, offset, stride, padding, dilation, groups, over);
    }

    /// <summary>The convolution of half values in float32, by every way that float32 has.</summary>
    private Tensor ComputeInFloat32(Tensor x, RunKernel weights, long[] stride, long[] dilation, Func<Tensor, Tensor>? over)
    {
        Tensor RoundUp(Tensor k) => HalfTypes.Widen(k.to(x.dtype));
        Tensor wide = HalfTypes.Widen(x), trained = RoundUp(kernel.value);
        Tensor? offset = CastBias is { } bias ? HalfTypes.Widen(bias) : null;
        Tensor y = Convolution3x3.Try(wide, trained, offset, stride, padding, dilation, groups,
            (form, turn) => weights.PrepareKernel(kernel, form + " rounded", k => turn(RoundUp(k))))
            ?? NN.Conv(wide, weights.PrepareKernel(kernel, "rows rounded", k => NN.ForConvolution(RoundUp(k))) ?? trained, offset, stride,
                padding,
                dilation, groups);
        y = y.to(x.dtype);
        return over is null ? y : over(y);
    }

    private protected override Shape MoveChannelsLast(Shape shape) => ComputeWindowedShape(shape, filters);
}
