using KerasDigits.Backend;

namespace KerasDigits.Initializers;

/// <summary>All ones.</summary>
[KerasExport("keras.initializers.Ones", "keras.initializers.ones")]
public sealed class Ones : Initializer
{
    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null) => Tensors.MakeOnes(shape, dtype);
}
