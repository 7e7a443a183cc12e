using System.Globalization;
using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>
/// Functions of TensorFlow, keras.backend and keras.ops that are layers of a functional model: <c>x + y</c>, <c>tf.reduce_mean(x)</c>,
/// <c>x[:, 0]</c>.
/// </summary>
internal static class OnnxFunctions
{
    /// <summary>A function's call: its name without its module, its plain arguments, its tensors by name or place.</summary>
    private sealed record Call(OnnxCall C, string Name, Config Plain, IReadOnlyList<string?>? Names, bool Later)
    {
        public OnnxGraph G => C.Graph;

        public string X => ReadTensor(0, "x", "input", "a", "inputs", "condition", "x1", "tensor");

        public Shape Shape => C.Inputs.Length > 0 ? C.X.Shape : new Shape();

        public int Rank => Shape.Rank;

        public string DType => C.Inputs.Select(i => i.DType).FirstOrDefault("float32");

        public NotSupportedException Refused(string why) => C.Refused($"its function {Name}: {why}");

        /// <summary>An argument as a value of the graph: a tensor, or a constant of the first tensor's type.</summary>
        public string ReadTensor(int position, params string[] names)
        {
            if (position == 0 && Plain.TryGetValue(OpLambda.Constant, out object? first)) { return ReadConstant(first); }
            foreach (string name in names) { if (Plain.Get(name) is { } given) { return ReadConstant(given); } }
            int place = Plain.ContainsKey(OpLambda.Constant) ? position - 1 : position;
            foreach (string name in names)
            {
                for (int i = 0; i < C.Inputs.Length; i++) { if (Names?[i] == name) { return C.Inputs[i].Name; } }
            }
            int unnamed = -1;
            for (int i = 0; i < C.Inputs.Length; i++) { if (Names?[i] is null && ++unnamed == place) { return C.Inputs[i].Name; } }
            throw Refused($"`{names[0]}` is not known.");
        }

        private string ReadConstant(object? value) => OpArguments.ReadPlain(value) is { } t
            ? G.AddValues(t, DTypes.GetName(t.dtype) == "bool" ? OnnxGraph.Bool : OnnxGraph.FindType(DType))
            : throw Refused("an argument is neither a tensor nor numbers.");

        public object? Get(params string[] names) => names.Select(Plain.Get).FirstOrDefault(v => v is not null);

        public bool ReadFlag(params string[] names) => Get(names) is true;

        public double ReadReal(double missing, params string[] names) => Get(names) is { } v and not bool
            ? Convert.ToDouble(v, CultureInfo.InvariantCulture)
            : missing;

        public long[]? ReadWhole(params string[] names) => Get(names) switch
        {
            long n => [n],
            List<object?> list when list.TrueForAll(v => v is long) => [.. list.Cast<long>()],
            null => null,
            _ => throw Refused($"`{names[0]}` is not a list of whole numbers.")
        };

        public long ReadAxis(long missing) => ReadWhole("axis", "dim") is [var n] ? n : missing;

        public long[] ReadAxes() => ReadWhole("axis", "reduction_indices", "dim") ?? [.. Enumerable.Range(0, Rank).Select(i => (long)i)];
    }

    public static OnnxValue[] Run(OnnxCall c)
    {
        OnnxGraph g = c.Graph;
        Config plain = new(c.Keywords ?? []);
        string name;
        bool later = false;
        switch (c.Layer)
        {
            case TFOpLambda f: (name, later) = (f.function.Split('.')[^1], f.function.StartsWith("keras.ops", StringComparison.Ordinal));
                break;
            case SlicingOpLambda: (name, later) = ("getitem", false); break;
            case KerasOperation op:
                (name, later) = (Names.ToSnakeCase3(op.operation), true);
                foreach (var (key, value) in op.options) { plain.TryAdd(key, value); }
                break;
            default:
                throw c.Refused("a node of TensorFlow's graph is not written; make the model anew with tf.keras 2.4 or later, which names "
                    + "its functions.");
        }
        var call = new Call(c, name, plain, c.Names, later);
        if (plain.Values.Any(v => v is List<object?> list && list.Exists(OpArguments.IsHole)))
        {
            throw call.Refused("tensors stand among the numbers of a list.");
        }
        (string Name, int? Type)[] made = Make(call) ?? throw c.Refused($"its function {name} has no conversion.");
        // The type is the engine's: what came out in another one is turned.
        return [.. made.Select((m, i) =>
        {
            int at = Math.Min(i, c.Outputs.Length - 1), wanted = OnnxGraph.FindType(c.DTypes[at]);
            return new OnnxValue((m.Type ?? OnnxGraph.FindType(call.DType)) == wanted ? m.Name : g.Cast(m.Name, wanted), c.Outputs[at],
                c.DTypes[at], c.Layer.supports_masking ? c.X.Mask : null);
        })];
    }

    private static (string, int?)[]? Make(Call c)
    {
        OnnxGraph g = c.G;
        string? one = ReadValue(c) ?? ConvertBent(c) ?? ConvertReduction(c) ?? ConvertShape(c);
        if (one is not null) { return [(one, null)]; }
        switch (c.Name)
        {
            case "equal" or "eq": return Compare("Equal", false);
            case "not_equal" or "ne": return Compare("Equal", true);
            case "greater" or "gt": return Compare("Greater", false);
            case "greater_equal" or "ge": return Compare("GreaterOrEqual", false);
            case "less" or "lt": return Compare("Less", false);
            case "less_equal" or "le": return Compare("LessOrEqual", false);
            case "logical_and": return [(g.AddOp("And", [c.X, ReadSecond(c)]), OnnxGraph.Bool)];
            case "logical_or": return [(g.AddOp("Or", [c.X, ReadSecond(c)]), OnnxGraph.Bool)];
            case "logical_xor": return [(g.AddOp("Xor", [c.X, ReadSecond(c)]), OnnxGraph.Bool)];
            case "logical_not": return [(g.AddOp("Not", c.X), OnnxGraph.Bool)];
            case "isnan": return [(g.AddOp("IsNaN", c.X), OnnxGraph.Bool)];
            case "argmax": return [(g.AddOp("ArgMax", [c.X], ("axis", c.ReadAxis(0)), ("keepdims", c.ReadFlag("keepdims") ? 1 : 0)),
                OnnxGraph.Int64)];
            case "argmin": return [(g.AddOp("ArgMin", [c.X], ("axis", c.ReadAxis(0)), ("keepdims", c.ReadFlag("keepdims") ? 1 : 0)),
                OnnxGraph.Int64)];
            case "sort": return [(ConvertSorted(c, c.Get("direction") is "DESCENDING")[0], null)];
            case "argsort":
                return [(ConvertSorted(c, c.Get("direction") is "DESCENDING")[1], OnnxGraph.Int64)];
            case "top_k":
                string[] best = g.AddOps("TopK", [c.X, g.AddLongs((c.ReadWhole("k") ?? [1])[0])], 2, ("axis", -1));
                return [(best[0], null), (best[1], OnnxGraph.Int64)];
            case "reduce_any" or "any":
                return [(g.Cast(g.AddOp("ReduceMax", [g.Cast(c.X, OnnxGraph.Int32)], ("axes", c.ReadAxes()),
                    ("keepdims", c.ReadFlag("keepdims") ? 1 : 0)), OnnxGraph.Bool), OnnxGraph.Bool)];
            case "reduce_all" or "all":
                return [(g.Cast(g.AddOp("ReduceMin", [g.Cast(c.X, OnnxGraph.Int32)], ("axes", c.ReadAxes()),
                    ("keepdims", c.ReadFlag("keepdims") ? 1 : 0)), OnnxGraph.Bool), OnnxGraph.Bool)];
            case "shape": return [(g.AddOp("Shape", c.X), OnnxGraph.Int64)];
            case "cast":
                return [(g.Cast(c.X, OnnxGraph.FindType(c.C.DType)), OnnxGraph.FindType(c.C.DType))];
            case "one_hot":
                return [(g.AddOp("OneHot",
                    [g.Cast(c.X, OnnxGraph.Int64),
                        g.AddLongs((c.ReadWhole("depth", "num_classes") ?? throw c.Refused("its depth is not known."))[0]),
                            g.AddFloats([0, 1], 2)],
                        ("axis", -1)), OnnxGraph.Float)];
            case "split" when c.Get("num_or_size_splits", "indices_or_sections") is { } parts:
                return [.. Split(c, parts).Select(p => (p, (int?)null))];
            case "unstack":
                long axis = c.ReadAxis(0), size = c.Shape[(int)(axis < 0 ? axis + c.Rank : axis)]
                    ?? throw c.Refused("the size of its axis depends on the data.");
                return [.. g.AddOps("Split", [c.X], (int)size, ("axis", axis)).Select(p =>
                    (g.AddOp("Squeeze", [p, g.AddLongs(axis)]), (int?)null))];
            case "where":
                string yes = c.ReadTensor(1, "x", "x1"), no = c.ReadTensor(2, "y", "x2"), condition = c.ReadTensor(0, "condition");
                return [(g.AddOp("Where",
                    [c.DType == "bool" ? condition : g.Cast(condition, OnnxGraph.Bool), Number(yes, "x", "x1"), Number(no, "y", "x2")]),
                    OnnxGraph.Float)];
            default: return null;
        }

        (string, int?)[] Compare(string op, bool not)
        {
            string y = g.AddOp(op, [c.X, ReadSecond(c)]);
            return [(not ? g.AddOp("Not", y) : y, OnnxGraph.Bool)];
        }

        // A plain number takes the type of the condition's: both are wanted in numbers.
        string Number(string value, params string[] names) => c.Get(names) is { } plain
            && OpArguments.ReadPlain(plain) is { } t ? g.AddValues(t, OnnxGraph.Float) : value;
    }

    /// <summary>All values of an axis in their order, and their places.</summary>
    private static string[] ConvertSorted(Call c, bool falling)
    {
        OnnxGraph g = c.G;
        long axis = c.ReadAxis(-1), at = axis < 0 ? axis + c.Rank : axis;
        string count = g.AddOp("Slice", [g.AddOp("Shape", c.X), g.AddLongs(at), g.AddLongs(at + 1)]);
        return g.AddOps("TopK", [c.X, count], 2, ("axis", at), ("largest", falling ? 1 : 0));
    }

    private static string ReadSecond(Call c) => c.ReadTensor(1, "y", "b", "x2", "a", "other");

    /// <summary>Arithmetic, value by value.</summary>
    private static string? ReadValue(Call c)
    {
        OnnxGraph g = c.G;
        string? op = c.Name switch
        {
            "add" => "Add", "subtract" or "sub" => "Sub", "multiply" or "mul" => "Mul", "truediv" or "divide" or "true_divide" =>
                "Div", "maximum" => "Max", "minimum" => "Min", "pow" or "power" => "Pow",
            "floordiv" or "floor_divide" => "Floor", "floormod" or "mod" => "Mod", "squared_difference" => "Square", _ => null,
        };
        if (op is not null)
        {
            string x = c.X, y = ReadSecond(c);
            // Whole numbers divided give a fraction in TensorFlow.
            if (op == "Div" && c.DType != "float32")
            {
                (x, y) = (g.Cast(x, OnnxGraph.Float), g.Cast(y, OnnxGraph.Float));
                return g.Cast(g.AddOp("Div", [x, y]), OnnxGraph.FindType(c.DType));
            }
            bool real = c.DType == "float32";
            string AddBoth(string[] v) => op switch
            {
                "Floor" => real ? g.AddOp("Floor", g.AddOp("Div", v)) : throw c.Refused("whole numbers are not divided downwards in ONNX."),
                "Mod" => real ? g.AddOp("Sub", [v[0], g.AddOp("Mul", [v[1], g.AddOp("Floor", g.AddOp("Div", v))])]) : g.AddOp("Mod", v),
                "Square" => g.AddOp("Sub", v) is var d ? g.AddOp("Mul", [d, d]) : "",
                _ => g.AddOp(op, v),
            };
            bool alike = c.C.Inputs.Length == 2 && c.C.Inputs[1].Shape.Rank == c.Rank && !c.Plain.ContainsKey(OpLambda.Constant);
            return alike ? g.AddForEach([x, y], c.Rank, AddBoth) : AddBoth([x, y]);
        }
        string? single = c.Name switch
        {
            "negative" or "neg" => "Neg", "abs" or "absolute" => "Abs", "exp" => "Exp", "log" => "Log", "sqrt" => "Sqrt", "reciprocal" =>
                "Reciprocal", "sign" => "Sign", "floor" => "Floor", "ceil" => "Ceil", "round" => "Round",
            "sin" => "Sin", "cos" => "Cos", "tan" => "Tan", "sinh" => "Sinh", "cosh" => "Cosh", "arcsin" => "Asin", "arccos" =>
                "Acos", "arctan" => "Atan", "erf" => "Erf", _ => null,
        };
        if (single is not null) { return g.AddForEach([c.X], c.Rank, x => g.AddOp(single, x[0])); }
        return c.Name switch
        {
            "square" => g.AddForEach([c.X], c.Rank, x => g.AddOp("Mul", [x[0], x[0]])),
            "rsqrt" => g.AddOp("Reciprocal", g.AddOp("Sqrt", c.X)),
            "log1p" => g.AddOp("Log", g.AddOp("Add", [c.X, g.AddNumber(1)])),
            "expm1" => g.AddOp("Sub", [g.AddOp("Exp", c.X), g.AddNumber(1)]),
            "log2" => g.AddOp("Mul", [g.AddOp("Log", c.X), g.AddNumber(1 / Math.Log(2))]),
            "log10" => g.AddOp("Mul", [g.AddOp("Log", c.X), g.AddNumber(1 / Math.Log(10))]),
            "zeros_like" => g.AddOp("Mul", [c.X, g.AddValues(Tensors.MakeScalar(0), OnnxGraph.FindType(c.DType))]),
            "ones_like" =>
                g.AddOp("Add",
                    [g.AddOp("Mul", [c.X, g.AddValues(Tensors.MakeScalar(0), OnnxGraph.FindType(c.DType))]),
                        g.AddValues(Tensors.MakeScalar(1), OnnxGraph.FindType(c.DType))]),
            "clip_by_value" or "clip" => ConvertClip(c),
            _ => null,
        };
    }

    private static string ConvertClip(Call c)
    {
        string y = c.X;
        if (c.Get("clip_value_min", "min_value", "x_min") is not null || c.C.Inputs.Length > 1)
        {
            y = c.G.AddOp("Max", [y, c.ReadTensor(1, "clip_value_min", "min_value", "x_min")]);
        }
        return c.Get("clip_value_max", "max_value", "x_max") is not null || c.C.Inputs.Length > 2
            ? c.G.AddOp("Min", [y, c.ReadTensor(2, "clip_value_max", "max_value", "x_max")])
            : y;
    }

    /// <summary>Activation functions, with their arguments where they have some.</summary>
    private static string? ConvertBent(Call c)
    {
        OnnxGraph g = c.G;
        double alpha = c.ReadReal(double.NaN, "alpha", "negative_slope");
        switch (c.Name)
        {
            case "stop_gradient" or "convert_to_tensor" or "identity": return c.X;
            case "leaky_relu": return g.AddOp("LeakyRelu", [c.X], ("alpha", double.IsNaN(alpha) ? 0.2 : alpha));
            case "elu": return g.AddOp("Elu", [c.X], ("alpha", double.IsNaN(alpha) ? 1 : alpha));
            case "celu": return g.AddOp("Celu", [c.X], ("alpha", double.IsNaN(alpha) ? 1 : alpha));
            case "gelu": return OnnxActivations.ConvertGelu(g, c.X, c.Later ? c.Get("approximate") is not false
                : c.ReadFlag("approximate"));
            case "softmax": return g.AddOp("Softmax", [c.X], ("axis", c.ReadAxis(-1)));
            case "log_softmax": return g.AddOp("LogSoftmax", [c.X], ("axis", c.ReadAxis(-1)));
            case "hard_sigmoid" when c.Later: return OnnxActivations.Find(g, ActivationFn.HardSigmoidOfKeras3, c.X);
            case "relu" or "soft_shrink" or "hard_shrink" or "squareplus" or "threshold" or "glu"
                when c.Plain.Keys.Any(k => k is not ("name" or "x" or "axis") && c.Plain[k] is not null and not (0L or 0.0)):
                return null;
            case "sigmoid" or "tanh" or "relu" or "relu6" or "selu" or "silu" or "swish" or "mish" or "softplus" or "softsign"
                or "hard_sigmoid" or "hard_silu" or "hard_tanh" or "tanh_shrink" or "log_sigmoid" or "sparse_plus"
                or "sparse_sigmoid" or "squareplus" or "soft_shrink" or "hard_shrink" or "glu":
                return OnnxActivations.IsEach(c.Name)
                    ? g.AddForEach([c.X], c.Rank, x => OnnxActivations.Find(g, c.Name, x[0])!)
                    : OnnxActivations.Find(g, c.Name, c.X);
            default: return null;
        }
    }

    private static string? ConvertReduction(Call c)
    {
        OnnxGraph g = c.G;
        bool keep = c.ReadFlag("keepdims");
        string AddBy(string op, string x) => g.AddOp(op, [x], ("axes", c.ReadAxes()), ("keepdims", keep ? 1 : 0));
        string Sum(string x, bool kept) => g.AddOp("ReduceSum", [x, g.AddLongs(c.ReadAxes())], ("keepdims", kept ? 1 : 0));
        string Spread(string x)
        {
            string mean = g.AddOp("ReduceMean", [x], ("axes", c.ReadAxes()), ("keepdims", 1)), off = g.AddOp("Sub", [x, mean]);
            return AddBy("ReduceMean", g.AddOp("Mul", [off, off]));
        }
        return c.Name switch
        {
            "reduce_mean" or "mean" => AddBy("ReduceMean", c.X),
            "reduce_sum" or "sum" => Sum(c.X, keep),
            "reduce_max" or "max" or "amax" => AddBy("ReduceMax", c.X),
            "reduce_min" or "min" or "amin" => AddBy("ReduceMin", c.X),
            "reduce_prod" or "prod" => AddBy("ReduceProd", c.X),
            "reduce_logsumexp" or "logsumexp" => AddBy("ReduceLogSumExp", c.X),
            "reduce_variance" or "var" => Spread(c.X),
            "reduce_std" or "std" => g.AddOp("Sqrt", Spread(c.X)),
            "reduce_euclidean_norm" => g.AddOp("Sqrt", Sum(g.AddOp("Mul", [c.X, c.X]), keep)),
            "norm" when c.Get("ord") is null or "euclidean" or 2L or 2.0 => g.AddOp("Sqrt", Sum(g.AddOp("Mul", [c.X, c.X]), keep)),
            "l2_normalize" or "normalize" =>
                g.AddOp("Div", [c.X, g.AddOp("Sqrt",
                    g.AddOp("Max", [Sum(g.AddOp("Mul", [c.X, c.X]), true), g.AddNumber(c.ReadReal(1e-12, "epsilon"))]))]),
            "cumsum" when !c.ReadFlag("exclusive") && !c.ReadFlag("reverse") =>
                g.AddOp("CumSum", [c.X, g.AddValues(Tensors.MakeScalar(c.ReadAxis(0)), OnnxGraph.Int64)]),
            _ => null,
        };
    }

    private static string? ConvertShape(Call c)
    {
        OnnxGraph g = c.G;
        switch (c.Name)
        {
            case "reshape":
                return g.AddOp("Reshape",
                    [c.X, g.AddLongs(c.Get("newshape", "shape") is List<object?> list
                        ? [.. list.Select((d, i) => d is long n ? n : i == 0 ? 0 : -1)]
                        : c.ReadWhole("newshape", "shape") ?? throw c.Refused("its shape is computed."))]);
            case "expand_dims":
                return (c.ReadWhole("axis") ?? throw c.Refused("its axis is not known.")).Aggregate(c.X,
                    (x, a) => g.AddOp("Unsqueeze", [x, g.AddLongs(a)]));
            case "squeeze":
                return c.ReadWhole("axis", "squeeze_dims") is { Length: > 0 } gone
                    ? g.AddOp("Squeeze", [c.X, g.AddLongs(gone)])
                    : g.AddOp("Squeeze", c.X);
            case "transpose" or "permute_dimensions":
                return g.AddOp("Transpose", [c.X],
                    ("perm", c.ReadWhole("perm", "axes", "pattern") ?? [.. Enumerable.Range(0, c.Rank).Reverse().Select(i => (long)i)]));
            case "swapaxes":
                long[] order = [.. Enumerable.Range(0, c.Rank).Select(i => (long)i)];
                (long a, long b) = (c.ReadWhole("axis1")![0], c.ReadWhole("axis2")![0]);
                (order[a < 0 ? a + c.Rank : a], order[b < 0 ? b + c.Rank : b]) = (b < 0 ? b + c.Rank : b, a < 0 ? a + c.Rank : a);
                return g.AddOp("Transpose", [c.X], ("perm", order));
            case "concat" or "concatenate":
                string[] all = Array.ConvertAll(c.C.Inputs, i => i.Name);
                long axis = c.ReadAxis(c.Name == "concat" ? 0 : c.Later ? 0 : -1), positive = axis < 0 ? axis + c.Rank : axis;
                return c.Rank > 2 && positive == c.Rank - 1
                    ? g.AddForEach(all, c.Rank, x => g.AddOp("Concat", x, ("axis", ReferenceEquals(x, all) ? axis : 1)))
                    : g.AddOp("Concat", all, ("axis", axis));
            case "stack":
                return g.AddOp("Concat", [.. c.C.Inputs.Select(i => g.AddOp("Unsqueeze", [i.Name, g.AddLongs(c.ReadAxis(0))]))],
                    ("axis", c.ReadAxis(0)));
            case "tile":
                return g.AddOp("Tile",
                    [c.X, g.AddLongs(c.ReadWhole("multiples", "repeats", "n") ?? throw c.Refused("its numbers are computed."))]);
            case "reverse" or "flip": return c.ReadAxes().Aggregate(c.X, (x, a) => OnnxRecurrent.ConvertReversed(g, x, a));
            case "flip_left_right": return OnnxRecurrent.ConvertReversed(g, c.X, c.Rank - 2);
            case "flip_up_down": return OnnxRecurrent.ConvertReversed(g, c.X, c.Rank - 3);
            case "matmul":
                return g.AddOp("MatMul",
                    [ConvertTurn(c, c.X, c.Rank, c.ReadFlag("transpose_a")),
                        ConvertTurn(c, ReadSecond(c), c.C.Inputs[^1].Shape.Rank, c.ReadFlag("transpose_b"))]);
            case "einsum":
                return g.AddOp("Einsum", Array.ConvertAll(c.C.Inputs, i => i.Name),
                    ("equation", (string)(c.Get("equation", "subscripts") ?? throw c.Refused("its equation is not known."))));
            case "gather" or "take": return g.AddOp("Gather", [c.X, ConvertIndices(c)], ("axis", c.ReadAxis(0)));
            case "pad": return ConvertPad(c);
            case "resize" when c.Get("method") is null or "bilinear" or "nearest" && c.Rank == 4 && !c.ReadFlag("antialias")
                && !c.ReadFlag("preserve_aspect_ratio"):
                return ConvertResize(c, c.Get("method") is "nearest");
            case "max_pool2d" or "avg_pool2d" or "max_pool" or "avg_pool" when c.Rank == 4 && c.Get("data_format") is null or "NHWC":
                return ConvertPool(c);
            case "bias_add" when c.Get("data_format") is null or "NHWC": return g.AddOp("Add", [c.X, c.ReadTensor(1, "bias")]);
            case "getitem": return ConvertSlice(c, c.Get("slice_spec", "key"));
            case "get_item": return ConvertSlice(c, c.Get("key", "slice_spec"));
            default: return null;
        }
    }

    private static string ConvertTurn(Call c, string x, int rank, bool turn) => !turn
        ? x
        : c.G.AddOp("Transpose", [x], ("perm", (long[])[.. Enumerable.Range(0, rank - 2).Select(i => (long)i), rank - 1, rank - 2]));

    private static string ConvertIndices(Call c) => c.Plain.Get("indices") is { } plain
        && OpArguments.ReadPlain(plain) is { } t ? c.G.AddValues(t, OnnxGraph.Int64)
        : c.G.Cast(c.ReadTensor(1, "indices"), OnnxGraph.Int64);

    private static string[] Split(Call c, object parts)
    {
        OnnxGraph g = c.G;
        long axis = c.ReadAxis(0);
        if (parts is long n) { return g.AddOps("Split", [c.X], (int)n, ("axis", axis)); }
        long[] sizes = c.ReadWhole("num_or_size_splits", "indices_or_sections")!;
        if (c.Later)
        {
            // Keras 3 names the places of the cuts.
            long end = c.Shape[(int)(axis < 0 ? axis + c.Rank : axis)] ?? throw c.Refused("the size of its axis depends on the data.");
            sizes = [.. sizes.Append(end).Zip(sizes.Prepend(0), (to, from) => to - from)];
        }
        return g.AddOps("Split", [c.X, g.AddLongs(sizes)], sizes.Length, ("axis", axis));
    }

    private static string ConvertPad(Call c)
    {
        if (c.Get("paddings", "pad_width") is not List<object?> { Count: > 0 } list || list[0] is not List<object?>)
        {
            throw c.Refused("its widths are computed.");
        }
        (long Before, long After)[] ends = [.. list.Cast<List<object?>>().Select(p => ((long)p[0]!, (long)p[1]!))];
        string mode = ((c.Get("mode") as string) ?? "constant").ToLowerInvariant();
        if (mode is not ("constant" or "reflect")) { throw c.Refused($"its mode \"{mode}\" is not written."); }
        string[] inputs = [c.X, c.G.AddLongs([.. ends.Select(e => e.Before), .. ends.Select(e => e.After)])];
        return c.G.AddOp("Pad",
            mode == "constant" ? [.. inputs,
                c.G.AddValues(Tensors.MakeScalar(c.ReadReal(0, "constant_values")), OnnxGraph.FindType(c.DType))] : inputs,
            ("mode", mode));
    }

    private static string ConvertResize(Call c, bool nearest)
    {
        OnnxGraph g = c.G;
        string x = g.ToChannelsFirst(c.DType == "float32" ? c.X : g.Cast(c.X, OnnxGraph.Float), 4);
        string sizes = g.AddOp("Concat",
            [g.AddOp("Slice", [g.AddOp("Shape", x), g.AddLongs(0), g.AddLongs(2)]),
                g.AddLongs(c.ReadWhole("size") ?? throw c.Refused("its size is computed."))], ("axis", 0));
        return g.ToChannelsLast(g.AddOp("Resize", [x, "", "", sizes], ("mode", nearest ? "nearest" : "linear"),
            ("coordinate_transformation_mode", "half_pixel"), ("nearest_mode", "round_prefer_ceil")), 4);
    }

    private static string ConvertPool(Call c)
    {
        OnnxGraph g = c.G;
        long[] MapEach(string name) => c.ReadWhole(name) switch
        {
            [var n] => [n, n],
            { Length: 4 } four => four[1..3],
            { } two => two,
            null => throw c.Refused($"`{name}` is not known.")
        };
        long[] size = MapEach("ksize"), strides = MapEach("strides");
        var edges = new OnnxEdges(((string?)c.Get("padding") ?? "VALID").ToLowerInvariant(), [c.Shape[1], c.Shape[2]], size, strides,
            [1, 1], Ops.TheanoWays.None);
        return g.ToChannelsLast(edges.Pool(g, g.ToChannelsFirst(c.X, 4), c.Name.StartsWith("max", StringComparison.Ordinal)), 4);
    }

    /// <summary>x[spec], as SlicingOpLambda reads it.</summary>
    private static string ConvertSlice(Call c, object? spec)
    {
        OnnxGraph g = c.G;
        List<object?> items = spec as List<object?> ?? [spec];
        string x = c.X;
        int rank = c.Rank;
        for (int i = 0, axis = 0; i < items.Count; i++)
        {
            switch (items[i])
            {
                case null:
                    x = g.AddOp("Unsqueeze", [x, g.AddLongs(axis++)]);
                    rank++;
                    break;
                case long index:
                    x = g.AddOp("Gather", [x, g.AddValues(Tensors.MakeScalar(index), OnnxGraph.Int64)], ("axis", axis));
                    rank--;
                    break;
                case var item when item is "..." || (item as Config)?.Get("class_name") is "__ellipsis__":
                    axis = rank - items.Skip(i + 1).Count(later => later is not null);
                    break;
                case Config part:
                    part = part.Get("class_name") is "__slice__" ? (Config)part.Get("config")! : part;
                    long step = part.Get("step") as long? ?? 1;
                    object? start = part.Get("start"), stop = part.Get("stop");
                    if (start is not (null or long) || stop is not (null or long))
                    {
                        throw c.Refused("the ends of its slice are computed.");
                    }
                    x = g.AddOp("Slice",
                        [x, g.AddLongs(start as long? ?? (step > 0 ? 0 : long.MaxValue)),
                            g.AddLongs(stop as long? ?? (step > 0 ? long.MaxValue : long.MinValue + 1)), g.AddLongs(axis++),
                                g.AddLongs(step)]);
                    break;
                default: throw c.Refused("its slice is computed.");
            }
        }
        return x;
    }
}
