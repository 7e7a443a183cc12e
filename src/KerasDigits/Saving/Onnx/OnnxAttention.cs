using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>Attention out of products and softmax, with masks as Keras adds them to the scores.</summary>
internal static class OnnxAttention
{
    public static OnnxValue[] Dense(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        if (c.Flag("causal") || c.Keywords?.Get("use_causal_mask") is true || c.Keywords?.Get("return_attention_scores") is true) { throw c.Refused("causal attention and scores as outputs are not written."); }
        OnnxValue query = c.Inputs[0], value = c.Inputs[1], key = c.Inputs.Length > 2 ? c.Inputs[2] : value;
        string? scale = c.Weight("scale") is { } s ? g.Weight(s) : null, scores;
        bool additive = c.Layer is AdditiveAttention;
        if (additive || c.Text("score_mode") == "concat")
        {
            string sum = g.Op("Add", [g.Op("Unsqueeze", [query.Name, g.Longs(2)]), g.Op("Unsqueeze", [key.Name, g.Longs(1)])]);
            if (additive)
            {
                string bent = g.Op("Tanh", sum);
                scores = g.Op("ReduceSum", [scale is null ? bent : g.Op("Mul", [bent, scale]), g.Longs(-1)], ("keepdims", 0));
            }
            else
            {
                string bent = g.Op("ReduceSum", [g.Op("Tanh", scale is null ? sum : g.Op("Mul", [sum, scale])), g.Longs(-1)], ("keepdims", 0));
                scores = g.Op("Mul", [bent, g.Weight(c.Weight("concat_score_weight")!)]);
            }
        }
        else
        {
            scores = g.Op("MatMul", [query.Name, g.Op("Transpose", [key.Name], ("perm", (long[])[0, 2, 1]))]);
            if (scale is not null) { scores = g.Op("Mul", [scores, scale]); }
        }
        if (value.Mask is { } mask)
        {
            string hidden = g.Op("Cast", [g.Op("Not", g.Op("Unsqueeze", [mask, g.Longs(1)]))], ("to", OnnxGraph.Float));
            scores = g.Op("Sub", [scores, g.Op("Mul", [hidden, g.Number(1e9)])]);
        }
        string result = g.Op("MatMul", [g.Op("Softmax", [scores], ("axis", -1)), value.Name]);
        if (query.Mask is { } asked) { result = g.Op("Mul", [result, g.Op("Cast", [g.Op("Unsqueeze", [asked, g.Longs(2)])], ("to", OnnxGraph.Float))]); }
        return [new OnnxValue(result, c.Output, "float32", query.Mask)];
    }

    public static OnnxValue[] Heads(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        var layer = (MultiHeadAttention)c.Layer;
        bool plain = c.Inputs.All(i => i.Shape.Rank == 3) && layer.attention_axes is null && c.Output.Rank == 3;
        if (!plain || c.Inputs.Length > 3 || c.Inputs.Any(i => i.Mask is not null) || c.Keywords?.Get("return_attention_scores") is true)
        {
            throw c.Refused("inputs of more than three axes, masks, and scores as outputs are not written.");
        }
        OnnxValue query = c.Inputs[0], value = c.Inputs.Length > 1 ? c.Inputs[1] : query, key = c.Inputs.Length > 2 ? c.Inputs[2] : value;
        Layer Part(string name) => (Layer)layer.TrackedParts().First(p => p.Name == name).Part;

        // (batch, steps, features) becomes (batch, heads, steps, size).
        string Projected(string name, OnnxValue x)
        {
            Tensor kernel = OnnxCall.Weight(Part(name), "kernel")!;
            long heads = kernel.size(1), size = kernel.size(2);
            string y = g.Op("MatMul", [x.Name, g.Weight(kernel.reshape(kernel.size(0), heads * size))]);
            if (OnnxCall.Weight(Part(name), "bias") is { } bias) { y = g.Op("Add", [y, g.Weight(bias.reshape(heads * size))]); }
            return g.Op("Transpose", [g.Op("Reshape", [y, g.Longs(0, 0, heads, size)])], ("perm", (long[])[0, 2, 1, 3]));
        }

        string q = g.Op("Mul", [Projected("_query_dense", query), g.Number(1 / Math.Sqrt(layer.key_dim))]);
        string scores = g.Op("MatMul", [q, g.Op("Transpose", [Projected("_key_dense", key)], ("perm", (long[])[0, 1, 3, 2]))]);
        if (c.Keywords?.Get("use_causal_mask") is true)
        {
            string seen = g.Op("Trilu", [g.Op("Add", [g.Op("Mul", [scores, g.Number(0)]), g.Number(1)])], ("upper", 0));
            scores = g.Op("Sub", [scores, g.Op("Mul", [g.Op("Sub", [g.Number(1), seen]), g.Number(1e9)])]);
        }
        string mixed = g.Op("MatMul", [g.Op("Softmax", [scores], ("axis", -1)), Projected("_value_dense", value)]);
        Tensor output = OnnxCall.Weight(Part("_output_dense"), "kernel")!;
        long width = output.size(0) * output.size(1);
        string rows = g.Op("Reshape", [g.Op("Transpose", [mixed], ("perm", (long[])[0, 2, 1, 3])), g.Longs(0, 0, width)]);
        string result = g.Op("MatMul", [rows, g.Weight(output.reshape(width, output.size(2)))]);
        return c.One(OnnxCall.Weight(Part("_output_dense"), "bias") is { } last ? g.Op("Add", [result, g.Weight(last)]) : result);
    }
}
