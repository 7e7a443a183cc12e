using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>2-D convolution: filters that move over pictures.</summary>
/// <param name="filters">Number of output channels.</param>
/// <param name="kernel_size">Height and width of the window.</param>
/// <param name="strides">Step of the window; null: 1.</param>
/// <param name="padding">"valid" (none) or "same" (zeros, so that the size is size / stride).</param>
/// <param name="data_format">"channels_last"; null: keras.backend.image_data_format(). "channels_first" is refused: pass pictures as (batch, height, width, channels).</param>
/// <param name="dilation_rate">Distance between the window's cells; null: 1.</param>
/// <param name="groups">Groups of channels that are convolved apart.</param>
/// <param name="activation">Function of the output; null: none.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">Start of the kernel; null: "glorot_uniform".</param>
/// <param name="bias_initializer">Start of the bias; null: "zeros".</param>
/// <param name="kernel_regularizer">Penalty on the kernel.</param>
/// <param name="bias_regularizer">Penalty on the bias.</param>
/// <param name="activity_regularizer">Penalty on the output.</param>
/// <param name="kernel_constraint">Projection of the kernel after each step.</param>
/// <param name="bias_constraint">Projection of the bias after each step.</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, new height, new width, filters).
/// Weights: kernel (kh, kw, channels / groups, filters), bias (filters,). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.Conv2D", "keras.layers.Convolution2D")]
public sealed class Conv2D(int filters, Size2 kernel_size, Size2? strides = null, string padding = "valid", string? data_format = null, Size2? dilation_rate = null, int groups = 1,
    ActivationFn? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
    Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null,
    Constraint? kernel_constraint = null, Constraint? bias_constraint = null) : Layer
{
    private Variable? _kernel, _bias;

    /// <summary>Number of output channels.</summary>
    public int filters { get; } = Guard.Positive(filters);

    /// <summary>Height and width of the window.</summary>
    public Size2 kernel_size { get; } = LayerGuard.Positive(kernel_size);

    /// <summary>Step of the window.</summary>
    public Size2 strides { get; } = LayerGuard.Positive(strides ?? 1, nameof(strides));

    /// <summary>"valid" or "same".</summary>
    public string padding { get; } = Guard.OneOf(padding.ToLowerInvariant(), ["valid", "same"]);

    /// <summary>"channels_last".</summary>
    public string data_format { get; } = LayerGuard.ChannelsLast(data_format);

    /// <summary>Distance between the window's cells.</summary>
    public Size2 dilation_rate { get; } = LayerGuard.Positive(dilation_rate ?? 1, nameof(dilation_rate));

    /// <summary>Groups of channels.</summary>
    public int groups { get; } = Guard.Positive(groups);

    /// <summary>Function of the output.</summary>
    public ActivationFn activation { get; } = activation ?? "linear";

    /// <summary>Whether a bias is added.</summary>
    public bool use_bias { get; } = use_bias;

    /// <summary>Start of the kernel.</summary>
    public Initializer kernel_initializer { get; } = kernel_initializer ?? "glorot_uniform";

    /// <summary>Start of the bias.</summary>
    public Initializer bias_initializer { get; } = bias_initializer ?? "zeros";

    /// <summary>Penalty on the kernel.</summary>
    public Regularizer? kernel_regularizer { get; } = kernel_regularizer;

    /// <summary>Penalty on the bias.</summary>
    public Regularizer? bias_regularizer { get; } = bias_regularizer;

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; } = activity_regularizer;

    /// <summary>Projection of the kernel after each step.</summary>
    public Constraint? kernel_constraint { get; } = kernel_constraint;

    /// <summary>Projection of the bias after each step.</summary>
    public Constraint? bias_constraint { get; } = bias_constraint;

    /// <summary>The filters, shape (kh, kw, channels / groups, filters).</summary>
    public Variable kernel => _kernel ?? throw NotBuilt();

    /// <summary>Offsets, shape (filters,); null without bias.</summary>
    public Variable? bias => _bias;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        input_spec = new InputSpec(ndim: 4);
        input_spec.Check(input_shape, name!, 0);
        long channels = input_shape[^1] ?? throw new ArgumentException($"The channel dimension of the inputs should be defined. Found `None` in input shape {input_shape}.", nameof(input_shape));
        Guard.That(channels % groups == 0, $"The number of input channels must be evenly divisible by the number of groups. Received groups={groups}, but the input has {channels} channels (full input shape is {input_shape}).", nameof(groups));
        Guard.That(filters % groups == 0, $"The number of filters must be evenly divisible by the number of groups. Received: groups={groups}, filters={filters}.", nameof(groups));
        input_spec = new InputSpec(ndim: 4, axes: new Dictionary<int, long> { [-1] = channels });
        _kernel = add_weight("kernel", new Shape(kernel_size.Height, kernel_size.Width, channels / groups, filters), initializer: kernel_initializer, regularizer: kernel_regularizer, constraint: kernel_constraint);
        if (use_bias) { _bias = add_weight("bias", filters, initializer: bias_initializer, regularizer: bias_regularizer, constraint: bias_constraint); }
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        // A convolution's gradient does not need its output, so relu may write over it.
        Tensor y = NN.Conv2D(inputs, Cast(kernel), _bias is null ? null : Cast(_bias), strides, padding, dilation_rate, groups, activation.Over);
        return activation.Over is null ? activation.Apply(y) : y;
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 4).Check(input_shape, name!, 0);
        return new(input_shape[0],
            NN.WindowedSize(input_shape[1], kernel_size.Height, strides.Height, padding, dilation_rate.Height),
            NN.WindowedSize(input_shape[2], kernel_size.Width, strides.Width, padding, dilation_rate.Width), filters);
    }
}
