namespace KerasDigits.Layers;

/// <summary>
/// A summary of many numbers from which quantiles can be read: values in rising order with weights. In float32, step by step as Keras
/// computes it.
/// </summary>
/// <remarks>Source: tf.keras 2.15, layers/preprocessing/discretization.py (summarize, compress, merge_summaries).</remarks>
internal sealed record QuantileSketch(float[] Values, float[] Weights)
{
    public static QuantileSketch Empty { get; } = new([], []);

    /// <summary>The summary with more numbers in it.</summary>
    public QuantileSketch Add(ReadOnlySpan<float> numbers, float epsilon)
    {
        float[] sorted = numbers.ToArray();
        Array.Sort(sorted);
        int increment = (int)(sorted.Length / (1f / epsilon)), step = Math.Max(increment, 1);
        var (values, weights) = (new List<float>(), new List<float>());
        for (int i = increment; i < sorted.Length; i += step)
        {
            values.Add(sorted[i]);
            weights.Add(step);
        }
        values.AddRange(Values);
        weights.AddRange(Weights);
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        return values.Count == 0
            ? this
            : new QuantileSketch([.. order.Select(i => values[i])], [.. order.Select(i => weights[i])]).Compress(epsilon);
    }

    /// <summary>The boundaries between equally full bins.</summary>
    public float[] ComputeBoundaries(int bins) => Values.Length == 0 ? [] : Compress(1f / bins).Values[..^1];

    private QuantileSketch Compress(float epsilon)
    {
        float[] sums = new float[Weights.Length];
        float sum = 0;
        for (int i = 0; i < sums.Length; i++) { sums[i] = sum += Weights[i]; }
        float[] parts = Array.ConvertAll(sums, s => s / sum);
        float[] percents = [.. Enumerable.Range(0, (int)MathF.Ceiling(1f / epsilon)).Select(i => epsilon + (i * epsilon))];
        float[] values = Array.ConvertAll(percents, p => Interpolate(p, parts, Values)),
            totals = Array.ConvertAll(percents, p => Interpolate(p, parts, sums));
        return new(values, [.. totals.Select((t, i) => i == 0 ? t : t - totals[i - 1])]);
    }

    /// <summary>np.interp.</summary>
    private static float Interpolate(float at, float[] x, float[] y)
    {
        if (at <= x[0]) { return y[0]; }
        if (at >= x[^1]) { return y[^1]; }
        int i = Array.FindLastIndex(x, v => v <= at);
        return (float)(y[i] + (((double)y[i + 1] - y[i]) / ((double)x[i + 1] - x[i]) * ((double)at - x[i])));
    }
}
