using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KerasDigits.Backend;
using KerasDigits.Ops.Winograd;

namespace KerasDigits.Ops.SmallNets;

/// <summary>
/// Predictions of a chain of small dense layers in loops of our own: at these sizes an engine's calls cost more than its products.
/// </summary>
internal static unsafe class SmallNet
{
    /// <summary>Weights up to which the loops are the faster way: they stay in a core's own cache.</summary>
    public const long MostWeights = 400_000;

    // From so many rows on, packing the kernels pays.
    private const int ManyRows = 4 * MatrixProduct.Rows;
    private const int BlockRows = 8 * MatrixProduct.Rows;

    /// <summary>Whether this processor has the vectors for it.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated && MatrixProduct.IsSupported;

    /// <summary>Computes all rows.</summary>
    /// <param name="stages">The layers, first one first.</param>
    /// <param name="x">(rows, depth of the first).</param>
    /// <param name="y">(rows, units of the last).</param>
    /// <param name="rows">Number of rows, above 0.</param>
    public static void Run(ReadOnlySpan<Stage> stages, float* x, float* y, long rows)
    {
        if (rows < ManyRows) { RunFew(stages, x, y, (int)rows); }
        else { RunMany(stages.ToArray(), x, y, rows); }
    }

    private static void RunFew(ReadOnlySpan<Stage> stages, float* x, float* y, int rows)
    {
        int widest = 0;
        foreach (ref readonly Stage stage in stages) { widest = Math.Max(widest, stage.Units); }
        float* room = stackalloc float[widest <= 2048 ? 2 * widest : 0];
        using Memory more = widest <= 2048 ? default : new Memory(2L * widest);
        if (widest > 2048) { room = more.Start; }
        for (int row = 0; row < rows; row++, x += stages[0].Depth, y += stages[^1].Units)
        {
            float* from = x;
            for (int i = 0; i < stages.Length; i++)
            {
                float* to = i == stages.Length - 1 ? y : room + (i % 2 * widest);
                stages[i].MultiplyRow(from, to);
                from = to;
            }
        }
    }

    private static void RunMany(Stage[] stages, float* x, float* y, long rows)
    {
        int[] depths = [stages[0].Depth, .. stages.Select(s => s.Padded)];
        int widest = depths.Skip(1).Max(), units = stages[^1].Units, threads = (int)Math.Clamp(rows / BlockRows, 1, EngineThreads.Count);
        long[] at = new long[stages.Length + 1];
        for (int i = 0; i < stages.Length; i++) { at[i + 1] = at[i] + ((long)stages[i].Padded * (depths[i] + 1)); }
        long own = (2L * BlockRows * widest) + ((long)BlockRows * depths[0]);
        using var memory = new Memory(at[^1] + (threads * own));
        var (packed, source, target) = ((nint)memory.Start, (nint)x, (nint)y);
        for (int i = 0; i < stages.Length; i++) { stages[i].Pack((float*)packed + at[i], depths[i]); }
        EngineThreads.Share(threads, (rows + BlockRows - 1) / BlockRows, (thread, block) =>
        {
            float* room = (float*)packed + at[^1] + (thread * own), from = (float*)source + (block * BlockRows * depths[0]),
                results = (float*)target + (block * BlockRows * units);
            int count = (int)Math.Min(BlockRows, rows - (block * BlockRows)),
                whole = (count + MatrixProduct.Rows - 1) / MatrixProduct.Rows * MatrixProduct.Rows;
            if (whole > count)
            {
                // Blocks are read to their end: the last rows get zeros behind them.
                float* copy = room + (2L * BlockRows * widest);
                new ReadOnlySpan<float>(from, count * depths[0]).CopyTo(new Span<float>(copy, count * depths[0]));
                new Span<float>(copy + ((long)count * depths[0]), (whole - count) * depths[0]).Clear();
                from = copy;
            }
            for (int i = 0; i < stages.Length; i++)
            {
                float* to = room + (i % 2 * (long)BlockRows * widest);
                stages[i].MultiplyRows(from, (float*)packed + at[i], to, whole, depths[i]);
                from = to;
            }
            for (int row = 0; row < count; row++)
            {
                new ReadOnlySpan<float>(from + ((long)row * depths[^1]),
                    units).CopyTo(new Span<float>(results + ((long)row * units), units));
            }
        });
    }

    /// <summary>Memory at a line's start.</summary>
    private readonly ref struct Memory(long numbers) : IDisposable
    {
        public float* Start { get; } = (float*)NativeMemory.AlignedAlloc((nuint)numbers * sizeof(float), 64);

        public void Dispose() => NativeMemory.AlignedFree(Start);
    }
}
