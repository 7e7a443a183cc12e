namespace KerasDigits.Regularizers;

/// <summary>l1·Σ|x|.</summary>
/// <param name="l1">Factor of the magnitudes, 0 or more.</param>
[KerasExport("keras.regularizers.L1", "keras.regularizers.l1")]
public sealed class L1(double l1 = 0.01) : Regularizer
{
    /// <summary>Factor.</summary>
    public double l1 { get; } = l1;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.abs().sum() * l1;
}
