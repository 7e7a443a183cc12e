namespace KerasDigits.Regularizers;

/// <summary>l1·Σ|x| + l2·Σx².</summary>
/// <param name="l1">Factor of the sum of magnitudes.</param>
/// <param name="l2">Factor of the sum of squares.</param>
[KerasExport("keras.regularizers.L1L2")]
public sealed class L1L2(double l1 = 0.0, double l2 = 0.0) : Regularizer
{
    /// <summary>Factor of the sum of magnitudes.</summary>
    public double l1 { get; } = l1;

    /// <summary>Factor of the sum of squares.</summary>
    public double l2 { get; } = l2;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x)
    {
        Tensor? sum = l1 == 0 ? null : x.abs().sum() * l1;
        Tensor? squares = l2 == 0 && l1 != 0 ? null : x.square().sum() * l2;
        return sum is null ? squares! : squares is null ? sum : sum + squares;
    }

    /// <summary>An L1L2 with Keras's function defaults.</summary>
    /// <param name="l1">Factor of the sum of magnitudes, 0 or more.</param>
    /// <param name="l2">Factor of the sum of squares, 0 or more.</param>
    [KerasExport("keras.regularizers.l1_l2")]
    public static L1L2 l1_l2(double l1 = 0.01, double l2 = 0.01) => new(l1, l2);
}
