using KerasDigits.Ops;

namespace KerasDigits.Constraints;

/// <summary>Scales weights down so that their L2 norm along an axis is at most a value.</summary>
/// <param name="max_value">Greatest norm.</param>
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

/// <summary>Weights of at least 0.</summary>
[KerasExport("keras.constraints.NonNeg", "keras.constraints.non_neg")]
public sealed class NonNeg : Constraint
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor w) => w * (w >= 0).to_type(w.dtype);
}

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

/// <summary>Weights whose L2 norm along an axis is between two values.</summary>
/// <param name="min_value">Smallest norm.</param>
/// <param name="max_value">Largest norm.</param>
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

/// <summary>Keeps a kernel the same when its image is turned.</summary>
[KerasExport("keras.constraints.RadialConstraint", "keras.constraints.radial_constraint")]
public sealed class RadialConstraint : Constraint
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor w)
    {
        Guard.That(w.dim() == 4, $"The weight tensor must be of rank 4, but is of shape {Shape.Of(w.shape)}.", nameof(w));
        long height = w.shape[0], width = w.shape[1], half = height / 2;
        Guard.That(height == width, $"A radial kernel must be square. Received: shape {Shape.Of(w.shape)}.", nameof(w));
        // Keras's rings, from the middle on: the value at half - 1 in the middle, then those at half, half + 1 … of the diagonal.
        Tensor result = w.clone();
        for (long ring = 0; ring < (height + 1) / 2; ring++)
        {
            long size = height - (2 * ring), place = size <= 2 ? Math.Max(0, half - 1) : half + ((size - (height % 2 == 0 ? 2 : 3)) / 2);
            Tensor value = w.select(0, place).select(0, place).clone();
            result.narrow(0, ring, size).narrow(1, ring, size).copy_(value.expand(size, size, -1, -1));
        }
        return result;
    }
}
