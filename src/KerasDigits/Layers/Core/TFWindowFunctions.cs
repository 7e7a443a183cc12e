using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>TensorFlow's functions that draw, that cut images into patches, and convolutions that enlarge, as files hold them.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.4 to 2.15.</remarks>
internal static class TFWindowFunctions
{
    public static void AddTo(Dictionary<string, TensorFunction> table)
    {
        void Add(string name, Func<OpArguments, Tensor> compute, params string[] keywords) =>
            table[name] = new(a => [compute(a)], keywords);
        // A seed repeats the draws of TensorFlow's own generator alone.
        foreach (string name in (string[])["random.normal", "random.truncated_normal", "keras.backend.random_normal",
            "keras.backend.truncated_normal"])
        {
            Add(name, a => name.Contains("truncated", StringComparison.Ordinal)
                ? RandomOps.TruncatedNormal(DrawShape(a), a.ReadReal("mean") ?? 0, a.ReadReal("stddev") ?? 1,
                a.Keywords.Get("dtype") as string, null)
                : RandomOps.Normal(DrawShape(a), a.ReadReal("mean") ?? 0, a.ReadReal("stddev") ?? 1, a.Keywords.Get("dtype") as string,
                null), "mean",
                "stddev", "dtype", "seed");
        }
        foreach (string name in (string[])["random.uniform", "keras.backend.random_uniform"])
        {
            Add(name,
                a => RandomOps.Uniform(DrawShape(a), a.ReadReal("minval") ?? 0, a.ReadReal("maxval") ?? 1,
                    a.Keywords.Get("dtype") as string, null),
                "minval", "maxval", "dtype", "seed");
        }
        Add("image.extract_patches", ExtractPatches, "sizes", "strides", "rates", "padding");
        foreach (string name in (string[])["nn.conv1d_transpose", "nn.conv2d_transpose", "nn.conv3d_transpose",
            "compat.v1.nn.conv2d_transpose", "compat.v1.nn.conv3d_transpose"])
        {
            Add(name, Enlarge, "filters", "filter", "output_shape", "strides", "padding", "data_format", "dilations");
        }
        foreach (string name in (string[])["nn.separable_conv2d", "compat.v1.nn.separable_conv2d"])
        {
            Add(name, ConvolveSeparable, "depthwise_filter", "pointwise_filter", "strides", "padding", "data_format", "dilations", "rate");
        }
        Add("nn.atrous_conv2d",
            a => NN.Conv(a.First, a.ReadValue("filters", 1).to_type(a.First.dtype), null, [1, 1], ReadPadding(a),
                [a.ReadNumber("rate"), a.ReadNumber("rate")]), "filters", "rate", "padding");
        foreach (string name in (string[])["linalg.adjoint", "linalg.matrix_transpose"])
        {
            Add(name, a => a.First.transpose(-1, -2), "conjugate");
        }
        Add("linalg.set_diag", a => a.First - a.First.diagonal(0, -2, -1).diag_embed() + a.ReadValue("diagonal", 1).diag_embed(),
            "diagonal",
            "k", "align");
        table["linalg.normalize"] = new(a =>
        {
            Guard.That(a.Keywords.Get("ord") is null or "euclidean" or 2L or 2.0,
                $"`ord` must be \"euclidean\" here. Received: ord={a.Keywords.Get("ord")}.", "ord");
            Tensor length = Norms.Length(a.First, a.ReadAxes(), true);
            return [a.First / length, length];
        }, "ord", "axis");
        foreach (string name in (string[])["compat.v1.image.resize_bilinear", "compat.v1.image.resize_nearest_neighbor"])
        {
            Add(name, a => Resize(a, name.EndsWith("bilinear", StringComparison.Ordinal)), "size", "align_corners", "half_pixel_centers");
        }
        Add("keras.backend.spatial_2d_padding", a => OpFunctions.Pad(a.First, ReadEdges(a), "constant", 0), "padding", "data_format");
        Add("keras.backend.temporal_padding", a => OpFunctions.Pad(a.First, ReadEdges(a), "constant", 0), "padding");
        Add("saturate_cast", a => Saturate(a.First, a.Keywords.Get("dtype") as string ?? throw OpArguments.Missing("dtype")), "dtype");
    }

    /// <summary>The shape that is drawn: a tensor of integers, or a list of them and of numbers.</summary>
    private static Shape DrawShape(OpArguments a) =>
        Shape.Of([.. (a.Keywords.ContainsKey(OpLambda.Mixed) ? a.Several : [a.First]).SelectMany(OpFunctions.ToWholeNumbers)]);

    private static string ReadPadding(OpArguments a) =>
        (a.Keywords.Get("padding") as string ?? throw OpArguments.Missing("padding")).ToLowerInvariant();

    /// <summary>Each window of an image as a vector: rows, columns, channels.</summary>
    private static Tensor ExtractPatches(OpArguments a)
    {
        long[] Two(string name) => a.ReadNumbers(name) is { Length: 4 } all ? all[1..3] : throw OpArguments.Missing(name);
        Tensor x = a.First;
        long[] size = Two("sizes"), stride = Two("strides"), rate = Two("rates");
        if (ReadPadding(a) == "same")
        {
            x = NN.Pad(x, [Padding.ComputeSame(x.size(1), size[0], stride[0], rate[0]),
                Padding.ComputeSame(x.size(2), size[1], stride[1], rate[1])]);
        }
        for (int i = 0; i < 2; i++)
        {
            long reach = ((size[i] - 1) * rate[i]) + 1;
            Guard.That(reach <= x.size(i + 1), $"The patches must not be greater than the picture. Received: sizes={size[i]}, "
                + $"rates={rate[i]} for the shape ({string.Join(", ", x.shape)}).", "sizes");
            x = x.unfold(i + 1, reach, stride[i]).slice(-1, 0, reach, rate[i]);
        }
        return x.permute(0, 1, 2, 4, 5, 3).reshape(x.size(0), x.size(1), x.size(2), size[0] * size[1] * x.size(3));
    }

    private static long[] ReadEach(OpArguments a, int axes, string name) =>
        a.ReadNumbers(name) is not { } n ? [.. Enumerable.Repeat(1L, axes)] : n.Length == 1 ? [.. Enumerable.Repeat(n[0], axes)]
        : n.Length == axes + 2 ? n[1..^1] : n;

    private static void CheckLastAxis(OpArguments a) =>
        Guard.That(a.Keywords.Get("data_format") is not string format || !format.StartsWith("NC", StringComparison.Ordinal),
            $"`data_format` must have its channels last here. Received: {a.Keywords.Get("data_format")}.", "data_format");

    private static Tensor Enlarge(OpArguments a)
    {
        CheckLastAxis(a);
        Tensor x = a.First, kernel = a.ReadValue(a.Has("filters", 1) ? "filters" : "filter", 1).to_type(x.dtype);
        int axes = checked((int)x.dim()) - 2;
        long[] strides = ReadEach(a, axes, "strides"), dilations = ReadEach(a, axes, "dilations");
        string padding = a.Keywords.Get("padding") is null ? "same" : ReadPadding(a);
        long[]? shape = a.ReadNumbers("output_shape")
            ?? (a.Has("output_shape", 2) ? OpFunctions.ToWholeNumbers(a.ReadValue("output_shape", 2)) : null);
        long[]? more = shape is null
            ? null
            : [.. Enumerable.Range(0, axes)
                .Select(i => (shape.Length == axes + 2 ? shape[i + 1] : shape[i])
                    - Padding.ComputeTransposedSize(x.size(i + 1), kernel.size(i), strides[i], padding, 0, dilations[i])!.Value)];
        return NN.ConvTranspose(x, kernel, null, strides, padding, more, dilations);
    }

    private static Tensor ConvolveSeparable(OpArguments a)
    {
        CheckLastAxis(a);
        Tensor x = a.First;
        long[] dilations = a.Keywords.Get("dilations") is null ? ReadEach(a, 2, "rate") : ReadEach(a, 2, "dilations");
        Tensor middle = NN.DepthwiseConv(x, a.ReadValue("depthwise_filter", 1).to_type(x.dtype), null, ReadEach(a, 2, "strides"),
            ReadPadding(a), dilations);
        return NN.Conv(middle, a.ReadValue("pointwise_filter", 2).to_type(x.dtype), null, [1, 1], "valid", [1, 1]);
    }

    /// <summary>TensorFlow 1's enlargement, which samples from the corners of pixels unless it is told otherwise.</summary>
    private static Tensor Resize(OpArguments a, bool linear)
    {
        Guard.That(a.Keywords.Get("align_corners") is not true, "`align_corners` must be false here.", "align_corners");
        long[] size = a.ReadNumbers("size") is { Length: 2 } two ? two : throw OpArguments.Missing("size");
        Tensor x = linear && !a.First.is_floating_point() ? a.First.to_type(DTypes.ParseTorch("float32")) : a.First;
        if (a.Keywords.Get("half_pixel_centers") is true)
        {
            return ImageResize.Resize(x, size[0], size[1], linear ? "bilinear" : "nearest");
        }
        if (linear) { return ImageResize.FromCorners(x, size[0], size[1]); }
        Tensor Places(long from, long to) =>
            CategoryOps.Numbers([.. Enumerable.Range(0, checked((int)to)).Select(i => Math.Min(from - 1, (long)(i * ((float)from / to))))],
                [to]);
        return x.index_select(1, Places(x.size(1), size[0])).index_select(2, Places(x.size(2), size[1]));
    }

    /// <summary>The widths of a padding of the axes between batch and channels, as those of all axes.</summary>
    private static List<object?> ReadEdges(OpArguments a)
    {
        List<object?> none = [0L, 0L], edges = a.Keywords.Get("padding") as List<object?>
            ?? [new List<object?> { 1L, 1L }, new List<object?> { 1L, 1L }];
        if (edges.TrueForAll(e => e is long)) { edges = [edges]; }
        return a.Keywords.Get("data_format") is "channels_first" ? [none, none, .. edges] : [none, .. edges, none];
    }

    private static Tensor Saturate(Tensor x, string dtype) => (dtype switch
    {
        "uint8" => x.clamp(0, 255),
        "int8" => x.clamp(-128, 127),
        "int16" => x.clamp(short.MinValue, short.MaxValue),
        "int32" => x.clamp(int.MinValue, int.MaxValue),
        _ => x,
    }).to_type(DTypes.ParseTorch(dtype));
}
