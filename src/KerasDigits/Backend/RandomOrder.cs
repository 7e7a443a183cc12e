using System.Numerics;
using System.Runtime.Intrinsics.X86;
using NumSharp;

namespace KerasDigits.Backend;

/// <summary>NumPy's <c>permutation(n)</c>, number for number, for orders of many rows.</summary>
/// <remarks>The exchanges go to places all over memory. What is drawn does not depend on them, so draws run ahead and each place is fetched
/// before it is needed.</remarks>
internal static unsafe class RandomOrder
{
    // Draws ahead: as many as a core can fetch at once, and more than one fetch takes.
    private const int Ahead = 64;

    /// <summary>The numbers 0 to <paramref name="count"/> − 1 in another order; the generator goes on behind these draws.</summary>
    public static long[] DrawPermutation(NumPyRandom generator, int count)
    {
        NativeRandomState state = generator.get_state();
        var words = new MT19937();
        words.SetState(state.Key, state.Pos);
        long[] order = new long[count];
        for (int i = 0; i < count; i++) { order[i] = i; }
        fixed (long* start = order) { Exchange(start, count, words); }
        generator.set_state(new NativeRandomState([.. words.Key], words.Pos, state.HasGauss, state.CachedGaussian));
        return order;
    }

    private static void Exchange(long* order, int count, MT19937 words)
    {
        int* others = stackalloc int[Ahead];
        for (int last = count - 1; last > 0;)
        {
            int draws = Math.Min(Ahead, last);
            for (int k = 0; k < draws; k++)
            {
                others[k] = DrawBelow(last - k, words);
                if (Sse.IsSupported) { Sse.Prefetch0(order + others[k]); }
            }
            for (int k = 0; k < draws; k++, last--)
            {
                long* other = order + others[k];
                (order[last], *other) = (*other, order[last]);
            }
        }
    }

    /// <summary>A number from 0 to <paramref name="most"/>: as many bits as it has, drawn again until they do not exceed it.</summary>
    private static int DrawBelow(int most, MT19937 words)
    {
        uint mask = uint.MaxValue >> BitOperations.LeadingZeroCount((uint)most), drawn;
        do { drawn = words.NextUInt32() & mask; } while (drawn > (uint)most);
        return (int)drawn;
    }
}
