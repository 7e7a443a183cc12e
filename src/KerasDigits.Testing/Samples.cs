using NumSharp;

namespace KerasDigits.Testing;

/// <summary>Data for a contract, the same in each run.</summary>
internal static class Samples
{
    /// <summary>Numbers from -1 to 1.</summary>
    public static NDArray DrawNumbers(Shape shape, int seed = 1) => Fill(shape, seed, random => (float)((2 * random.NextDouble()) - 1));

    /// <summary>Numbers above 0 and below 1: probabilities.</summary>
    public static NDArray DrawParts(Shape shape, int seed = 1) => Fill(shape, seed, random => (float)(0.05 + (0.9 * random.NextDouble())));

    /// <summary>Rows of zeros with a one in each.</summary>
    public static NDArray DrawOneHot(int rows, int classes, int seed = 1)
    {
        var random = new Random(seed);
        float[] values = new float[rows * classes];
        for (int row = 0; row < rows; row++) { values[(row * classes) + random.Next(classes)] = 1; }
        return np.array(values).reshape(rows, classes);
    }

    private static NDArray Fill(Shape shape, int seed, Func<Random, float> draw)
    {
        var random = new Random(seed);
        float[] values = new float[shape.ComputeProduct()
            ?? throw new ArgumentException($"The shape must be known. Received: {shape}.", nameof(shape))];
        for (int i = 0; i < values.Length; i++) { values[i] = draw(random); }
        return np.array(values).reshape([.. shape.ToArray().Select(d => (int)d)]);
    }
}
