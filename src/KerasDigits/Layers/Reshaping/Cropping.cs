using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the croppings of one, two and three axes share.</summary>
/// <typeparam name="TEdges">Numbers for both ends of each axis.</typeparam>
public abstract class Cropping<TEdges> : ChannelsLayer where TEdges : struct, ISpatialEdges
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    private protected Cropping(TEdges cropping, string? data_format) : base(data_format, cropping.Pairs.Length) => this.cropping = cropping;

    /// <summary>Steps cut at each end.</summary>
    public TEdges cropping { get; }

    private protected override Tensor CallLast(Tensor x, bool training) => NN.Crop(x, cropping.Pairs);

    private protected override Shape MoveChannelsLast(Shape shape)
    {
        (long, long)[] edges = cropping.Pairs;
        long?[] left = [.. edges.Select((e, i) => shape[i + 1] - e.Item1 - e.Item2)];
        Guard.That(left.All(n => n is null or > 0),
            $"`cropping` must leave something of the input. Received: input shape {ToGivenOrder(shape)}, cropping={cropping}.",
                nameof(cropping));
        return new([shape[0], .. left, shape[^1]]);
    }
}
