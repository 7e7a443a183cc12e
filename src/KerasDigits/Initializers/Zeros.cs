using KerasDigits.Backend;

namespace KerasDigits.Initializers;

/// <summary>All zeros.</summary>
[KerasExport("keras.initializers.Zeros", "keras.initializers.zeros")]
public sealed class Zeros : Initializer
{
    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null) => Tensors.MakeZeros(shape, dtype);
}
