using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>Long short-term memory over pictures: its products are convolutions.</summary>
/// <remarks>Input shape: (batch, time, height, width, channels). Output shape: (batch, new height, new width, filters); with return_sequences (batch, time, …); with return_state the states follow.
/// Weights: kernel (kh, kw, channels, 4 · filters), recurrent_kernel (kh, kw, filters, 4 · filters), bias (4 · filters,). Source: tf.keras 2.3.1, layers/convolutional_recurrent.py.</remarks>
[KerasExport("keras.layers.ConvLSTM2D")]
public sealed class ConvLSTM2D : RNN
{
    /// <summary>Makes the layer.</summary>
    /// <param name="filters">Number of output channels.</param>
    /// <param name="kernel_size">Height and width of the window.</param>
    /// <param name="strides">Step of the window over the input; null: 1.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">"channels_last"; "channels_first" is refused.</param>
    /// <param name="dilation_rate">Distance between the window's cells; null: 1.</param>
    /// <param name="activation">Function of the output; null: "tanh".</param>
    /// <param name="recurrent_activation">Function of the gates; null: "hard_sigmoid".</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">Start of the kernel; null: "glorot_uniform".</param>
    /// <param name="recurrent_initializer">Start of the recurrent kernel; null: "orthogonal".</param>
    /// <param name="bias_initializer">Start of the bias; null: "zeros".</param>
    /// <param name="unit_forget_bias">Whether the forget gate's bias starts at 1.</param>
    /// <param name="kernel_regularizer">Penalty on the kernel.</param>
    /// <param name="recurrent_regularizer">Penalty on the recurrent kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="activity_regularizer">Penalty on the output.</param>
    /// <param name="kernel_constraint">Projection of the kernel after each step.</param>
    /// <param name="recurrent_constraint">Projection of the recurrent kernel after each step.</param>
    /// <param name="bias_constraint">Projection of the bias after each step.</param>
    /// <param name="return_sequences">Whether the output of every step is given.</param>
    /// <param name="return_state">Whether the last states are given too.</param>
    /// <param name="go_backwards">Whether the steps are run from the last to the first.</param>
    /// <param name="stateful">Whether a batch starts from the states in which the one before ended.</param>
    /// <param name="dropout">Part of the inputs that is dropped in training.</param>
    /// <param name="recurrent_dropout">Part of the states that is dropped in training.</param>
    public ConvLSTM2D(int filters, Size2 kernel_size, Size2? strides = null, string padding = "valid", string? data_format = null, Size2? dilation_rate = null,
        ActivationFn? activation = null, ActivationFn? recurrent_activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? recurrent_initializer = null,
        Initializer? bias_initializer = null, bool unit_forget_bias = true, Regularizer? kernel_regularizer = null, Regularizer? recurrent_regularizer = null, Regularizer? bias_regularizer = null,
        Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null, Constraint? recurrent_constraint = null, Constraint? bias_constraint = null,
        bool return_sequences = false, bool return_state = false, bool go_backwards = false, bool stateful = false, double dropout = 0.0, double recurrent_dropout = 0.0)
        : base(new ConvLSTM2DCell(filters, LayerGuard.Positive(kernel_size), LayerGuard.Positive(strides ?? 1, nameof(strides)), Guard.OneOf(padding.ToLowerInvariant(), ["valid", "same"], nameof(padding)), LayerGuard.Positive(dilation_rate ?? 1, nameof(dilation_rate)),
            activation ?? "tanh", recurrent_activation ?? "hard_sigmoid", use_bias, kernel_initializer, recurrent_initializer, bias_initializer, unit_forget_bias, kernel_regularizer,
            recurrent_regularizer, bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout), return_sequences, return_state, go_backwards, stateful)
    {
        this.data_format = LayerGuard.ChannelsLast(data_format);
        this.activity_regularizer = activity_regularizer;
    }

    private ConvLSTM2DCell Own => (ConvLSTM2DCell)cell;

    /// <summary>Number of output channels.</summary>
    public int filters => Own.filters;

    /// <summary>Height and width of the window.</summary>
    public Size2 kernel_size => Own.kernel_size;

    /// <summary>Step of the window.</summary>
    public Size2 strides => Own.strides;

    /// <summary>"valid" or "same".</summary>
    public string padding => Own.padding;

    /// <summary>Distance between the window's cells.</summary>
    public Size2 dilation_rate => Own.dilation_rate;

    /// <summary>Function of the output.</summary>
    public ActivationFn activation => Own.activation;

    /// <summary>Function of the gates.</summary>
    public ActivationFn recurrent_activation => Own.recurrent_activation;

    /// <summary>Whether a bias is added.</summary>
    public bool use_bias => Own.use_bias;

    /// <summary>Start of the kernel.</summary>
    public Initializer kernel_initializer => Own.kernel_initializer;

    /// <summary>Start of the recurrent kernel.</summary>
    public Initializer recurrent_initializer => Own.recurrent_initializer;

    /// <summary>Start of the bias.</summary>
    public Initializer bias_initializer => Own.bias_initializer;

    /// <summary>Whether the forget gate's bias starts at 1.</summary>
    public bool unit_forget_bias => Own.unit_forget_bias;

    /// <summary>Penalty on the kernel.</summary>
    public Regularizer? kernel_regularizer => Own.kernel_regularizer;

    /// <summary>Penalty on the recurrent kernel.</summary>
    public Regularizer? recurrent_regularizer => Own.recurrent_regularizer;

    /// <summary>Penalty on the bias.</summary>
    public Regularizer? bias_regularizer => Own.bias_regularizer;

    /// <summary>Projection of the kernel.</summary>
    public Constraint? kernel_constraint => Own.kernel_constraint;

    /// <summary>Projection of the recurrent kernel.</summary>
    public Constraint? recurrent_constraint => Own.recurrent_constraint;

    /// <summary>Projection of the bias.</summary>
    public Constraint? bias_constraint => Own.bias_constraint;

    /// <summary>Part of the inputs that is dropped.</summary>
    public double dropout => Own.dropout;

    /// <summary>Part of the states that is dropped.</summary>
    public double recurrent_dropout => Own.recurrent_dropout;

    /// <summary>"channels_last".</summary>
    public string data_format { get; }

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; }

    private protected override bool NamesCell => false;

    private protected override Shape OutputSize(Shape input) => Own.SizeFor(input[2..]);

    private protected override IEnumerable<Shape> StateSizes(Shape input) => [Own.SizeFor(input[2..]), Own.SizeFor(input[2..])];

    private protected override void BuildFor(CallArguments call)
    {
        new InputSpec(ndim: 5).Check(call.Shapes[0], name!, 0);
        cell.dtype = dtype_policy;
        base.BuildFor(call);
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        _ = config.Remove("cell");
        return config;
    }
}
