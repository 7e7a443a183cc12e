using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>Random numbers whose variance is scale / n, n being the number of inputs, outputs, or their mean.</summary>
/// <param name="scale">Factor of the variance, above 0.</param>
/// <param name="mode">"fan_in", "fan_out" or "fan_avg".</param>
/// <param name="distribution">"truncated_normal" (or "normal"), "untruncated_normal" or "uniform".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <exception cref="ArgumentOutOfRangeException">scale is not above 0.</exception>
/// <exception cref="ArgumentException">mode or distribution is none of the allowed words.</exception>
/// <remarks>Source: tf.keras 2.3.1, ops/init_ops_v2.py.</remarks>
[KerasExport("keras.initializers.VarianceScaling", "keras.initializers.variance_scaling")]
public class VarianceScaling(double scale = 1.0, string mode = "fan_in", string distribution = "truncated_normal", int? seed = null)
    : Initializer
{
    /// <summary>Factor of the variance.</summary>
    public double scale { get; } = scale > 0
        ? scale
        : throw new ArgumentOutOfRangeException(nameof(scale), $"`scale` must be above 0. Received: scale={scale}.");

    /// <summary>Which fan counts.</summary>
    public string mode { get; } = Guard.OneOf(mode.ToLowerInvariant(), ["fan_in", "fan_out", "fan_avg"], nameof(mode));

    /// <summary>Kind of random numbers.</summary>
    public string distribution { get; } = Guard.OneOf(distribution == "normal" ? "truncated_normal" : distribution.ToLowerInvariant(),
        ["truncated_normal", "untruncated_normal", "uniform"], nameof(distribution));

    /// <summary>Seed.</summary>
    public int? seed { get; } = seed;

    /// <summary>Axes whose sizes make the number of inputs, where output_axes are given too; null: all but the last.</summary>
    [KerasKeyword]
    public IntList? input_axes { get; init; }

    /// <summary>Axes whose sizes make the number of outputs, where input_axes are given too; null: the last and the window's.</summary>
    [KerasKeyword]
    public IntList? output_axes { get; init; }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (input_axes is { } inputs) { config[nameof(input_axes)] = inputs.ToConfig(); }
        if (output_axes is { } outputs) { config[nameof(output_axes)] = outputs.ToConfig(); }
        return config;
    }

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, string? dtype = null)
    {
        var (fanIn, fanOut) = ComputeFans(shape);
        double n = Math.Max(1, mode switch { "fan_in" => fanIn, "fan_out" => fanOut, _ => (fanIn + fanOut) / 2 });
        double variance = scale / n;
        return distribution switch
        {
            // The constant is the standard deviation of the normal distribution cut at ±2.
            "truncated_normal" => RandomOps.TruncatedNormal(shape, 0, Math.Sqrt(variance) / .87962566103423978, dtype, CallSeed(seed)),
            "untruncated_normal" => RandomOps.Normal(shape, 0, Math.Sqrt(variance), dtype, CallSeed(seed)),
            _ => RandomOps.Uniform(shape, -Math.Sqrt(3 * variance), Math.Sqrt(3 * variance), dtype, CallSeed(seed)),
        };
    }

    private (double In, double Out) ComputeFans(Shape shape)
    {
        double GetSizes(IntList axes) => axes.Aggregate(1.0, (n, a) => n * shape[a < 0 ? a + shape.Rank : a]!.Value);
        if (input_axes is { } inputs && output_axes is { } outputs) { return (GetSizes(inputs), GetSizes(outputs)); }
        if (shape.Rank < 1) { return (1, 1); }
        if (shape.Rank == 1) { return (shape[0]!.Value, shape[0]!.Value); }
        double field = shape[..^2].ComputeProduct() ?? 1;
        return (shape[^2]!.Value * field, shape[^1]!.Value * field);
    }
}
