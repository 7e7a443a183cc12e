namespace KerasDigits.Optimizers;

/// <summary>
/// The factor by which a loss is multiplied so that float16 gradients do not underflow. A dynamic one doubles after a number of good steps
/// and halves when a gradient overflows; that step is left out.
/// </summary>
/// <remarks>Source: tf.keras 2.15, mixed_precision/loss_scale_optimizer.py.</remarks>
internal sealed class LossScaling(bool dynamic, double start, int growthSteps)
{
    public bool IsDynamic => dynamic;

    /// <summary>Whether `iterations` counts steps that are left out: since TensorFlow 2.4.</summary>
    public static bool CountsLeftOut => Compat.Is215;

    /// <summary>The factor.</summary>
    public double Value { get; set; } = start;

    /// <summary>Good steps since the factor last changed.</summary>
    public long Good { get; set; }

    /// <summary>Notes a step; false when it must be left out.</summary>
    /// <param name="overflow">Whether a gradient was no finite number.</param>
    public bool Note(bool overflow)
    {
        if (!dynamic) { return true; }
        if (overflow)
        {
            (Value, Good) = (Math.Max(Value / 2, 1), 0);
            return false;
        }
        if (++Good >= growthSteps)
        {
            if (double.IsFinite((float)(Value * 2))) { Value *= 2; }
            Good = 0;
        }
        return true;
    }

    /// <summary>Takes a file's factor and count; false: it is not a positive number.</summary>
    public bool Restore(double value, long good)
    {
        if (!(double.IsFinite(value) && value > 0)) { return false; }
        if (dynamic) { (Value, Good) = (value, Math.Max(0, good)); }
        return true;
    }
}
