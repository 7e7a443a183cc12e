using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the layers share that make data longer by whole factors.</summary>
/// <typeparam name="TSize">What the factors are given as.</typeparam>
public abstract class UpSampling<TSize> : ChannelsLayer
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    private readonly long[] _times;

    private protected UpSampling(TSize size, long[] times, string? data_format) : base(data_format, times.Length) =>
        (this.size, _times) = (size, times);

    /// <summary>Factor of each axis.</summary>
    public TSize size { get; }

    private protected override Tensor CallLast(Tensor x, bool training) => NN.Repeat(x, _times);

    private protected override Shape MoveChannelsLast(Shape shape) =>
        new([shape[0], .. _times.Select((t, i) => shape[i + 1] * t), shape[^1]]);
}
