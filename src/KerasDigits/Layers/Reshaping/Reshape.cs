namespace KerasDigits.Layers;

/// <summary>Gives samples another shape.</summary>
/// <param name="target_shape">Shape of a sample, without the batch axis; one axis may be −1.</param>
/// <remarks>Input shape: (batch, d1, …, dn). Output shape: (batch, *target_shape). Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.Reshape")]
public class Reshape(Shape target_shape) : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <summary>Shape of a sample.</summary>
    public Shape target_shape { get; } = target_shape;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.reshape([inputs.shape[0], .. target_shape.ToArray()]);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        long? total = input_shape[1..].ComputeProduct();
        long known = 1;
        foreach (long? d in target_shape) { known *= d is null or -1 ? 1 : d.Value; }
        bool open = target_shape.Any(d => d is null or -1);
        if (total is { } n && (open ? known == 0 || n % known != 0 : n != known))
        {
            throw new ArgumentException("total size of new array must be unchanged, input_shape = "
                + $"[{input_shape[1..].ToString().Trim('(', ')', ',')}], output_shape = [{target_shape.ToString().Trim('(', ')', ',')}]",
                nameof(input_shape));
        }
        return new Shape([.. target_shape.Select(d => d is null or -1 ? total / known : d)]).WithBatch(input_shape[0]);
    }
}
