using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What Keras 3's operations compute, by the names of their classes.</summary>
internal static class KerasOperations
{
    /// <summary>An operation: names of its call's arguments, and what it computes of them and its options.</summary>
    /// <param name="Signature">The call's arguments; of a function in keras.ops all of its own, options among them.</param>
    /// <param name="Compute">Computes the results of the arguments.</param>
    /// <param name="OfFunction">Whether it is a function in keras.ops.</param>
    internal sealed record Operation(string[] Signature, Func<OpArguments, Tensor[]> Compute, bool OfFunction = false);

    private static readonly Dictionary<string, Operation> s_all = MakeTable();

    /// <summary>The operation of that name; null when it is not known.</summary>
    public static Operation? Find(string name) => s_all.GetValueOrDefault(name) ?? OfFunction(name);

    /// <summary>
    /// The operation of a function in keras.ops: the class TakeAlongAxis is that of take_along_axis, its options and call's arguments are
    /// the function's.
    /// </summary>
    private static Operation? OfFunction(string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetterUpper(name[0])) { return null; }
        string function = "keras.ops." + KerasDigits.Internals.Names.ToSnakeCase3(name);
        if (RegisteredFunction.Find(function) is not { } found) { return null; }
        return new(found.Keywords, a =>
        {
            foreach (var (key, value) in a.Keywords)
            {
                Guard.That(value is null or false || key is "name" or "dtype"
                    || found.Keywords.Contains(key), $"The option `{key}` of the operation {name} is not known here. Known are: "
                    + $"{string.Join(", ", found.Keywords)}.", key);
            }
            return found.Compute(a);
        }, OfFunction: true);
    }

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => s_all.Keys;

    private static Dictionary<string, Operation> MakeTable()
    {
        var table = new Dictionary<string, Operation>();
        void Add(string name, string signature, Func<OpArguments, Tensor> f) => table[name] = new(signature.Split(' '), a => [f(a)]);
        void One(string name, Func<Tensor, Tensor> f) => Add(name, "x", a => f(a.ReadValue("x", 0)));
        void Two(string name, Func<Tensor, Tensor, Tensor> f) => Add(name, "x1 x2", a => f(a.ReadValue("x1", 0), a.ReadValue("x2", 1)));
        void Reduce(string name, Func<Tensor, long[], bool, Tensor> f) =>
            Add(name, "x", a => f(a.ReadValue("x", 0), a.ReadAxes(a.ReadValue("x", 0)), a.Keywords.Get("keepdims") is true));
        Two("Add", (a, b) => a + b);
        Two("Subtract", (a, b) => a - b);
        Two("Multiply", (a, b) => a * b);
        Two("Divide", (a, b) => a / b);
        Two("TrueDivide", (a, b) => a / b);
        Two("FloorDivide", (a, b) => a.floor_divide(b));
        Two("Mod", (a, b) => a.remainder(b));
        Two("Power", (a, b) => a.pow(b));
        Two("Maximum", (a, b) => a.maximum(b));
        Two("Minimum", (a, b) => a.minimum(b));
        Two("Greater", (a, b) => a.gt(b));
        Two("GreaterEqual", (a, b) => a.ge(b));
        Two("Less", (a, b) => a.lt(b));
        Two("LessEqual", (a, b) => a.le(b));
        Two("Equal", (a, b) => a.eq(b));
        Two("NotEqual", (a, b) => a.ne(b));
        Two("LogicalAnd", (a, b) => a.logical_and(b));
        Two("LogicalOr", (a, b) => a.logical_or(b));
        Two("LogicalXor", (a, b) => a.logical_xor(b));
        Two("Matmul", NN.Product);
        Two("SquaredDifference", (a, b) => (a - b).square());
        Two("Arctan2", (a, b) => a.atan2(b));
        One("LogicalNot", x => x.logical_not());
        foreach (string name in (string[])["Absolute", "Abs"]) { One(name, x => x.abs()); }
        One("Negative", x => -x);
        One("Exp", x => x.exp());
        One("Expm1", x => x.expm1());
        One("Log", x => x.log());
        One("Log1p", x => x.log1p());
        One("Log2", x => x.log2());
        One("Log10", x => x.log10());
        One("Sqrt", x => x.sqrt());
        One("Rsqrt", x => x.rsqrt());
        One("Square", x => x.square());
        One("Reciprocal", x => x.reciprocal());
        One("Sign", x => x.sign());
        One("Floor", x => x.floor());
        One("Ceil", x => x.ceil());
        One("Sin", x => x.sin());
        One("Cos", x => x.cos());
        One("Tan", x => x.tan());
        One("Sinh", x => x.sinh());
        One("Cosh", x => x.cosh());
        One("Tanh", x => x.tanh());
        One("Arcsin", x => x.asin());
        One("Arccos", x => x.acos());
        One("Arctan", x => x.atan());
        One("Erf", x => x.erf());
        One("Isnan", x => x.isnan());
        One("Isfinite", x => x.isfinite());
        One("StopGradient", x => x.detach());
        One("Identity", x => x);
        One("Relu", x => x.relu());
        One("Relu6", ActivationOps.relu6);
        One("Sigmoid", x => x.sigmoid());
        One("Softplus", ActivationOps.softplus);
        One("Softsign", ActivationOps.softsign);
        One("Silu", ActivationOps.swish);
        One("Selu", ActivationOps.selu);
        One("Mish", ActivationOps.mish);
        One("HardSigmoid", LaterActivations.HardSigmoid);
        One("HardSilu", LaterActivations.hard_silu);
        One("HardTanh", LaterActivations.hard_tanh);
        One("TanhShrink", LaterActivations.tanh_shrink);
        One("LogSigmoid", LaterActivations.log_sigmoid);
        One("SparsePlus", LaterActivations.sparse_plus);
        One("SparseSigmoid", LaterActivations.sparse_sigmoid);
        Add("Squareplus", "x", a => LaterActivations.squareplus(a.ReadValue("x", 0), a.ReadReal("b") ?? 4));
        Add("SoftShrink", "x", a => LaterActivations.soft_shrink(a.ReadValue("x", 0), a.ReadReal("threshold") ?? 0.5));
        Add("HardShrink", "x", a => LaterActivations.hard_shrink(a.ReadValue("x", 0), a.ReadReal("threshold") ?? 0.5));
        Add("Threshold", "x", a =>
            LaterActivations.threshold(a.ReadValue("x", 0), a.ReadReal("threshold") ?? 0, a.ReadReal("default_value") ?? 0));
        Add("Elu", "x", a => ActivationOps.elu(a.ReadValue("x", 0), a.ReadReal("alpha") ?? 1));
        Add("Celu", "x", a => LaterActivations.celu(a.ReadValue("x", 0), a.ReadReal("alpha") ?? 1));
        Add("LeakyRelu", "x", a => ActivationOps.leaky_relu(a.ReadValue("x", 0), a.ReadReal("negative_slope") ?? 0.2));
        Add("Gelu", "x", a => ActivationOps.gelu(a.ReadValue("x", 0), a.Keywords.Get("approximate") is not false));
        Add("Glu", "x", a => LaterActivations.glu(a.ReadValue("x", 0), checked((int)a.ReadNumber("axis", -1))));
        Add("Softmax", "x", a => a.ReadValue("x", 0).softmax(a.ReadNumber("axis", -1)));
        Add("LogSoftmax", "x", a => LaterActivations.log_softmax(a.ReadValue("x", 0), checked((int)a.ReadNumber("axis", -1))));
        Reduce("Mean", (x, axes, keep) => x.mean(axes, keep));
        Reduce("Sum", (x, axes, keep) => x.sum(axes, keep));
        Reduce("Max", (x, axes, keep) => x.amax(axes, keep));
        Reduce("Amax", (x, axes, keep) => x.amax(axes, keep));
        Reduce("Min", (x, axes, keep) => x.amin(axes, keep));
        Reduce("Amin", (x, axes, keep) => x.amin(axes, keep));
        Reduce("Prod", OpFunctions.Product);
        Reduce("Var", Centering.ComputeVariance);
        Reduce("Std", (x, axes, keep) => Centering.ComputeVariance(x, axes, keep).sqrt());
        Reduce("Any", (x, axes, keep) => x.ne(0).sum(axes, keep).gt(0));
        Reduce("All", (x, axes, keep) => x.eq(0).sum(axes, keep).eq(0));
        Reduce("Logsumexp", Norms.LogSumExp);
        Add("Argmax", "x", a => a.Keywords.Get("axis") is null ? a.ReadValue("x", 0).argmax() : a.ReadValue("x", 0)
            .argmax(a.ReadNumber("axis"), a.Keywords.Get("keepdims") is true));
        Add("Argmin", "x", a => a.Keywords.Get("axis") is null ? a.ReadValue("x", 0).argmin() : a.ReadValue("x", 0)
            .argmin(a.ReadNumber("axis"), a.Keywords.Get("keepdims") is true));
        Add("Sort", "x", a => a.ReadValue("x", 0).sort(a.ReadNumber("axis", -1)).Values);
        Add("Cast", "x",
            a => a.ReadValue("x", 0).to_type(DTypes.ParseTorch(a.Keywords.Get("dtype") as string ?? throw OpArguments.Missing("dtype"))));
        Add("GetItem", "x key", a => SlicingOpLambda.Slice(a.ReadValue("x", 0), a.Keywords.Get("key")));
        Add("Concatenate", "xs", a => NN.Concatenate(a.ReadAll("xs"), checked((int)a.ReadNumber("axis", 0))));
        Add("Append", "x1 x2", a => NN.Concatenate([a.ReadValue("x1", 0), a.ReadValue("x2", 1)], checked((int)a.ReadNumber("axis", 0))));
        Add("Stack", "x",
            a => NN.Concatenate([.. a.ReadAll("x").Select(x => x.unsqueeze(OpFunctions.ResolveNewAxis(x, a.ReadNumber("axis", 0))))],
                checked((int)OpFunctions.ResolveNewAxis(a.Inputs[0], a.ReadNumber("axis", 0)))));
        table["Split"] = new(["x"], a =>
            OpFunctions.SplitAt(a.ReadValue("x", 0), a.Keywords.Get("indices_or_sections"), a.ReadNumber("axis", 0)));
        table["Unstack"] = new(["x"],
            a => [.. OpFunctions.Split(a.ReadValue("x", 0), OpFunctions.GetSize(a.ReadValue("x", 0), a.ReadNumber("axis", 0)),
                a.ReadNumber("axis", 0))
                .Select(x => x.squeeze(a.ReadNumber("axis", 0)))]);
        Add("ExpandDims", "x",
            a => (a.ReadNumbers("axis") ?? throw OpArguments.Missing("axis")).Aggregate(a.ReadValue("x", 0), (x, axis) =>
                x.unsqueeze(axis)));
        Add("Squeeze", "x", a => OpFunctions.Squeeze(a.ReadValue("x", 0), a.ReadNumbers("axis")));
        Add("Reshape", "x", a => a.ReadValue("x", 0).reshape(ComputeSizes(a.ReadValue("x", 0), a.Keywords.Get("newshape"))));
        Add("Ravel", "x", a => a.ReadValue("x", 0).reshape(-1));
        Add("Transpose", "x", a => OpFunctions.Transpose(a.ReadValue("x", 0), a.ReadNumbers("axes")));
        Add("Swapaxes", "x", a => a.ReadValue("x", 0).transpose(a.ReadNumber("axis1"), a.ReadNumber("axis2")));
        Add("Moveaxis", "x", a => a.ReadValue("x", 0).movedim(a.ReadNumbers("source")!, a.ReadNumbers("destination")!));
        Add("Clip", "x", a => a.ReadValue("x", 0).clamp(a.ReadReal("x_min"), a.ReadReal("x_max")));
        Add("Where", "condition x1 x2", a =>
            OpFunctions.SelectWhere(a.ReadValue("condition", 0), a.ReadValue("x1", 1), a.ReadValue("x2", 2)));
        Add("Pad", "x constant_values",
            a => OpFunctions.Pad(a.ReadValue("x", 0), a.Keywords.Get("pad_width"), a.Keywords.Get("mode") as string ?? "constant",
                a.ReadReal("constant_values") ?? 0));
        Add("Tile", "x", a => a.ReadValue("x", 0).repeat(a.ReadNumbers("repeats") ?? throw OpArguments.Missing("repeats")));
        Add("Einsum", "operands",
            a => OpFunctions.Einsum(a.Keywords.Get("subscripts") as string ?? throw OpArguments.Missing("subscripts"), a.Inputs));
        Add("Flip", "x", a => a.ReadValue("x", 0).flip(a.ReadAxes(a.ReadValue("x", 0))));
        Add("ZerosLike", "x", a => a.ReadValue("x", 0).detach().mul(0));
        Add("OnesLike", "x", a => a.ReadValue("x", 0).detach().mul(0).add(1));
        Add("LayerNorm", "x gamma beta", Normalize);
        table["TopK"] = new(["x"], a =>
        {
            var (values, places) = OpsReductions.top_k(a.ReadValue("x", 0), checked((int)a.ReadNumber("k")));
            return [values, places];
        });
        table["Moments"] = new(["x"],
            a => [a.ReadValue("x", 0).mean(a.ReadNumbers("axes")!, a.Keywords.Get("keepdims") is true),
                Centering.ComputeVariance(a.ReadValue("x", 0), a.ReadNumbers("axes")!, a.Keywords.Get("keepdims") is true)]);
        KerasFurtherOperations.AddTo(table);
        Add("RMSNorm", "x scale", TakeRoot);
        Add("RGBToGrayscale", "images",
            a => (a.ReadValue("images", 0) * Tensors.Of((float[])[0.2989f, 0.587f, 0.114f])).sum([-1], keepdim: true));
        Add("Resize", "images", Resize);
        Add("AveragePool", "inputs", a => Pool(a, max: false));
        Add("MaxPool", "inputs", a => Pool(a, max: true));
        return table;
    }

    /// <summary>A shape whose null is the batch.</summary>
    private static long[] ComputeSizes(Tensor x, object? shape) => shape switch
    {
        long n => [n],
        List<object?> list => [.. list.Select((d, i) => d is long n ? n : i == 0 ? x.size(0) : -1)],
        _ => throw OpArguments.Missing("newshape"),
    };

    private static Tensor TakeRoot(OpArguments a)
    {
        Tensor x = a.ReadValue("x", 0),
            y = x * (x.square().mean(a.ReadNumbers("axis") ?? [-1], true) + (a.ReadReal("epsilon") ?? Settings.Epsilon)).rsqrt();
        return a.Has("scale", 1) ? y * a.ReadValue("scale", 1) : y;
    }

    private static Tensor Resize(OpArguments a)
    {
        foreach (string option in (string[])["antialias", "crop_to_aspect_ratio", "pad_to_aspect_ratio"])
        {
            Guard.That(a.Keywords.Get(option) is not true, $"`{option}` must be false here.", option);
        }
        Guard.That(a.Keywords.Get("data_format") is null or "channels_last", "`data_format` must be \"channels_last\" here.",
            "data_format");
        long[] size = a.ReadNumbers("size") is { Length: 2 } two ? two : throw OpArguments.Missing("size");
        return ImageResize.Resize(a.ReadValue("images", 0), checked((int)size[0]), checked((int)size[1]),
            a.Keywords.Get("interpolation") as string ?? "bilinear");
    }

    private static Tensor Normalize(OpArguments a)
    {
        Tensor x = a.ReadValue("x", 0);
        long[] axes = a.ReadNumbers("axis") ?? [-1];
        double epsilon = a.ReadReal("epsilon") ?? Settings.Epsilon;
        var (values, spread) = a.Keywords.Get("rms_scaling") is true ? (x, x.square().mean(axes, true)) : Centering.Center(x, axes);
        Tensor y = values * (spread + epsilon).rsqrt();
        if (a.Has("gamma", 1)) { y *= a.ReadValue("gamma", 1); }
        return a.Has("beta", 2) ? y + a.ReadValue("beta", 2) : y;
    }

    /// <summary>Pooling over one or two axes, channels last or first.</summary>
    private static Tensor Pool(OpArguments a, bool max)
    {
        Tensor x = a.ReadValue("inputs", 0);
        bool first = a.Keywords.Get("data_format") is "channels_first", one = x.dim() == 3;
        if (first) { x = NN.ChannelsLast(x); }
        if (one) { x = x.unsqueeze(1); }
        long[] pool = a.ReadNumbers("pool_size") ?? throw OpArguments.Missing("pool_size"), strides = a.ReadNumbers("strides") ?? pool;
        static int Size(long n) => Guard.Positive(checked((int)n), nameof(pool));
        Size2 Two(long[] n) => one ? new(1, Size(n[0])) : new(Size(n[0]), Size(n[^1]));
        string padding = a.Keywords.Get("padding") as string ?? "valid";
        Tensor y = max ? NN.MaxPool2D(x, Two(pool), Two(strides), padding) : NN.AveragePool2D(x, Two(pool), Two(strides), padding);
        if (one) { y = y.squeeze(1); }
        return first ? NN.ChannelsFirst(y) : y;
    }
}
