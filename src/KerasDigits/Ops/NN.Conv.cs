using KerasDigits.Backend;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>
/// Convolutions over one, two or three axes, for tensors in Keras's layout (batch, …, channels) with kernels in Keras's layout (window …,
/// in, out).
/// </summary>
/// <remarks>The permuted view of a dense channels-last tensor is libtorch's own channels_last format, so images are not copied.</remarks>
internal static partial class NN
{
    /// <summary>Convolution with a kernel (window …, in / groups, out).</summary>
    /// <param name="x">(batch, …, in), one to three axes between.</param>
    /// <param name="kernel">Weights of the shape that the summary says.</param>
    /// <param name="bias">Offset per channel; null: none.</param>
    /// <param name="strides">Step of the window along each axis.</param>
    /// <param name="padding">"valid", "same", or "causal" (zeros only before the start).</param>
    /// <param name="dilation">Distance of the kernel's values along each axis.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="over">A function to apply over the result's own memory, value by value; null: none. It must come before the result is
    /// permuted: written through a view, autograd would copy the whole result twice.</param>
    public static Tensor Conv(Tensor x, Tensor kernel, Tensor? bias, long[] strides, string padding, long[] dilation, long groups = 1,
        Func<Tensor, Tensor>? over = null)
    {
        return Convolve(x, LastFirst(kernel), kernel.shape[..strides.Length], bias, strides, padding, dilation, groups, over);
    }

    /// <summary>
    /// The same kernel (window …, in, out), in memory as the engine reads it: output channels first. Where a kernel serves many batches
    /// this spares a copy for each.
    /// </summary>
    public static Tensor ForConvolution(Tensor kernel)
    {
        int axes = (int)kernel.dim() - 2;
        return kernel.permute([axes + 1, .. EnumerateSpatial(axes, 0), axes]).contiguous()
            .permute([.. EnumerateSpatial(axes, 1), axes + 1, 0]);
    }

    /// <summary>
    /// Convolution of each channel by itself with a kernel (window …, in, multiplier); channel c gives the channels c · multiplier and
    /// following.
    /// </summary>
    /// <inheritdoc cref="Conv"/>
    public static Tensor DepthwiseConv(Tensor x, Tensor kernel, Tensor? bias, long[] strides, string padding, long[] dilation,
        Func<Tensor, Tensor>? over = null) =>
        DepthwiseConv(x, ForDepthwise(kernel), kernel.shape[..strides.Length], bias, strides, padding, dilation, over);

    /// <summary>The same with a kernel as <see cref="ForDepthwise"/> makes it, whose window is given beside it.</summary>
    /// <inheritdoc cref="Conv"/>
    public static Tensor DepthwiseConv(Tensor x, Tensor rows, long[] window, Tensor? bias, long[] strides, string padding, long[] dilation,
        Func<Tensor, Tensor>? over = null) =>
        Convolve(x, rows, window, bias, strides, padding, dilation, x.size(-1), over);

    /// <summary>A kernel (window …, in, multiplier) as (in · multiplier, 1, window …), in memory as the engine reads it.</summary>
    public static Tensor ForDepthwise(Tensor kernel)
    {
        int axes = (int)kernel.dim() - 2;
        return kernel.permute([axes, axes + 1, .. EnumerateSpatial(axes, 0)])
            .reshape([kernel.size(axes) * kernel.size(axes + 1), 1, .. kernel.shape[..axes]]);
    }

    /// <summary>The gradient of a convolution as an operation of its own, with a kernel (window …, out, in).</summary>
    /// <param name="x">(batch, …, in).</param>
    /// <param name="kernel">Weights of the shape that the summary says.</param>
    /// <param name="bias">Offset per channel; null: none.</param>
    /// <param name="strides">Step of the window along each axis of the result.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="outputPadding">Added to each axis of the result; null: as many as make input size · stride ("same").</param>
    /// <param name="dilation">Distance of the kernel's values along each axis.</param>
    public static Tensor ConvTranspose(Tensor x, Tensor kernel, Tensor? bias, long[] strides, string padding, long[]? outputPadding,
        long[] dilation)
    {
        int axes = strides.Length;
        if (HalfTypes.AreWidened(x) || IsFaultyInHalf(x, strides, dilation, 1, kernel.size(-2))
            || (IsHalf(x) && strides.Select((step, i) => step > 1 && x.size(i + 1) == 1).Any(narrow => narrow)))
        {
            return ConvTranspose(x.to(torch.ScalarType.Float32), kernel.to(torch.ScalarType.Float32), bias?.to(torch.ScalarType.Float32),
                strides, padding, outputPadding, dilation).to(x.dtype);
        }
        if (axes == 3 && kernel.size(-2) == 1)
        {
            // With one filter and steps the engine ends the process on AVX-512, so a second one of zeros is beside it.
            Tensor? second = bias is null ? null : torch.cat([bias, torch.zeros_like(bias)]);
            return ConvTranspose(x, torch.cat([kernel, torch.zeros_like(kernel)], -2), second, strides, padding, outputPadding, dilation)
                .narrow(-1, 0, 1);
        }
        long[] cut = new long[axes], more = new long[axes], surplus = new long[axes], before = new long[axes];
        strides = [.. strides];
        for (int i = 0; i < axes; i++)
        {
            long reach = ((kernel.size(i) - 1) * dilation[i]) + 1, size = x.size(i + 1), full = ((size - 1) * strides[i]) + reach;
            long wanted = Padding.ComputeTransposedSize(size, kernel.size(i), strides[i], padding, outputPadding?[i], dilation[i])!.Value;
            cut[i] = padding != "same" ? 0 : TheanoEdges.On ? Math.Min(reach / 2, full - 1) : Math.Max(0, full - wanted) / 2;
            if (size == 1 && dilation[i] == 1)
            {
                // One place is the window itself: only the weights that reach the result count, and the step leads nowhere. The engine is
                // not asked to step over a result that is narrower than its step.
                long kept = Math.Min(kernel.size(i) - cut[i], wanted);
                kernel = kernel.narrow(i, cut[i], kept);
                (cut[i], more[i], strides[i]) = (0, wanted - kept, wanted - kept + 1);
                continue;
            }
            more[i] = Math.Max(0, wanted - (full - (2 * cut[i])));
            surplus[i] = Math.Max(0, full - (2 * cut[i]) - wanted);
            // The engine adds less than a step: what Theano's edges take from the end of an even window is not cut off in the first place.
            if (more[i] >= Math.Max(strides[i], dilation[i]))
            {
                more[i] = Math.Max(0, wanted - (full - cut[i]));
                (before[i], surplus[i], cut[i]) = (cut[i], full + more[i] - wanted, 0);
            }
        }
        if (surplus.All(n => n == 0) && cut.All(n => n == 0) && IsOneWithSteps(kernel.shape[..axes], strides))
        {
            return SpreadOne(x, kernel, bias, strides, more);
        }
        // Over volumes the edges are cut off afterwards, as zeros are laid around the data in Convolve.
        if (axes == 3)
        {
            (before, surplus) = ([.. before.Zip(cut, (b, c) => b + c)], [.. surplus.Zip(cut, (s, c) => s + (2 * c))]);
            cut = new long[axes];
        }
        Tensor view = ChannelsFirst(x), weight = LastFirst(kernel);
        Tensor y = axes switch
        {
            1 => F.conv_transpose1d(view, weight, bias, strides[0], cut[0], more[0], dilation[0]),
            2 => F.conv_transpose2d(view, weight, bias, strides, cut, more, dilation),
            _ => F.conv_transpose3d(view, weight, bias, strides, cut, more, dilation),
        };
        for (int i = 0; i < axes; i++) { if (surplus[i] > 0) { y = y.narrow(i + 2, before[i], y.size(i + 2) - surplus[i]); } }
        return ChannelsLast(y);
    }

    private static Tensor Convolve(Tensor x, Tensor weight, long[] window, Tensor? bias, long[] strides, string padding, long[] dilation,
        long groups, Func<Tensor, Tensor>? over)
    {
        int axes = strides.Length;
        if (HalfTypes.AreWidened(x) || IsFaultyInHalf(x, strides, dilation, groups, weight.size(1)))
        {
            const torch.ScalarType Wide = torch.ScalarType.Float32;
            return Convolve(x.to(Wide), weight.to(Wide), window, bias?.to(Wide), strides, padding, dilation, groups, over).to(x.dtype);
        }
        if (IsOneWithSteps(window, strides))
        {
            for (int i = 0; i < axes; i++) { x = x.slice(i + 1, 0, x.size(i + 1), strides[i]); }
            strides = [.. strides.Select(_ => 1L)];
        }
        Tensor view = ChannelsFirst(x);
        long[] pad = new long[axes];
        if (padding != "valid")
        {
            var edges = new (long Before, long After)[axes];
            for (int i = 0; i < axes; i++)
            {
                long size = x.size(i + 1);
                edges[i] = Padding.ComputeEdges(padding, size, window[i], strides[i], dilation[i]);
                if (padding == "same" && size <= strides[i] && dilation[i] == 1 && window[i] > size && size > 0)
                {
                    // One place: only the weights that meet values count. With AVX-512 the engine otherwise reads behind a narrow picture
                    // of few channels.
                    weight = weight.narrow(i + 2, edges[i].Before, size);
                    edges[i] = (0, 0);
                }
            }
            // Over volumes zeros are laid around the data: of padding that the engine is told, its weight gradients on AVX-512 are memory's
            // leftovers, in float32 of few filters too.
            if (axes < 3 && edges.All(e => e.Before == e.After)) { pad = Array.ConvertAll(edges, e => e.Before); }
            else { view = F.pad(view, [.. edges.Reverse().SelectMany(e => new[] { e.Before, e.After })]); }
        }
        strides = [.. strides];
        for (int i = 0; i < axes; i++)
        {
            long reach = ((weight.size(i + 2) - 1) * dilation[i]) + 1, size = view.size(i + 2);
            if (strides[i] == 1 || pad[i] > 0 || size < reach || size - reach >= strides[i]) { continue; }
            // One window fits, and the step leads nowhere. In bfloat16 on AMX the engine would read behind a row of one channel, so it
            // hears of no step and sees no more than the window.
            (view, strides[i]) = (view.narrow(i + 2, 0, reach), 1);
        }
        Tensor y = axes switch
        {
            1 => F.conv1d(view, weight, bias, strides[0], pad[0], dilation[0], groups),
            2 => F.conv2d(view, weight, bias, strides, pad, dilation, groups),
            _ => F.conv3d(view, weight, bias, strides, pad, dilation, groups),
        };
        return ChannelsLast(over is null ? y : over(y));
    }

    /// <summary>
    /// A window of one value that leaves values out. On processors with AVX-512 the engine's weight gradient of it is wrong or ends the
    /// process, so it is computed on the values that are left.
    /// </summary>
    private static bool IsOneWithSteps(long[] window, long[] strides) => window.All(n => n == 1) && strides.Any(n => n > 1);

    /// <summary>What the engine computes wrongly in half types, and we therefore in float32.</summary>
    /// <remarks>Dilated windows with groups, or channels that do not fill the processor's vectors: the weight gradient is whatever memory
    /// held. Volumes with steps: on AMX gradients of what is not there, and processes that end.</remarks>
    private static bool IsFaultyInHalf(Tensor x, long[] strides, long[] dilation, long groups, long channels) =>
        IsHalf(x) && ((dilation.Any(n => n > 1) && (groups > 1 || channels % 16 != 0)) || (strides.Length == 3 && strides.Any(n => n > 1)));

    /// <summary>The transposed convolution with a window of one value: products, with zeros (or the bias) between them.</summary>
    private static Tensor SpreadOne(Tensor x, Tensor kernel, Tensor? bias, long[] strides, long[] more)
    {
        int axes = strides.Length;
        Tensor y = Convolve(x, LastFirst(kernel.transpose(-1, -2)), kernel.shape[..axes], null, [.. strides.Select(_ => 1L)], "valid",
            [.. strides.Select(_ => 1L)], 1, null);
        for (int i = 0; i < axes; i++)
        {
            // Zeros after each value, as an axis of their own that is then joined to the values'.
            long wanted = ((y.size(i + 1) - 1) * strides[i]) + 1 + more[i];
            long[] after = [.. Enumerable.Repeat(0L, 2 * (axes - i)), 0, strides[i] - 1];
            Tensor spread = F.pad(y.unsqueeze(i + 2), after).flatten(i + 1, i + 2);
            y = spread.size(i + 1) >= wanted
                ? spread.narrow(i + 1, 0, wanted)
                : F.pad(spread, [.. Enumerable.Repeat(0L, 2 * (axes - i)), 0, wanted - spread.size(i + 1)]);
        }
        return bias is null ? y : y + bias;
    }

    /// <summary>
    /// A kernel (window …, a, b) as (b, a, window …), a view. Where b is 1 its stride would be a matter of taste; here it is that of
    /// libtorch's channels_last format, or the engine mixes up two formats and ends the process.
    /// </summary>
    private static Tensor LastFirst(Tensor kernel)
    {
        int axes = (int)kernel.dim() - 2;
        return kernel.size(-1) == 1
            ? kernel.squeeze(-1).unsqueeze(0).permute([0, axes + 1, .. EnumerateSpatial(axes, 1)])
            : kernel.permute([axes + 1, axes, .. EnumerateSpatial(axes, 0)]);
    }

    /// <summary>(batch, …, channels) as (batch, channels, …), a view.</summary>
    internal static Tensor ChannelsFirst(Tensor x)
    {
        int axes = (int)x.dim() - 2;
        Tensor view = x.permute([0, axes + 1, .. EnumerateSpatial(axes, 1)]);
        return axes == 2 && x.size(3) == 1 ? MarkChannelsLast(view, x.shape) : view;
    }

    /// <summary>(batch, channels, …) as (batch, …, channels), a view.</summary>
    internal static Tensor ChannelsLast(Tensor y)
    {
        int axes = (int)y.dim() - 2;
        return y.permute([0, .. EnumerateSpatial(axes, 2), 1]);
    }

    private static IEnumerable<long> EnumerateSpatial(int axes, int from) => Enumerable.Range(from, axes).Select(i => (long)i);

    /// <summary>
    /// Gives a one-channel image the strides by which libtorch knows channels_last; with one channel both layouts are the same bytes.
    /// </summary>
    private static Tensor MarkChannelsLast(Tensor nchw, long[] nhwc) => nchw.is_contiguous()
        ? nchw.as_strided([nhwc[0], 1, nhwc[1], nhwc[2]], [nhwc[1] * nhwc[2], 1, nhwc[2], 1], nchw.storage_offset()) : nchw;
}
