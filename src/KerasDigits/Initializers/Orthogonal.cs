using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>An orthogonal matrix, of all axes but the last flattened.</summary>
/// <param name="gain">Factor of all values.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
[KerasExport("keras.initializers.Orthogonal", "keras.initializers.orthogonal")]
public sealed class Orthogonal(double gain = 1.0, int? seed = null) : Initializer
{
    /// <summary>Factor.</summary>
    public double gain { get; } = gain;

    /// <summary>Seed.</summary>
    public int? seed { get; } = seed;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null)
    {
        Guard.That(shape.Rank >= 2, $"The tensor to initialize must be at least two-dimensional. Received: shape={shape}.", nameof(shape));
        long rows = shape[..^1].ComputeProduct()!.Value;
        Tensor q = RandomOps.Orthogonal(rows, shape[^1]!.Value, CallSeed(seed)) * gain;
        return q.reshape(shape.ToArray()).to_type(Backend.DTypes.ParseTorch(dtype ?? Settings.FloatX));
    }
}
