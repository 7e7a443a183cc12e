using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>Layers that turn numbers and texts into the numbers of classes, and these into vectors.</summary>
internal static class OnnxCategories
{
    public static OnnxValue[] Discretization(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        float[] bounds = ((Discretization)c.Layer).bin_boundaries is { } known
            ? [.. known.Items.Select(b => (float)b)]
            : throw c.Refused("its boundaries are not known: call adapt first.");
        string x = g.Op("Unsqueeze", [c.X.DType is "float32" ? c.X.Name : g.Cast(c.X.Name, OnnxGraph.Float), g.Longs(-1)]);
        string above = g.Cast(g.Op("GreaterOrEqual", [x, g.Floats(bounds, bounds.Length)]), OnnxGraph.Int64);
        string bins = g.Op("ReduceSum", [above, g.Longs(-1)], ("keepdims", 0));
        return Encoded(c, bins, c.Rank, c.Text("output_mode")!, bounds.Length + 1, null);
    }

    public static OnnxValue[] CategoryEncoding(OnnxCall c) =>
        Encoded(c, c.Graph.Cast(c.X.Name, OnnxGraph.Int64), c.Rank, c.Text("output_mode")!, c.Sizes("num_tokens")[0], null);

    /// <summary>Numbers as they are, or as vectors that count them.</summary>
    private static OnnxValue[] Encoded(OnnxCall c, string numbers, int rank, string mode, long depth, float[]? weights,
        string? ignored = null)
    {
        OnnxGraph g = c.Graph;
        if (mode == "int") { return [new OnnxValue(numbers, c.Output, "int64")]; }
        bool single = mode == "one_hot" && c.X.Shape[^1] != 1;
        if (single)
        {
            numbers = g.Op("Unsqueeze", [numbers, g.Longs(-1)]);
            ignored = ignored is null ? null : g.Op("Unsqueeze", [ignored, g.Longs(-1)]);
        }
        string hot = g.Op("OneHot", [numbers, g.Longs(depth), g.Floats([0, 1], 2)], ("axis", -1));
        if (ignored is not null)
        {
            hot = g.Op("Mul", [hot, g.Cast(g.Op("Unsqueeze", [g.Op("Not", ignored), g.Longs(-1)]), OnnxGraph.Float)]);
        }
        string counts = g.Op("ReduceSum", [hot, g.Longs(-2)], ("keepdims", 0));
        if (mode is "multi_hot" or "one_hot") { counts = g.Op("Min", [counts, g.Number(1)]); }
        if (weights is not null) { counts = g.Op("Mul", [counts, g.Floats([.. weights, .. new float[depth - weights.Length]], depth)]); }
        return [new OnnxValue(counts, c.Output, "float32")];
    }

    public static OnnxValue[] Lookup(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        bool texts = c.Layer is StringLookup;
        object[] all = c.Layer switch
        {
            StringLookup s => s.get_vocabulary(),
            IntegerLookup i => [.. i.get_vocabulary().Cast<object>()],
            _ => []
        };
        long oov = c.Sizes("num_oov_indices")[0];
        string mode = c.Text("output_mode")!;
        if (c.Flag("invert")) { return Inverse(c, all, texts); }
        if (oov > 1 && texts) { throw c.Refused("unknown texts are spread by TensorFlow's hash, which ONNX has no operator for."); }
        if (oov == 0) { throw c.Refused("unknown values are errors (num_oov_indices=0), and a graph raises none."); }
        object? mask = c.Get("mask_token");
        int start = (int)oov + (mask is not null && mode == "int" ? 1 : 0);
        object[] known = all[start..];
        string numbers;
        if (texts)
        {
            IEnumerable<(string Key, long Number)> table = known.Select((t, i) => ((string)t, (long)(start + i)));
            if (mask is string hidden && mode == "int") { table = table.Prepend((hidden, 0)); }
            numbers = g.Op("LabelEncoder", [c.X.Name], ("keys_strings", table.Select(t => t.Key).DefaultIfEmpty("").ToArray()),
                ("values_int64s", table.Select(t => t.Number).DefaultIfEmpty(start - 1).ToArray()), ("default_int64", (long)start - 1));
        }
        else
        {
            numbers = OfNumbers(c, [.. known.Select(k => Convert.ToInt64(k, CultureInfo.InvariantCulture))], start, oov,
                mode == "int" ? mask as long? : null);
        }
        string? ignored = mask is null || mode == "int" ? null : texts
            ? g.Op("Not",
                g.Cast(g.Op("LabelEncoder", [c.X.Name], ("keys_strings", (string[])[(string)mask]), ("values_int64s", (long[])[0]),
                    ("default_int64", 1L)), OnnxGraph.Bool))
            : g.Op("Equal", [g.Cast(c.X.Name, OnnxGraph.Int64), g.Longs(Convert.ToInt64(mask, CultureInfo.InvariantCulture))]);
        float[]? weights = mode == "tf_idf" ? c.Layer switch
        {
            StringLookup s => s.Rarities,
            IntegerLookup i => i.Rarities,
            _ => null
        } : null;
        long depth = c.Flag("pad_to_max_tokens") && c.Get("max_tokens") is long most ? most : all.Length;
        return Encoded(c, numbers, c.Rank, mode, depth, weights, ignored);
    }

    /// <summary>Numbers of whole numbers: the place of the equal one, or one of those for the unknown.</summary>
    private static string OfNumbers(OnnxCall c, long[] known, int start, long oov, long? mask)
    {
        OnnxGraph g = c.Graph;
        string x = g.Cast(c.X.Name, OnnxGraph.Int64);
        string unknown = oov == 1 ? g.Longs(start - 1) : g.Op("Add", [g.Op("Mod", [x, g.Longs(oov)]), g.Longs(start - oov)]);
        string numbers = unknown;
        if (known.Length > 0)
        {
            string equal = g.Cast(g.Op("Equal", [g.Op("Unsqueeze", [x, g.Longs(-1)]), g.Longs(known)]), OnnxGraph.Int64);
            string place = g.Op("ReduceSum",
                [g.Op("Mul", [equal, g.Longs([.. Enumerable.Range(start, known.Length).Select(n => (long)n)])]), g.Longs(-1)],
                ("keepdims", 0));
            numbers = g.Op("Where", [g.Op("Equal", [place, g.Longs(0)]), unknown, place]);
        }
        else { numbers = g.Op("Add", [g.Op("Mul", [x, g.Longs(0)]), unknown]); }
        return mask is { } hidden ? g.Op("Where", [g.Op("Equal", [x, g.Longs(hidden)]), g.Longs(0), numbers]) : numbers;
    }

    private static OnnxValue[] Inverse(OnnxCall c, object[] all, bool texts)
    {
        OnnxGraph g = c.Graph;
        string x = g.Cast(c.X.Name, OnnxGraph.Int64);
        object unknown = texts ? c.Text("oov_token")! : c.Get("oov_token")!;
        if (texts)
        {
            return [new OnnxValue(g.Op("LabelEncoder", [x], ("keys_int64s", all.Select((_, i) => (long)i).ToArray()),
                ("values_strings", all.Cast<string>().ToArray()), ("default_string", (string)unknown)), c.Output, DTypes.Text)];
        }
        // One more place for numbers without a token.
        long[] tokens = [.. all.Append(unknown).Select(t => Convert.ToInt64(t, CultureInfo.InvariantCulture))];
        string inside = g.Op("And", [g.Op("GreaterOrEqual", [x, g.Longs(0)]), g.Op("Less", [x, g.Longs(all.Length)])]);
        return [new OnnxValue(g.Op("Gather", [g.Longs(tokens), g.Op("Where", [inside, x, g.Longs(all.Length)])], ("axis", 0)),
            c.Output, "int64")];
    }
}
