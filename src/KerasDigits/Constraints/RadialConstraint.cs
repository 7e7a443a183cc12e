namespace KerasDigits.Constraints;

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
