using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the poolings over windows share.</summary>
/// <typeparam name="TSize">One, two or three numbers.</typeparam>
public abstract class WindowPooling<TSize> : ChannelsLayer where TSize : struct, ISpatialSize
{
    private protected WindowPooling(TSize pool_size, TSize strides, string padding, string? data_format)
        : base(data_format, pool_size.ToArray().Length)
    {
        this.pool_size = LayerGuard.CheckPositive(pool_size, nameof(pool_size));
        this.strides = LayerGuard.CheckPositive(strides, nameof(strides));
        this.padding = Guard.OneOf(padding.ToLowerInvariant(), ["valid", "same"], nameof(padding));
    }

    /// <summary>Size of the window.</summary>
    public TSize pool_size { get; }

    /// <summary>Step of the window.</summary>
    public TSize strides { get; }

    /// <summary>"valid" or "same".</summary>
    public string padding { get; }

    private protected override Shape MoveChannelsLast(Shape shape)
    {
        long[] window = pool_size.ToArray(), step = strides.ToArray();
        return new([shape[0], .. window.Select((n, i) => Padding.ComputeSize(shape[i + 1], (int)n, (int)step[i], padding)), shape[^1]]);
    }
}
