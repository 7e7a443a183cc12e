using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>Attention out of products and softmax, with masks as Keras takes them from the scores.</summary>
internal static class OnnxAttention
{
    public static OnnxValue[] Dense(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        OnnxValue query = c.Inputs[0], value = c.Inputs[1], key = c.Inputs.Length > 2 ? c.Inputs[2] : value;
        string scores = Scores(c, query, key);
        bool causal = c.Flag("causal") || c.Keywords?.Get("use_causal_mask") is true;
        string? mask = g.And(value.Mask is { } seen ? g.Op("Unsqueeze", [seen, g.Longs(-2)]) : null, causal ? Causal(g, scores) : null);
        string weights = Softmax(g, scores, mask), result = g.Op("MatMul", [weights, value.Name]);
        if (query.Mask is { } asked) { result = g.Op("Mul", [result, g.Cast(g.Op("Unsqueeze", [asked, g.Longs(-1)]), OnnxGraph.Float)]); }
        return Outputs(c, new OnnxValue(result, c.Output, "float32", query.Mask, query.MaskRank), weights);
    }

    private static string Scores(OnnxCall c, OnnxValue query, OnnxValue key)
    {
        OnnxGraph g = c.Graph;
        string? scale = c.Weight("scale") is { } s ? g.Weight(s) : null;
        bool additive = c.Layer is AdditiveAttention;
        if (!additive && c.Text("score_mode") != "concat")
        {
            int rank = key.Shape.Rank;
            string products = g.Op("MatMul",
                [query.Name,
                    g.Op("Transpose", [key.Name],
                        ("perm", (long[])[.. Enumerable.Range(0, rank - 2).Select(i => (long)i), rank - 1, rank - 2]))]);
            return scale is null ? products : g.Op("Mul", [products, scale]);
        }
        string sum = g.Op("Add", [g.Op("Unsqueeze", [query.Name, g.Longs(-2)]), g.Op("Unsqueeze", [key.Name, g.Longs(-3)])]);
        if (additive)
        {
            string bent = g.Op("Tanh", sum);
            return g.Op("ReduceSum", [scale is null ? bent : g.Op("Mul", [bent, scale]), g.Longs(-1)], ("keepdims", 0));
        }
        string reduced = g.Op("ReduceSum", [g.Op("Tanh", scale is null ? sum : g.Op("Mul", [sum, scale])), g.Longs(-1)], ("keepdims", 0));
        return g.Op("Mul", [reduced, g.Weight(c.Weight("concat_score_weight")!)]);
    }

    /// <summary>Whether a query's step may see a value's: (1, queries, values).</summary>
    private static string Causal(OnnxGraph g, string scores)
    {
        string ones = g.Op("Expand", [g.Number(1), g.Op("Slice", [g.Op("Shape", scores), g.Longs(-2), g.Longs(long.MaxValue)])]);
        return g.Op("Unsqueeze", [g.Cast(g.Op("Trilu", [ones], ("upper", 0)), OnnxGraph.Bool), g.Longs(0)]);
    }

    private static string Softmax(OnnxGraph g, string scores, string? mask)
    {
        if (mask is not null) { scores = g.Op("Sub", [scores, g.Op("Mul", [g.Cast(g.Op("Not", mask), OnnxGraph.Float), g.Number(1e9)])]); }
        return g.Op("Softmax", [scores], ("axis", -1));
    }

    private static OnnxValue[] Outputs(OnnxCall c, OnnxValue result, string scores) =>
        c.Keywords?.Get("return_attention_scores") is true ? [result, new OnnxValue(scores, c.Outputs[1], "float32")] : [result];

    private static (OnnxValue Query, OnnxValue Value, OnnxValue Key) Places(OnnxCall c)
    {
        OnnxValue value = c.Argument("value", 1)!;
        return (c.Inputs[0], value, c.Argument("key", 2) ?? value);
    }

    /// <summary>All masks of a call with one axis of attention: (batch, queries, values), or what Keras's caller gave.</summary>
    private static string? Mask(OnnxCall c, string scores, OnnxValue query, OnnxValue value, OnnxValue key)
    {
        OnnxGraph g = c.Graph;
        string? Spread(OnnxValue x, long axis) => x.Mask is { } mask ? g.Op("Unsqueeze", [mask, g.Longs(axis)]) : null;
        string? given = c.Argument("attention_mask", 3) is { } own ? own.DType == "bool"
            ? own.Name
            : g.Cast(own.Name, OnnxGraph.Bool) : null;
        return g.And(given, Spread(query, -1), Spread(value, -2), ReferenceEquals(key, value) ? null : Spread(key, -2),
            c.Keywords?.Get("use_causal_mask") is true ? Causal(g, scores) : null);
    }

    private static void RefuseWindow(OnnxCall c, int? window)
    {
        if (window is not null) { throw c.Refused("it has a sliding_window: give the mask as attention_mask instead."); }
    }

    public static OnnxValue[] Heads(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        var layer = (MultiHeadAttention)c.Layer;
        RefuseWindow(c, layer.sliding_window);
        var (query, value, key) = Places(c);
        int rank = query.Shape.Rank;
        long[] axes = layer.attention_axes is { } given
            ? [.. given.Select(a => (long)(a < 0 ? rank + a : a))]
            : [.. Enumerable.Range(1, rank - 2).Select(i => (long)i)];
        // (batch, other axes, heads, attended axes, size).
        long[] order = [0, .. Enumerable.Range(1, rank - 2).Select(i => (long)i).Where(i => !axes.Contains(i)), rank - 1, .. axes, rank];
        int front = rank - axes.Length;
        Layer Part(string name) => (Layer)layer.TrackedParts().First(p => p.Name == name).Part;
        string Projected(string name, OnnxValue x)
        {
            Tensor kernel = OnnxCall.Weight(Part(name), "kernel")!;
            long heads = kernel.size(1), size = kernel.size(2);
            string y = g.Op("MatMul", [x.Name, g.Weight(kernel.reshape(kernel.size(0), heads * size))]);
            if (OnnxCall.Weight(Part(name), "bias") is { } bias) { y = g.Op("Add", [y, g.Weight(bias.reshape(heads * size))]); }
            return g.Op("Transpose", [g.Op("Reshape", [y, g.Longs([.. new long[rank - 1], heads, size])])], ("perm", order));
        }
        string Flat(string x, long size) => axes.Length == 1 ? x : g.Op("Reshape", [x, g.Longs([.. new long[front], -1, size])]);
        string Part2(string x, long from, long to) => g.Op("Slice", [g.Op("Shape", x), g.Longs(from), g.Longs(to)]);
        string q = g.Op("Mul", [Projected("_query_dense", query), g.Number(1 / Math.Sqrt(layer.key_dim))]),
            k = Projected("_key_dense", key);
        string turned = g.Op("Transpose", [Flat(k, layer.key_dim)],
            ("perm", (long[])[.. Enumerable.Range(0, front).Select(i => (long)i), front + 1, front]));
        string scores = g.Op("MatMul", [Flat(q, layer.key_dim), turned]);
        string? mask = Mask(c, scores, query, value, key);
        if (mask is not null && (axes.Length > 1 || rank > 3))
        {
            throw c.Refused("a mask arrives, and it attends over another axis than that of time.");
        }
        // (batch, queries, values), for every head.
        if (mask is not null && !(c.Argument("attention_mask", 3) is { Shape.Rank: 4 })) { mask = g.Op("Unsqueeze", [mask, g.Longs(1)]); }
        string weights = Softmax(g, scores, mask);
        string mixed = g.Op("MatMul", [weights, Flat(Projected("_value_dense", value), layer.value_dim)]);
        if (axes.Length > 1) { mixed = g.Op("Reshape", [mixed, g.Op("Concat", [Part2(q, 0, -1), g.Longs(layer.value_dim)], ("axis", 0))]); }
        if (layer.use_gate) { mixed = g.Op("Mul", [mixed, g.Op("Sigmoid", Projected("_gate_dense", query))]); }
        long[] back = new long[order.Length];
        for (int i = 0; i < order.Length; i++) { back[order[i]] = i; }
        Tensor output = OnnxCall.Weight(Part("_output_dense"), "kernel")!;
        long width = output.size(0) * output.size(1);
        string rows = g.Op("Reshape", [g.Op("Transpose", [mixed], ("perm", back)), g.Longs([.. new long[rank - 1], width])]);
        string result = g.Op("MatMul", [rows, g.Weight(output.reshape(width, -1))]);
        if (OnnxCall.Weight(Part("_output_dense"), "bias") is { } last) { result = g.Op("Add", [result, g.Weight(last.reshape(-1))]); }
        if (output.dim() > 3) { result = g.Op("Reshape", [result, g.Longs([.. new long[rank - 1], .. output.shape[2..]])]); }
        bool wanted = c.Keywords?.Get("return_attention_scores") is true;
        string shown = wanted && axes.Length > 1
            ? g.Op("Reshape", [weights, g.Op("Concat", [Part2(q, 0, -1), Part2(k, front, -1)], ("axis", 0))])
            : weights;
        return Outputs(c, new OnnxValue(result, c.Output, "float32", query.Mask, query.MaskRank), shown);
    }

    public static OnnxValue[] Grouped(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        var layer = (GroupQueryAttention)c.Layer;
        RefuseWindow(c, layer.sliding_window);
        var (query, value, key) = Places(c);
        Layer Part(string name) => (Layer)layer.TrackedParts().First(p => p.Name.TrimStart('_') == name).Part;
        // The heads of keys and values stand as often as queries share them.
        string Projected(string name, OnnxValue x, long times)
        {
            Tensor kernel = OnnxCall.Weight(Part(name), "kernel")!.repeat_interleave(times, 1);
            long heads = kernel.size(1), size = kernel.size(2);
            string y = g.Op("MatMul", [x.Name, g.Weight(kernel.reshape(kernel.size(0), heads * size))]);
            if (OnnxCall.Weight(Part(name), "bias") is { } bias)
            {
                y = g.Op("Add", [y, g.Weight(bias.repeat_interleave(times, 0).reshape(heads * size))]);
            }
            return g.Op("Transpose", [g.Op("Reshape", [y, g.Longs(0, 0, heads, size)])], ("perm", (long[])[0, 2, 1, 3]));
        }
        long shared = layer.num_query_heads / layer.num_key_value_heads;
        string q = g.Op("Mul", [Projected("query_dense", query, 1), g.Number(1 / Math.Sqrt(layer.head_dim))]);
        string scores = g.Op("MatMul", [q, g.Op("Transpose", [Projected("key_dense", key, shared)], ("perm", (long[])[0, 1, 3, 2]))]);
        string? mask = Mask(c, scores, query, value, key);
        if (mask is not null && !(c.Argument("attention_mask", 3) is { Shape.Rank: 4 })) { mask = g.Op("Unsqueeze", [mask, g.Longs(1)]); }
        string weights = Softmax(g, scores, mask);
        string mixed = g.Op("MatMul", [weights, Projected("value_dense", value, shared)]);
        if (layer.use_gate) { mixed = g.Op("Mul", [mixed, g.Op("Sigmoid", Projected("gate_dense", query, 1))]); }
        Tensor output = OnnxCall.Weight(Part("output_dense"), "kernel")!;
        long width = output.size(0) * output.size(1);
        string result = g.Op("MatMul",
            [g.Op("Reshape", [g.Op("Transpose", [mixed], ("perm", (long[])[0, 2, 1, 3])), g.Longs(0, 0, width)]),
                g.Weight(output.reshape(width, output.size(2)))]);
        if (OnnxCall.Weight(Part("output_dense"), "bias") is { } last) { result = g.Op("Add", [result, g.Weight(last)]); }
        return Outputs(c, new OnnxValue(result, c.Output, "float32", query.Mask, query.MaskRank), weights);
    }
}
