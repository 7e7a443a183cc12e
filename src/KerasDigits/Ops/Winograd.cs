using System.Runtime.Intrinsics;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>Convolution with a 3 x 3 window by Winograd's minimal filtering, F(2 x 2, 3 x 3): four results for 16 multiplications instead of 36.</summary>
/// <remarks>For inference alone: it has no gradient, and its kernel is transformed beforehand. With many channels the products dominate and it is the faster way; with few, moving the data costs what is spared.
/// Its rounding is that of float32 sums: about 1e-6 of the greatest result. Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015.</remarks>
internal static unsafe class Winograd
{
    private const int FewestChannels = 256, FewestTiles = 64, Products = 16;

    /// <summary>Bytes of transformed input at a time: large, because each piece hands work between threads three times, and bounded, because it is several times the layer's own input.</summary>
    private const long Piece = 64 << 20;

    private static readonly int s_lanes = Vector512<float>.Count;

    /// <summary>Whether this way is right and worth it for a convolution.</summary>
    public static bool Fits(Tensor x, long[] kernel, long[] strides, long[] dilation, long groups, string padding) =>
        Vector512.IsHardwareAccelerated && kernel is [3, 3, var channels, var filters] && Math.Min(channels, filters) >= FewestChannels
        && channels % s_lanes == 0 && filters % s_lanes == 0 && groups == 1 && strides is [1, 1] && dilation is [1, 1]
        && x.dtype == torch.ScalarType.Float32 && x.device_type == DeviceType.CPU && !(x.requires_grad && torch.is_grad_enabled())
        && new Plan(x.shape, padding) is { Height: > 0, Width: > 0 } plan && plan.Tiles * x.size(0) >= FewestTiles
        && x.size(0) * Math.Max(plan.In * x.size(3), plan.Out * kernel[3]) <= int.MaxValue / sizeof(float);

    /// <summary>The kernel (3, 3, in, out) as the kernel (16 · out, in, 1, 1) of a convolution in 16 groups, the form in which the engine multiplies 16 pairs of matrices fastest.</summary>
    public static Tensor Transform(Tensor kernel)
    {
        using Tensor g = torch.tensor(new float[] { 1, 0, 0, 0.5f, 0.5f, 0.5f, 0.5f, -0.5f, 0.5f, 0, 0, 1 }).reshape(4, 3);
        return torch.einsum("ia,abck,jb->ijkc", g, kernel, g).reshape(Products * kernel.size(3), kernel.size(2), 1, 1).contiguous();
    }

    /// <summary>The convolution of (batch, height, width, in) with a transformed kernel.</summary>
    public static Tensor Convolve(Tensor x, Tensor transformed, Tensor? bias, string padding)
    {
        using var scope = torch.NewDisposeScope();
        x = x.contiguous();
        var plan = new Plan(x.shape, padding);
        long batch = x.size(0), channels = x.size(3), filters = transformed.size(0) / Products;
        Tensor y = torch.empty([batch, plan.Height, plan.Width, filters]), offset = (bias ?? torch.zeros(filters)).contiguous();
        int most = (int)Math.Clamp(Piece / (Products * plan.Tiles * channels * sizeof(float)), 1, batch);
        fixed (byte* from = x.bytes, to = y.bytes, add = offset.bytes)
        {
            var (source, target, biases) = ((nint)from, (nint)to, (nint)add);
            for (long first = 0; first < batch; first += most)
            {
                using var piece = torch.NewDisposeScope();
                int count = (int)Math.Min(most, batch - first);
                long start = first, rows = count * plan.Tiles;
                Tensor v = torch.empty([1, rows, 1, Products * channels]);
                fixed (byte* memory = v.bytes)
                {
                    nint input = (nint)memory;
                    Rows(count * plan.Down, r => plan.Gather((float*)source + ((start + (r / plan.Down)) * plan.In * channels), (float*)input + (r * plan.Across * Products * channels), channels, r % plan.Down));
                }
                Tensor m = F.conv2d(v.permute(0, 3, 1, 2), transformed, groups: Products).permute(0, 2, 3, 1);
                fixed (byte* memory = m.bytes)
                {
                    nint product = (nint)memory;
                    Rows(count * plan.Down, r => plan.Scatter((float*)product + (r * plan.Across * Products * filters), (float*)target + ((start + (r / plan.Down)) * plan.Out * filters), (float*)biases, filters, r % plan.Down));
                }
            }
        }
        return y.MoveToOuterDisposeScope();
    }

    private static void Rows(long count, Action<long> row)
    {
        int parts = Math.Min(Environment.ProcessorCount, (int)count);
        Parallel.For(0, parts, part =>
        {
            for (long r = count * part / parts; r < count * (part + 1) / parts; r++) { row(r); }
        });
    }

    /// <summary>The tiles of one picture: 4 x 4 values of the input for 2 x 2 of the result.</summary>
    private readonly struct Plan
    {
        private readonly long _height, _width, _edge;

        public Plan(long[] shape, string padding)
        {
            (_height, _width, _edge) = (shape[1], shape[2], padding == "same" ? 1 : 0);
            (Height, Width) = (_height - 2 + (2 * _edge), _width - 2 + (2 * _edge));
            (Down, Across) = ((Height + 1) / 2, (Width + 1) / 2);
        }

        public long Height { get; }

        public long Width { get; }

        public long Down { get; }

        public long Across { get; }

        public long Tiles => Down * Across;

        public long In => _height * _width;

        public long Out => Height * Width;

        /// <summary>One row of tiles, transformed: Bᵀ d B for each channel.</summary>
        public void Gather(float* picture, float* v, long channels, long row)
        {
            float** at = stackalloc float*[Products];
            for (long tile = 0; tile < Across; tile++)
            {
                for (int i = 0; i < Products; i++)
                {
                    long h = (row * 2) + (i / 4) - _edge, w = (tile * 2) + (i % 4) - _edge;
                    at[i] = h >= 0 && h < _height && w >= 0 && w < _width ? picture + (((h * _width) + w) * channels) : null;
                }
                for (long c = 0; c < channels; c += s_lanes)
                {
                    Vector512<float> D(int i, float** at) => at[i] == null ? Vector512<float>.Zero : Vector512.Load(at[i] + c);
                    Vector512<float> d00 = D(0, at), d01 = D(1, at), d02 = D(2, at), d03 = D(3, at), d10 = D(4, at), d11 = D(5, at), d12 = D(6, at), d13 = D(7, at);
                    Vector512<float> d20 = D(8, at), d21 = D(9, at), d22 = D(10, at), d23 = D(11, at), d30 = D(12, at), d31 = D(13, at), d32 = D(14, at), d33 = D(15, at);
                    float* to = v + (tile * Products * channels) + c;
                    Across4(d00 - d20, d01 - d21, d02 - d22, d03 - d23, to, channels);
                    Across4(d10 + d20, d11 + d21, d12 + d22, d13 + d23, to + (4 * channels), channels);
                    Across4(d20 - d10, d21 - d11, d22 - d12, d23 - d13, to + (8 * channels), channels);
                    Across4(d10 - d30, d11 - d31, d12 - d32, d13 - d33, to + (12 * channels), channels);
                }
            }
        }

        /// <summary>One row of tiles of the result: Aᵀ m A and the bias for each filter.</summary>
        public void Scatter(float* m, float* picture, float* bias, long filters, long row)
        {
            bool lower = (row * 2) + 1 < Height;
            for (long tile = 0; tile < Across; tile++)
            {
                bool right = (tile * 2) + 1 < Width;
                float* to = picture + (((row * 2 * Width) + (tile * 2)) * filters);
                for (long c = 0; c < filters; c += s_lanes)
                {
                    float* from = m + (tile * Products * filters) + c;
                    var (l0, r0) = Fold(from, filters);
                    var (l1, r1) = Fold(from + (4 * filters), filters);
                    var (l2, r2) = Fold(from + (8 * filters), filters);
                    var (l3, r3) = Fold(from + (12 * filters), filters);
                    Vector512<float> b = Vector512.Load(bias + c);
                    (l0 + l1 + l2 + b).Store(to + c);
                    if (right) { (r0 + r1 + r2 + b).Store(to + filters + c); }
                    if (!lower) { continue; }
                    (l1 - l2 - l3 + b).Store(to + (Width * filters) + c);
                    if (right) { (r1 - r2 - r3 + b).Store(to + ((Width + 1) * filters) + c); }
                }
            }
        }

        private static void Across4(Vector512<float> t0, Vector512<float> t1, Vector512<float> t2, Vector512<float> t3, float* to, long step)
        {
            (t0 - t2).Store(to);
            (t1 + t2).Store(to + step);
            (t2 - t1).Store(to + (2 * step));
            (t1 - t3).Store(to + (3 * step));
        }

        private static (Vector512<float> Left, Vector512<float> Right) Fold(float* from, long step)
        {
            Vector512<float> m0 = Vector512.Load(from), m1 = Vector512.Load(from + step), m2 = Vector512.Load(from + (2 * step)), m3 = Vector512.Load(from + (3 * step));
            return (m0 + m1 + m2, m1 - m2 - m3);
        }
    }
}
