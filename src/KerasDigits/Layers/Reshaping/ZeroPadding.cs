using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the paddings of one, two and three axes share.</summary>
/// <typeparam name="TEdges">Numbers for both ends of each axis.</typeparam>
public abstract class ZeroPadding<TEdges> : Layer where TEdges : struct, ISpatialEdges
{
    private protected ZeroPadding(TEdges padding) => this.padding = padding;

    /// <summary>Steps added at each end.</summary>
    public TEdges padding { get; }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => NN.Pad(inputs, padding.Pairs);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        (long, long)[] edges = padding.Pairs;
        new InputSpec(ndim: edges.Length + 2).Check(input_shape, name!, 0);
        return new([input_shape[0], .. edges.Select((e, i) => input_shape[i + 1] + e.Item1 + e.Item2), input_shape[^1]]);
    }
}
