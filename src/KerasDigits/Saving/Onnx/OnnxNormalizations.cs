using KerasDigits.Backend;

namespace KerasDigits.Saving.Onnx;

/// <summary>Normalizations over any axes, by ONNX's operators where there is one.</summary>
internal static class OnnxNormalizations
{
    private static long[] ReadAxes(OnnxCall c) => [.. c.ReadSizes("axis").Select(a => a < 0 ? a + c.Rank : a).Order()];

    /// <summary>A weight that spans some axes as one that spans all.</summary>
    private static string Spread(OnnxCall c, Tensor weight, long[] axes)
    {
        long[] shape = new long[c.Rank];
        // A BatchNormalization of several axes has weights of all axes already.
        bool spansAll = weight.dim() == c.Rank;
        for (int i = 0, at = 0; i < shape.Length; i++) { shape[i] = axes.Contains(i) ? weight.shape[spansAll ? i : at++] : 1; }
        return c.Graph.AddWeight(weight.reshape(shape));
    }

    private static string ConvertScaled(OnnxCall c, string y, long[] axes)
    {
        OnnxGraph g = c.Graph;
        if ((c.FindWeight("gamma") ?? c.FindWeight("scale")) is { } gamma) { y = g.AddOp("Mul", [y, Spread(c, gamma, axes)]); }
        return c.FindWeight("beta") is { } beta ? g.AddOp("Add", [y, Spread(c, beta, axes)]) : y;
    }

    private static string ConvertCentered(OnnxGraph g, string x, long[] axes) =>
        g.AddOp("Sub", [x, g.AddOp("ReduceMean", [x], ("axes", axes), ("keepdims", 1))]);

    private static string ConvertSquare(OnnxGraph g, string x, long[] axes) =>
        g.AddOp("ReduceMean", [g.AddOp("Mul", [x, x])], ("axes", axes), ("keepdims", 1));

    public static string ConvertBatch(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = ReadAxes(c);
        Tensor mean = c.FindWeight("moving_mean")!, variance = c.FindWeight("moving_variance")!;
        string Apply(string x) =>
            g.AddOp("BatchNormalization",
                [x, g.AddWeight(c.FindWeight("gamma") ?? variance * 0 + 1), g.AddWeight(c.FindWeight("beta") ?? mean * 0),
                    g.AddWeight(mean),
                    g.AddWeight(variance)], ("epsilon", c.ReadNumber("epsilon")));
        if (axes is [1]) { return Apply(c.X.Name); }
        if (axes.Length == 1 && axes[0] == c.Rank - 1) { return g.ToChannelsLast(Apply(g.ToChannelsFirst(c.X.Name, c.Rank)), c.Rank); }
        Tensor scale = (variance + c.ReadNumber("epsilon")).rsqrt();
        if (c.FindWeight("gamma") is { } gamma) { scale *= gamma; }
        Tensor offset = -mean * scale;
        if (c.FindWeight("beta") is { } beta) { offset += beta; }
        return g.AddOp("Add", [g.AddOp("Mul", [c.X.Name, Spread(c, scale, axes)]), Spread(c, offset, axes)]);
    }

    public static string ConvertLayer(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = ReadAxes(c);
        bool trailing = axes[^1] == c.Rank - 1 && axes[^1] - axes[0] == axes.Length - 1;
        if (c.ReadFlag("rms_scaling"))
        {
            string variance = ConvertSquare(g, ConvertCentered(g, c.X.Name, axes), axes);
            return ConvertScaled(c,
                g.AddOp("Div", [c.X.Name, g.AddOp("Sqrt", g.AddOp("Add", [variance, g.AddNumber(c.ReadNumber("epsilon"))]))]), axes);
        }
        if (trailing && axes.All(a => c.X.Shape[(int)a] is not null))
        {
            long[] sizes = [.. axes.Select(a => c.X.Shape[(int)a]!.Value)];
            float[] ones = new float[sizes.Aggregate(1L, (a, b) => a * b)];
            Array.Fill(ones, 1f);
            string gamma = c.FindWeight("gamma") is { } scale ? g.AddWeight(scale) : g.AddFloats(ones, sizes);
            return g.AddOp("LayerNormalization", c.FindWeight("beta") is { } beta ? [c.X.Name, gamma, g.AddWeight(beta)]
                : [c.X.Name, gamma],
                ("axis", axes[0]), ("epsilon", c.ReadNumber("epsilon")));
        }
        string centered = ConvertCentered(g, c.X.Name, axes);
        return ConvertScaled(c,
            g.AddOp("Div", [centered,
                g.AddOp("Sqrt", g.AddOp("Add", [ConvertSquare(g, centered, axes), g.AddNumber(c.ReadNumber("epsilon"))]))]), axes);
    }

    public static string ConvertRootMeanSquare(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = ReadAxes(c);
        return ConvertScaled(c,
            g.AddOp("Div", [c.X.Name,
                g.AddOp("Sqrt", g.AddOp("Add", [ConvertSquare(g, c.X.Name, axes), g.AddNumber(c.ReadNumber("epsilon"))]))]), axes);
    }

    public static string ConvertGroup(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        int axis = (int)ReadAxes(c)[0], rank = c.Rank;
        long channels = c.X.Shape[axis]!.Value, groups = c.ReadSizes("groups")[0] is -1 ? channels : c.ReadSizes("groups")[0];
        // Channels stand second; a value without places gets one.
        long[] order = [0, axis, .. Enumerable.Range(1, rank - 1).Where(i => i != axis).Select(i => (long)i)], back = new long[rank];
        for (int i = 0; i < rank; i++) { back[order[i]] = i; }
        string x = axis == 1 ? c.X.Name : axis == rank - 1 && rank > 2 ? g.ToChannelsFirst(c.X.Name, rank)
            : g.AddOp("Transpose", [c.X.Name], ("perm", order));
        float[] ones = new float[groups];
        Array.Fill(ones, 1f);
        string even = g.AddOp("InstanceNormalization",
            [g.AddOp("Reshape", [x, g.AddLongs(0, groups, -1)]), g.AddFloats(ones, groups), g.AddFloats(new float[groups], groups)],
            ("epsilon", c.ReadNumber("epsilon")));
        string y = g.AddOp("Reshape", [even, g.AddOp("Shape", x)]);
        long[] shape = [channels, .. Enumerable.Repeat(1L, rank - 2)];
        if (c.FindWeight("gamma") is { } gamma) { y = g.AddOp("Mul", [y, g.AddWeight(gamma.reshape(shape))]); }
        if (c.FindWeight("beta") is { } beta) { y = g.AddOp("Add", [y, g.AddWeight(beta.reshape(shape))]); }
        return axis == 1 ? y : axis == rank - 1 && rank > 2 ? g.ToChannelsLast(y, rank) : g.AddOp("Transpose", [y], ("perm", back));
    }

    /// <summary>The Normalization layer: mean and variance of the data, along any axes.</summary>
    public static string ConvertData(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        long[] axes = ReadAxes(c);
        string x = c.X.DType == "float32" ? c.X.Name : g.Cast(c.X.Name, OnnxGraph.Float);
        Tensor AddStatistic(string name)
        {
            if (c.FindWeight(name) is { } learned) { return learned; }
            float[] values = c.Get(name) is List<object?> list
                ? [.. list.Select(v => Convert.ToSingle(v, System.Globalization.CultureInfo.InvariantCulture))]
                : [(float)c.ReadNumber(name)];
            return values.Length == 1 ? Tensors.Of(values).squeeze(0) : Tensors.Of(values)
                .reshape([.. axes.Select(a => c.X.Shape[(int)a]!.Value)]);
        }
        string GetAlong(Tensor t) => t.dim() == 0 ? g.AddWeight(t) : Spread(c, t, axes);
        string mean = GetAlong(AddStatistic("mean")),
            root = GetAlong(AddStatistic("variance").to_type(DTypes.ParseTorch("float32")).sqrt().clamp_min(Settings.Epsilon));
        return c.ReadFlag("invert") ? g.AddOp("Add", [g.AddOp("Mul", [x, root]), mean]) : g.AddOp("Div", [g.AddOp("Sub", [x, mean]), root]);
    }
}
