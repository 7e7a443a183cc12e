using System.Numerics.Tensors;

namespace KerasDigits.Tuner.Bayesian;

/// <summary>The Matérn covariance with ν = 5/2: k(r) = (1 + a + a²/3) e⁻ᵃ with a = √5 r / length scale.</summary>
/// <remarks>Source: sklearn.gaussian_process.kernels.Matern(nu=2.5).</remarks>
internal static class Matern52
{
    private static readonly double _root5 = Math.Sqrt(5);

    /// <summary>k of each distance.</summary>
    public static void ComputeValues(ReadOnlySpan<double> distances, double lengthScale, Span<double> values)
    {
        for (int i = 0; i < distances.Length; i++) { values[i] = -_root5 / lengthScale * distances[i]; }
        TensorPrimitives.Exp(values, values);
        for (int i = 0; i < distances.Length; i++)
        {
            double a = _root5 / lengthScale * distances[i];
            values[i] *= 1 + (a * (1 + (a / 3)));
        }
    }

    /// <summary>k of each distance, and its derivative by the logarithm of the length scale: a²/3 (1 + a) e⁻ᵃ.</summary>
    public static void ComputeValuesAndSlopes(ReadOnlySpan<double> distances, double lengthScale, Span<double> values, Span<double> slopes)
    {
        for (int i = 0; i < distances.Length; i++) { slopes[i] = -_root5 / lengthScale * distances[i]; }
        TensorPrimitives.Exp(slopes, slopes);
        for (int i = 0; i < distances.Length; i++)
        {
            double a = _root5 / lengthScale * distances[i];
            values[i] = (1 + (a * (1 + (a / 3)))) * slopes[i];
            slopes[i] *= a * a / 3 * (1 + a);
        }
    }

    /// <summary>
    /// Given k's distances, the factors that turn the difference x - xᵢ into the gradient of k by x: -5/(3 l²) (1 + a) e⁻ᵃ. No division by
    /// the distance, so a point's own gradient is 0.
    /// </summary>
    public static void ComputeGradientFactors(ReadOnlySpan<double> distances, double lengthScale, Span<double> factors)
    {
        for (int i = 0; i < distances.Length; i++) { factors[i] = -_root5 / lengthScale * distances[i]; }
        TensorPrimitives.Exp(factors, factors);
        for (int i = 0; i < distances.Length; i++)
        {
            factors[i] *= -5 / (3 * lengthScale * lengthScale) * (1 + (_root5 / lengthScale * distances[i]));
        }
    }
}
