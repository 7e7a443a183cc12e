using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>What the transposed convolutions share: they lead from a convolution's output shape back to its input shape.</summary>
/// <typeparam name="TSize">One, two or three numbers.</typeparam>
public abstract class TransposedConvolution<TSize> : Convolution<TSize> where TSize : struct, ISpatialSize
{
    private Variable? _kernel;

    /// <summary>Sets the shared arguments.</summary>
    private protected TransposedConvolution(int filters, TSize kernel_size, TSize strides, string padding, TSize? output_padding,
        string? data_format, TSize dilation_rate, ActivationFn? activation, bool use_bias, Initializer? kernel_initializer,
        Initializer? bias_initializer, Regularizer? kernel_regularizer, Regularizer? bias_regularizer, Regularizer? activity_regularizer,
        Constraint? kernel_constraint, Constraint? bias_constraint)
        : base(kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, bias_initializer, bias_regularizer,
            activity_regularizer, bias_constraint)
    {
        this.filters = Guard.Positive(filters);
        this.output_padding = output_padding;
        long[]? more = output_padding?.ToArray();
        long[] step = strides.ToArray();
        Guard.That(more is null || more.Zip(step).All(p => p.First >= 0 && p.First < p.Second),
            $"Stride {strides} must be greater than output padding {output_padding}.", nameof(output_padding));
        this.kernel_initializer = kernel_initializer ?? "glorot_uniform";
        this.kernel_regularizer = kernel_regularizer;
        this.kernel_constraint = kernel_constraint;
    }

    /// <summary>Number of output channels.</summary>
    public int filters { get; }

    /// <summary>Added to each axis of the output; null: found from padding and strides.</summary>
    public TSize? output_padding { get; }

    /// <summary>Initial values of the kernel.</summary>
    public Initializer kernel_initializer { get; }

    /// <summary>Regularization penalty on the kernel.</summary>
    public Regularizer? kernel_regularizer { get; }

    /// <summary>Constraint applied to the kernel after each step.</summary>
    public Constraint? kernel_constraint { get; }

    /// <summary>Always 1, as in Keras. Files hold it.</summary>
    /// <exception cref="ArgumentException">The value is not 1.</exception>
    [KerasKeyword("1")]
    public int groups
    {
        get => 1;
        init => Guard.That(value == 1, $"`groups` must be 1 in a transposed convolution. Received: groups={value}.", nameof(groups));
    }

    /// <summary>The filters, shape (window …, filters, channels).</summary>
    public Variable kernel => _kernel ?? throw NotBuilt();

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        _kernel = add_weight("kernel", ComputeKernelShape(filters, GetChannels(input_shape)), initializer: kernel_initializer,
            regularizer: kernel_regularizer, constraint: kernel_constraint);
        AddBias(filters);
        EndBuild([input_shape]);
    }

    private protected override Variable MainKernel => kernel;

    private protected override Tensor ComputeProducts(Tensor x, RunKernel weights, Func<Tensor, Tensor>? over)
    {
        Tensor y = NN.ConvTranspose(x, Cast(kernel), CastBias, strides.ToArray(), padding, output_padding?.ToArray(),
            dilation_rate.ToArray());
        return over is null ? y : over(y);
    }

    private protected override Shape MoveChannelsLast(Shape shape)
    {
        long[] window = kernel_size.ToArray(), step = strides.ToArray(), dilation = dilation_rate.ToArray();
        long[]? more = output_padding?.ToArray();
        return new([shape[0], .. Enumerable.Range(0, Axes)
            .Select(i => Padding.ComputeTransposedSize(shape[i + 1], window[i], step[i], padding, more?[i], dilation[i])), filters]);
    }
}
