using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>The identity matrix times a gain; for matrices only.</summary>
/// <param name="gain">Factor of all values.</param>
[KerasExport("keras.initializers.Identity", "keras.initializers.identity")]
public sealed class Identity(double gain = 1.0) : Initializer
{
    /// <summary>Factor.</summary>
    public double gain { get; } = gain;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null)
    {
        Guard.That(shape.Rank == 2, $"Identity matrix initializer can only be used for 2D matrices. Received: shape={shape}.",
            nameof(shape));
        return RandomOps.Eye(shape[0]!.Value, shape[1]!.Value, dtype) * gain;
    }
}
