using KerasDigits.Backend;

namespace KerasDigits.Initializers;

/// <summary>All one value.</summary>
/// <param name="value">Value of every element.</param>
[KerasExport("keras.initializers.Constant", "keras.initializers.constant")]
public sealed class Constant(double value = 0) : Initializer
{
    /// <summary>The value.</summary>
    public double value { get; } = value;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null) => Tensors.MakeFull(shape, value, dtype);
}
