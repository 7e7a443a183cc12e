using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Which values a dropout keeps, by how much it scales them: 0, or 1 / (1 - rate).</summary>
/// <remarks>libtorch draws its numbers one after the other on one thread, which takes longer than the layers about a dropout. Here one
/// number is drawn from its generator, so that a seed repeats a run; the choice for value i is a hash of that number and i, with the
/// constants of Wellons' search for hashes that mix best, and so does not depend on the number of threads.</remarks>
internal static unsafe class DropoutMask
{
    // Below these, starting a thread costs more than it saves.
    private const long Piece = 1 << 15;

    private static readonly Vector256<uint> s_lanes = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);

    /// <summary>A mask of float32 numbers on the CPU.</summary>
    /// <param name="shape">Shape of the mask.</param>
    /// <param name="rate">Fraction of the values to drop, 0 … 1.</param>
    /// <param name="source">Own generator; null: the run's.</param>
    public static Tensor Draw(long[] shape, double rate, Seeds.Source? source) => Draw(shape, rate, DrawKey(source));

    /// <summary>A mask of float32 numbers on the CPU.</summary>
    /// <param name="shape">Shape of the mask.</param>
    /// <param name="rate">Fraction of the values to drop, 0 … 1.</param>
    /// <param name="key">What <see cref="DrawKey"/> gave.</param>
    public static Tensor Draw(long[] shape, double rate, ulong key)
    {
        Tensor mask = torch.empty(shape);
        long count = mask.numel(), pieces = (count + Piece - 1) / Piece;
        fixed (byte* memory = mask.bytes)
        {
            nint to = (nint)memory;
            if (pieces <= 1) { Fill((float*)to, 0, count, key, rate); }
            else
            {
                EngineThreads.Share(EngineThreads.Count, pieces,
                    (_, piece) => Fill((float*)to, piece * Piece, Math.Min(count - (piece * Piece), Piece), key, rate));
            }
        }
        return mask;
    }

    /// <summary>The number on which a mask's choices hang.</summary>
    /// <param name="source">Own generator; null: the run's.</param>
    public static ulong DrawKey(Seeds.Source? source)
    {
        using Tensor drawn = torch.empty(1, torch.ScalarType.Float64).uniform_(0, 1, source?.Generator!);
        return (ulong)(drawn.item<double>() * (1L << 53));
    }

    /// <summary>Writes a stretch of a mask.</summary>
    /// <param name="mask">The whole mask.</param>
    /// <param name="first">Where the stretch begins.</param>
    /// <param name="count">Length of the stretch.</param>
    /// <param name="key">The mask's number.</param>
    /// <param name="rate">Fraction of the values to drop, 0 … 1.</param>
    public static void Fill(float* mask, long first, long count, ulong key, double rate) =>
        // Half-open on both sides: at rate 0 all are kept, at rate 1 none.
        Fill(mask, first, count, key, (ulong)Math.Round((1 - rate) * 4294967296), rate < 1 ? (float)(1 / (1 - rate)) : 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(float* mask, long first, long count, ulong key, ulong kept, float scale)
    {
        var (low, high) = ((uint)key, (uint)(key >> 32));
        // Compared without signs: a processor's comparison has them, so both sides are moved by half the range.
        const uint half = 1u << 31;
        Vector256<int> limit = Vector256.Create((int)((uint)Math.Min(kept, uint.MaxValue) ^ half));
        Vector256<uint> all = kept > uint.MaxValue ? Vector256<uint>.AllBitsSet : Vector256<uint>.Zero,
            bits = Vector256.Create(BitConverter.SingleToUInt32Bits(scale));
        for (long i = 0; i < count; i += Vector256<uint>.Count)
        {
            Vector256<uint> x = (Vector256.Create((uint)(first + i)) + s_lanes) ^ Vector256.Create(low);
            x ^= x >>> 16;
            x *= 0x21f0aaadu;
            x ^= (x >>> 15) ^ Vector256.Create(high ^ (uint)((first + i) >> 32));
            x *= 0xd35a2d97u;
            x ^= x >>> 15;
            Vector256<uint> chosen = Vector256.LessThan((x ^ Vector256.Create(half)).AsInt32(), limit).AsUInt32() | all;
            Vector256<float> values = (chosen & bits).AsSingle();
            if (count - i >= Vector256<uint>.Count) { values.Store(mask + first + i); }
            else
            {
                for (int rest = 0; rest < count - i; rest++) { mask[first + i + rest] = values[rest]; }
            }
        }
    }
}
