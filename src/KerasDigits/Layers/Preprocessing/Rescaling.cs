namespace KerasDigits.Layers;

/// <summary>inputs · scale + offset.</summary>
/// <param name="scale">Factor: one number, or one for each channel.</param>
/// <param name="offset">Added after: one number, or one for each channel; null: 0.</param>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.Rescaling", "keras.layers.experimental.preprocessing.Rescaling")]
public sealed class Rescaling(ChannelNumbers scale, ChannelNumbers? offset = null) : Layer
{
    /// <summary>Factor.</summary>
    public ChannelNumbers scale { get; } = scale;

    /// <summary>Added after.</summary>
    public ChannelNumbers offset { get; } = offset ?? 0.0;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor scaled = (inputs.is_floating_point() ? inputs : inputs.to_type(Backend.DTypes.ParseTorch(compute_dtype)))
            * scale.ToTensor(inputs);
        return offset.IsZero ? scaled : scaled + offset.ToTensor(inputs);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}

/// <summary>One number, or one for each channel.</summary>
[System.Runtime.CompilerServices.CollectionBuilder(typeof(ChannelNumbers), nameof(Create))]
public readonly struct ChannelNumbers : IConfigValue<ChannelNumbers>, IEquatable<ChannelNumbers>
{
    private readonly double[] _values;

    private ChannelNumbers(double[] values, bool list) => (_values, IsList) = (values, list);

    /// <summary>From a list with a number for each channel: <c>[0.5, 1, 2]</c>.</summary>
    /// <param name="values">One number for each channel.</param>
    public static ChannelNumbers Create(ReadOnlySpan<double> values) => new(values.ToArray(), true);

    /// <summary>The numbers one after the other.</summary>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)(_values ?? [0])).GetEnumerator();

    /// <summary>Whether there is one for each channel.</summary>
    public bool IsList { get; }

    /// <summary>Whether it is the single number 0.</summary>
    public bool IsZero => !IsList && (_values is null || _values[0] == 0);

    /// <summary>One number.</summary>
    public static implicit operator ChannelNumbers(double value) => new([value], false);

    /// <summary>One for each channel.</summary>
    public static implicit operator ChannelNumbers(double[] values) => new(values, true);

    internal Tensor ToTensor(Tensor like) => IsList
        ? Backend.Tensors.Of([.. _values.Select(v => (float)v)], _values.Length).to(like.device)
        : Backend.Tensors.MakeScalar(_values?[0] ?? 0).to(like.device);

    /// <inheritdoc/>
    public object? ToConfig() => IsList ? _values.Select(v => (object?)v).ToList() : _values?[0] ?? 0.0;

    /// <summary>From a number or a list of them.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    public static ChannelNumbers FromConfig(object? value) => value switch
    {
        List<object?> list =>
            new ChannelNumbers([.. list.Select(v => Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture))], true),
        _ => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public bool Equals(ChannelNumbers other) => IsList == other.IsList && (_values ?? [0]).AsSpan().SequenceEqual(other._values ?? [0]);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ChannelNumbers other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (_values ?? [0]).Aggregate(0, HashCode.Combine);

    /// <summary>Whether the numbers are equal.</summary>
    public static bool operator ==(ChannelNumbers left, ChannelNumbers right) => left.Equals(right);

    /// <summary>Whether some number differs.</summary>
    public static bool operator !=(ChannelNumbers left, ChannelNumbers right) => !left.Equals(right);
}
