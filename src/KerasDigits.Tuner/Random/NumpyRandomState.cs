using System.Numerics;
using NumSharp;

namespace KerasDigits.Tuner;

/// <summary>
/// NumPy's <c>np.random.RandomState(seed)</c>, as far as KerasTuner and scikit-learn draw from it; the global <c>np.random</c> is left
/// alone.
/// </summary>
/// <remarks>Source: numpy/random/mtrand.pyx; the twister and its seeding are NumSharp's.</remarks>
internal sealed class NumpyRandomState
{
    private readonly MT19937 _twister;

    /// <exception cref="ArgumentOutOfRangeException">When NumPy would refuse the seed.</exception>
    public NumpyRandomState(BigInteger seed)
    {
        if (seed < 0 || seed > uint.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(seed), $"Seed must be between 0 and 2**32 - 1; got {seed}.");
        }
        _twister = new MT19937((uint)seed);
    }

    /// <summary>uniform(low, high).</summary>
    public double DrawUniform(double low, double high) => low + ((high - low) * _twister.NextDouble());

    /// <summary>Draws so many numbers for nothing.</summary>
    public void Skip(long count)
    {
        for (long i = 0; i < count; i++) { _twister.NextDouble(); }
    }

    /// <summary>uniform(low, high, size=(rows, columns)), row by row.</summary>
    public double[][] DrawUniform(double low, double high, int rows, int columns)
    {
        double[][] drawn = new double[rows][];
        for (int i = 0; i < rows; i++)
        {
            drawn[i] = new double[columns];
            for (int j = 0; j < columns; j++) { drawn[i][j] = DrawUniform(low, high); }
        }
        return drawn;
    }
}
