using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops.Winograd;

/// <summary>
/// A convolution by one kind of minimal filtering. A block of tiles goes through all three steps on one thread, while it is in the core's
/// cache.
/// </summary>
internal static unsafe partial class Filtering<T> where T : struct, IMinimalFiltering
{
    private const int Lanes = 16;

    private static int Products => T.Reach * T.Reach;

    /// <summary>The convolution of (batch, height, width, in) with a turned kernel.</summary>
    /// <param name="x">Dense values, (batch, height, width, in).</param>
    /// <param name="turned">What <see cref="TurnKernel(Tensor)"/> made of the kernel.</param>
    /// <param name="bias">Offset per filter; null: none.</param>
    /// <param name="edge">Zeros around each picture: 0 ("valid"), 1 ("same") or 2.</param>
    public static Tensor Convolve(Tensor x, Tensor turned, Tensor? bias, int edge)
    {
        using var scope = torch.NewDisposeScope();
        int channels = (int)x.size(3), filters = (int)turned.size(1) * MatrixProduct.Columns, threads = EngineThreads.Count;
        Tiles into = MakeResultTiles((int)x.size(1) - 2 + (2 * edge), (int)x.size(2) - 2 + (2 * edge), filters),
            from = MakeValueTiles(x, into, edge);
        long all = into.PerPicture * x.size(0);
        int most = (int)Math.Clamp(all / threads, MatrixProduct.Rows, TilesInBlock) / MatrixProduct.Rows * MatrixProduct.Rows;
        Tensor y = torch.empty([x.size(0), into.Height, into.Width, filters]), offset = (bias ?? torch.zeros(filters)).contiguous(),
            rooms = torch.empty([threads, Room<T>.ComputeSize(most, channels, filters)]);
        fixed (byte* xs = x.bytes, ys = y.bytes, offsets = offset.bytes, kernels = turned.bytes, memory = rooms.bytes)
        {
            var (source, target, add, kernel, room) = ((nint)xs, (nint)ys, (nint)offsets, (nint)kernels, (nint)memory);
            EngineThreads.Share(threads, (all + most - 1) / most, (thread, block) =>
            {
                var mine = new Room<T>((float*)room + (thread * Room<T>.ComputeSize(most, channels, filters)), most, channels, filters);
                RunBlock(from, into, (float*)source, (float*)kernel, (float*)target, (float*)add, mine, block * most,
                    (int)Math.Min(most, all - (block * most)));
            });
        }
        return y.MoveToOuterDisposeScope();
    }

    /// <summary>The kernel (3, 3, in, out) turned: (products, out / 32, in, 32), as <see cref="MatrixProduct"/> reads it.</summary>
    public static Tensor TurnKernel(Tensor kernel)
    {
        using var scope = torch.NewDisposeScope();
        kernel = kernel.contiguous();
        int channels = (int)kernel.size(2), filters = (int)kernel.size(3);
        Tensor turned = torch.empty([Products, filters / MatrixProduct.Columns, channels, MatrixProduct.Columns]);
        fixed (byte* from = kernel.bytes, to = turned.bytes)
        {
            var (source, target) = ((nint)from, (nint)to);
            EngineThreads.Share(EngineThreads.Count, channels,
                (_, channel) => TurnChannel((float*)source, (float*)target, channel, channels, filters));
        }
        return turned.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Tiles in a block: few enough that values and products stay in the core's own cache, many enough that the kernel is not read too
    /// often.
    /// </summary>
    private const int TilesInBlock = 48;

    /// <summary>Tiles along an axis of so many results.</summary>
    public static long CountAcross(long results) => (results + T.Results - 1) / T.Results;

    private static Tiles MakeResultTiles(int height, int width, int filters) =>
        new(height, width, filters, (int)CountAcross(width), (int)CountAcross(height), T.Results, T.Results, 0);

    private static Tiles MakeValueTiles(Tensor x, Tiles results, int edge) =>
        results with { Height = (int)x.size(1), Width = (int)x.size(2), Channels = (int)x.size(3), Size = T.Reach, Edge = edge };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBlock(Tiles from, Tiles into, float* x, float* kernel, float* y, float* bias, Room<T> mine, long first,
        int count)
    {
        for (int i = 0; i < count; i++)
        {
            Gather(from, x, first + i, mine.Patch, mine.Values + ((long)i * from.Channels), mine.ValuesPlane);
        }
        int rows = (count + MatrixProduct.Rows - 1) / MatrixProduct.Rows * MatrixProduct.Rows;
        for (int p = 0; p < Products; p++)
        {
            float* values = mine.Values + (p * mine.ValuesPlane);
            // The last block's missing rows: what was there before could be anything, denormal numbers too, which are slow.
            new Span<float>(values + ((long)count * from.Channels), (rows - count) * from.Channels).Clear();
            MatrixProduct.Multiply(values, kernel + ((long)p * from.Channels * into.Channels), mine.Results + (p * mine.ResultsPlane), rows,
                from.Channels, into.Channels);
        }
        for (int i = 0; i < count; i++)
        {
            Scatter(into, y, bias, first + i, mine.Patch, mine.Results + ((long)i * into.Channels), mine.ResultsPlane);
        }
    }

    /// <summary>One input channel of the kernel, turned: G k Gᵀ for each filter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TurnChannel(float* kernel, float* turned, long channel, int channels, int filters)
    {
        float* half = stackalloc float[T.Reach * 3 * Lanes];
        nint tap = (nint)channels * filters;
        for (int f = 0; f < filters; f += Lanes)
        {
            float* from = kernel + (channel * filters) + f;
            float* to = turned + ((((long)f / MatrixProduct.Columns * channels) + channel) * MatrixProduct.Columns)
                + (f % MatrixProduct.Columns);
            for (int j = 0; j < 3; j++) { T.TurnKernel(from + (j * tap), 3 * tap, half + (j * Lanes), 3 * Lanes); }
            for (int i = 0; i < T.Reach; i++) { T.TurnKernel(half + (i * 3 * Lanes), Lanes, to + (i * T.Reach * tap), tap); }
        }
    }

    /// <summary>A tile's values, turned: Bᵀ d B for each channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(Tiles tiles, float* x, long tile, float* patch, float* values, nint plane)
    {
        float* from = tiles.Read(x, tile, patch, out nint down), half = stackalloc float[Products * Lanes];
        for (int c = 0; c < tiles.Channels; c += Lanes)
        {
            for (int j = 0; j < T.Reach; j++) { T.Turn(from + c + (j * tiles.Channels), down, half + (j * Lanes), T.Reach * Lanes); }
            for (int i = 0; i < T.Reach; i++) { T.Turn(half + (i * T.Reach * Lanes), Lanes, values + c + (i * T.Reach * plane), plane); }
        }
    }

    /// <summary>A tile's results: Aᵀ m A and the bias for each filter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(Tiles tiles, float* y, float* bias, long tile, float* patch, float* products, nint plane)
    {
        float* place = tiles.GetPlace(y, tile, out Range rows, out Range columns), half = stackalloc float[T.Results * T.Reach * Lanes];
        bool whole = tiles.IsWhole(rows, columns);
        float* to = whole ? place : patch;
        nint down = whole ? tiles.RowStep : T.Results * tiles.Channels;
        for (int f = 0; f < tiles.Channels; f += Lanes)
        {
            Vector512<float> add = Vector512.Load(bias + f);
            for (int j = 0; j < T.Reach; j++)
            {
                T.Fold(products + f + (j * plane), T.Reach * plane, half + (j * Lanes), T.Reach * Lanes, Vector512<float>.Zero);
            }
            for (int i = 0; i < T.Results; i++) { T.Fold(half + (i * T.Reach * Lanes), Lanes, to + f + (i * down), tiles.Channels, add); }
        }
        if (!whole) { tiles.Write(patch, place, rows, columns); }
    }
}
