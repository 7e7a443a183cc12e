using System.Globalization;
using System.Text;
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

        public string X => Tensor(0, "x", "input", "a", "inputs", "condition", "x1", "tensor");

        public Shape Shape => C.Inputs.Length > 0 ? C.X.Shape : new Shape();

        public int Rank => Shape.Rank;

        public string DType => C.Inputs.Select(i => i.DType).FirstOrDefault("float32");

        public NotSupportedException Refused(string why) => C.Refused($"its function {Name}: {why}");

        /// <summary>An argument as a value of the graph: a tensor, or a constant of the first tensor's type.</summary>
        public string Tensor(int position, params string[] names)
        {
            if (position == 0 && Plain.TryGetValue(OpLambda.Constant, out object? first)) { return Constant(first); }
            foreach (string name in names) { if (Plain.Get(name) is { } given) { return Constant(given); } }
            int place = Plain.ContainsKey(OpLambda.Constant) ? position - 1 : position;
            foreach (string name in names)
            {
                for (int i = 0; i < C.Inputs.Length; i++) { if (Names?[i] == name) { return C.Inputs[i].Name; } }
            }
            int unnamed = -1;
            for (int i = 0; i < C.Inputs.Length; i++) { if (Names?[i] is null && ++unnamed == place) { return C.Inputs[i].Name; } }
            throw Refused($"`{names[0]}` is not known.");
        }

        private string Constant(object? value) => OpArguments.Plain(value) is { } t
            ? G.Values(t, DTypes.Name(t.dtype) == "bool" ? OnnxGraph.Bool : OnnxGraph.TypeOf(DType))
            : throw Refused("an argument is neither a tensor nor numbers.");

        public object? Get(params string[] names) => names.Select(Plain.Get).FirstOrDefault(v => v is not null);

        public bool Flag(params string[] names) => Get(names) is true;

        public double Real(double missing, params string[] names) => Get(names) is { } v and not bool
            ? Convert.ToDouble(v, CultureInfo.InvariantCulture)
            : missing;

        public long[]? Whole(params string[] names) => Get(names) switch
        {
            long n => [n],
            List<object?> list when list.TrueForAll(v => v is long) => [.. list.Cast<long>()],
            null => null,
            _ => throw Refused($"`{names[0]}` is no list of whole numbers.")
        };

        public long Axis(long missing) => Whole("axis", "dim") is [var n] ? n : missing;

        public long[] Axes() => Whole("axis", "reduction_indices", "dim") ?? [.. Enumerable.Range(0, Rank).Select(i => (long)i)];
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
                (name, later) = (Snake(op.operation), true);
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
            int at = Math.Min(i, c.Outputs.Length - 1), wanted = OnnxGraph.TypeOf(c.DTypes[at]);
            return new OnnxValue((m.Type ?? OnnxGraph.TypeOf(call.DType)) == wanted ? m.Name : g.Cast(m.Name, wanted), c.Outputs[at],
                c.DTypes[at], c.Layer.supports_masking ? c.X.Mask : null);
        })];
    }

    private static string Snake(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1])) { text.Append('_'); }
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    private static (string, int?)[]? Make(Call c)
    {
        OnnxGraph g = c.G;
        string? one = Value(c) ?? Bent(c) ?? Reduced(c) ?? Shaped(c);
        if (one is not null) { return [(one, null)]; }
        switch (c.Name)
        {
            case "equal" or "eq": return Compare("Equal", false);
            case "not_equal" or "ne": return Compare("Equal", true);
            case "greater" or "gt": return Compare("Greater", false);
            case "greater_equal" or "ge": return Compare("GreaterOrEqual", false);
            case "less" or "lt": return Compare("Less", false);
            case "less_equal" or "le": return Compare("LessOrEqual", false);
            case "logical_and": return [(g.Op("And", [c.X, Second(c)]), OnnxGraph.Bool)];
            case "logical_or": return [(g.Op("Or", [c.X, Second(c)]), OnnxGraph.Bool)];
            case "logical_xor": return [(g.Op("Xor", [c.X, Second(c)]), OnnxGraph.Bool)];
            case "logical_not": return [(g.Op("Not", c.X), OnnxGraph.Bool)];
            case "isnan": return [(g.Op("IsNaN", c.X), OnnxGraph.Bool)];
            case "argmax": return [(g.Op("ArgMax", [c.X], ("axis", c.Axis(0)), ("keepdims", c.Flag("keepdims") ? 1 : 0)), OnnxGraph.Int64)];
            case "argmin": return [(g.Op("ArgMin", [c.X], ("axis", c.Axis(0)), ("keepdims", c.Flag("keepdims") ? 1 : 0)), OnnxGraph.Int64)];
            case "sort": return [(Sorted(c, c.Get("direction") is "DESCENDING")[0], null)];
            case "argsort":
                return [(Sorted(c, c.Get("direction") is "DESCENDING")[1], OnnxGraph.Int64)];
            case "top_k":
                string[] best = g.Ops("TopK", [c.X, g.Longs((c.Whole("k") ?? [1])[0])], 2, ("axis", -1));
                return [(best[0], null), (best[1], OnnxGraph.Int64)];
            case "reduce_any" or "any":
                return [(g.Cast(g.Op("ReduceMax", [g.Cast(c.X, OnnxGraph.Int32)], ("axes", c.Axes()),
                    ("keepdims", c.Flag("keepdims") ? 1 : 0)), OnnxGraph.Bool), OnnxGraph.Bool)];
            case "reduce_all" or "all":
                return [(g.Cast(g.Op("ReduceMin", [g.Cast(c.X, OnnxGraph.Int32)], ("axes", c.Axes()),
                    ("keepdims", c.Flag("keepdims") ? 1 : 0)), OnnxGraph.Bool), OnnxGraph.Bool)];
            case "shape": return [(g.Op("Shape", c.X), OnnxGraph.Int64)];
            case "cast":
                return [(g.Cast(c.X, OnnxGraph.TypeOf(c.C.DType)), OnnxGraph.TypeOf(c.C.DType))];
            case "one_hot":
                return [(g.Op("OneHot",
                    [g.Cast(c.X, OnnxGraph.Int64),
                        g.Longs((c.Whole("depth", "num_classes") ?? throw c.Refused("its depth is not known."))[0]), g.Floats([0, 1], 2)],
                        ("axis", -1)), OnnxGraph.Float)];
            case "split" when c.Get("num_or_size_splits", "indices_or_sections") is { } parts:
                return [.. Split(c, parts).Select(p => (p, (int?)null))];
            case "unstack":
                long axis = c.Axis(0), size = c.Shape[(int)(axis < 0 ? axis + c.Rank : axis)]
                    ?? throw c.Refused("the size of its axis depends on the data.");
                return [.. g.Ops("Split", [c.X], (int)size, ("axis", axis)).Select(p => (g.Op("Squeeze", [p, g.Longs(axis)]), (int?)null))];
            case "where":
                string yes = c.Tensor(1, "x", "x1"), no = c.Tensor(2, "y", "x2"), condition = c.Tensor(0, "condition");
                return [(g.Op("Where",
                    [c.DType == "bool" ? condition : g.Cast(condition, OnnxGraph.Bool), Number(yes, "x", "x1"), Number(no, "y", "x2")]),
                    OnnxGraph.Float)];
            default: return null;
        }

        (string, int?)[] Compare(string op, bool not)
        {
            string y = g.Op(op, [c.X, Second(c)]);
            return [(not ? g.Op("Not", y) : y, OnnxGraph.Bool)];
        }

        // A plain number takes the type of the condition's: both are wanted in numbers.
        string Number(string value, params string[] names) => c.Get(names) is { } plain
            && OpArguments.Plain(plain) is { } t ? g.Values(t, OnnxGraph.Float) : value;
    }

    /// <summary>All values of an axis in their order, and their places.</summary>
    private static string[] Sorted(Call c, bool falling)
    {
        OnnxGraph g = c.G;
        long axis = c.Axis(-1), at = axis < 0 ? axis + c.Rank : axis;
        string count = g.Op("Slice", [g.Op("Shape", c.X), g.Longs(at), g.Longs(at + 1)]);
        return g.Ops("TopK", [c.X, count], 2, ("axis", at), ("largest", falling ? 1 : 0));
    }

    private static string Second(Call c) => c.Tensor(1, "y", "b", "x2", "a", "other");

    /// <summary>Arithmetic, value by value.</summary>
    private static string? Value(Call c)
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
            string x = c.X, y = Second(c);
            // Whole numbers divided give a fraction in TensorFlow.
            if (op == "Div" && c.DType != "float32")
            {
                (x, y) = (g.Cast(x, OnnxGraph.Float), g.Cast(y, OnnxGraph.Float));
                return g.Cast(g.Op("Div", [x, y]), OnnxGraph.TypeOf(c.DType));
            }
            bool real = c.DType == "float32";
            string Both(string[] v) => op switch
            {
                "Floor" => real ? g.Op("Floor", g.Op("Div", v)) : throw c.Refused("whole numbers are not divided downwards in ONNX."),
                "Mod" => real ? g.Op("Sub", [v[0], g.Op("Mul", [v[1], g.Op("Floor", g.Op("Div", v))])]) : g.Op("Mod", v),
                "Square" => g.Op("Sub", v) is var d ? g.Op("Mul", [d, d]) : "",
                _ => g.Op(op, v),
            };
            bool alike = c.C.Inputs.Length == 2 && c.C.Inputs[1].Shape.Rank == c.Rank && !c.Plain.ContainsKey(OpLambda.Constant);
            return alike ? g.Each([x, y], c.Rank, Both) : Both([x, y]);
        }
        string? single = c.Name switch
        {
            "negative" or "neg" => "Neg", "abs" or "absolute" => "Abs", "exp" => "Exp", "log" => "Log", "sqrt" => "Sqrt", "reciprocal" =>
                "Reciprocal", "sign" => "Sign", "floor" => "Floor", "ceil" => "Ceil", "round" => "Round",
            "sin" => "Sin", "cos" => "Cos", "tan" => "Tan", "sinh" => "Sinh", "cosh" => "Cosh", "arcsin" => "Asin", "arccos" =>
                "Acos", "arctan" => "Atan", "erf" => "Erf", _ => null,
        };
        if (single is not null) { return g.Each([c.X], c.Rank, x => g.Op(single, x[0])); }
        return c.Name switch
        {
            "square" => g.Each([c.X], c.Rank, x => g.Op("Mul", [x[0], x[0]])),
            "rsqrt" => g.Op("Reciprocal", g.Op("Sqrt", c.X)),
            "log1p" => g.Op("Log", g.Op("Add", [c.X, g.Number(1)])),
            "expm1" => g.Op("Sub", [g.Op("Exp", c.X), g.Number(1)]),
            "log2" => g.Op("Mul", [g.Op("Log", c.X), g.Number(1 / Math.Log(2))]),
            "log10" => g.Op("Mul", [g.Op("Log", c.X), g.Number(1 / Math.Log(10))]),
            "zeros_like" => g.Op("Mul", [c.X, g.Values(Tensors.Scalar(0), OnnxGraph.TypeOf(c.DType))]),
            "ones_like" =>
                g.Op("Add",
                    [g.Op("Mul", [c.X, g.Values(Tensors.Scalar(0), OnnxGraph.TypeOf(c.DType))]),
                        g.Values(Tensors.Scalar(1), OnnxGraph.TypeOf(c.DType))]),
            "clip_by_value" or "clip" => Clipped(c),
            _ => null,
        };
    }

    private static string Clipped(Call c)
    {
        string y = c.X;
        if (c.Get("clip_value_min", "min_value", "x_min") is not null || c.C.Inputs.Length > 1)
        {
            y = c.G.Op("Max", [y, c.Tensor(1, "clip_value_min", "min_value", "x_min")]);
        }
        return c.Get("clip_value_max", "max_value", "x_max") is not null || c.C.Inputs.Length > 2
            ? c.G.Op("Min", [y, c.Tensor(2, "clip_value_max", "max_value", "x_max")])
            : y;
    }

    /// <summary>Activation functions, with their arguments where they have some.</summary>
    private static string? Bent(Call c)
    {
        OnnxGraph g = c.G;
        double alpha = c.Real(double.NaN, "alpha", "negative_slope");
        switch (c.Name)
        {
            case "stop_gradient" or "convert_to_tensor" or "identity": return c.X;
            case "leaky_relu": return g.Op("LeakyRelu", [c.X], ("alpha", double.IsNaN(alpha) ? 0.2 : alpha));
            case "elu": return g.Op("Elu", [c.X], ("alpha", double.IsNaN(alpha) ? 1 : alpha));
            case "celu": return g.Op("Celu", [c.X], ("alpha", double.IsNaN(alpha) ? 1 : alpha));
            case "gelu": return OnnxActivations.Gelu(g, c.X, c.Later ? c.Get("approximate") is not false : c.Flag("approximate"));
            case "softmax": return g.Op("Softmax", [c.X], ("axis", c.Axis(-1)));
            case "log_softmax": return g.Op("LogSoftmax", [c.X], ("axis", c.Axis(-1)));
            case "hard_sigmoid" when c.Later: return OnnxActivations.Find(g, ActivationFn.HardSigmoidOfKeras3, c.X);
            case "relu" or "soft_shrink" or "hard_shrink" or "squareplus" or "threshold" or "glu"
                when c.Plain.Keys.Any(k => k is not ("name" or "x" or "axis") && c.Plain[k] is not null and not (0L or 0.0)):
                return null;
            case "sigmoid" or "tanh" or "relu" or "relu6" or "selu" or "silu" or "swish" or "mish" or "softplus" or "softsign"
                or "hard_sigmoid" or "hard_silu" or "hard_tanh" or "tanh_shrink" or "log_sigmoid" or "sparse_plus"
                or "sparse_sigmoid" or "squareplus" or "soft_shrink" or "hard_shrink" or "glu":
                return OnnxActivations.IsEach(c.Name)
                    ? g.Each([c.X], c.Rank, x => OnnxActivations.Find(g, c.Name, x[0])!)
                    : OnnxActivations.Find(g, c.Name, c.X);
            default: return null;
        }
    }

    private static string? Reduced(Call c)
    {
        OnnxGraph g = c.G;
        bool keep = c.Flag("keepdims");
        string By(string op, string x) => g.Op(op, [x], ("axes", c.Axes()), ("keepdims", keep ? 1 : 0));
        string Sum(string x, bool kept) => g.Op("ReduceSum", [x, g.Longs(c.Axes())], ("keepdims", kept ? 1 : 0));
        string Spread(string x)
        {
            string mean = g.Op("ReduceMean", [x], ("axes", c.Axes()), ("keepdims", 1)), off = g.Op("Sub", [x, mean]);
            return By("ReduceMean", g.Op("Mul", [off, off]));
        }
        return c.Name switch
        {
            "reduce_mean" or "mean" => By("ReduceMean", c.X),
            "reduce_sum" or "sum" => Sum(c.X, keep),
            "reduce_max" or "max" or "amax" => By("ReduceMax", c.X),
            "reduce_min" or "min" or "amin" => By("ReduceMin", c.X),
            "reduce_prod" or "prod" => By("ReduceProd", c.X),
            "reduce_logsumexp" or "logsumexp" => By("ReduceLogSumExp", c.X),
            "reduce_variance" or "var" => Spread(c.X),
            "reduce_std" or "std" => g.Op("Sqrt", Spread(c.X)),
            "reduce_euclidean_norm" => g.Op("Sqrt", Sum(g.Op("Mul", [c.X, c.X]), keep)),
            "norm" when c.Get("ord") is null or "euclidean" or 2L or 2.0 => g.Op("Sqrt", Sum(g.Op("Mul", [c.X, c.X]), keep)),
            "l2_normalize" or "normalize" =>
                g.Op("Div", [c.X, g.Op("Sqrt", g.Op("Max", [Sum(g.Op("Mul", [c.X, c.X]), true), g.Number(c.Real(1e-12, "epsilon"))]))]),
            "cumsum" when !c.Flag("exclusive") && !c.Flag("reverse") =>
                g.Op("CumSum", [c.X, g.Values(Tensors.Scalar(c.Axis(0)), OnnxGraph.Int64)]),
            _ => null,
        };
    }

    private static string? Shaped(Call c)
    {
        OnnxGraph g = c.G;
        switch (c.Name)
        {
            case "reshape":
                return g.Op("Reshape",
                    [c.X, g.Longs(c.Get("newshape", "shape") is List<object?> list
                        ? [.. list.Select((d, i) => d is long n ? n : i == 0 ? 0 : -1)]
                        : c.Whole("newshape", "shape") ?? throw c.Refused("its shape is computed."))]);
            case "expand_dims":
                return (c.Whole("axis") ?? throw c.Refused("its axis is not known.")).Aggregate(c.X,
                    (x, a) => g.Op("Unsqueeze", [x, g.Longs(a)]));
            case "squeeze":
                return c.Whole("axis", "squeeze_dims") is { Length: > 0 } gone
                    ? g.Op("Squeeze", [c.X, g.Longs(gone)])
                    : g.Op("Squeeze", c.X);
            case "transpose" or "permute_dimensions":
                return g.Op("Transpose", [c.X],
                    ("perm", c.Whole("perm", "axes", "pattern") ?? [.. Enumerable.Range(0, c.Rank).Reverse().Select(i => (long)i)]));
            case "swapaxes":
                long[] order = [.. Enumerable.Range(0, c.Rank).Select(i => (long)i)];
                (long a, long b) = (c.Whole("axis1")![0], c.Whole("axis2")![0]);
                (order[a < 0 ? a + c.Rank : a], order[b < 0 ? b + c.Rank : b]) = (b < 0 ? b + c.Rank : b, a < 0 ? a + c.Rank : a);
                return g.Op("Transpose", [c.X], ("perm", order));
            case "concat" or "concatenate":
                string[] all = Array.ConvertAll(c.C.Inputs, i => i.Name);
                long axis = c.Axis(c.Name == "concat" ? 0 : c.Later ? 0 : -1), positive = axis < 0 ? axis + c.Rank : axis;
                return c.Rank > 2 && positive == c.Rank - 1
                    ? g.Each(all, c.Rank, x => g.Op("Concat", x, ("axis", ReferenceEquals(x, all) ? axis : 1)))
                    : g.Op("Concat", all, ("axis", axis));
            case "stack":
                return g.Op("Concat", [.. c.C.Inputs.Select(i => g.Op("Unsqueeze", [i.Name, g.Longs(c.Axis(0))]))], ("axis", c.Axis(0)));
            case "tile":
                return g.Op("Tile", [c.X, g.Longs(c.Whole("multiples", "repeats", "n") ?? throw c.Refused("its numbers are computed."))]);
            case "reverse" or "flip": return c.Axes().Aggregate(c.X, (x, a) => OnnxRecurrent.Reversed(g, x, a));
            case "flip_left_right": return OnnxRecurrent.Reversed(g, c.X, c.Rank - 2);
            case "flip_up_down": return OnnxRecurrent.Reversed(g, c.X, c.Rank - 3);
            case "matmul":
                return g.Op("MatMul",
                    [Turned(c, c.X, c.Rank, c.Flag("transpose_a")),
                        Turned(c, Second(c), c.C.Inputs[^1].Shape.Rank, c.Flag("transpose_b"))]);
            case "einsum":
                return g.Op("Einsum", Array.ConvertAll(c.C.Inputs, i => i.Name),
                    ("equation", (string)(c.Get("equation", "subscripts") ?? throw c.Refused("its equation is not known."))));
            case "gather" or "take": return g.Op("Gather", [c.X, Indices(c)], ("axis", c.Axis(0)));
            case "pad": return Padded(c);
            case "resize" when c.Get("method") is null or "bilinear" or "nearest" && c.Rank == 4 && !c.Flag("antialias")
                && !c.Flag("preserve_aspect_ratio"):
                return Resized(c, c.Get("method") is "nearest");
            case "max_pool2d" or "avg_pool2d" or "max_pool" or "avg_pool" when c.Rank == 4 && c.Get("data_format") is null or "NHWC":
                return Pooled(c);
            case "bias_add" when c.Get("data_format") is null or "NHWC": return g.Op("Add", [c.X, c.Tensor(1, "bias")]);
            case "getitem": return Sliced(c, c.Get("slice_spec", "key"));
            case "get_item": return Sliced(c, c.Get("key", "slice_spec"));
            default: return null;
        }
    }

    private static string Turned(Call c, string x, int rank, bool turn) => !turn
        ? x
        : c.G.Op("Transpose", [x], ("perm", (long[])[.. Enumerable.Range(0, rank - 2).Select(i => (long)i), rank - 1, rank - 2]));

    private static string Indices(Call c) => c.Plain.Get("indices") is { } plain
        && OpArguments.Plain(plain) is { } t ? c.G.Values(t, OnnxGraph.Int64) : c.G.Cast(c.Tensor(1, "indices"), OnnxGraph.Int64);

    private static string[] Split(Call c, object parts)
    {
        OnnxGraph g = c.G;
        long axis = c.Axis(0);
        if (parts is long n) { return g.Ops("Split", [c.X], (int)n, ("axis", axis)); }
        long[] sizes = c.Whole("num_or_size_splits", "indices_or_sections")!;
        if (c.Later)
        {
            // Keras 3 names the places of the cuts.
            long end = c.Shape[(int)(axis < 0 ? axis + c.Rank : axis)] ?? throw c.Refused("the size of its axis depends on the data.");
            sizes = [.. sizes.Append(end).Zip(sizes.Prepend(0), (to, from) => to - from)];
        }
        return g.Ops("Split", [c.X, g.Longs(sizes)], sizes.Length, ("axis", axis));
    }

    private static string Padded(Call c)
    {
        if (c.Get("paddings", "pad_width") is not List<object?> { Count: > 0 } list || list[0] is not List<object?>)
        {
            throw c.Refused("its widths are computed.");
        }
        (long Before, long After)[] ends = [.. list.Cast<List<object?>>().Select(p => ((long)p[0]!, (long)p[1]!))];
        string mode = ((c.Get("mode") as string) ?? "constant").ToLowerInvariant();
        if (mode is not ("constant" or "reflect")) { throw c.Refused($"its mode \"{mode}\" is not written."); }
        string[] inputs = [c.X, c.G.Longs([.. ends.Select(e => e.Before), .. ends.Select(e => e.After)])];
        return c.G.Op("Pad",
            mode == "constant" ? [.. inputs, c.G.Values(Tensors.Scalar(c.Real(0, "constant_values")), OnnxGraph.TypeOf(c.DType))] : inputs,
            ("mode", mode));
    }

    private static string Resized(Call c, bool nearest)
    {
        OnnxGraph g = c.G;
        string x = g.First(c.DType == "float32" ? c.X : g.Cast(c.X, OnnxGraph.Float), 4);
        string sizes = g.Op("Concat",
            [g.Op("Slice", [g.Op("Shape", x), g.Longs(0), g.Longs(2)]),
                g.Longs(c.Whole("size") ?? throw c.Refused("its size is computed."))], ("axis", 0));
        return g.Last(g.Op("Resize", [x, "", "", sizes], ("mode", nearest ? "nearest" : "linear"),
            ("coordinate_transformation_mode", "half_pixel"), ("nearest_mode", "round_prefer_ceil")), 4);
    }

    private static string Pooled(Call c)
    {
        OnnxGraph g = c.G;
        long[] Each(string name) => c.Whole(name) switch
        {
            [var n] => [n, n],
            { Length: 4 } four => four[1..3],
            { } two => two,
            null => throw c.Refused($"`{name}` is not known.")
        };
        long[] size = Each("ksize"), strides = Each("strides");
        var edges = new OnnxEdges(((string?)c.Get("padding") ?? "VALID").ToLowerInvariant(), [c.Shape[1], c.Shape[2]], size, strides,
            [1, 1], Ops.TheanoWays.None);
        return g.Last(edges.Pool(g, g.First(c.X, 4), c.Name.StartsWith("max", StringComparison.Ordinal)), 4);
    }

    /// <summary>x[spec], as SlicingOpLambda reads it.</summary>
    private static string Sliced(Call c, object? spec)
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
                    x = g.Op("Unsqueeze", [x, g.Longs(axis++)]);
                    rank++;
                    break;
                case long index:
                    x = g.Op("Gather", [x, g.Values(Tensors.Scalar(index), OnnxGraph.Int64)], ("axis", axis));
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
                    x = g.Op("Slice",
                        [x, g.Longs(start as long? ?? (step > 0 ? 0 : long.MaxValue)),
                            g.Longs(stop as long? ?? (step > 0 ? long.MaxValue : long.MinValue + 1)), g.Longs(axis++), g.Longs(step)]);
                    break;
                default: throw c.Refused("its slice is computed.");
            }
        }
        return x;
    }
}
