using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>A step of <see cref="ConvLSTM{TSize}"/>; gates are in the order input, forget, candidate, output.</summary>
/// <typeparam name="TSize">One, two or three numbers: one per axis that the windows move along.</typeparam>
internal sealed class ConvLSTMCell<TSize>(int filters, TSize kernel_size, TSize strides, string padding, string? data_format,
    TSize dilation_rate, ActivationFn activation, ActivationFn recurrent_activation, bool use_bias, Initializer? kernel_initializer,
    Initializer? recurrent_initializer, Initializer? bias_initializer, bool unit_forget_bias, Regularizer? kernel_regularizer,
    Regularizer? recurrent_regularizer, Regularizer? bias_regularizer, Constraint? kernel_constraint, Constraint? recurrent_constraint,
    Constraint? bias_constraint, double dropout, double recurrent_dropout) : AbstractRNNCell, IGatedCell, IOldWeights
    where TSize : struct, ISpatialSize
{
    private readonly long[] _window = kernel_size.ToArray(), _step = strides.ToArray(), _dilation = dilation_rate.ToArray();
    private Variable? _kernel, _recurrent, _bias;
    private Shape _size;

    private bool ChannelsFirst => data_format == "channels_first";

    /// <summary>Axis of the channels in a step (batch, …).</summary>
    private int ChannelAxis => ChannelsFirst ? 1 : _window.Length + 1;

    int IOldWeights.ArraysInKeras1 => this.use_bias ? 12 : 0;

    /// <summary>Keras 1 holds the gates in the order input, candidate, forget, output.</summary>
    Tensor[] IOldWeights.FromOld(Tensor[] stored, WeightOrigin origin)
    {
        if (origin.Keras1 && ChannelsFirst) { stored = Array.ConvertAll(stored, t => t.dim() == 4 ? t.permute(2, 3, 1, 0) : t); }
        Tensor[] joined = stored.Length == 12 ? OldGates.Join(stored, 0, 2, 1, 3) : stored;
        return [origin.FindKernel(joined[0]), origin.FindKernel(joined[1]), .. joined[2..]];
    }

    public int filters { get; } = Guard.Positive(filters);

    public TSize kernel_size { get; } = LayerGuard.CheckPositive(kernel_size, nameof(kernel_size));

    public TSize strides { get; } = LayerGuard.CheckPositive(strides, nameof(strides));

    public string padding { get; } = Guard.OneOf(padding.ToLowerInvariant(), ["valid", "same"], nameof(padding));

    public string data_format { get; } = Guard.DataFormat(data_format);

    public TSize dilation_rate { get; } = LayerGuard.CheckPositive(dilation_rate, nameof(dilation_rate));

    public ActivationFn activation { get; } = activation;

    public ActivationFn recurrent_activation { get; } = recurrent_activation;

    public bool use_bias { get; } = use_bias;

    public Initializer kernel_initializer { get; } = kernel_initializer ?? "glorot_uniform";

    public Initializer recurrent_initializer { get; } = recurrent_initializer ?? "orthogonal";

    public Initializer bias_initializer { get; } = bias_initializer ?? "zeros";

    public bool unit_forget_bias { get; } = unit_forget_bias;

    public Regularizer? kernel_regularizer { get; } = kernel_regularizer;

    public Regularizer? recurrent_regularizer { get; } = recurrent_regularizer;

    public Regularizer? bias_regularizer { get; } = bias_regularizer;

    public Constraint? kernel_constraint { get; } = kernel_constraint;

    public Constraint? recurrent_constraint { get; } = recurrent_constraint;

    public Constraint? bias_constraint { get; } = bias_constraint;

    public double dropout { get; } = Math.Clamp(dropout, 0, 1);

    public double recurrent_dropout { get; } = Math.Clamp(recurrent_dropout, 0, 1);

    public override IReadOnlyList<Shape> state_size => [_size, _size];

    /// <summary>Shape of a step's output for a step's input, both without the batch axis.</summary>
    public Shape ComputeSize(Shape step)
    {
        int from = ChannelsFirst ? 1 : 0;
        long?[] size = [.. _window.Select((w, i) =>
            Padding.ComputeSize(step[from + i], (int)w, (int)_step[i], padding, (int)_dilation[i]))];
        return ChannelsFirst ? new([filters, .. size]) : new([.. size, filters]);
    }

    /// <summary>Notes the size of the images; it may change from call to call.</summary>
    internal override void Prepare(Shape step) => _size = ComputeSize(step);

    public override void build(Shape[] input_shapes)
    {
        long channels = input_shapes[0][ChannelAxis]
            ?? throw new ArgumentException("The channel dimension of the inputs should be defined. Found `None` in input shape "
                + $"{input_shapes[0]}.", nameof(input_shapes));
        _kernel = add_weight("kernel", Shape.Of([.. _window, channels, 4 * filters]), initializer: kernel_initializer,
            regularizer: kernel_regularizer, constraint: kernel_constraint);
        _recurrent = add_weight("recurrent_kernel", Shape.Of([.. _window, filters, 4 * filters]), initializer: recurrent_initializer,
            regularizer: recurrent_regularizer, constraint: recurrent_constraint);
        if (!use_bias) { return; }
        _bias = add_weight("bias", 4 * filters, initializer: bias_initializer, regularizer: bias_regularizer, constraint: bias_constraint);
        if (unit_forget_bias) { _bias.value.detach().narrow(0, filters, filters).fill_(1); }
    }

    public override Tensor[] call(Tensor inputs, Tensor[] states, bool training) =>
        MakeStepper(training)(Project(inputs.unsqueeze(0), training).squeeze(0), states);

    internal override Tensor Project(Tensor inputs, bool training)
    {
        if (training && dropout > 0) { inputs = inputs * SequenceOps.DropoutMask([1, .. inputs.shape[1..]], dropout, inputs); }
        return Convolve(inputs.flatten(0, 1), Cast(_kernel!), _bias is null ? null : Cast(_bias), _step, padding, _dilation)
            .unflatten(0, [inputs.size(0), inputs.size(1)]);
    }

    internal override Func<Tensor, Tensor[], Tensor[]> MakeStepper(bool training)
    {
        Tensor weight = Cast(_recurrent!);
        Tensor? keep = null;
        long[] ones = [.. _window.Select(_ => 1L)];
        return (x, states) =>
        {
            Tensor h = states[0];
            if (training && recurrent_dropout > 0) { h = h * (keep ??= SequenceOps.DropoutMask(h.shape, recurrent_dropout, h)); }
            Tensor[] z = (x + Convolve(h, weight, null, ones, "same", ones)).chunk(4, ChannelAxis);
            Tensor input = recurrent_activation.Apply(z[0]), forget = recurrent_activation.Apply(z[1]);
            Tensor c = (forget * states[1]).addcmul(input, activation.Apply(z[2]), 1);
            Tensor output = recurrent_activation.Apply(z[3]) * activation.Apply(c);
            return [output, output, c];
        };
    }

    private Tensor Convolve(Tensor x, Tensor weight, Tensor? offset, long[] step, string edges, long[] dilation) => ChannelsFirst
        ? NN.ChannelsFirst(NN.Conv(NN.ChannelsLast(x), weight, offset, step, edges, dilation))
        : NN.Conv(x, weight, offset, step, edges, dilation);

    private protected override Shape CountPlaces(Shape input) => ChannelsFirst ? input[2..] : base.CountPlaces(input);
}
