using KerasDigits.Ops;

namespace KerasDigits.Saving.Onnx;

/// <summary>
/// What lies around the spatial axes that a window moves over. ONNX's own word for "same" knows no dilation and no window that is smaller
/// than its step, so it stands only where sizes are unknown and neither is the case; else the widths are numbers, or computed as it runs.
/// </summary>
/// <param name="Padding">Keras's word, "valid" or "same".</param>
/// <param name="Sizes">Sizes of the axes; null where they depend on the data.</param>
/// <param name="Window">Sizes of the window.</param>
/// <param name="Strides">Steps of the window.</param>
/// <param name="Dilations">Distances of the window's places.</param>
/// <param name="Ways">Whether "same" is Theano's.</param>
internal sealed record OnnxEdges(string Padding, long?[] Sizes, long[] Window, long[] Strides, long[] Dilations, TheanoWays Ways)
{
    /// <summary>Whether the window is a pooling's, where Theano begins otherwise.</summary>
    public bool OfPool { get; init; }

    /// <summary>Those of a layer.</summary>
    public static OnnxEdges Of(OnnxCall c, long[] window, long[] strides, long[] dilations) =>
        new(c.ReadText("padding") ?? "valid", c.GetSpatial(), window, strides, dilations, c.Layer.TheanoWays);

    private bool IsSame => Padding == "same";

    private long GetReach(int axis) => (Dilations[axis] * (Window[axis] - 1)) + 1;

    /// <summary>Widths in front of and behind an axis; null: they depend on the data.</summary>
    private (long Before, long After)? GetWidths(int axis)
    {
        // With steps of one, and where Theano cuts nothing, they do not depend on the size.
        if ((Sizes[axis] ?? (Strides[axis] == 1 || Ways.HasFlag(TheanoWays.Uncut) ? GetReach(axis)
            : null)) is not { } size) { return null; }
        using TheanoEdges? edges = Ways == TheanoWays.None ? null : TheanoEdges.Open(Ways);
        return OfPool
            ? Ops.Padding.ComputeSameForPool(size, Window[axis], Strides[axis])
            : Ops.Padding.ComputeSame(size, Window[axis], Strides[axis], Dilations[axis]);
    }

    /// <summary>The widths as an operator's attribute; null: they must be laid around as it runs.</summary>
    private (string, object)[]? GetAttribute()
    {
        if (Padding == "causal") { return [("pads", (long[])[Dilations[0] * (Window[0] - 1), 0])]; }
        if (!IsSame) { return []; }
        (long Before, long After)?[] widths = [.. Enumerable.Range(0, Window.Length).Select(GetWidths)];
        if (Array.TrueForAll(widths, w => w is not null))
        {
            return [("pads", (long[])[.. widths.Select(w => w!.Value.Before), .. widths.Select(w => w!.Value.After)])];
        }
        bool said = Ways == TheanoWays.None && Array.TrueForAll(Dilations, d => d == 1)
            && Window.Zip(Strides).All(p => p.First >= p.Second);
        return said ? [("auto_pad", "SAME_UPPER")] : null;
    }

    /// <summary>The value for a convolution, with its channels first, and what the operator must be told.</summary>
    public (string X, (string, object)[] Attributes) FindAround(OnnxGraph g, string x) =>
        GetAttribute() is { } told ? (x, told) : (GetLaid(g, x, g.AddNumber(0)), []);

    /// <summary>A pooling of a value with its channels first.</summary>
    public string Pool(OnnxGraph g, string x, bool max, bool doubles = false)
    {
        (string, object)[] how = [("kernel_shape", Window), ("strides", Strides)];
        string op = max ? "MaxPool" : "AveragePool";
        bool counts = !max && Ways.HasFlag(TheanoWays.CountsInMeans) && Window.Length < 3;
        if (GetAttribute() is { } told)
        {
            (string, object)[] mean = counts ? [("count_include_pad", 1L)] : [];
            return g.AddOp(op, [x], [.. how, .. told, .. mean]);
        }
        string least = g.AddNumber(double.NegativeInfinity);
        if (max) { return g.AddOp(op, [GetLaid(g, x, doubles ? g.Cast(least, OnnxGraph.Double) : least)], how); }
        string sums = g.AddOp(op, [GetLaid(g, x, g.AddNumber(0))], how);
        if (counts) { return sums; }
        string ones = g.AddOp("Expand", [g.AddNumber(1), g.AddOp("Concat", [g.AddLongs(1, 1), GetPlaces(g, x)], ("axis", 0))]);
        return g.AddOp("Div", [sums, g.AddOp(op, [GetLaid(g, ones, g.AddNumber(0))], how)]);
    }

    private string GetPlaces(OnnxGraph g, string x) => g.AddOp("Slice", [g.AddOp("Shape", x), g.AddLongs(2), g.AddLongs(long.MaxValue)]);

    /// <summary>The value with its edges, whose widths are computed of its sizes.</summary>
    private string GetLaid(OnnxGraph g, string x, string fill)
    {
        string sizes = GetPlaces(g, x), step = g.AddLongs(Strides);
        string last = g.AddOp("Sub",
            [g.AddOp("Div", [g.AddOp("Add", [sizes, g.AddLongs([.. Strides.Select(s => s - 1)])]), step]), g.AddLongs(1)]);
        string reach = g.AddLongs([.. Window.Select((_, i) => GetReach(i))]);
        string wanted = g.AddOp("Sub", [g.AddOp("Add", [g.AddOp("Mul", [last, step]), reach]), sizes]), before, after;
        if (Ways == TheanoWays.None)
        {
            string total = g.AddOp("Max", [wanted, g.AddLongs(0)]);
            before = g.AddOp("Div", [total, g.AddLongs(2)]);
            after = g.AddOp("Sub", [total, before]);
        }
        else
        {
            // Theano's begin does not depend on the size.
            OnnxEdges any = this with { Sizes = [.. Window.Select(w => (long?)w)] };
            before = g.AddLongs([.. Window.Select((_, i) => any.GetWidths(i)!.Value.Before)]);
            after = g.AddOp("Max", [g.AddOp("Sub", [wanted, before]), g.AddLongs(0)]);
        }
        return g.AddOp("Pad", [x, g.AddOp("Concat", [g.AddLongs(0, 0), before, g.AddLongs(0, 0), after], ("axis", 0)), fill]);
    }
}
