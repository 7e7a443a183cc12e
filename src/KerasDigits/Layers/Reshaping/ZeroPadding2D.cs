using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Zeros around pictures.</summary>
/// <param name="padding">One number, (height, width), or ((top, bottom), (left, right)); null: 1.</param>
/// <param name="data_format">"channels_last"; "channels_first" is refused.</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, padded height, padded width, channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.ZeroPadding2D")]
public sealed class ZeroPadding2D(Edges2? padding = null, string? data_format = null) : Layer
{
    /// <summary>Rows and columns added at each side.</summary>
    public Edges2 padding { get; } = padding ?? 1;

    /// <summary>"channels_last".</summary>
    public string data_format { get; } = LayerGuard.ChannelsLast(data_format);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => NN.Pad2D(inputs, padding.Top, padding.Bottom, padding.Left, padding.Right);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 4).Check(input_shape, name!, 0);
        return new(input_shape[0], input_shape[1] + padding.Top + padding.Bottom, input_shape[2] + padding.Left + padding.Right, input_shape[3]);
    }
}

/// <summary>Numbers for the four sides of a picture.</summary>
public readonly record struct Edges2(int Top, int Bottom, int Left, int Right) : IConfigValue<Edges2>
{
    /// <summary>The same number on all sides.</summary>
    public static implicit operator Edges2(int n) => new(n, n, n, n);

    /// <summary>(height, width): the same above and below, left and right.</summary>
    public static implicit operator Edges2((int Height, int Width) t) => new(t.Height, t.Height, t.Width, t.Width);

    /// <summary>((top, bottom), (left, right)).</summary>
    public static implicit operator Edges2(((int Top, int Bottom) Height, (int Left, int Right) Width) t) => new(t.Height.Top, t.Height.Bottom, t.Width.Left, t.Width.Right);

    /// <inheritdoc/>
    public object? ToConfig() => new List<object?> { new List<object?> { (long)Top, (long)Bottom }, new List<object?> { (long)Left, (long)Right } };

    /// <summary>From one number, two, or two pairs.</summary>
    public static Edges2 FromConfig(object? value)
    {
        if (value is IReadOnlyList<object?> { Count: 2 } list && list[0] is IReadOnlyList<object?>)
        {
            Size2 height = Size2.FromConfig(list[0]), width = Size2.FromConfig(list[1]);
            return new(height.Height, height.Width, width.Height, width.Width);
        }
        Size2 both = Size2.FromConfig(value);
        return (both.Height, both.Width);
    }
}
