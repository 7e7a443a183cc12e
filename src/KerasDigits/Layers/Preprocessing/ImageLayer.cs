using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What layers on images share: an image or a batch of them, numbers of any dtype in, floats out.</summary>
/// <remarks>Source: tf.keras 2.3.1, layers/preprocessing/image_preprocessing.py.</remarks>
public abstract class ImageLayer : Layer
{
    /// <summary>Sets the demand on the input.</summary>
    private protected ImageLayer() => input_spec = new InputSpec(min_ndim: 3, max_ndim: 4);

    /// <summary>"channels_last" by default, as in Keras 2, whose layers know no other; "channels_first" as in Keras 3.</summary>
    /// <exception cref="ArgumentException">The value is not "channels_last" or "channels_first".</exception>
    [KerasKeyword]
    public string? data_format
    {
        get;
        init => field = value is null ? null : Guard.DataFormat(value);
    }

    private bool ChannelsFirst => data_format == "channels_first";

    /// <inheritdoc/>
    public sealed override Tensor call(Tensor inputs, bool training)
    {
        Tensor x = inputs.is_floating_point() ? inputs : inputs.to_type(DTypes.ParseTorch(compute_dtype));
        bool single = x.dim() == 3;
        if (single) { x = x.unsqueeze(0); }
        x = ChannelsFirst ? NN.ChannelsFirst(Change(NN.ChannelsLast(x), training)) : Change(x, training);
        return single ? x.squeeze(0) : x;
    }

    /// <summary>The changed images, from floats.</summary>
    private protected abstract Tensor Change(Tensor x, bool training);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        input_spec!.Check(input_shape, name!, 0);
        int rows = input_shape.Rank - (ChannelsFirst ? 2 : 3);
        return input_shape.With(rows, NewSize?.Height ?? (ChangesHeight ? null : input_shape[rows]))
            .With(rows + 1, NewSize?.Width ?? (ChangesWidth ? null : input_shape[rows + 1]));
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        // A range is two numbers to Keras, where a factor from -f to f is one.
        if (config.Get("value_range") is double most) { config["value_range"] = new List<object?> { -most, most }; }
        if (ChannelsFirst) { config["data_format"] = data_format; }
        return config;
    }

    /// <summary>Size of the output where it is fixed.</summary>
    private protected virtual Size2? NewSize => null;

    /// <summary>Whether the height of the output is not known before.</summary>
    private protected virtual bool ChangesHeight => false;

    /// <summary>Whether the width of the output is not known before.</summary>
    private protected virtual bool ChangesWidth => false;
}

/// <summary>What the layers share that change images at random in training and do not change them otherwise.</summary>
public abstract class RandomImageLayer : ImageLayer
{
    private readonly Seeds.Source? _generator;

    /// <summary>Sets the seed.</summary>
    private protected RandomImageLayer(int? seed)
    {
        this.seed = seed;
        _generator = seed is { } s ? new Seeds.Source(s) : null;
    }

    /// <summary>Seed of a generator of its own; null: the global generator is used.</summary>
    public int? seed { get; }

    private protected override Tensor Change(Tensor x, bool training) => training ? Augment(x) : x;

    /// <summary>The images changed at random.</summary>
    private protected abstract Tensor Augment(Tensor x);

    /// <summary>One number per image, uniform in a range.</summary>
    private protected Tensor Draw(Tensor x, double low, double high) => RandomOps.DrawUniform(x, [x.size(0)], low, high, _generator);

    /// <summary>Normal numbers about 0, of a tensor's shape.</summary>
    private protected Tensor DrawNormal(Tensor like) => RandomOps.DrawNormal(like, 1, _generator);

    /// <summary>One number for the whole batch.</summary>
    private protected double DrawOne(Tensor x, double low, double high) => RandomOps.DrawUniform(x, [], low, high, _generator).ToNumber();
}

/// <summary>The range of a random change: one number f for (−f, f), or (lower, upper).</summary>
/// <param name="Lower">The lower bound.</param>
/// <param name="Upper">The upper bound.</param>
[System.Runtime.CompilerServices.CollectionBuilder(typeof(FactorRange), nameof(Create))]
public readonly record struct FactorRange(double Lower, double Upper) : IConfigValue<FactorRange>
{
    /// <summary>From a list of two numbers: <c>[0, 0.2]</c>.</summary>
    /// <param name="ends">Lower and upper bound.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static FactorRange Create(ReadOnlySpan<double> ends) => ends.Length == 2 ? new(ends[0], ends[1])
        : throw new ArgumentException($"A factor must be a number or two numbers. Received: a list of {ends.Length}.", nameof(ends));

    /// <summary>Makes a salt of its two halves.</summary>
    public IEnumerator<double> GetEnumerator() => new List<double> { Lower, Upper }.GetEnumerator();

    /// <summary>From −f to f.</summary>
    public static implicit operator FactorRange(double f) => new(-f, f);

    /// <summary>From lower to upper.</summary>
    public static implicit operator FactorRange((double Lower, double Upper) t) => new(t.Lower, t.Upper);

    /// <inheritdoc/>
    public object? ToConfig() => Lower == -Upper ? Upper : new List<object?> { Lower, Upper };

    /// <summary>From a number or two.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    /// <exception cref="ArgumentException">It is neither a number nor two.</exception>
    public static FactorRange FromConfig(object? value) => value switch
    {
        IReadOnlyList<object?> { Count: 2 } list => (ReadNumber(list[0]), ReadNumber(list[1])),
        double or long or int => ReadNumber(value),
        _ => throw new ArgumentException($"A factor must be a number or two numbers. Received: {value ?? "null"}."),
    };

    /// <summary>As Python prints it.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({Lower}, {Upper})");

    /// <summary>Throws unless lower ≤ upper and both lie in a range.</summary>
    internal FactorRange CheckWithin(double low, double high, string name)
    {
        Guard.That(Lower <= Upper && Lower >= low && Upper <= high,
            string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"`{name}` must have lower <= upper, both from {low} to {high}. Received: {name}={this}."), name);
        return this;
    }

    private static double ReadNumber(object? value) => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
}
