using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the croppings of one, two and three axes share.</summary>
/// <typeparam name="TEdges">Numbers for both ends of each axis.</typeparam>
public abstract class Cropping<TEdges> : Layer where TEdges : struct, ISpatialEdges
{
    private protected Cropping(TEdges cropping) => this.cropping = cropping;

    /// <summary>Steps cut at each end.</summary>
    public TEdges cropping { get; }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => NN.Crop(inputs, cropping.Pairs);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        (long, long)[] edges = cropping.Pairs;
        new InputSpec(ndim: edges.Length + 2).Check(input_shape, name!, 0);
        long?[] left = [.. edges.Select((e, i) => input_shape[i + 1] - e.Item1 - e.Item2)];
        Guard.That(left.All(n => n is null or > 0), $"`cropping` must leave something of the input. Received: input shape {input_shape}, cropping={cropping}.", nameof(cropping));
        return new([input_shape[0], .. left, input_shape[^1]]);
    }
}
