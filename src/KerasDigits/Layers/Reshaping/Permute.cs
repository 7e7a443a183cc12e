namespace KerasDigits.Layers;

/// <summary>Changes the order of a sample's axes.</summary>
/// <param name="dims">New order, counted from 1 (the batch axis stays).</param>
/// <exception cref="ArgumentException">dims are not the numbers from 1 on, each once.</exception>
/// <remarks>Input shape: (batch, d1, …, dn). Output shape: (batch, …) in the new order. Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.Permute")]
public sealed class Permute(Shape dims) : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <summary>New order.</summary>
    public Shape dims { get; } = dims.OrderBy(d => d).SequenceEqual(Enumerable.Range(1, dims.Rank).Select(i => (long?)i)) ? dims
        : throw new ArgumentException($"Invalid permutation `dims` for Permute Layer: {dims}. The set of indices in `dims` must be "
            + "consecutive and start from 1.", nameof(dims));

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.permute([0, .. dims.ToArray()]);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: dims.Rank + 1).Check(input_shape, name!, 0);
        return new Shape([.. dims.Select(d => input_shape[(int)d!.Value])]).WithBatch(input_shape[0]);
    }
}
