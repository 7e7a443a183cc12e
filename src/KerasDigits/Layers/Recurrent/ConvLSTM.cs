using KerasDigits.Activations;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// What the convolutional LSTMs of one, two and three axes share: a recurrent layer that shows the arguments of its cell.
/// </summary>
/// <typeparam name="TSize">One, two or three numbers: one per axis that the windows move along.</typeparam>
public abstract class ConvLSTM<TSize> : CellRNN where TSize : struct, ISpatialSize
{
    private protected ConvLSTM(int filters, TSize kernel_size, TSize strides, string padding, string? data_format, TSize dilation_rate,
        ActivationFn? activation, ActivationFn? recurrent_activation, bool use_bias, Initializer? kernel_initializer,
        Initializer? recurrent_initializer, Initializer? bias_initializer, bool unit_forget_bias, Regularizer? kernel_regularizer,
        Regularizer? recurrent_regularizer, Regularizer? bias_regularizer, Regularizer? activity_regularizer, Constraint? kernel_constraint,
        Constraint? recurrent_constraint, Constraint? bias_constraint, bool return_sequences, bool return_state, bool go_backwards,
        bool stateful, double dropout, double recurrent_dropout)
        : base(new ConvLSTMCell<TSize>(filters, kernel_size, strides, padding, data_format, dilation_rate, activation ?? "tanh",
            recurrent_activation ?? "hard_sigmoid", use_bias, kernel_initializer, recurrent_initializer, bias_initializer, unit_forget_bias,
            kernel_regularizer, recurrent_regularizer, bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout,
            recurrent_dropout) { name = "conv_lstm_cell" }, activity_regularizer, return_sequences, return_state, go_backwards, stateful)
    {
    }

    private ConvLSTMCell<TSize> Own => (ConvLSTMCell<TSize>)cell;

    /// <summary>Number of output channels.</summary>
    public int filters => Own.filters;

    /// <summary>Size of the window.</summary>
    public TSize kernel_size => Own.kernel_size;

    /// <summary>Step of the window.</summary>
    public TSize strides => Own.strides;

    /// <summary>"valid" or "same".</summary>
    public string padding => Own.padding;

    /// <summary>Distance between the window's cells.</summary>
    public TSize dilation_rate => Own.dilation_rate;

    /// <summary>Activation of the gates.</summary>
    public ActivationFn recurrent_activation => Own.recurrent_activation;

    /// <summary>Whether the forget gate's bias starts at 1.</summary>
    public bool unit_forget_bias => Own.unit_forget_bias;

    /// <summary>"channels_last" for (batch, time, …, channels), "channels_first" for (batch, time, channels, …).</summary>
    public string data_format => Own.data_format;

    private protected override bool NamesCell => false;

    private protected override Shape GetOutputSize(Shape input) => Own.ComputeSize(input[2..]);

    private protected override IEnumerable<Shape> GetStateSizes(Shape input) => [Own.ComputeSize(input[2..]), Own.ComputeSize(input[2..])];

    private protected override void BuildFor(CallArguments call)
    {
        new InputSpec(ndim: kernel_size.ToArray().Length + 3).Check(call.Shapes[0], name!, 0);
        base.BuildFor(call);
    }
}
