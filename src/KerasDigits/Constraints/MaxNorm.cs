using KerasDigits.Ops;

namespace KerasDigits.Constraints;

/// <summary>Scales weights down so that their L2 norm along an axis is at most a value.</summary>
/// <param name="max_value">Largest L2 norm that is left as it is, 0 or more.</param>
/// <param name="axis">Axis along which norms are taken, or several: [0, 1, 2] for a filter of Conv2D; null: 0.</param>
[KerasExport("keras.constraints.MaxNorm", "keras.constraints.max_norm")]
public sealed class MaxNorm(double max_value = 2, IntList? axis = null) : Constraint
{
    /// <summary>Largest norm.</summary>
    public double max_value { get; } = max_value;

    /// <summary>Axes along which norms are taken.</summary>
    public IntList axis { get; } = axis ?? 0;

    /// <inheritdoc/>
    public override Config get_config() => WithAxis(base.get_config(), axis);

    /// <inheritdoc/>
    public override Tensor Call(Tensor w)
    {
        Tensor norms = Norms.Length(w, ListAxes(axis), keepdim: true);
        return w * (norms.clamp(0, max_value) / (norms + Settings.Epsilon));
    }
}
