using KerasDigits.Backend;

namespace KerasDigits.Saving.Onnx;

/// <summary>Normalizations over any axes, by ONNX's operators where there is one.</summary>
internal static class OnnxNormalizations
{
    private static long[] Axes(OnnxCall c) => [.. c.Sizes("axis").Select(a => a < 0 ? a + c.Rank : a).Order()];

    /// <summary>A weight that spans some axes as one that spans all.</summary>
    private static string Spread(OnnxCall c, Tensor weight, long[] axes)
    {
        long[] shape = new long[c.Rank];
        // A BatchNormalization of several axes has weights of all axes already.
        bool spansAll = weight.dim() == c.Rank;
        for (int i = 0, at = 0; i < shape.Length; i++) { shape[i] = axes.Contains(i) ? weight.shape[spansAll ? i : at++] : 1; }
        return c.Graph.Weight(weight.reshape(shape));
    }

    private static string Scaled(OnnxCall c, string y, long[] axes)
    {
        OnnxGraph g = c.Graph;
        if ((c.Weight("gamma") ?? c.Weight("scale")) is { } gamma) { y = g.Op("Mul", [y, Spread(c, gamma, axes)]); }
        return c.Weight("beta") is { } beta ? g.Op("Add", [y, Spread(c, beta, axes)]) : y;
    }

    private static string Centered(OnnxGraph g, string x, long[] axes) =>
        g.Op("Sub", [x, g.Op("ReduceMean", [x], ("axes", axes), ("keepdims", 1))]);

    private static string Square(OnnxGraph g, string x, long[] axes) =>
        g.Op("ReduceMean", [g.Op("Mul", [x, x])], ("axes", axes), ("keepdims", 1));

    public static string Batch(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = Axes(c);
        Tensor mean = c.Weight("moving_mean")!, variance = c.Weight("moving_variance")!;
        string Apply(string x) =>
            g.Op("BatchNormalization",
                [x, g.Weight(c.Weight("gamma") ?? variance * 0 + 1), g.Weight(c.Weight("beta") ?? mean * 0), g.Weight(mean),
                    g.Weight(variance)], ("epsilon", c.Number("epsilon")));
        if (axes is [1]) { return Apply(c.X.Name); }
        if (axes.Length == 1 && axes[0] == c.Rank - 1) { return g.Last(Apply(g.First(c.X.Name, c.Rank)), c.Rank); }
        Tensor scale = (variance + c.Number("epsilon")).rsqrt();
        if (c.Weight("gamma") is { } gamma) { scale *= gamma; }
        Tensor offset = -mean * scale;
        if (c.Weight("beta") is { } beta) { offset += beta; }
        return g.Op("Add", [g.Op("Mul", [c.X.Name, Spread(c, scale, axes)]), Spread(c, offset, axes)]);
    }

    public static string Layer(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = Axes(c);
        bool trailing = axes[^1] == c.Rank - 1 && axes[^1] - axes[0] == axes.Length - 1;
        if (c.Flag("rms_scaling"))
        {
            string variance = Square(g, Centered(g, c.X.Name, axes), axes);
            return Scaled(c, g.Op("Div", [c.X.Name, g.Op("Sqrt", g.Op("Add", [variance, g.Number(c.Number("epsilon"))]))]), axes);
        }
        if (trailing && axes.All(a => c.X.Shape[(int)a] is not null))
        {
            long[] sizes = [.. axes.Select(a => c.X.Shape[(int)a]!.Value)];
            float[] ones = new float[sizes.Aggregate(1L, (a, b) => a * b)];
            Array.Fill(ones, 1f);
            string gamma = c.Weight("gamma") is { } scale ? g.Weight(scale) : g.Floats(ones, sizes);
            return g.Op("LayerNormalization", c.Weight("beta") is { } beta ? [c.X.Name, gamma, g.Weight(beta)] : [c.X.Name, gamma],
                ("axis", axes[0]), ("epsilon", c.Number("epsilon")));
        }
        string centered = Centered(g, c.X.Name, axes);
        return Scaled(c,
            g.Op("Div", [centered, g.Op("Sqrt", g.Op("Add", [Square(g, centered, axes), g.Number(c.Number("epsilon"))]))]), axes);
    }

    public static string RootMeanSquare(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = Axes(c);
        return Scaled(c,
            g.Op("Div", [c.X.Name, g.Op("Sqrt", g.Op("Add", [Square(g, c.X.Name, axes), g.Number(c.Number("epsilon"))]))]), axes);
    }

    public static string Group(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        int axis = (int)Axes(c)[0], rank = c.Rank;
        long channels = c.X.Shape[axis]!.Value, groups = c.Sizes("groups")[0] is -1 ? channels : c.Sizes("groups")[0];
        // Channels stand second; a value without places gets one.
        long[] order = [0, axis, .. Enumerable.Range(1, rank - 1).Where(i => i != axis).Select(i => (long)i)], back = new long[rank];
        for (int i = 0; i < rank; i++) { back[order[i]] = i; }
        string x = axis == 1 ? c.X.Name : axis == rank - 1 && rank > 2 ? g.First(c.X.Name, rank)
            : g.Op("Transpose", [c.X.Name], ("perm", order));
        float[] ones = new float[groups];
        Array.Fill(ones, 1f);
        string even = g.Op("InstanceNormalization",
            [g.Op("Reshape", [x, g.Longs(0, groups, -1)]), g.Floats(ones, groups), g.Floats(new float[groups], groups)],
            ("epsilon", c.Number("epsilon")));
        string y = g.Op("Reshape", [even, g.Op("Shape", x)]);
        long[] shape = [channels, .. Enumerable.Repeat(1L, rank - 2)];
        if (c.Weight("gamma") is { } gamma) { y = g.Op("Mul", [y, g.Weight(gamma.reshape(shape))]); }
        if (c.Weight("beta") is { } beta) { y = g.Op("Add", [y, g.Weight(beta.reshape(shape))]); }
        return axis == 1 ? y : axis == rank - 1 && rank > 2 ? g.Last(y, rank) : g.Op("Transpose", [y], ("perm", back));
    }

    /// <summary>The Normalization layer: mean and variance of the data, along any axes.</summary>
    public static string Data(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = Axes(c);
        string x = c.X.DType == "float32" ? c.X.Name : g.Cast(c.X.Name, OnnxGraph.Float);
        Tensor Statistic(string name)
        {
            if (c.Weight(name) is { } learned) { return learned; }
            float[] values = c.Get(name) is List<object?> list
                ? [.. list.Select(v => Convert.ToSingle(v, System.Globalization.CultureInfo.InvariantCulture))]
                : [(float)c.Number(name)];
            return values.Length == 1 ? Tensors.Of(values).squeeze(0) : Tensors.Of(values)
                .reshape([.. axes.Select(a => c.X.Shape[(int)a]!.Value)]);
        }
        string Along(Tensor t) => t.dim() == 0 ? g.Weight(t) : Spread(c, t, axes);
        string mean = Along(Statistic("mean")),
            root = Along(Statistic("variance").to_type(DTypes.Torch("float32")).sqrt().clamp_min(Settings.Epsilon));
        return c.Flag("invert") ? g.Op("Add", [g.Op("Mul", [x, root]), mean]) : g.Op("Div", [g.Op("Sub", [x, mean]), root]);
    }
}
