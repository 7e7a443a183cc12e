using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>All zeros.</summary>
[KerasExport("keras.initializers.Zeros", "keras.initializers.zeros")]
public sealed class Zeros : Initializer
{
    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null) => Tensors.MakeZeros(shape, dtype);
}

/// <summary>All ones.</summary>
[KerasExport("keras.initializers.Ones", "keras.initializers.ones")]
public sealed class Ones : Initializer
{
    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null) => Tensors.MakeOnes(shape, dtype);
}

/// <summary>All one value.</summary>
/// <param name="value">The value.</param>
[KerasExport("keras.initializers.Constant", "keras.initializers.constant")]
public sealed class Constant(double value = 0) : Initializer
{
    /// <summary>The value.</summary>
    public double value { get; } = value;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null) => Tensors.MakeFull(shape, value, dtype);
}

/// <summary>The identity matrix times a gain; for matrices only.</summary>
/// <param name="gain">Factor.</param>
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
