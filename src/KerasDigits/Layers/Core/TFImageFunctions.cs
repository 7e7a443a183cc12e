using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>TensorFlow's functions of images, windows and shapes that files hold as layers.</summary>
internal static class TFImageFunctions
{
    public static void AddTo(Dictionary<string, TensorFunction> table)
    {
        void Add(string name, Func<OpArguments, Tensor> compute, params string[] keywords) =>
            table[name] = new(a => [compute(a)], keywords);
        Add("image.resize", Resize, "size", "method", "preserve_aspect_ratio", "antialias");
        Add("image.flip_left_right", a => a.First.flip([a.First.dim() - 2]));
        Add("image.flip_up_down", a => a.First.flip([a.First.dim() - 3]));
        Add("image.rgb_to_grayscale", a => (a.First * Tensors.Of((float[])[0.2989f, 0.587f, 0.114f])).sum([-1], keepdim: true));
        Add("image.grayscale_to_rgb", a => NN.Concatenate([a.First, a.First, a.First], -1));
        foreach (string name in (string[])["nn.max_pool2d", "nn.max_pool", "nn.avg_pool2d", "nn.avg_pool", "nn.max_pool1d", "nn.avg_pool1d",
            "nn.max_pool3d", "nn.avg_pool3d"])
        {
            Add(name, a => Pool(a, name.Contains("max", StringComparison.Ordinal)), "ksize", "strides", "padding", "data_format");
        }
        foreach (string name in (string[])["shape", "compat.v1.shape"])
        {
            Add(name, a => RoundToWhole(a.First.shape, a.Keywords.Get("out_type")), "out_type");
        }
        foreach (string name in (string[])["size", "compat.v1.size"])
        {
            Add(name, a => RoundToWhole([a.First.numel()], a.Keywords.Get("out_type")).squeeze(0), "out_type");
        }
        Add("rank", a => RoundToWhole([a.First.dim()], "int32").squeeze(0));
        foreach (string name in (string[])["norm", "compat.v1.norm"]) { Add(name, ComputeNorm, "ord", "axis", "keepdims"); }
        Add("math.reduce_euclidean_norm", a => Norms.Length(a.First, a.ReadAxes(), a.Keywords.Get("keepdims") is true), "axis", "keepdims");
        Add("broadcast_to", a => a.First.expand(a.ReadNumbers("shape") ?? throw OpArguments.Missing("shape")), "shape");
        Add("fill",
            a => a.ReadValue("value", 1).expand(a.Has("dims", 0) && a.ReadNumbers("dims") is { } dims ? dims
                : OpFunctions.ToWholeNumbers(a.First)),
            "dims", "value");
        Add("roll",
            a => a.First.roll(a.ReadNumbers("shift") ?? throw OpArguments.Missing("shift"), a.ReadNumbers("axis")
                ?? throw OpArguments.Missing("axis")), "shift", "axis");
    }

    private static Tensor RoundToWhole(long[] values, object? dtype) =>
        CategoryOps.Numbers(values, [values.Length]).to_type(DTypes.ParseTorch(dtype as string ?? "int32"));

    private static Tensor ComputeNorm(OpArguments a)
    {
        Guard.That(a.Keywords.Get("ord") is null or "euclidean" or 2L or 2.0 or 1L or 1.0,
            $"`ord` must be \"euclidean\", 1 or 2 here. Received: ord={a.Keywords.Get("ord")}.", "ord");
        bool keep = a.Keywords.Get("keepdims") is true;
        return a.Keywords.Get("ord") is 1L or 1.0 ? a.First.abs().sum(a.ReadAxes(), keepdim: keep)
            : Norms.Length(a.First, a.ReadAxes(), keep);
    }

    private static Tensor Resize(OpArguments a)
    {
        string method = a.Keywords.Get("method") as string ?? "bilinear";
        Guard.That(a.Keywords.Get("antialias") is not true && a.Keywords.Get("preserve_aspect_ratio") is not true,
            "`antialias` and `preserve_aspect_ratio` must be false here.", "antialias");
        long[] size = a.ReadNumbers("size") is { Length: 2 } two ? two : throw OpArguments.Missing("size");
        return ImageResize.Resize(a.First.is_floating_point() || method == "nearest" ? a.First
            : a.First.to_type(DTypes.ParseTorch("float32")),
            checked((int)size[0]), checked((int)size[1]), method);
    }

    /// <summary>Sizes may be given for only the spatial axes, or for all axes.</summary>
    private static Tensor Pool(OpArguments a, bool max)
    {
        Guard.That(a.Keywords.Get("data_format") is null or "NHWC" or "NWC" or "NDHWC", "`data_format` must have its channels last here.",
            "data_format");
        int axes = checked((int)a.First.dim()) - 2;
        long[] Each(string name) => a.ReadNumbers(name) is not { } n ? throw OpArguments.Missing(name) : n.Length == 1
            ? [.. Enumerable.Repeat(n[0], axes)] : n.Length == axes + 2 ? n[1..^1] : n;
        string padding = (a.Keywords.Get("padding") as string ?? throw OpArguments.Missing("padding")).ToLowerInvariant();
        long[] size = Each("ksize"), strides = Each("strides");
        if (axes != 2) { return max ? NN.MaxPool(a.First, size, strides, padding) : NN.AveragePool(a.First, size, strides, padding); }
        ((int, int) window, (int, int) step) = (((int)size[0], (int)size[1]), ((int)strides[0], (int)strides[1]));
        return max ? NN.MaxPool2D(a.First, window, step, padding) : NN.AveragePool2D(a.First, window, step, padding);
    }
}
