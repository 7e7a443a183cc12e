using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>Layers that turn numbers and texts into the numbers of classes, and these into vectors.</summary>
internal static class OnnxCategories
{
    public static OnnxValue[] ConvertDiscretization(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        float[] bounds = ((Discretization)c.Layer).bin_boundaries is { } known
            ? [.. known.Items.Select(b => (float)b)]
            : throw c.Refused("its boundaries are not known: call adapt first.");
        string x = g.AddOp("Unsqueeze", [c.X.DType is "float32" ? c.X.Name : g.Cast(c.X.Name, OnnxGraph.Float), g.AddLongs(-1)]);
        string above = g.Cast(g.AddOp("GreaterOrEqual", [x, g.AddFloats(bounds, bounds.Length)]), OnnxGraph.Int64);
        string bins = g.AddOp("ReduceSum", [above, g.AddLongs(-1)], ("keepdims", 0));
        return ConvertEncoded(c, bins, c.Rank, c.ReadText("output_mode")!, bounds.Length + 1, null);
    }

    public static OnnxValue[] ConvertCategoryEncoding(OnnxCall c) =>
        ConvertEncoded(c, c.Graph.Cast(c.X.Name, OnnxGraph.Int64), c.Rank, c.ReadText("output_mode")!, c.ReadSizes("num_tokens")[0], null);

    /// <summary>Numbers as they are, or as vectors that count them.</summary>
    private static OnnxValue[] ConvertEncoded(OnnxCall c, string numbers, int rank, string mode, long depth, float[]? weights,
        string? ignored = null)
    {
        OnnxGraph g = c.Graph;
        if (mode == "int") { return [new OnnxValue(numbers, c.Output, "int64")]; }
        bool single = mode == "one_hot" && c.X.Shape[^1] != 1;
        if (single)
        {
            numbers = g.AddOp("Unsqueeze", [numbers, g.AddLongs(-1)]);
            ignored = ignored is null ? null : g.AddOp("Unsqueeze", [ignored, g.AddLongs(-1)]);
        }
        string hot = g.AddOp("OneHot", [numbers, g.AddLongs(depth), g.AddFloats([0, 1], 2)], ("axis", -1));
        if (ignored is not null)
        {
            hot = g.AddOp("Mul", [hot, g.Cast(g.AddOp("Unsqueeze", [g.AddOp("Not", ignored), g.AddLongs(-1)]), OnnxGraph.Float)]);
        }
        string counts = g.AddOp("ReduceSum", [hot, g.AddLongs(-2)], ("keepdims", 0));
        if (mode is "multi_hot" or "one_hot") { counts = g.AddOp("Min", [counts, g.AddNumber(1)]); }
        if (weights is not null) { counts = g.AddOp("Mul",
            [counts, g.AddFloats([.. weights, .. new float[depth - weights.Length]], depth)]); }
        return [new OnnxValue(counts, c.Output, "float32")];
    }

    public static OnnxValue[] ConvertLookup(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        bool texts = c.Layer is StringLookup;
        object[] all = c.Layer switch
        {
            StringLookup s => s.get_vocabulary(),
            IntegerLookup i => [.. i.get_vocabulary().Cast<object>()],
            _ => []
        };
        long oov = c.ReadSizes("num_oov_indices")[0];
        string mode = c.ReadText("output_mode")!;
        if (c.ReadFlag("invert")) { return ConvertInverse(c, all, texts); }
        if (oov > 1 && (texts || c.Layer is IntegerLookup { oov_method: "farmhash" }))
        {
            throw c.Refused("unknown tokens are spread by TensorFlow's hash, which ONNX has no operator for.");
        }
        if (oov == 0) { throw c.Refused("unknown values are errors (num_oov_indices=0), and a graph raises none."); }
        object? mask = c.Get("mask_token");
        int start = (int)oov + (mask is not null && mode == "int" ? 1 : 0);
        object[] known = all[start..];
        string numbers;
        if (texts)
        {
            IEnumerable<(string Key, long Number)> table = known.Select((t, i) => ((string)t, (long)(start + i)));
            if (mask is string hidden && mode == "int") { table = table.Prepend((hidden, 0)); }
            numbers = g.AddOp("LabelEncoder", [c.X.Name], ("keys_strings", table.Select(t => t.Key).DefaultIfEmpty("").ToArray()),
                ("values_int64s", table.Select(t => t.Number).DefaultIfEmpty(start - 1).ToArray()), ("default_int64", (long)start - 1));
        }
        else
        {
            numbers = OfNumbers(c, [.. known.Select(k => Convert.ToInt64(k, CultureInfo.InvariantCulture))], start, oov,
                mode == "int" ? mask as long? : null);
        }
        string? ignored = mask is null || mode == "int" ? null : texts
            ? g.AddOp("Not",
                g.Cast(g.AddOp("LabelEncoder", [c.X.Name], ("keys_strings", (string[])[(string)mask]), ("values_int64s", (long[])[0]),
                    ("default_int64", 1L)), OnnxGraph.Bool))
            : g.AddOp("Equal", [g.Cast(c.X.Name, OnnxGraph.Int64), g.AddLongs(Convert.ToInt64(mask, CultureInfo.InvariantCulture))]);
        float[]? weights = mode == "tf_idf" ? c.Layer switch
        {
            StringLookup s => s.Rarities,
            IntegerLookup i => i.Rarities,
            _ => null
        } : null;
        long depth = c.ReadFlag("pad_to_max_tokens") && c.Get("max_tokens") is long most ? most : all.Length;
        return ConvertEncoded(c, numbers, c.Rank, mode, depth, weights, ignored);
    }

    /// <summary>Numbers of whole numbers: the place of the equal one, or one of those for the unknown.</summary>
    private static string OfNumbers(OnnxCall c, long[] known, int start, long oov, long? mask)
    {
        OnnxGraph g = c.Graph;
        string x = g.Cast(c.X.Name, OnnxGraph.Int64);
        string unknown = oov == 1 ? g.AddLongs(start - 1) : g.AddOp("Add", [g.AddOp("Mod", [x, g.AddLongs(oov)]), g.AddLongs(start - oov)]);
        string numbers = unknown;
        if (known.Length > 0)
        {
            string equal = g.Cast(g.AddOp("Equal", [g.AddOp("Unsqueeze", [x, g.AddLongs(-1)]), g.AddLongs(known)]), OnnxGraph.Int64);
            string place = g.AddOp("ReduceSum",
                [g.AddOp("Mul", [equal, g.AddLongs([.. Enumerable.Range(start, known.Length).Select(n => (long)n)])]), g.AddLongs(-1)],
                ("keepdims", 0));
            numbers = g.AddOp("Where", [g.AddOp("Equal", [place, g.AddLongs(0)]), unknown, place]);
        }
        else { numbers = g.AddOp("Add", [g.AddOp("Mul", [x, g.AddLongs(0)]), unknown]); }
        return mask is { } hidden ? g.AddOp("Where", [g.AddOp("Equal", [x, g.AddLongs(hidden)]), g.AddLongs(0), numbers]) : numbers;
    }

    private static OnnxValue[] ConvertInverse(OnnxCall c, object[] all, bool texts)
    {
        OnnxGraph g = c.Graph;
        string x = g.Cast(c.X.Name, OnnxGraph.Int64);
        object unknown = texts ? c.ReadText("oov_token")! : c.Get("oov_token")!;
        if (texts)
        {
            return [new OnnxValue(g.AddOp("LabelEncoder", [x], ("keys_int64s", all.Select((_, i) => (long)i).ToArray()),
                ("values_strings", all.Cast<string>().ToArray()), ("default_string", (string)unknown)), c.Output, DTypes.Text)];
        }
        // One more place for numbers without a token.
        long[] tokens = [.. all.Append(unknown).Select(t => Convert.ToInt64(t, CultureInfo.InvariantCulture))];
        string inside = g.AddOp("And", [g.AddOp("GreaterOrEqual", [x, g.AddLongs(0)]), g.AddOp("Less", [x, g.AddLongs(all.Length)])]);
        return [new OnnxValue(g.AddOp("Gather", [g.AddLongs(tokens), g.AddOp("Where", [inside, x, g.AddLongs(all.Length)])], ("axis", 0)),
            c.Output, "int64")];
    }
}
