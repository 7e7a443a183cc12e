namespace KerasDigits.Layers;

/// <summary>Joins the inputs along an axis.</summary>
/// <param name="axis">Axis, counted with the batch axis.</param>
/// <remarks>Input shape: several, equal except for that axis. Output shape: the sum of sizes on that axis. Source: tf.keras 2.3.1,
/// layers/merge.py.</remarks>
[KerasExport("keras.layers.Concatenate")]
public sealed class Concatenate(int axis = -1) : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <summary>Axis along which the inputs are joined.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context) => [Ops.NN.Concatenate(inputs, axis)];

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <summary>The masks joined as the inputs are; along the last axis a step counts where it counts in every input.</summary>
    /// <param name="inputs">The layer's inputs, each of shape (batch, …).</param>
    /// <param name="mask">A mask for each input, null where it has none.</param>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask)
    {
        if (mask is null || Array.TrueForAll(mask, m => m is null)) { return null; }
        Tensor Spread(int i)
        {
            if (mask[i] is not { } m) { return Ops.SequenceOps.MakeNothing(inputs[i]); }
            while (m.dim() < inputs[i].dim()) { m = m.unsqueeze(-1); }
            return m.expand_as(inputs[i]);
        }
        return [Ops.NN.Concatenate([.. inputs.Select((_, i) => Spread(i))], axis).all(-1)];
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes)
    {
        Guard.That(input_shapes.Length > 1, "A `Concatenate` layer should be called on a list of at least 2 inputs. Got "
            + $"{input_shapes.Length}.", nameof(input_shapes));
        Shape first = input_shapes[0];
        int at = axis < 0 ? first.Rank + axis : axis;
        Guard.That(at >= 0 && at < first.Rank, $"`axis` must be within the rank {first.Rank} of the inputs. Received: axis={axis}.",
            nameof(axis));
        long? sum = 0;
        foreach (Shape s in input_shapes)
        {
            Guard.That(s.Rank == first.Rank && s.With(at, null).IsCompatibleWith(first.With(at, null)),
                "A `Concatenate` layer requires inputs with matching shapes except for the concat axis. Got inputs shapes: "
                + $"[{string.Join(", ", input_shapes)}]", nameof(input_shapes));
            sum += s[at];
        }
        return [first.With(at, sum)];
    }

    /// <summary>Joins symbolic tensors: keras.layers.concatenate([a, b]).</summary>
    /// <param name="inputs">Symbolic tensors of equal shape except along the axis; at least two.</param>
    /// <param name="axis">Axis to concatenate along.</param>
    [KerasExport("keras.layers.concatenate")]
    public static KerasTensor concatenate(KerasTensor[] inputs, int axis = -1) => new Concatenate(axis).Apply(inputs);
}
