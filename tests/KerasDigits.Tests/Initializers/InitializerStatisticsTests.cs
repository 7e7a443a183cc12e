using KerasDigits.Backend;
using KerasDigits.Initializers;

namespace KerasDigits.Tests.Initializers;

/// <summary>Start values by their statistics, and the exact ones by their values.</summary>
public sealed class InitializerStatisticsTests
{
    private static float[] Draw(Initializer initializer, Shape shape)
    {
        using var scope = Scopes.Step();
        return Arrays.ToArray(initializer.Call(shape)).flatten().ToArray<float>();
    }

    private static (double Mean, double Deviation, double Most) Statistics(float[] x)
    {
        double mean = x.Average(v => (double)v);
        return (mean, Math.Sqrt(x.Average(v => (v - mean) * (v - mean))), x.Max(v => Math.Abs((double)v)));
    }

    /// <summary>Kernels (200, 300): fan_in 200, fan_out 300.</summary>
    [Theory]
    [InlineData("glorot_uniform", 2.0 / 500, true)]
    [InlineData("glorot_normal", 2.0 / 500, false)]
    [InlineData("he_uniform", 2.0 / 200, true)]
    [InlineData("he_normal", 2.0 / 200, false)]
    [InlineData("lecun_uniform", 1.0 / 200, true)]
    [InlineData("lecun_normal", 1.0 / 200, false)]
    public void Scaled_ones_have_the_variance_of_their_rule(string name, double variance, bool uniform)
    {
        keras.utils.set_random_seed(4);
        var (mean, deviation, most) = Statistics(Draw(name, (200, 300)));
        Assert.Equal(0, mean, 0.02 * Math.Sqrt(variance));
        Assert.Equal(Math.Sqrt(variance), deviation, 0.02 * Math.Sqrt(variance));
        // Uniform numbers end at √3 deviations, normal ones are drawn again beyond two (of the distribution before the cut).
        Assert.InRange(most / Math.Sqrt(variance), uniform ? 1.70 : 2.2, uniform ? Math.Sqrt(3) + 1e-6 : 2 / 0.8796 + 1e-3);
    }

    [Fact]
    public void A_convolutions_fans_count_its_window()
    {
        var (_, deviation, _) = Statistics(Draw("he_normal", (3, 3, 40, 60)));
        Assert.Equal(Math.Sqrt(2.0 / (9 * 40)), deviation, 0.03 * deviation);
    }

    [Fact]
    public void Plain_ones_have_their_own_numbers()
    {
        var (mean, deviation, _) = Statistics(Draw(keras.initializers.RandomNormal(1, 0.5), (300, 300)));
        Assert.Equal((1.0, 0.5), (Math.Round(mean, 2), Math.Round(deviation, 2)));
        var (_, _, most) = Statistics(Draw(keras.initializers.RandomUniform(-0.2, 0.1), (300, 300)));
        Assert.InRange(most, 0.19, 0.2);
        var (_, _, cut) = Statistics(Draw(keras.initializers.TruncatedNormal(stddev: 1.0), (300, 300)));
        Assert.InRange(cut, 1.9, 2.0001);
        Assert.All(Draw(keras.initializers.Constant(2.5), (2, 2)), v => Assert.Equal(2.5f, v));
        Assert.Equal([2f, 0, 0, 0, 2, 0], Draw(keras.initializers.Identity(2), (2, 3)));
    }

    [Theory, InlineData(20, 30), InlineData(30, 20)]
    public void Orthogonal_rows_or_columns_are_orthonormal(int rows, int columns)
    {
        float[] q = Draw(keras.initializers.Orthogonal(gain: 1.0), (rows, columns));
        int n = Math.Min(rows, columns), m = Math.Max(rows, columns);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double dot = Enumerable.Range(0, m)
                    .Sum(k => rows < columns
                        ? (double)q[(i * columns) + k] * q[(j * columns) + k]
                        : (double)q[(k * columns) + i] * q[(k * columns) + j]);
                Assert.Equal(i == j ? 1 : 0, dot, 1e-5);
            }
        }
    }

    [Fact]
    public void A_seed_of_its_own_repeats() =>
        Assert.Equal(Draw(keras.initializers.GlorotUniform(seed: 3), (4, 4)), Draw(keras.initializers.GlorotUniform(seed: 3), (4, 4)));
}
