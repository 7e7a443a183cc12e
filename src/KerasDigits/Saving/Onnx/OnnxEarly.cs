using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>Layers that only files of Keras 1 have, and AutoContrast, out of simple operators.</summary>
internal static class OnnxEarly
{
    public static string Softplus(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string bent = g.Op("Softplus", g.Op("Mul", [c.X.Name, g.Weight(c.Weight("betas")!)]));
        return g.Op("Mul", [bent, g.Weight(c.Weight("alphas")!)]);
    }

    /// <summary>Three straight lines, SReLU.</summary>
    public static string Bent(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        Tensor start = c.Weight("t_left")!, width = c.Weight("t_right")!.abs();
        string from = g.Op("Sub", [c.X.Name, g.Weight(start)]);
        string below = g.Op("Mul", [g.Weight(c.Weight("a_left")!), g.Op("Relu", g.Op("Neg", from))]);
        string middle = g.Op("Min", [g.Op("Sub", [g.Op("Relu", from), below]), g.Weight(width)]);
        string above = g.Op("Mul",
            [g.Op("Relu", g.Op("Sub", [c.X.Name, g.Weight(start + width)])), g.Weight(c.Weight("a_right")!)]);
        return g.Op("Add", [g.Op("Add", [g.Weight(start), middle]), above]);
    }

    /// <summary>A normalization by what the batch, or each sample, holds itself.</summary>
    public static string Normalized(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        bool ofSample = c.Sizes("mode")[0] == 1;
        long axis = (c.Sizes("axis")[0] + c.Rank) % c.Rank;
        long[] all = [.. Enumerable.Range(0, c.Rank).Select(i => (long)i)], axes = ofSample ? [c.Rank - 1] : [.. all.Where(i => i != axis)];
        string Mean(string x) => g.Op("ReduceMean", [x], ("axes", axes), ("keepdims", 1));
        string Along(string weight) => g.Weight(ofSample ? c.Weight(weight)!
            : c.Weight(weight)!.reshape([.. all.Select(i => i == axis ? -1L : 1)]));
        string centred = g.Op("Sub", [c.X.Name, Mean(c.X.Name)]), epsilon = g.Number(c.Number("epsilon"));
        string deviation = g.Op("Sqrt", g.Op("Add", [Mean(g.Op("Mul", [centred, centred])), epsilon]));
        if (ofSample) { deviation = g.Op("Add", [deviation, epsilon]); }
        return g.Op("Add", [g.Op("Mul", [g.Op("Div", [centred, deviation]), Along("gamma")]), Along("beta")]);
    }

    /// <summary>Each channel of each picture over the whole range; one of a single value stays.</summary>
    public static string Stretched(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        FactorRange range = ((AutoContrast)c.Layer).value_range;
        long rows = c.Rank - (c.Text("data_format") == "channels_first" ? 2 : 3);
        string x = Rescaled(c.X.Name, range.Lower, range.Upper, 0, 255);
        string low = Extreme("ReduceMin"), width = g.Op("Sub", [Extreme("ReduceMax"), low]);
        string scale = g.Op("Div", [g.Number(255), width]);
        string wide = g.Op("Clip", [g.Op("Sub", [g.Op("Mul", [x, scale]), g.Op("Mul", [low, scale])]), g.Number(0), g.Number(255)]);
        string kept = g.Op("Where", [g.Op("Equal", [width, g.Number(0)]), x, wide]);
        return Rescaled(kept, 0, 255, range.Lower, range.Upper);

        string Extreme(string op) => g.Op(op, [x], ("axes", (long[])[rows, rows + 1]), ("keepdims", 1));
        string Rescaled(string y, double from, double to, double newFrom, double newTo) => from == newFrom && to == newTo ? y
            : g.Op("Add", [g.Op("Mul", [g.Op("Sub", [y, g.Number(from)]), g.Number((newTo - newFrom) / (to - from))]), g.Number(newFrom)]);
    }
}
