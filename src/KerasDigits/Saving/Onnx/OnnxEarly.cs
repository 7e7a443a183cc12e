using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>Layers that only files of Keras 1 have, and AutoContrast, out of simple operators.</summary>
internal static class OnnxEarly
{
    public static string GetSoftplus(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        string bent = g.AddOp("Softplus", g.AddOp("Mul", [c.X.Name, g.AddWeight(c.FindWeight("betas")!)]));
        return g.AddOp("Mul", [bent, g.AddWeight(c.FindWeight("alphas")!)]);
    }

    /// <summary>Three straight lines, SReLU.</summary>
    public static string GetBent(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        Tensor start = c.FindWeight("t_left")!, width = c.FindWeight("t_right")!.abs();
        string from = g.AddOp("Sub", [c.X.Name, g.AddWeight(start)]);
        string below = g.AddOp("Mul", [g.AddWeight(c.FindWeight("a_left")!), g.AddOp("Relu", g.AddOp("Neg", from))]);
        string middle = g.AddOp("Min", [g.AddOp("Sub", [g.AddOp("Relu", from), below]), g.AddWeight(width)]);
        string above = g.AddOp("Mul",
            [g.AddOp("Relu", g.AddOp("Sub", [c.X.Name, g.AddWeight(start + width)])), g.AddWeight(c.FindWeight("a_right")!)]);
        return g.AddOp("Add", [g.AddOp("Add", [g.AddWeight(start), middle]), above]);
    }

    /// <summary>A normalization by what the batch, or each sample, holds itself.</summary>
    public static string Normalize(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        bool ofSample = c.ReadSizes("mode")[0] == 1;
        long axis = (c.ReadSizes("axis")[0] + c.Rank) % c.Rank;
        long[] all = [.. Enumerable.Range(0, c.Rank).Select(i => (long)i)], axes = ofSample ? [c.Rank - 1] : [.. all.Where(i => i != axis)];
        string ComputeMean(string x) => g.AddOp("ReduceMean", [x], ("axes", axes), ("keepdims", 1));
        string GetAlong(string weight) => g.AddWeight(ofSample ? c.FindWeight(weight)!
            : c.FindWeight(weight)!.reshape([.. all.Select(i => i == axis ? -1L : 1)]));
        string centred = g.AddOp("Sub", [c.X.Name, ComputeMean(c.X.Name)]), epsilon = g.AddNumber(c.ReadNumber("epsilon"));
        string deviation = g.AddOp("Sqrt", g.AddOp("Add", [ComputeMean(g.AddOp("Mul", [centred, centred])), epsilon]));
        if (ofSample) { deviation = g.AddOp("Add", [deviation, epsilon]); }
        return g.AddOp("Add", [g.AddOp("Mul", [g.AddOp("Div", [centred, deviation]), GetAlong("gamma")]), GetAlong("beta")]);
    }

    /// <summary>Each channel of each picture over the whole range; one of a single value stays.</summary>
    public static string GetStretched(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        FactorRange range = ((AutoContrast)c.Layer).value_range;
        long rows = c.Rank - (c.ReadText("data_format") == "channels_first" ? 2 : 3);
        string x = Rescale(c.X.Name, range.Lower, range.Upper, 0, 255);
        string low = FindExtreme("ReduceMin"), width = g.AddOp("Sub", [FindExtreme("ReduceMax"), low]);
        string scale = g.AddOp("Div", [g.AddNumber(255), width]);
        string wide = g.AddOp("Clip",
            [g.AddOp("Sub", [g.AddOp("Mul", [x, scale]), g.AddOp("Mul", [low, scale])]), g.AddNumber(0), g.AddNumber(255)]);
        string kept = g.AddOp("Where", [g.AddOp("Equal", [width, g.AddNumber(0)]), x, wide]);
        return Rescale(kept, 0, 255, range.Lower, range.Upper);

        string FindExtreme(string op) => g.AddOp(op, [x], ("axes", (long[])[rows, rows + 1]), ("keepdims", 1));
        string Rescale(string y, double from, double to, double newFrom, double newTo) => from == newFrom && to == newTo ? y
            : g.AddOp("Add", [g.AddOp("Mul", [g.AddOp("Sub", [y, g.AddNumber(from)]), g.AddNumber((newTo - newFrom) / (to - from))]),
            g.AddNumber(newFrom)]);
    }
}
