using KerasDigits.Ops;

namespace KerasDigits.Constraints;

/// <summary>Weights of L2 norm 1 along an axis.</summary>
/// <param name="axis">Axis along which norms are taken, or several: [0, 1, 2] for a filter of Conv2D; null: 0.</param>
[KerasExport("keras.constraints.UnitNorm", "keras.constraints.unit_norm")]
public sealed class UnitNorm(IntList? axis = null) : Constraint
{
    /// <summary>Axes along which norms are taken.</summary>
    public IntList axis { get; } = axis ?? 0;

    /// <inheritdoc/>
    public override Config get_config() => WithAxis(base.get_config(), axis);

    /// <inheritdoc/>
    public override Tensor Call(Tensor w) => w / (Settings.Epsilon + Norms.Length(w, ListAxes(axis), keepdim: true));
}
