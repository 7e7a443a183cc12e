namespace KerasDigits.Constraints;

/// <summary>Weights of at least 0.</summary>
[KerasExport("keras.constraints.NonNeg", "keras.constraints.non_neg")]
public sealed class NonNeg : Constraint
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor w) => w * (w >= 0).to_type(w.dtype);
}
