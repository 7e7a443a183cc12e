namespace KerasDigits.Layers;

/// <summary>Base of layers that combine several inputs value by value; axes of size 1 are spread.</summary>
public abstract class Merge : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <summary>Combines two values.</summary>
    /// <param name="a">What the inputs so far gave.</param>
    /// <param name="b">The next input.</param>
    protected abstract Tensor Combine(Tensor a, Tensor b);

    /// <inheritdoc/>
    public override void build(Shape[] input_shapes) =>
        Guard.That(input_shapes.Length > 1, $"A merge layer should be called on a list of inputs. Received: {input_shapes.Length}; at "
            + "least 2 are needed.", nameof(input_shapes));

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context) => [inputs.Skip(1).Aggregate(inputs[0], Combine)];

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <summary>A step counts where it counts in every masked input.</summary>
    /// <param name="inputs">The layer's inputs, each of shape (batch, …).</param>
    /// <param name="mask">A mask for each input, null where it has none.</param>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) =>
        mask?.OfType<Tensor>().ToArray() is { Length: > 0 } given ? [Ops.SequenceOps.CombineAll(given)] : null;

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes) => [input_shapes.Skip(1).Aggregate(input_shapes[0], Broadcast)];

    private Shape Broadcast(Shape a, Shape b)
    {
        var (longer, shorter) = a.Rank >= b.Rank ? (a, b) : (b, a);
        long?[] dims = [.. longer];
        int shift = longer.Rank - shorter.Rank;
        for (int i = 0; i < shorter.Rank; i++)
        {
            long? x = dims[i + shift], y = shorter[i];
            dims[i + shift] = x is null || y is null ? (x is null or 1) && (y is null or 1) ? null : x is null or 1 ? y ?? x : x
                : x == 1 ? y : y == 1 || x == y ? x
                : throw new ArgumentException($"Operands could not be broadcast together with shapes {a} {b} in layer {name}: axes must "
                    + "be equal or 1.");
        }
        return new Shape(dims);
    }
}
