using TorchSharp;

namespace KerasDigits.Ops.Winograd;

/// <summary>
/// Convolution with a 3 x 3 window and its gradients by minimal filtering: about twice as fast as the engine's own where there are channels
/// enough.
/// </summary>
/// <remarks>Rounding is that of float32 sums, two to three times as coarse as the engine's: 1e-6 to 4e-6 of the greatest result. What is
/// not finite spreads over its tile.</remarks>
internal abstract class Convolution3x3
{
    // Fewer tiles than these in a batch do not pay for turning the kernel.
    private const long FewestTiles = 48;

    private static readonly Convolution3x3[] s_ways = [new By<TwoResults>(), new By<FourResults>()];

    /// <summary>
    /// The convolution of (batch, height, width, in) with a kernel (window, in, out); null where the engine's own is the right way or the
    /// faster one.
    /// </summary>
    /// <param name="x">Values of shape (batch, height, width, in).</param>
    /// <param name="kernel">Weights of the shape that the summary says.</param>
    /// <param name="bias">Offset per filter; null: none.</param>
    /// <param name="strides">Step of the window along each axis.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="dilation">Distance of the kernel's values along each axis.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="kept">Gives the kernel in the form of that name if it is kept between batches, making it the first time; null: it is
    /// not kept.</param>
    public static Tensor? Try(Tensor x, Tensor kernel, Tensor? bias, long[] strides, string padding, long[] dilation, long groups,
        Func<string, Func<Tensor, Tensor>, Tensor?> kept)
    {
        if (ChooseWay(x, kernel.shape, strides, dilation, groups, padding) is not { } way) { return null; }
        int edge = GetEdge(padding);
        bool differentiable = torch.is_grad_enabled() && (x.requires_grad || kernel.requires_grad || bias?.requires_grad == true);
        return !differentiable && kept(way.Form, way.TurnKernel) is { } turned
            ? way.Convolve(x, turned, bias, edge)
            : way.ConvolveWithGradient(x, kernel, bias, edge);
    }

    private static Convolution3x3? ChooseWay(Tensor x, long[] kernel, long[] strides, long[] dilation, long groups, string padding)
    {
        if (!MatrixProduct.IsSupported || kernel is not [3, 3, var channels, var filters] || channels % MatrixProduct.Columns != 0
            || filters % MatrixProduct.Columns != 0
            || groups != 1 || strides is not [1, 1] || dilation is not [1, 1] || x.dtype != torch.ScalarType.Float32
            || x.device_type != DeviceType.CPU)
            {
                return null;
            }
        long height = Padding.ComputeSize(x.size(1), 3, 1, padding)!.Value,
            width = Padding.ComputeSize(x.size(2), 3, 1, padding)!.Value;
        if (height < 1 || width < 1
            || Math.Max(Math.Max(x.size(1) * x.size(2), height * width) * Math.Max(channels, filters), 9 * channels * filters)
            > int.MaxValue / 4)
        {
            return null;
        }
        Convolution3x3 way = s_ways.MinBy(w => w.CountTiles(height, width) * w.Products)!;
        long tiles = way.CountTiles(height, width), products = tiles * way.Products;
        // A window everywhere takes nine products a result; a quarter of the spared ones pays for moving the data.
        return tiles * x.size(0) >= FewestTiles && products * 5 <= 9 * height * width * 4 ? way : null;
    }

    /// <summary>Multiplications of a tile for each pair of an input channel and a filter.</summary>
    protected abstract int Products { get; }

    /// <summary>Tiles of a picture of results.</summary>
    protected abstract long CountTiles(long height, long width);

    /// <summary>What a kernel turned for this way is called among the kept ones.</summary>
    protected abstract string Form { get; }

    /// <summary>The kernel in the form that <see cref="Convolve"/> takes.</summary>
    protected abstract Tensor TurnKernel(Tensor kernel);

    /// <summary>The convolution with a turned kernel; no gradient goes through it.</summary>
    protected abstract Tensor Convolve(Tensor x, Tensor turned, Tensor? bias, int edge);

    /// <summary>The convolution with a kernel (3, 3, in, out), with its gradients.</summary>
    protected abstract Tensor ConvolveWithGradient(Tensor x, Tensor kernel, Tensor? bias, int edge);

    /// <summary>Zeros around a picture.</summary>
    private static int GetEdge(string padding) => padding == "same" ? 1 : 0;

    private sealed class By<T> : Convolution3x3 where T : struct, IMinimalFiltering
    {
        protected override int Products => T.Reach * T.Reach;

        protected override string Form { get; } = $"minimal filtering {T.Results}";

        protected override long CountTiles(long height, long width) => Filtering<T>.CountAcross(height) * Filtering<T>.CountAcross(width);

        protected override Tensor TurnKernel(Tensor kernel) => Filtering<T>.TurnKernel(kernel);

        protected override Tensor Convolve(Tensor x, Tensor turned, Tensor? bias, int edge) =>
            Filtering<T>.Convolve(x.contiguous(), turned, bias, edge);

        protected override Tensor ConvolveWithGradient(Tensor x, Tensor kernel, Tensor? bias, int edge) =>
            DifferentiableConvolution<T>.apply(x.contiguous(), kernel, bias ?? torch.zeros(kernel.size(3)), edge);
    }
}
