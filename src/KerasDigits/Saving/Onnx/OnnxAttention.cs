using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>Attention out of products and softmax, with masks as Keras takes them from the scores.</summary>
internal static class OnnxAttention
{
    public static OnnxValue[] ConvertDense(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        OnnxValue query = c.Inputs[0], value = c.Inputs[1], key = c.Inputs.Length > 2 ? c.Inputs[2] : value;
        string scores = AddScores(c, query, key);
        bool causal = c.ReadFlag("causal") || c.Keywords?.Get("use_causal_mask") is true;
        string? mask = g.CombineMasks(value.Mask is { } seen ? g.AddOp("Unsqueeze", [seen, g.AddLongs(-2)]) : null, causal
            ? MaskLater(g, scores) : null);
        string weights = AddSoftmax(g, scores, mask), result = g.AddOp("MatMul", [weights, value.Name]);
        if (query.Mask is { } asked) { result = g.AddOp("Mul",
            [result, g.Cast(g.AddOp("Unsqueeze", [asked, g.AddLongs(-1)]), OnnxGraph.Float)]); }
        return MakeOutputs(c, new OnnxValue(result, c.Output, "float32", query.Mask, query.MaskRank), weights);
    }

    private static string AddScores(OnnxCall c, OnnxValue query, OnnxValue key)
    {
        OnnxGraph g = c.Graph;
        string? scale = c.FindWeight("scale") is { } s ? g.AddWeight(s) : null;
        bool additive = c.Layer is AdditiveAttention;
        if (!additive && c.ReadText("score_mode") != "concat")
        {
            int rank = key.Shape.Rank;
            string products = g.AddOp("MatMul",
                [query.Name,
                    g.AddOp("Transpose", [key.Name],
                        ("perm", (long[])[.. Enumerable.Range(0, rank - 2).Select(i => (long)i), rank - 1, rank - 2]))]);
            return scale is null ? products : g.AddOp("Mul", [products, scale]);
        }
        string sum = g.AddOp("Add", [g.AddOp("Unsqueeze", [query.Name, g.AddLongs(-2)]), g.AddOp("Unsqueeze", [key.Name, g.AddLongs(-3)])]);
        if (additive)
        {
            string bent = g.AddOp("Tanh", sum);
            return g.AddOp("ReduceSum", [scale is null ? bent : g.AddOp("Mul", [bent, scale]), g.AddLongs(-1)], ("keepdims", 0));
        }
        string reduced = g.AddOp("ReduceSum", [g.AddOp("Tanh", scale is null ? sum : g.AddOp("Mul", [sum, scale])), g.AddLongs(-1)],
            ("keepdims", 0));
        return g.AddOp("Mul", [reduced, g.AddWeight(c.FindWeight("concat_score_weight")!)]);
    }

    /// <summary>Whether a query's step may see a value's: (1, queries, values).</summary>
    private static string MaskLater(OnnxGraph g, string scores)
    {
        string ones = g.AddOp("Expand",
            [g.AddNumber(1), g.AddOp("Slice", [g.AddOp("Shape", scores), g.AddLongs(-2), g.AddLongs(long.MaxValue)])]);
        return g.AddOp("Unsqueeze", [g.Cast(g.AddOp("Trilu", [ones], ("upper", 0)), OnnxGraph.Bool), g.AddLongs(0)]);
    }

    private static string AddSoftmax(OnnxGraph g, string scores, string? mask)
    {
        if (mask is not null) { scores = g.AddOp("Sub",
            [scores, g.AddOp("Mul", [g.Cast(g.AddOp("Not", mask), OnnxGraph.Float), g.AddNumber(1e9)])]); }
        return g.AddOp("Softmax", [scores], ("axis", -1));
    }

    private static OnnxValue[] MakeOutputs(OnnxCall c, OnnxValue result, string scores) =>
        c.Keywords?.Get("return_attention_scores") is true ? [result, new OnnxValue(scores, c.Outputs[1], "float32")] : [result];

    private static (OnnxValue Query, OnnxValue Value, OnnxValue Key) FindPlaces(OnnxCall c)
    {
        OnnxValue value = c.FindArgument("value", 1)!;
        return (c.Inputs[0], value, c.FindArgument("key", 2) ?? value);
    }

    /// <summary>All masks of a call with one axis of attention: (batch, queries, values), or what Keras's caller gave.</summary>
    private static string? Mask(OnnxCall c, string scores, OnnxValue query, OnnxValue value, OnnxValue key)
    {
        OnnxGraph g = c.Graph;
        string? Spread(OnnxValue x, long axis) => x.Mask is { } mask ? g.AddOp("Unsqueeze", [mask, g.AddLongs(axis)]) : null;
        string? given = c.FindArgument("attention_mask", 3) is { } own ? own.DType == "bool"
            ? own.Name
            : g.Cast(own.Name, OnnxGraph.Bool) : null;
        return g.CombineMasks(given, Spread(query, -1), Spread(value, -2), ReferenceEquals(key, value) ? null : Spread(key, -2),
            c.Keywords?.Get("use_causal_mask") is true ? MaskLater(g, scores) : null);
    }

    private static void RefuseWindow(OnnxCall c, int? window)
    {
        if (window is not null) { throw c.Refused("it has a sliding_window: give the mask as attention_mask instead."); }
    }

    public static OnnxValue[] ConvertHeads(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        var layer = (MultiHeadAttention)c.Layer;
        RefuseWindow(c, layer.sliding_window);
        var (query, value, key) = FindPlaces(c);
        int rank = query.Shape.Rank;
        long[] axes = layer.attention_axes is { } given
            ? [.. given.Select(a => (long)(a < 0 ? rank + a : a))]
            : [.. Enumerable.Range(1, rank - 2).Select(i => (long)i)];
        // (batch, other axes, heads, attended axes, size).
        long[] order = [0, .. Enumerable.Range(1, rank - 2).Select(i => (long)i).Where(i => !axes.Contains(i)), rank - 1, .. axes, rank];
        int front = rank - axes.Length;
        Layer TakePart(string name) => (Layer)layer.EnumerateTrackedParts().First(p => p.Name == name).Part;
        string Project(string name, OnnxValue x)
        {
            Tensor kernel = OnnxCall.FindWeight(TakePart(name), "kernel")!;
            long heads = kernel.size(1), size = kernel.size(2);
            string y = g.AddOp("MatMul", [x.Name, g.AddWeight(kernel.reshape(kernel.size(0), heads * size))]);
            if (OnnxCall.FindWeight(TakePart(name), "bias") is { } bias)
            {
                y = g.AddOp("Add", [y, g.AddWeight(bias.reshape(heads * size))]);
            }
            return g.AddOp("Transpose", [g.AddOp("Reshape", [y, g.AddLongs([.. new long[rank - 1], heads, size])])], ("perm", order));
        }
        string Flatten(string x, long size) => axes.Length == 1 ? x : g.AddOp("Reshape", [x, g.AddLongs([.. new long[front], -1, size])]);
        string TakePart2(string x, long from, long to) => g.AddOp("Slice", [g.AddOp("Shape", x), g.AddLongs(from), g.AddLongs(to)]);
        string q = g.AddOp("Mul", [Project("_query_dense", query), g.AddNumber(1 / Math.Sqrt(layer.key_dim))]),
            k = Project("_key_dense", key);
        string turned = g.AddOp("Transpose", [Flatten(k, layer.key_dim)],
            ("perm", (long[])[.. Enumerable.Range(0, front).Select(i => (long)i), front + 1, front]));
        string scores = g.AddOp("MatMul", [Flatten(q, layer.key_dim), turned]);
        string? mask = Mask(c, scores, query, value, key);
        if (mask is not null && (axes.Length > 1 || rank > 3))
        {
            throw c.Refused("a mask arrives, and it attends over another axis than that of time.");
        }
        // (batch, queries, values), for every head.
        if (mask is not null && !(c.FindArgument("attention_mask", 3) is { Shape.Rank: 4 })) { mask = g.AddOp("Unsqueeze",
            [mask, g.AddLongs(1)]); }
        string weights = AddSoftmax(g, scores, mask);
        string mixed = g.AddOp("MatMul", [weights, Flatten(Project("_value_dense", value), layer.value_dim)]);
        if (axes.Length > 1) { mixed = g.AddOp("Reshape",
            [mixed, g.AddOp("Concat", [TakePart2(q, 0, -1), g.AddLongs(layer.value_dim)], ("axis", 0))]); }
        if (layer.use_gate) { mixed = g.AddOp("Mul", [mixed, g.AddOp("Sigmoid", Project("_gate_dense", query))]); }
        long[] back = new long[order.Length];
        for (int i = 0; i < order.Length; i++) { back[order[i]] = i; }
        Tensor output = OnnxCall.FindWeight(TakePart("_output_dense"), "kernel")!;
        long width = output.size(0) * output.size(1);
        string rows = g.AddOp("Reshape", [g.AddOp("Transpose", [mixed], ("perm", back)), g.AddLongs([.. new long[rank - 1], width])]);
        string result = g.AddOp("MatMul", [rows, g.AddWeight(output.reshape(width, -1))]);
        if (OnnxCall.FindWeight(TakePart("_output_dense"), "bias") is { } last) { result = g.AddOp("Add",
            [result, g.AddWeight(last.reshape(-1))]); }
        if (output.dim() > 3) { result = g.AddOp("Reshape", [result, g.AddLongs([.. new long[rank - 1], .. output.shape[2..]])]); }
        bool wanted = c.Keywords?.Get("return_attention_scores") is true;
        string shown = wanted && axes.Length > 1
            ? g.AddOp("Reshape", [weights, g.AddOp("Concat", [TakePart2(q, 0, -1), TakePart2(k, front, -1)], ("axis", 0))])
            : weights;
        return MakeOutputs(c, new OnnxValue(result, c.Output, "float32", query.Mask, query.MaskRank), shown);
    }

    public static OnnxValue[] ConvertGrouped(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        var layer = (GroupQueryAttention)c.Layer;
        RefuseWindow(c, layer.sliding_window);
        var (query, value, key) = FindPlaces(c);
        Layer TakePart(string name) => (Layer)layer.EnumerateTrackedParts().First(p => p.Name.TrimStart('_') == name).Part;
        // The heads of keys and values stand as often as queries share them.
        string Project(string name, OnnxValue x, long times)
        {
            Tensor kernel = OnnxCall.FindWeight(TakePart(name), "kernel")!.repeat_interleave(times, 1);
            long heads = kernel.size(1), size = kernel.size(2);
            string y = g.AddOp("MatMul", [x.Name, g.AddWeight(kernel.reshape(kernel.size(0), heads * size))]);
            if (OnnxCall.FindWeight(TakePart(name), "bias") is { } bias)
            {
                y = g.AddOp("Add", [y, g.AddWeight(bias.repeat_interleave(times, 0).reshape(heads * size))]);
            }
            return g.AddOp("Transpose", [g.AddOp("Reshape", [y, g.AddLongs(0, 0, heads, size)])], ("perm", (long[])[0, 2, 1, 3]));
        }
        long shared = layer.num_query_heads / layer.num_key_value_heads;
        string q = g.AddOp("Mul", [Project("query_dense", query, 1), g.AddNumber(1 / Math.Sqrt(layer.head_dim))]);
        string scores = g.AddOp("MatMul", [q, g.AddOp("Transpose", [Project("key_dense", key, shared)], ("perm", (long[])[0, 1, 3, 2]))]);
        string? mask = Mask(c, scores, query, value, key);
        if (mask is not null && !(c.FindArgument("attention_mask", 3) is { Shape.Rank: 4 })) { mask = g.AddOp("Unsqueeze",
            [mask, g.AddLongs(1)]); }
        string weights = AddSoftmax(g, scores, mask);
        string mixed = g.AddOp("MatMul", [weights, Project("value_dense", value, shared)]);
        if (layer.use_gate) { mixed = g.AddOp("Mul", [mixed, g.AddOp("Sigmoid", Project("gate_dense", query, 1))]); }
        Tensor output = OnnxCall.FindWeight(TakePart("output_dense"), "kernel")!;
        long width = output.size(0) * output.size(1);
        string result = g.AddOp("MatMul",
            [g.AddOp("Reshape", [g.AddOp("Transpose", [mixed], ("perm", (long[])[0, 2, 1, 3])), g.AddLongs(0, 0, width)]),
                g.AddWeight(output.reshape(width, output.size(2)))]);
        if (OnnxCall.FindWeight(TakePart("output_dense"), "bias") is { } last) { result = g.AddOp("Add", [result, g.AddWeight(last)]); }
        return MakeOutputs(c, new OnnxValue(result, c.Output, "float32", query.Mask, query.MaskRank), weights);
    }
}
