using NumSharp;
using TorchSharp;

#pragma warning disable RS0030 // NumPy's generator is used here

namespace KerasDigits.Backend;

/// <summary>
/// The random generators of a run: libtorch's for weights and dropout, NumPy's for shuffling and augmentation, Python's for the order of a
/// Sequence's batches.
/// </summary>
internal static class Seeds
{
    /// <summary>
    /// Held while NumPy's generator (<c>np.random</c>) is drawn from: it is one for the process, and not made for several threads.
    /// </summary>
    internal static readonly object NumPy = new();

    /// <summary>Draws from NumPy's generator of the process, while nobody else does.</summary>
    internal static T Draw<T>(Func<NumPyRandom, T> draw)
    {
        lock (NumPy) { return draw(np.random); }
    }

    /// <summary>One integer from 0 up to, but not including, <paramref name="end"/>: np.random.randint(0, end).</summary>
    internal static int DrawInt(int end) => Draw(random => (int)random.randint(0, end));

    /// <summary>Seeds only NumPy's generator of the process.</summary>
    internal static void SeedNumPy(int seed) => Draw(random =>
    {
        random.seed(seed);
        return seed;
    });

    /// <summary>A generator of NumPy's beside that of the process: np.random.RandomState(seed).</summary>
    internal static NumPyRandom MakeNumPy(int seed) => np.random.RandomState(seed);

    /// <summary>
    /// A generator for the order of one fit's samples, seeded by one draw from np.random: so the order does not depend on what other
    /// threads draw meanwhile.
    /// </summary>
    internal static NumPyRandom MakeShuffler() => MakeNumPy(DrawInt(int.MaxValue));

    /// <summary>Seeds everything, so that a run repeats bit for bit on one machine: keras.utils.set_random_seed.</summary>
    /// <param name="seed">0 … 2³²−1.</param>
    /// <exception cref="ArgumentException">The seed is negative or above 4294967295.</exception>
    [KerasExport("keras.utils.set_random_seed")]
    public static void set_random_seed(long seed)
    {
        Guard.That(seed is >= 0 and <= uint.MaxValue, $"`seed` must be from 0 to 4294967295. Received: seed={seed}.", nameof(seed));
        Native.EnsureLoaded();
        lock (python.random) { python.random.seed(seed); }
        SetEngine(seed);
        SeedNumPy((int)unchecked((uint)seed));
    }

    /// <summary>Seeds only the engine's generator: weights and dropout.</summary>
    /// <param name="seed">Any whole number; the same one draws the same numbers.</param>
    public static void SetEngine(long seed)
    {
        Native.EnsureLoaded();
        torch.manual_seed(seed);
    }

    /// <summary>Where NumPy's and Python's generators stand, which choose the order of data.</summary>
    internal static RunState SaveDataState()
    {
        NativeRandomState numpy;
        lock (NumPy) { numpy = np.random.get_state(); }
        (uint[] key, int position) own;
        lock (python.random) { own = python.random.getstate(); }
        return Keep(new RunState().Set("python", ToUnsigned(own.key)).Set("python_position", own.position), "numpy", numpy);
    }

    /// <summary>Sets what <see cref="SaveDataState"/> gave.</summary>
    internal static void SetDataState(RunState state)
    {
        lock (NumPy) { np.random.set_state(RestoreState(state, "numpy")); }
        lock (python.random) { python.random.setstate((ToWords(state.Array("python")), (int)state.Whole("python_position"))); }
    }

    /// <summary>Keeps where one of NumPy's generators stands.</summary>
    internal static RunState Keep(RunState state, string name, NativeRandomState generator) => state.Set(name, ToUnsigned(generator.Key))
        .Set($"{name}_position", generator.Pos).Set($"{name}_has_gauss", generator.HasGauss).Set($"{name}_gauss", generator.CachedGaussian);

    /// <summary>What <see cref="Keep"/> has kept.</summary>
    internal static NativeRandomState RestoreState(RunState state, string name) => new(ToWords(state.Array(name)),
        (int)state.Whole($"{name}_position"), (int)state.Whole($"{name}_has_gauss"), state.Number($"{name}_gauss"));

    /// <summary>Where the engine's generator stands, which draws weights and dropout.</summary>
    internal static NDArray EngineState
    {
        get => ToBytes(torch.get_rng_state());
        set => Use(value, torch.set_rng_state);
    }

    private static NDArray ToBytes(Tensor state)
    {
        using (state) { return Arrays.ToArray(state); }
    }

    private static void Use(NDArray bytes, Action<Tensor> set)
    {
        using var scope = Scopes.Step();
        set(Arrays.ToTensor(bytes).cpu()); // states are read on the CPU, whatever device they belong to
    }

    private static NDArray ToUnsigned(uint[] words) => np.array(System.Array.ConvertAll(words, w => (long)w));

    private static uint[] ToWords(NDArray words) => System.Array.ConvertAll(words.ToArray<long>(), w => (uint)w);

    /// <summary>A generator of its own for an initializer or layer with a seed.</summary>
    public static torch.Generator MakeGenerator(long seed)
    {
        Native.EnsureLoaded();
        var generator = new torch.Generator(0, Device.Current);
        generator.manual_seed(seed);
        return generator;
    }

    /// <summary>A seeded generator that a layer keeps.</summary>
    public sealed class Source(long seed)
    {
        internal torch.Generator Generator { get; } = Seeds.MakeGenerator(seed);

        /// <summary>Where it stands.</summary>
        internal NDArray State
        {
            get => ToBytes(Generator.get_state());
            set => Use(value, Generator.set_state);
        }
    }
}
