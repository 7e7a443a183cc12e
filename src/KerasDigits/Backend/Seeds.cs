using NumSharp;
using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>The random generators of a run: libtorch's for weights and dropout, NumPy's for shuffling and augmentation, Python's for the order of a Sequence's batches.</summary>
public static class Seeds
{
    /// <summary>Held while NumPy's generator (<c>np.random</c>) is drawn from: it is one for the process, and not made for several threads.</summary>
    internal static readonly object NumPy = new();

    /// <summary>A generator for the order of one fit's samples, seeded by one draw from np.random: so the order does not hang on what other threads draw meanwhile.</summary>
    internal static Func<long, long[]> Shuffler()
    {
        int seed;
        lock (NumPy) { seed = (int)np.random.randint(0, int.MaxValue); }
        NumPyRandom own = np.random.RandomState(seed);
        return count => own.permutation((int)count).astype(NPTypeCode.Int64).ToArray<long>();
    }

    /// <summary>Seeds everything, so that a run repeats bit for bit on one machine: keras.utils.set_random_seed.</summary>
    /// <param name="seed">0 … 2³²−1.</param>
    [KerasExport("keras.utils.set_random_seed")]
    public static void set_random_seed(long seed)
    {
        Guard.That(seed is >= 0 and <= uint.MaxValue, $"`seed` must be from 0 to 4294967295. Received: seed={seed}.", nameof(seed));
        Native.EnsureLoaded();
        lock (python.random) { python.random.seed(seed); }
        SetEngine(seed);
        lock (NumPy) { np.random.seed((int)unchecked((uint)seed)); }
    }

    /// <summary>Seeds the engine's generator alone: weights and dropout.</summary>
    /// <param name="seed">The seed.</param>
    public static void SetEngine(long seed)
    {
        Native.EnsureLoaded();
        torch.manual_seed(seed);
    }

    /// <summary>A generator of its own for an initializer or layer with a seed.</summary>
    public static torch.Generator Generator(long seed)
    {
        Native.EnsureLoaded();
        var generator = new torch.Generator(0, Device.Current);
        generator.manual_seed(seed);
        return generator;
    }

    /// <summary>A seeded generator that a layer keeps.</summary>
    public sealed class Source(long seed)
    {
        internal torch.Generator Generator { get; } = Seeds.Generator(seed);
    }
}
