using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops.Winograd;

internal static unsafe partial class Filtering<T>
{
    /// <summary>
    /// Bytes of turned values and gradients at a time: they are several times the layer's own, and should stay in the processor's last
    /// cache.
    /// </summary>
    private const long Piece = 8 << 20;

    /// <summary>The gradient of a convolution by its kernel, (3, 3, in, out): Gᵀ[Σ (Bᵀ d B) ⊙ (A g Aᵀ)]G, summed over all tiles.</summary>
    /// <param name="x">The convolution's values (batch, height, width, in), dense.</param>
    /// <param name="gradient">The gradient by its results (batch, height, width, out), dense.</param>
    /// <param name="edge">Zeros around each picture.</param>
    public static Tensor KernelGradient(Tensor x, Tensor gradient, int edge)
    {
        using var scope = torch.NewDisposeScope();
        int channels = (int)x.size(3), filters = (int)gradient.size(3), threads = EngineThreads.Count;
        Tiles results = MakeResultTiles((int)gradient.size(1), (int)gradient.size(2), filters), values = MakeValueTiles(x, results, edge);
        long all = results.PerPicture * x.size(0);
        int most = (int)Math.Clamp(Piece / (Products * (channels + filters) * sizeof(float)), 1, all);
        Tensor sums = torch.zeros([Products, channels, filters]), rooms = torch.empty([Room<T>.ComputeSize(most, channels, filters)]),
            patches = torch.empty([threads, Products * Math.Max(channels, filters)]);
        Tensor kernel = torch.empty([3, 3, channels, filters]);
        fixed (byte* xs = x.bytes, gs = gradient.bytes, us = sums.bytes, memory = rooms.bytes, edges = patches.bytes, ks = kernel.bytes)
        {
            var (source, known, sum, room, patch, target) = ((nint)xs, (nint)gs, (nint)us, (nint)memory, (nint)edges, (nint)ks);
            for (long start = 0; start < all; start += most)
            {
                long first = start;
                int count = (int)Math.Min(most, all - first);
                EngineThreads.Share(threads, count, (thread, i) =>
                {
                    var shared = new Room<T>((float*)room, most, channels, filters);
                    float* mine = (float*)patch + ((long)thread * Products * Math.Max(channels, filters));
                    Gather(values, (float*)source, first + i, mine, shared.Values + (i * channels), shared.ValuesPlane);
                    GatherGradient(results, (float*)known, first + i, mine, shared.Results + (i * filters), shared.ResultsPlane);
                });
                EngineThreads.Share(threads, Products, (_, p) =>
                {
                    var shared = new Room<T>((float*)room, most, channels, filters);
                    MatrixProduct.AddTransposed(shared.Values + ((nint)p * shared.ValuesPlane),
                        shared.Results + ((nint)p * shared.ResultsPlane), (float*)sum + (p * channels * filters), count, channels, filters);
                });
            }
            EngineThreads.Share(threads, channels, (_, channel) =>
                TurnChannelBack((float*)sum, (float*)target, channel, channels, filters));
        }
        return kernel.MoveToOuterDisposeScope();
    }

    /// <summary>A tile's gradients, unfolded: A g Aᵀ for each filter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherGradient(Tiles tiles, float* gradient, long tile, float* patch, float* unfolded, nint plane)
    {
        float* from = tiles.Read(gradient, tile, patch, out nint down), half = stackalloc float[T.Results * T.Reach * Lanes];
        for (int f = 0; f < tiles.Channels; f += Lanes)
        {
            for (int j = 0; j < T.Results; j++) { T.Unfold(from + f + (j * tiles.Channels), down, half + (j * Lanes), T.Results * Lanes); }
            for (int i = 0; i < T.Reach; i++)
            {
                T.Unfold(half + (i * T.Results * Lanes), Lanes, unfolded + f + (i * T.Reach * plane), plane);
            }
        }
    }

    /// <summary>One input channel of the kernel's gradient: Gᵀ u G for each filter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TurnChannelBack(float* sums, float* kernel, long channel, int channels, int filters)
    {
        float* half = stackalloc float[3 * T.Reach * Lanes];
        nint tap = (nint)channels * filters;
        for (int f = 0; f < filters; f += Lanes)
        {
            float* from = sums + (channel * filters) + f, to = kernel + (channel * filters) + f;
            for (int j = 0; j < T.Reach; j++) { T.TurnKernelBack(from + (j * tap), T.Reach * tap, half + (j * Lanes), T.Reach * Lanes); }
            for (int i = 0; i < 3; i++) { T.TurnKernelBack(half + (i * T.Reach * Lanes), Lanes, to + (i * 3 * tap), tap); }
        }
    }
}
