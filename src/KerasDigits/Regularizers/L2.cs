namespace KerasDigits.Regularizers;

/// <summary>l2·Σx².</summary>
/// <param name="l2">Factor of the squares, 0 or more.</param>
[KerasExport("keras.regularizers.L2", "keras.regularizers.l2")]
public sealed class L2(double l2 = 0.01) : Regularizer
{
    /// <summary>Factor.</summary>
    public double l2 { get; } = l2;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.square().sum() * l2;
}
