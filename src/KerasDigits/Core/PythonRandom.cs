using System.Numerics;
using NumSharp;

namespace KerasDigits;

/// <summary>CPython's <c>random.Random</c>: for one seed, the very numbers that Python draws, in the same order.</summary>
/// <remarks>
/// The Mersenne twister itself is NumSharp's; Python's seeding and what Python makes of its 32-bit words stand here. Nothing is shared:
/// neither another instance nor <c>np.random</c> notices. Not for several threads at once. Source: CPython, Modules/_randommodule.c and
/// Lib/random.py (3.2 to 3.13 draw alike).
/// </remarks>
public sealed class PythonRandom
{
    private readonly MT19937 _twister = new();

    // Normal numbers come in pairs: the one that gauss has not given yet.
    private double? _second;

    /// <summary>random.Random(seed) of an int of any size; as in Python, a number and its negative give the same numbers.</summary>
    /// <param name="seed">Any whole number; the same one draws the same numbers.</param>
    public PythonRandom(BigInteger seed) => this.seed(seed);

    /// <summary>random.Random(): seeded from the system's entropy.</summary>
    public PythonRandom() : this(new BigInteger(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32), isUnsigned: true))
    {
    }

    /// <summary>random.seed(a): starts over from the seed.</summary>
    /// <param name="seed">Any whole number; the same one draws the same numbers.</param>
    public void seed(BigInteger seed)
    {
        seed = BigInteger.Abs(seed);
        // The absolute value's 32-bit digits, lowest first; at least one.
        uint[] key = new uint[Math.Max(1, (int)((seed.GetBitLength() + 31) / 32))];
        for (int i = 0; i < key.Length; i++)
        {
            key[i] = (uint)(seed & uint.MaxValue);
            seed >>= 32;
        }
        _twister.SeedByArray(key);
        _second = null;
    }

    /// <summary>random.random(): 0 up to, but not including, 1, in steps of 2^-53.</summary>
    public double random() => _twister.NextDouble();

    /// <summary>random.uniform(a, b): a + (b - a) * random().</summary>
    /// <param name="a">The first end.</param>
    /// <param name="b">The other end; may lie below <paramref name="a"/>.</param>
    public double uniform(double a, double b) => a + ((b - a) * random());

    /// <summary>random.gauss(mu, sigma): a normally distributed number.</summary>
    /// <param name="mu">Mean of the distribution.</param>
    /// <param name="sigma">The standard deviation.</param>
    /// <remarks>Draws two at a time (Box and Muller) and keeps the second for the next call; a state does not hold it.</remarks>
    public double gauss(double mu = 0, double sigma = 1)
    {
        double z;
        if (_second is { } kept) { (z, _second) = (kept, null); }
        else
        {
            double angle = random() * 2 * Math.PI, radius = Math.Sqrt(-2 * Math.Log(1 - random()));
            (z, _second) = (Math.Cos(angle) * radius, Math.Sin(angle) * radius);
        }
        return mu + (z * sigma);
    }

    /// <summary>random.getrandbits(k): an integer of k random bits.</summary>
    /// <param name="k">Number of bits, 0 to 64; Python has no upper end.</param>
    /// <exception cref="ArgumentOutOfRangeException">When <paramref name="k"/> is negative or above 64.</exception>
    public ulong getrandbits(int k)
    {
        if (k is < 0 or > 64) { throw new ArgumentOutOfRangeException(nameof(k), k, $"getrandbits gives 0 to 64 bits; got {k}."); }
        if (k == 0) { return 0; }
        if (k <= 32) { return _twister.NextUInt32() >> (32 - k); }
        ulong low = _twister.NextUInt32();
        return low | ((ulong)(_twister.NextUInt32() >> (64 - k)) << 32);
    }

    /// <summary>random.randrange(stop): 0 up to, but not including, stop.</summary>
    /// <param name="stop">The end; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">When there is no such number.</exception>
    public long randrange(long stop) => randrange(0, stop);

    /// <summary>random.randrange(start, stop, step): start up to, but not including, stop, in steps of step.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="stop">The end; above <paramref name="start"/>, or below it where the step is negative.</param>
    /// <param name="step">From one number to the next; not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">When there is no such number.</exception>
    public long randrange(long start, long stop, long step)
    {
        if (step == 0) { throw new ArgumentOutOfRangeException(nameof(step), step, "zero step for randrange(): it must not be 0."); }
        if (step == 1) { return randrange(start, stop); }
        long count = (stop - start + step - Math.Sign(step)) / step;
        if (count <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(stop), stop,
                $"empty range for randrange(): no number lies from {start} up to {stop} by steps of {step}.");
        }
        return start + (step * (long)DrawBelow((ulong)count));
    }

    /// <summary>random.randrange(start, stop): start up to, but not including, stop.</summary>
    /// <param name="start">The smallest number.</param>
    /// <param name="stop">The end; above <paramref name="start"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">When there is no such number.</exception>
    public long randrange(long start, long stop)
    {
        if (stop <= start)
        {
            throw new ArgumentOutOfRangeException(nameof(stop), stop,
                $"empty range for randrange(): the end must lie above the start; got {start} up to {stop}.");
        }
        return start + (long)DrawBelow((ulong)(stop - start));
    }

    /// <summary>random.randint(a, b): a up to and including b.</summary>
    /// <param name="a">The smallest number.</param>
    /// <param name="b">The largest number.</param>
    /// <exception cref="ArgumentOutOfRangeException">When <paramref name="b"/> lies below <paramref name="a"/>.</exception>
    public long randint(long a, long b)
    {
        if (b < a)
        {
            throw new ArgumentOutOfRangeException(nameof(b), b,
                $"empty range for randint(): the greatest number must not lie below the least; got {a} to {b}.");
        }
        ulong span = (ulong)(b - a);
        return a + (long)(span == ulong.MaxValue ? getrandbits(64) : DrawBelow(span + 1));
    }

    /// <summary>random.choice(seq): one of the items.</summary>
    /// <param name="seq">At least one item.</param>
    /// <exception cref="ArgumentException">When there is none.</exception>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)] // what is a list too goes by the general form
    public NDArray choice(NDArray seq)
    {
        ArgumentNullException.ThrowIfNull(seq);
        if (seq.ndim == 0 || seq.shape[0] == 0) { throw new ArgumentException("Cannot choose from an empty sequence", nameof(seq)); }
        return seq[(int)DrawBelow((ulong)seq.shape[0])];
    }

    /// <inheritdoc cref="choice(NDArray)"/>
    public T choice<T>(IReadOnlyList<T> seq)
    {
        ArgumentNullException.ThrowIfNull(seq);
        if (seq.Count == 0) { throw new ArgumentException("Cannot choose from an empty sequence", nameof(seq)); }
        return seq[(int)DrawBelow((ulong)seq.Count)];
    }

    /// <summary>random.shuffle(x): in place.</summary>
    /// <param name="x">The list to shuffle, in place.</param>
    /// <exception cref="ArgumentNullException">x is null.</exception>
    public void shuffle<T>(IList<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        for (int i = x.Count - 1; i > 0; i--)
        {
            int j = (int)DrawBelow((ulong)i + 1);
            (x[i], x[j]) = (x[j], x[i]);
        }
    }

    /// <summary>random.sample(population, k): k different items, in the order they are drawn.</summary>
    /// <param name="population">The items to draw from, at least k.</param>
    /// <param name="k">How many; not more than there are.</param>
    /// <exception cref="ArgumentException">There are fewer items.</exception>
    public List<T> sample<T>(IReadOnlyList<T> population, int k)
    {
        ArgumentNullException.ThrowIfNull(population);
        int n = population.Count;
        if (k < 0 || k > n)
        {
            throw new ArgumentException($"Sample larger than population or is negative. Received: k={k} of {n}.", nameof(k));
        }
        var result = new List<T>(k);
        // As CPython: of few items a pool is emptied, of many the places are drawn until they are new.
        int small = k > 5 ? 21 + (int)Math.Pow(4, Math.Ceiling(Math.Log(k * 3, 4))) : 21;
        if (n <= small)
        {
            List<T> pool = [.. population];
            for (int i = 0; i < k; i++)
            {
                int j = (int)DrawBelow((ulong)(n - i));
                result.Add(pool[j]);
                pool[j] = pool[n - i - 1];
            }
            return result;
        }
        var drawn = new HashSet<int>();
        while (result.Count < k)
        {
            int j = (int)DrawBelow((ulong)n);
            if (drawn.Add(j)) { result.Add(population[j]); }
        }
        return result;
    }

    /// <summary>random.choices(population, k=k): k items, any of them possibly more than once.</summary>
    /// <param name="population">At least one item.</param>
    /// <param name="k">Number of draws, 0 or more.</param>
    /// <exception cref="ArgumentException">There is no item.</exception>
    public List<T> choices<T>(IReadOnlyList<T> population, int k = 1)
    {
        ArgumentNullException.ThrowIfNull(population);
        if (population.Count == 0) { throw new ArgumentException("Cannot choose from an empty population", nameof(population)); }
        return [.. Enumerable.Range(0, k).Select(_ => population[(int)Math.Floor(random() * population.Count)])];
    }

    /// <summary>random.getstate(): where the generator stands.</summary>
    public (uint[] key, int position) getstate() => ([.. _twister.Key], _twister.Pos);

    /// <summary>random.setstate(state): goes on from there.</summary>
    /// <param name="state">What <see cref="getstate"/> gave.</param>
    public void setstate((uint[] key, int position) state)
    {
        _twister.SetState([.. state.key], state.position);
        _second = null;
    }

    /// <summary>Python's _randbelow: as many bits as n has, drawn again until the number lies below n.</summary>
    private ulong DrawBelow(ulong n)
    {
        int bits = 64 - BitOperations.LeadingZeroCount(n);
        ulong drawn;
        do { drawn = getrandbits(bits); } while (drawn >= n);
        return drawn;
    }
}
