using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Saving.Onnx;

/// <summary>Convolutions, poolings and what else works on spatial axes, which ONNX wants behind the channels.</summary>
internal static class OnnxSpatial
{
    public static OnnxValue[] Conv(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] size = c.Sizes("kernel_size"), strides = c.Sizes("strides"), dilations = c.Sizes("dilation_rate");
        long channels = (c.ChannelsFirst ? c.X.Shape[1] : c.X.Shape[^1])!.Value;
        string y = c.First(c.X.Name);
        string? bias = c.Weight("bias") is { } b ? g.Weight(b) : null;
        (string, object)[] attributes = [("kernel_shape", size), ("strides", strides), ("dilations", dilations),
            .. Padding(c, size, strides, dilations)];
        if (c.Weight("depthwise_kernel") is { } depthwise)
        {
            // (rows, columns, channels, multiplier) becomes (channels · multiplier, 1, rows, columns).
            long rank = depthwise.dim(), multiplier = depthwise.size(-1);
            Tensor turned = depthwise.permute([rank - 2, rank - 1, .. Axes(size)]).reshape([channels * multiplier, 1, .. size]);
            bool alone = c.Weight("pointwise_kernel") is null;
            y = g.Op("Conv", alone && bias is not null ? [y, g.Weight(turned), bias] : [y, g.Weight(turned)],
                [.. attributes, ("group", channels)]);
            if (c.Weight("pointwise_kernel") is { } pointwise)
            {
                long outer = pointwise.dim();
                string[] inputs = [y, g.Weight(pointwise.permute([outer - 1, outer - 2, .. Axes(size)]))];
                y = g.Op("Conv", bias is null ? inputs : [.. inputs, bias], ("kernel_shape", Array.ConvertAll(size, _ => 1L)));
            }
        }
        else
        {
            Tensor kernel = c.Weight("kernel")!;
            long rank = kernel.dim();
            string[] inputs = [y, g.Weight(kernel.permute([rank - 1, rank - 2, .. Axes(size)]))];
            y = g.Op("Conv", bias is null ? inputs : [.. inputs, bias], [.. attributes, ("group", channels / kernel.size(-2))]);
        }
        return c.One(c.Activate(c.Last(y)));
    }

    private static IEnumerable<long> Axes(long[] size) => Enumerable.Range(0, size.Length).Select(i => (long)i);

    /// <summary>What a padding means: zeros at the ends, where the sizes are known; else ONNX's word for it.</summary>
    private static (string, object)[] Padding(OnnxCall c, long[] size, long[] strides, long[] dilations)
    {
        if (c.Layer.TheanoWays != TheanoWays.None && c.Text("padding") == "same") { throw c.Refused("it pads as Theano did."); }
        return Padding(c.Text("padding") ?? "valid", c.Spatial(), size, strides, dilations);
    }

    internal static (string, object)[] Padding(string padding, long?[] sizes, long[] size, long[] strides, long[] dilations)
    {
        if (padding == "valid") { return []; }
        if (padding == "causal") { return [("pads", (long[])[dilations[0] * (size[0] - 1), 0])]; }
        if (sizes.Any(s => s is null)) { return [("auto_pad", "SAME_UPPER")]; }
        long[] total =
            [.. size.Select((k, i) => Math.Max(0, ((((sizes[i]!.Value + strides[i] - 1) / strides[i]) - 1) * strides[i])
                + (dilations[i] * (k - 1)) + 1 - sizes[i]!.Value))];
        return [("pads", (long[])[.. total.Select(t => t / 2), .. total.Select(t => t - (t / 2))])];
    }

    public static OnnxValue[] Transposed(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] size = c.Sizes("kernel_size"), strides = c.Sizes("strides"), dilations = c.Sizes("dilation_rate");
        Tensor kernel = c.Weight("kernel")!;
        string weight = g.Weight(kernel.permute([kernel.dim() - 1, kernel.dim() - 2, .. Axes(size)]));
        string? bias = c.Weight("bias") is { } b ? g.Weight(b) : null;
        var attributes = new List<(string, object)> { ("kernel_shape", size), ("strides", strides), ("dilations", dilations) };
        bool same = c.Text("padding") == "same";
        long[]? more = c.Get("output_padding") is null ? null : c.Sizes("output_padding");
        // What the full result has more than Keras's, in front and behind; what it lacks is added behind.
        long[] surplus = [.. size.Select((k, i) => (dilations[i] * (k - 1)) + 1)
            .Select((reach, i) => more is { } m ? (same ? 2 * (reach / 2) : 0) - m[i] : same ? reach - strides[i]
                : Math.Min(0, reach - strides[i]))];
        long[] front = [.. surplus.Select(n => same ? Math.Max(0, n) / 2 : 0)], behind = [.. surplus.Select((n, i) => n - front[i])];
        attributes.Add(("pads", (long[])[.. front, .. behind.Select(n => Math.Max(0, n))]));
        attributes.Add(("output_padding", behind.Select(n => Math.Max(0, -n)).ToArray()));
        string[] inputs = [c.First(c.X.Name), weight];
        return c.One(c.Activate(c.Last(g.Op("ConvTranspose", bias is null ? inputs : [.. inputs, bias], [.. attributes]))));
    }

    public static OnnxValue[] Pool(OnnxCall c)
    {
        long[] size = c.Sizes("pool_size"), strides = c.Sizes("strides"), ones = Array.ConvertAll(size, _ => 1L);
        string op = c.Layer.GetType().Name.StartsWith("Max", StringComparison.Ordinal) ? "MaxPool" : "AveragePool";
        return c.One(
            c.Last(c.Graph.Op(op, [c.First(c.X.Name)],
                [("kernel_shape", size), ("strides", strides), .. Padding(c, size, strides, ones)])));
    }

    public static OnnxValue[] GlobalPool(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = [.. Enumerable.Range(c.ChannelsFirst ? 2 : 1, c.Rank - 2).Select(i => (long)i)];
        long keep = c.Flag("keepdims") ? 1 : 0;
        bool max = c.Layer.GetType().Name.Contains("Max", StringComparison.Ordinal);
        if (!max && c.X.Mask is { } mask && c.Layer.supports_masking)
        {
            string there = g.Op("Unsqueeze", [g.Op("Cast", [mask], ("to", OnnxGraph.Float)), g.Longs(2)]);
            return [new OnnxValue(g.Op("Div",
                [g.Op("ReduceSum", [g.Op("Mul", [c.X.Name, there]), g.Longs(1)], ("keepdims", keep)),
                    g.Op("ReduceSum", [there, g.Longs(1)], ("keepdims", keep))]), c.Output, "float32")];
        }
        // A value that has its channels first stays so.
        if (!c.ChannelsFirst && keep == 0 && g.IsFirst(c.X.Name))
        {
            return [new OnnxValue(g.Op(max ? "ReduceMax" : "ReduceMean", [g.First(c.X.Name, c.Rank)],
                ("axes", Array.ConvertAll(axes, a => a + 1)), ("keepdims", 0)), c.Output, "float32")];
        }
        return [new OnnxValue(g.Op(max ? "ReduceMax" : "ReduceMean", [c.X.Name], ("axes", axes), ("keepdims", keep)), c.Output, "float32")];
    }

    public static OnnxValue[] Pad(OnnxCall c)
    {
        (long Before, long After)[] ends = c.Ends("padding");
        return c.One(
            c.Last(c.Graph.Op("Pad",
                [c.First(c.X.Name), c.Graph.Longs([0, 0, .. ends.Select(e => e.Before), 0, 0, .. ends.Select(e => e.After)])])));
    }

    public static OnnxValue[] Crop(OnnxCall c)
    {
        (long Before, long After)[] ends = c.Ends("cropping");
        long[] axes = [.. ends.Select((_, i) => (long)i + 2)];
        return c.One(
            c.Last(c.Graph.Op("Slice",
                [c.First(c.X.Name), c.Graph.Longs([.. ends.Select(e => e.Before)]),
                    c.Graph.Longs([.. ends.Select(e => e.After == 0 ? long.MaxValue : -e.After)]), c.Graph.Longs(axes)])));
    }

    public static OnnxValue[] UpSample(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string scales = g.Floats([1, 1, .. c.Sizes("size").Select(s => (float)s)], c.Sizes("size").Length + 2);
        (string, object)[] how = c.Text("interpolation") switch
        {
            null or "nearest" => [("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")],
            "bilinear" => [("mode", "linear"), ("coordinate_transformation_mode", "half_pixel")],
            _ => [],
        };
        return how.Length == 0
            ? OnnxWindows.UpSampling(c, c.Text("interpolation")!)
            : c.One(c.Last(g.Op("Resize", [c.First(c.X.Name), "", scales], how)));
    }

    public static OnnxValue[] Resize(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        if (c.Flag("antialias") || c.Flag("pad_to_aspect_ratio"))
        {
            throw c.Refused("pictures with antialias or pad_to_aspect_ratio are not resized there as here. Resize them before the model.");
        }
        if (c.Flag("crop_to_aspect_ratio") || c.Text("interpolation") is not ("bilinear" or "nearest") || c.Rank != 4)
        {
            return OnnxWindows.Resizing(c);
        }
        string number = c.X.DType == "float32" ? c.X.Name : g.Cast(c.X.Name, OnnxGraph.Float), x = c.ChannelsFirst
            ? number
            : g.First(number, 4), shape = g.Op("Slice", [g.Op("Shape", x), g.Longs(0), g.Longs(2)]);
        string sizes = g.Op("Concat", [shape, g.Longs((long)c.Number("height"), (long)c.Number("width"))], ("axis", 0));
        (string, object)[] how = c.Text("interpolation") == "bilinear"
            ? [("mode", "linear"), ("coordinate_transformation_mode", "half_pixel")]
            : [("mode", "nearest"), ("coordinate_transformation_mode", "half_pixel"), ("nearest_mode", "round_prefer_ceil")];
        string y = g.Op("Resize", [x, "", "", sizes], how);
        return c.One(c.ChannelsFirst ? y : g.Last(y, 4));
    }
}
