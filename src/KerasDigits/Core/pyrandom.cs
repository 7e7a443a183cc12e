using System.Numerics;
using NumSharp;

namespace KerasDigits;

/// <summary>
/// Python's <c>import random</c>, as a type that a using can name: <c>using random = KerasDigits.pyrandom;</c>, and the lines stay as
/// they are. One-file programs have the name. Without the using <c>random</c> alone is keras.random.
/// </summary>
/// <remarks>All of it is <see cref="python.random"/>, the process's one generator.</remarks>
public static class pyrandom
{
    /// <inheritdoc cref="PythonRandom.seed(BigInteger)"/>
    public static void seed(BigInteger seed) => python.random.seed(seed);

    /// <inheritdoc cref="PythonRandom.random"/>
    public static double random() => python.random.random();

    /// <inheritdoc cref="PythonRandom.uniform(double, double)"/>
    public static double uniform(double a, double b) => python.random.uniform(a, b);

    /// <inheritdoc cref="PythonRandom.gauss(double, double)"/>
    public static double gauss(double mu = 0, double sigma = 1) => python.random.gauss(mu, sigma);

    /// <inheritdoc cref="PythonRandom.getrandbits(int)"/>
    public static ulong getrandbits(int k) => python.random.getrandbits(k);

    /// <inheritdoc cref="PythonRandom.randrange(long)"/>
    public static long randrange(long stop) => python.random.randrange(stop);

    /// <inheritdoc cref="PythonRandom.randrange(long, long)"/>
    public static long randrange(long start, long stop) => python.random.randrange(start, stop);

    /// <inheritdoc cref="PythonRandom.randrange(long, long, long)"/>
    public static long randrange(long start, long stop, long step) => python.random.randrange(start, stop, step);

    /// <inheritdoc cref="PythonRandom.randint(long, long)"/>
    public static long randint(long a, long b) => python.random.randint(a, b);

    /// <inheritdoc cref="PythonRandom.choice(NDArray)"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)] // what is a list too goes by the general form
    public static NDArray choice(NDArray seq) => python.random.choice(seq);

    /// <inheritdoc cref="PythonRandom.choice(NDArray)"/>
    public static T choice<T>(IReadOnlyList<T> seq) => python.random.choice(seq);

    /// <inheritdoc cref="PythonRandom.choices{T}(IReadOnlyList{T}, int)"/>
    public static List<T> choices<T>(IReadOnlyList<T> population, int k = 1) => python.random.choices(population, k);

    /// <inheritdoc cref="PythonRandom.shuffle{T}(IList{T})"/>
    public static void shuffle<T>(IList<T> x) => python.random.shuffle(x);

    /// <inheritdoc cref="PythonRandom.sample{T}(IReadOnlyList{T}, int)"/>
    public static List<T> sample<T>(IReadOnlyList<T> population, int k) => python.random.sample(population, k);

    /// <inheritdoc cref="PythonRandom.getstate"/>
    public static (uint[] key, int position) getstate() => python.random.getstate();

    /// <inheritdoc cref="PythonRandom.setstate(ValueTuple{uint[], int})"/>
    public static void setstate((uint[] key, int position) state) => python.random.setstate(state);
}
