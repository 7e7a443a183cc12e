using KerasDigits.Ops;

namespace KerasDigits.Constraints;

/// <summary>Weights whose L2 norm along an axis is between two values.</summary>
/// <param name="min_value">Smallest L2 norm, 0 or more.</param>
/// <param name="max_value">Largest L2 norm, at least min_value.</param>
/// <param name="rate">How much of the way is gone in a step: 1 is all.</param>
/// <param name="axis">Axis along which norms are taken, or several: [0, 1, 2] for a filter of Conv2D; null: 0.</param>
[KerasExport("keras.constraints.MinMaxNorm", "keras.constraints.min_max_norm")]
public sealed class MinMaxNorm(double min_value = 0.0, double max_value = 1.0, double rate = 1.0, IntList? axis = null) : Constraint
{
    /// <summary>Smallest norm.</summary>
    public double min_value { get; } = min_value;

    /// <summary>Largest norm.</summary>
    public double max_value { get; } = max_value;

    /// <summary>How much of the way is gone in a step.</summary>
    public double rate { get; } = rate;

    /// <summary>Axes along which norms are taken.</summary>
    public IntList axis { get; } = axis ?? 0;

    /// <inheritdoc/>
    public override Config get_config() => WithAxis(base.get_config(), axis);

    /// <inheritdoc/>
    public override Tensor Call(Tensor w)
    {
        Tensor norms = Norms.Length(w, ListAxes(axis), keepdim: true);
        Tensor wanted = (norms.clamp(min_value, max_value) * rate) + (norms * (1 - rate));
        return w * (wanted / (norms + Settings.Epsilon));
    }
}
