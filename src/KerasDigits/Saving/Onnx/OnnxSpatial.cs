using KerasDigits.Ops;

namespace KerasDigits.Saving.Onnx;

/// <summary>Convolutions, poolings and what else works on spatial axes, which ONNX wants behind the channels.</summary>
internal static class OnnxSpatial
{
    public static OnnxValue[] ConvertConv(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] size = c.ReadSizes("kernel_size"), strides = c.ReadSizes("strides"), dilations = c.ReadSizes("dilation_rate");
        long channels = (c.ChannelsFirst ? c.X.Shape[1] : c.X.Shape[^1])!.Value;
        (string y, (string, object)[] edges) = OnnxEdges.Of(c, size, strides, dilations).FindAround(g, c.ToChannelsFirst(c.X.Name));
        string? bias = c.FindWeight("bias") is { } b ? g.AddWeight(b) : null;
        (string, object)[] attributes = [("kernel_shape", size), ("strides", strides), ("dilations", dilations), .. edges];
        if (c.FindWeight("depthwise_kernel") is { } depthwise)
        {
            // (rows, columns, channels, multiplier) becomes (channels · multiplier, 1, rows, columns).
            long rank = depthwise.dim(), multiplier = depthwise.size(-1);
            Tensor turned = depthwise.permute([rank - 2, rank - 1, .. EnumerateAxes(size)]).reshape([channels * multiplier, 1, .. size]);
            bool alone = c.FindWeight("pointwise_kernel") is null;
            y = g.AddOp("Conv", alone && bias is not null ? [y, g.AddWeight(turned), bias] : [y, g.AddWeight(turned)],
                [.. attributes, ("group", channels)]);
            if (c.FindWeight("pointwise_kernel") is { } pointwise)
            {
                long outer = pointwise.dim();
                string[] inputs = [y, g.AddWeight(pointwise.permute([outer - 1, outer - 2, .. EnumerateAxes(size)]))];
                y = g.AddOp("Conv", bias is null ? inputs : [.. inputs, bias], ("kernel_shape", Array.ConvertAll(size, _ => 1L)));
            }
        }
        else
        {
            Tensor kernel = c.FindWeight("kernel")!;
            long rank = kernel.dim();
            string[] inputs = [y, g.AddWeight(kernel.permute([rank - 1, rank - 2, .. EnumerateAxes(size)]))];
            y = g.AddOp("Conv", bias is null ? inputs : [.. inputs, bias], [.. attributes, ("group", channels / kernel.size(-2))]);
        }
        return c.ConvertOne(c.Activate(c.ToChannelsLast(y)));
    }

    private static IEnumerable<long> EnumerateAxes(long[] size) => Enumerable.Range(0, size.Length).Select(i => (long)i);

    public static OnnxValue[] ConvertTransposed(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] size = c.ReadSizes("kernel_size"), strides = c.ReadSizes("strides"), dilations = c.ReadSizes("dilation_rate");
        Tensor kernel = c.FindWeight("kernel")!;
        string weight = g.AddWeight(kernel.permute([kernel.dim() - 1, kernel.dim() - 2, .. EnumerateAxes(size)]));
        string? bias = c.FindWeight("bias") is { } b ? g.AddWeight(b) : null;
        var attributes = new List<(string, object)> { ("kernel_shape", size), ("strides", strides), ("dilations", dilations) };
        bool same = c.ReadText("padding") == "same";
        long[]? more = c.Get("output_padding") is null ? null : c.ReadSizes("output_padding");
        // What the full result has more than Keras's, in front and behind; what it lacks is added behind.
        long[] surplus = [.. size.Select((k, i) => (dilations[i] * (k - 1)) + 1)
            .Select((reach, i) => more is { } m ? (same ? 2 * (reach / 2) : 0) - m[i] : same ? reach - strides[i]
                : Math.Min(0, reach - strides[i]))];
        bool theano = c.Layer.TheanoWays != TheanoWays.None;
        long[] front = [.. surplus.Select((n, i) => !same ? 0 : theano ? ((dilations[i] * (size[i] - 1)) + 1) / 2 : Math.Max(0, n) / 2)],
            behind = [.. surplus.Select((n, i) => n - front[i])];
        attributes.Add(("pads", (long[])[.. front, .. behind.Select(n => Math.Max(0, n))]));
        attributes.Add(("output_padding", behind.Select(n => Math.Max(0, -n)).ToArray()));
        string[] inputs = [c.ToChannelsFirst(c.X.Name), weight];
        return c.ConvertOne(c.Activate(c.ToChannelsLast(g.AddOp("ConvTranspose", bias is null ? inputs : [.. inputs, bias],
            [.. attributes]))));
    }

    public static OnnxValue[] ConvertPool(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] size = c.ReadSizes("pool_size"), strides = c.ReadSizes("strides"), ones = Array.ConvertAll(size, _ => 1L);
        bool max = c.Layer.GetType().Name.StartsWith("Max", StringComparison.Ordinal), whole = c.DType != "float32";
        // The greatest of whole numbers is found in float64, which holds them.
        string x = c.ToChannelsFirst(whole ? g.Cast(c.X.Name, OnnxGraph.Double) : c.X.Name);
        OnnxEdges edges = OnnxEdges.Of(c, size, strides, ones) with { OfPool = true };
        string y = edges.Pool(g, x, max, whole);
        return c.ConvertOne(c.ToChannelsLast(whole ? g.Cast(y, OnnxGraph.FindType(c.DType)) : y));
    }

    public static OnnxValue[] ConvertGlobalPool(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = [.. Enumerable.Range(c.ChannelsFirst ? 2 : 1, c.Rank - 2).Select(i => (long)i)];
        long keep = c.ReadFlag("keepdims") ? 1 : 0;
        bool max = c.Layer.GetType().Name.Contains("Max", StringComparison.Ordinal);
        if (!max && c.X.Mask is { } mask && c.Layer.supports_masking)
        {
            string there = g.AddOp("Unsqueeze", [g.AddOp("Cast", [mask], ("to", OnnxGraph.Float)), g.AddLongs(2)]);
            return [new OnnxValue(g.AddOp("Div",
                [g.AddOp("ReduceSum", [g.AddOp("Mul", [c.X.Name, there]), g.AddLongs(1)], ("keepdims", keep)),
                    g.AddOp("ReduceSum", [there, g.AddLongs(1)], ("keepdims", keep))]), c.Output, "float32")];
        }
        // A value that has its channels first stays so.
        if (!c.ChannelsFirst && keep == 0 && g.IsFirst(c.X.Name))
        {
            return [new OnnxValue(Reduce(g.ToChannelsFirst(c.X.Name, c.Rank), Array.ConvertAll(axes, a => a + 1)), c.Output, c.DType)];
        }
        return [new OnnxValue(Reduce(c.X.Name, axes), c.Output, c.DType)];

        string Reduce(string x, long[] over) => g.Narrow(
            g.AddOp(max ? "ReduceMax" : "ReduceMean", [g.GetWide(x, c.DType)], ("axes", over), ("keepdims", keep)), c.DType);
    }

    public static OnnxValue[] Pad(OnnxCall c)
    {
        (long Before, long After)[] ends = c.ReadEnds("padding");
        return c.ConvertOne(
            c.ToChannelsLast(c.Graph.AddOp("Pad",
                [c.ToChannelsFirst(c.X.Name),
                    c.Graph.AddLongs([0, 0, .. ends.Select(e => e.Before), 0, 0, .. ends.Select(e => e.After)])])));
    }

    public static OnnxValue[] ConvertCrop(OnnxCall c)
    {
        (long Before, long After)[] ends = c.ReadEnds("cropping");
        long[] axes = [.. ends.Select((_, i) => (long)i + 2)];
        return c.ConvertOne(
            c.ToChannelsLast(c.Graph.AddOp("Slice",
                [c.ToChannelsFirst(c.X.Name), c.Graph.AddLongs([.. ends.Select(e => e.Before)]),
                    c.Graph.AddLongs([.. ends.Select(e => e.After == 0 ? long.MaxValue : -e.After)]), c.Graph.AddLongs(axes)])));
    }

    public static OnnxValue[] ConvertUpSample(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string scales = g.AddFloats([1, 1, .. c.ReadSizes("size").Select(s => (float)s)], c.ReadSizes("size").Length + 2);
        (string, object)[] how = c.ReadText("interpolation") switch
        {
            null or "nearest" => [("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")],
            "bilinear" => [("mode", "linear"), ("coordinate_transformation_mode", "half_pixel")],
            _ => [],
        };
        return how.Length == 0
            ? OnnxWindows.ConvertUpSampling(c, c.ReadText("interpolation")!)
            : c.ConvertOne(c.ToChannelsLast(CastBack(g.AddOp("Resize", [c.ToChannelsFirst(CastToResizable()), "", scales], how))));

        // The operator knows float32 and int32 alone of Keras's types.
        string CastToResizable() => c.DType is "float32" or "int32" ? c.X.Name : g.Cast(c.X.Name, OnnxGraph.Int32);
        string CastBack(string y) => c.DType is "float32" or "int32" ? y : g.Cast(y, OnnxGraph.FindType(c.DType));
    }

    public static OnnxValue[] Resize(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        if (c.ReadFlag("antialias") || c.ReadFlag("pad_to_aspect_ratio"))
        {
            throw c.Refused("pictures with antialias or pad_to_aspect_ratio are not resized there as here. Resize them before the model.");
        }
        if (c.ReadFlag("crop_to_aspect_ratio") || c.ReadText("interpolation") is not ("bilinear" or "nearest") || c.Rank != 4)
        {
            return OnnxWindows.ConvertResizing(c);
        }
        string number = c.X.DType == "float32" ? c.X.Name : g.Cast(c.X.Name, OnnxGraph.Float), x = c.ChannelsFirst
            ? number
            : g.ToChannelsFirst(number, 4), shape = g.AddOp("Slice", [g.AddOp("Shape", x), g.AddLongs(0), g.AddLongs(2)]);
        string sizes = g.AddOp("Concat", [shape, g.AddLongs((long)c.ReadNumber("height"), (long)c.ReadNumber("width"))], ("axis", 0));
        (string, object)[] how = c.ReadText("interpolation") == "bilinear"
            ? [("mode", "linear"), ("coordinate_transformation_mode", "half_pixel")]
            : [("mode", "nearest"), ("coordinate_transformation_mode", "half_pixel"), ("nearest_mode", "round_prefer_ceil")];
        string y = g.AddOp("Resize", [x, "", "", sizes], how);
        return c.ConvertOne(c.ChannelsFirst ? y : g.ToChannelsLast(y, 4));
    }
}
