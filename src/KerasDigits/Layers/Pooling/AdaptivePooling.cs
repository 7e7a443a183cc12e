using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the poolings to a given size share: window i of n goes from ⌊i · length / n⌋ to ⌈(i + 1) · length / n⌉.</summary>
/// <typeparam name="TSize">One, two or three numbers.</typeparam>
/// <remarks>Source: Keras 3, layers/pooling/base_adaptive_pooling.py.</remarks>
public abstract class AdaptivePooling<TSize> : ChannelsLayer where TSize : struct, ISpatialSize
{
    private readonly bool _greatest;

    /// <summary>Makes one that takes each window's largest value, or its mean.</summary>
    private protected AdaptivePooling(TSize output_size, string? data_format, bool greatest)
        : base(data_format, output_size.ToArray().Length) =>
        (this.output_size, _greatest) = (LayerGuard.CheckPositive(output_size, nameof(output_size)), greatest);

    /// <summary>Size of the output along each axis.</summary>
    public TSize output_size { get; }

    private protected override Tensor CallLast(Tensor x, bool training) => NN.AdaptivePool(x, output_size.ToArray(), _greatest);

    private protected override Shape MoveChannelsLast(Shape shape) =>
        new([shape[0], .. output_size.ToArray().Select(n => (long?)n), shape[^1]]);
}
