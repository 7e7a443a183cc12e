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
        (string y, (string, object)[] edges) = OnnxEdges.Of(c, size, strides, dilations).Around(g, c.First(c.X.Name));
        string? bias = c.Weight("bias") is { } b ? g.Weight(b) : null;
        (string, object)[] attributes = [("kernel_shape", size), ("strides", strides), ("dilations", dilations), .. edges];
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
        bool theano = c.Layer.TheanoWays != TheanoWays.None;
        long[] front = [.. surplus.Select((n, i) => !same ? 0 : theano ? ((dilations[i] * (size[i] - 1)) + 1) / 2 : Math.Max(0, n) / 2)],
            behind = [.. surplus.Select((n, i) => n - front[i])];
        attributes.Add(("pads", (long[])[.. front, .. behind.Select(n => Math.Max(0, n))]));
        attributes.Add(("output_padding", behind.Select(n => Math.Max(0, -n)).ToArray()));
        string[] inputs = [c.First(c.X.Name), weight];
        return c.One(c.Activate(c.Last(g.Op("ConvTranspose", bias is null ? inputs : [.. inputs, bias], [.. attributes]))));
    }

    public static OnnxValue[] Pool(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] size = c.Sizes("pool_size"), strides = c.Sizes("strides"), ones = Array.ConvertAll(size, _ => 1L);
        bool max = c.Layer.GetType().Name.StartsWith("Max", StringComparison.Ordinal), whole = c.DType != "float32";
        // The greatest of whole numbers is found in float64, which holds them.
        string x = c.First(whole ? g.Cast(c.X.Name, OnnxGraph.Double) : c.X.Name);
        OnnxEdges edges = OnnxEdges.Of(c, size, strides, ones) with { OfPool = true };
        string y = edges.Pool(g, x, max, whole);
        return c.One(c.Last(whole ? g.Cast(y, OnnxGraph.TypeOf(c.DType)) : y));
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
            return [new OnnxValue(Reduced(g.First(c.X.Name, c.Rank), Array.ConvertAll(axes, a => a + 1)), c.Output, c.DType)];
        }
        return [new OnnxValue(Reduced(c.X.Name, axes), c.Output, c.DType)];

        string Reduced(string x, long[] over) => g.Narrow(
            g.Op(max ? "ReduceMax" : "ReduceMean", [g.Wide(x, c.DType)], ("axes", over), ("keepdims", keep)), c.DType);
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
            : c.One(c.Last(Typed(g.Op("Resize", [c.First(Sized()), "", scales], how))));

        // The operator knows float32 and int32 alone of Keras's types.
        string Sized() => c.DType is "float32" or "int32" ? c.X.Name : g.Cast(c.X.Name, OnnxGraph.Int32);
        string Typed(string y) => c.DType is "float32" or "int32" ? y : g.Cast(y, OnnxGraph.TypeOf(c.DType));
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
