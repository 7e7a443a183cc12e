using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the paddings of one, two and three axes share.</summary>
/// <typeparam name="TEdges">Numbers for both ends of each axis.</typeparam>
public abstract class ZeroPadding<TEdges> : ChannelsLayer where TEdges : struct, ISpatialEdges
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    private protected ZeroPadding(TEdges padding, string? data_format) : base(data_format, padding.Pairs.Length) => this.padding = padding;

    /// <summary>Steps added at each end.</summary>
    public TEdges padding { get; }

    private protected override Tensor CallLast(Tensor x, bool training) => NN.Pad(x, padding.Pairs);

    private protected override Shape MoveChannelsLast(Shape shape)
    {
        (long, long)[] edges = padding.Pairs;
        return new([shape[0], .. edges.Select((e, i) => shape[i + 1] + e.Item1 + e.Item2), shape[^1]]);
    }
}
