using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>
/// A TensorFlow operation on symbolic tensors, as tf.keras 1.15 to 2.3 saved it: the graph's node, and its inputs that were constants.
/// </summary>
/// <remarks>Source: tf.keras 2.3.1, engine/base_layer.py (TensorFlowOpLayer).</remarks>
internal sealed class TensorFlowOpLayer : OpLambda
{
    private readonly Config _node;
    private readonly Config _constants;
    private readonly string _operation;

    public TensorFlowOpLayer(Config node_def, Config? constants = null)
    {
        (_node, _constants) = (node_def, constants ?? []);
        _operation = node_def.Get("op") as string ?? throw new ArgumentException("`node_def` must name its operation, `op`.");
        if (!s_operations.ContainsKey(_operation))
        {
            throw Resolver.Unknown("operation", _operation, s_operations.Keys, PassLayer);
        }
    }

    public Config node_def => _node;

    public Config constants => _constants;

    /// <summary>Some versions write the node as a string of JSON.</summary>
    public static TensorFlowOpLayer from_config(Config config)
    {
        var layer = new TensorFlowOpLayer(config.Get("node_def") as Config ?? throw new ArgumentException("`node_def` must be an object."),
            config.Get("constants") as Config);
        layer.name = config.Get("name") is string name ? "tf_op_layer_" + name : null;
        return layer;
    }

    /// <inheritdoc/>
    public override Config get_config() => new() { ["name"] = name.StartsWith("tf_op_layer_", StringComparison.Ordinal) ? name[12..] : name,
        ["trainable"] = trainable, ["dtype"] = dtype_policy.ToConfig(), ["node_def"] = _node, ["constants"] = _constants };

    protected override Tensor[] Compute(OpArguments arguments)
    {
        var tensors = new Queue<Tensor>(arguments.Inputs);
        int count = arguments.Inputs.Length + _constants.Count;
        var all = new Tensor[count];
        for (int i = 0; i < count; i++)
        {
            string key = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            all[i] = _constants.TryGetValue(key, out object? value) ? Constant(value) ?? throw OpArguments.Missing(key) : tensors.Count > 0
                ? tensors.Dequeue() : throw OpArguments.Missing(key);
        }
        return s_operations[_operation](new(all, (_node.Get("attr") as Config) ?? [], _constants));

        // Whole numbers beside whole numbers are sizes.
        Tensor? Constant(object? value)
        {
            Tensor? plain = OpArguments.ReadPlain(value);
            return arguments.Inputs.Length > 0 && DTypes.GetName(arguments.Inputs[0].dtype) is "int32" or "int64"
                && IsWhole(value) ? plain?.to_type(arguments.Inputs[0].dtype) : plain;
        }

        static bool IsWhole(object? value) => value is long || (value is List<object?> list && list.TrueForAll(IsWhole));
    }

    /// <summary>The inputs, tensors and constants in order, and the node's attributes.</summary>
    private sealed record Call(Tensor[] X, Config Attributes, Config Constants)
    {
        public bool ReadFlag(string name) => (Attributes.Get(name) as Config)?.Get("b") is true;

        public long ReadWhole(string name, long missing = 0) => ReadLong((Attributes.Get(name) as Config)?.Get("i")) ?? missing;

        public long[] ReadList(string name) => ((Attributes.Get(name) as Config)?.Get("list") as Config)?.Get("i") is List<object?> list
            ? [.. list.Select(v => ReadLong(v) ?? 0)]
            : [];

        public string ReadType(string name, string missing = "DT_FLOAT") =>
            ((Attributes.Get(name) as Config)?.Get("type") as string ?? missing) switch
        {
            "DT_FLOAT" => "float32", "DT_DOUBLE" => "float64", "DT_HALF" => "float16", "DT_BFLOAT16" => "bfloat16", "DT_INT32" =>
                "int32", "DT_INT64" => "int64", "DT_BOOL" => "bool", "DT_UINT8" => "uint8", "DT_INT8" => "int8", "DT_INT16" => "int16",
            var other => throw new NotSupportedException($"The type {other} is not known here."),
        };

        public long[] ReadNumbers(int input) => OpFunctions.ToWholeNumbers(X[input]);

        public object? ReadRaw(int input) => Constants.Get(input.ToString(System.Globalization.CultureInfo.InvariantCulture));

        /// <summary>JSON of protocol buffers writes integers of 64 bits as strings.</summary>
        private static long? ReadLong(object? value) => value switch
        {
            long n => n,
            string s when long.TryParse(s, System.Globalization.CultureInfo.InvariantCulture, out long n) => n,
            _ => null
        };
    }

    private static readonly Dictionary<string, Func<Call, Tensor[]>> s_operations = MakeTable();

    private static Dictionary<string, Func<Call, Tensor[]>> MakeTable()
    {
        var table = new Dictionary<string, Func<Call, Tensor[]>>();
        void One(string name, Func<Tensor, Tensor> f) => table[name] = c => [f(c.X[0])];
        void Two(Func<Tensor, Tensor, Tensor> f, params string[] names) => Array.ForEach(names, n => table[n] = c => [f(c.X[0], c.X[1])]);
        void Reduce(string name, Func<Tensor, long[], bool, Tensor> f) => table[name] = c =>
            [f(c.X[0], c.ReadNumbers(1), c.ReadFlag("keep_dims"))];
        Two((a, b) => a + b, "Add", "AddV2", "BiasAdd");
        Two((a, b) => a - b, "Sub");
        Two((a, b) => a * b, "Mul");
        Two((a, b) => a / b, "RealDiv", "Div");
        Two((a, b) => a.floor_divide(b), "FloorDiv");
        Two((a, b) => a.remainder(b), "FloorMod");
        Two((a, b) => a.maximum(b), "Maximum");
        Two((a, b) => a.minimum(b), "Minimum");
        Two((a, b) => a.pow(b), "Pow");
        Two((a, b) => (a - b).square(), "SquaredDifference");
        Two((a, b) => OpFunctions.SelectWhere(b.eq(0), Tensors.MakeZeros(default, DTypes.GetName(a.dtype)), a / b), "DivNoNan");
        Two((a, b) => a.atan2(b), "Atan2");
        Two((a, b) => a.gt(b), "Greater");
        Two((a, b) => a.ge(b), "GreaterEqual");
        Two((a, b) => a.lt(b), "Less");
        Two((a, b) => a.le(b), "LessEqual");
        Two((a, b) => a.eq(b), "Equal");
        Two((a, b) => a.ne(b), "NotEqual");
        Two((a, b) => a.logical_and(b), "LogicalAnd");
        Two((a, b) => a.logical_or(b), "LogicalOr");
        One("LogicalNot", x => x.logical_not());
        One("Neg", x => -x);
        One("Abs", x => x.abs());
        One("Exp", x => x.exp());
        One("Log", x => x.log());
        One("Log1p", x => x.log1p());
        One("Sqrt", x => x.sqrt());
        One("Rsqrt", x => x.rsqrt());
        One("Square", x => x.square());
        One("Reciprocal", x => x.reciprocal());
        One("Inv", x => x.reciprocal());
        One("Sign", x => x.sign());
        One("Floor", x => x.floor());
        One("Ceil", x => x.ceil());
        One("Round", x => x.round());
        One("Sin", x => x.sin());
        One("Cos", x => x.cos());
        One("Tanh", x => x.tanh());
        One("Sigmoid", x => x.sigmoid());
        One("Relu", x => x.relu());
        One("Relu6", ActivationOps.relu6);
        One("Elu", x => ActivationOps.elu(x));
        One("Selu", ActivationOps.selu);
        One("Softplus", ActivationOps.softplus);
        One("Softsign", ActivationOps.softsign);
        One("Identity", x => x);
        One("StopGradient", x => x.detach());
        One("Softmax", x => x.softmax(-1));
        One("LogSoftmax", x => LaterActivations.log_softmax(x));
        One("Tan", x => x.tan());
        One("Asin", x => x.asin());
        One("Acos", x => x.acos());
        One("Atan", x => x.atan());
        One("Sinh", x => x.sinh());
        One("Cosh", x => x.cosh());
        One("Expm1", x => x.expm1());
        One("Erf", x => x.erf());
        One("Rint", x => x.round());
        One("IsNan", x => x.isnan());
        One("IsFinite", x => x.isfinite());
        One("ZerosLike", x => x.detach().mul(0));
        One("OnesLike", x => x.detach().mul(0).add(1));
        table["LeakyRelu"] = c => [ActivationOps.leaky_relu(c.X[0], (c.Attributes.Get("alpha") as Config)?.Get("f") is double f ? f : 0.2)];
        Reduce("Mean", (x, axes, keep) => x.mean(axes, keep));
        Reduce("Sum", (x, axes, keep) => x.sum(axes, keep));
        Reduce("Max", (x, axes, keep) => x.amax(axes, keep));
        Reduce("Min", (x, axes, keep) => x.amin(axes, keep));
        Reduce("Prod", OpFunctions.Product);
        Reduce("Any", (x, axes, keep) => x.ne(0).sum(axes, keep).gt(0));
        Reduce("All", (x, axes, keep) => x.eq(0).sum(axes, keep).eq(0));
        table["Shape"] = c => [ReadWhole(c.X[0].shape, c.ReadType("out_type", "DT_INT32"))];
        table["Size"] = c => [ReadWhole([c.X[0].numel()], c.ReadType("out_type", "DT_INT32")).squeeze(0)];
        table["Rank"] = c => [ReadWhole([c.X[0].dim()], "int32").squeeze(0)];
        table["Fill"] = c => [c.X[1].expand(c.ReadNumbers(0))];
        table["BroadcastTo"] = c => [c.X[0].expand(c.ReadNumbers(1))];
        table["Range"] = c => [ReadWhole(MakeSteps(c.ReadNumbers(0)[0], c.ReadNumbers(1)[0], c.ReadNumbers(2)[0]), "int32")];
        table["AddN"] = c => [c.X.Aggregate((a, b) => a + b)];
        table["ArgMin"] = c => [c.X[0].argmin(c.ReadNumbers(1)[0])];
        table["Slice"] = c => [c.ReadNumbers(1).Zip(c.ReadNumbers(2)).Select((p, i) => (p.First, p.Second, Axis: i))
            .Aggregate(c.X[0], (x, p) => x.narrow(p.Axis, p.First, p.Second < 0 ? x.size(p.Axis) - p.First : p.Second))];
        table["ArgMax"] = c => [c.X[0].argmax(c.ReadNumbers(1)[0])];
        table["Cumsum"] = c => [c.X[0].cumsum(c.ReadNumbers(1)[0])];
        table["Cast"] = c => [c.X[0].to_type(DTypes.ParseTorch(c.ReadType("DstT")))];
        table["ExpandDims"] = c => [c.X[0].unsqueeze(c.ReadNumbers(1)[0])];
        table["Squeeze"] = c => [OpFunctions.Squeeze(c.X[0], c.ReadList("squeeze_dims"))];
        table["Transpose"] = c => [c.X[0].permute(c.ReadNumbers(1))];
        table["Reshape"] = c => [c.X[0].reshape(c.ReadNumbers(1))];
        table["Pack"] = c =>
            [NN.Concatenate([.. c.X.Select(x => x.unsqueeze(OpFunctions.ResolveNewAxis(x, c.ReadWhole("axis"))))],
                checked((int)OpFunctions.ResolveNewAxis(c.X[0], c.ReadWhole("axis"))))];
        table["Unpack"] = c => [.. OpFunctions.Split(c.X[0], OpFunctions.GetSize(c.X[0], c.ReadWhole("axis")), c.ReadWhole("axis"))
            .Select(x => x.squeeze(c.ReadWhole("axis")))];
        table["ConcatV2"] = c => [NN.Concatenate(c.X[..^1], checked((int)c.ReadNumbers(c.X.Length - 1)[0]))];
        table["Split"] = c => OpFunctions.Split(c.X[1], c.ReadWhole("num_split", 1), c.ReadNumbers(0)[0]);
        table["SplitV"] = c => OpFunctions.Split(c.X[0], c.ReadNumbers(1).Select(n => (object?)n).ToList(), c.ReadNumbers(2)[0]);
        table["SelectV2"] = table["Select"] = c => [OpFunctions.SelectWhere(c.X[0], c.X[1], c.X[2])];
        table["ClipByValue"] = c => [c.X[0].maximum(c.X[1]).minimum(c.X[2])];
        table["MatMul"] = c => [OpFunctions.Product(c.X[0], c.X[1], c.ReadFlag("transpose_a"), c.ReadFlag("transpose_b"))];
        table["BatchMatMul"] = table["BatchMatMulV2"] = table["BatchMatMulV3"] = c =>
            [OpFunctions.Product(c.X[0], c.X[1], c.ReadFlag("adj_x"), c.ReadFlag("adj_y"))];
        table["Tile"] = c => [c.X[0].repeat(c.ReadNumbers(1))];
        table["ReverseV2"] = c => [c.X[0].flip(c.ReadNumbers(1))];
        table["GatherV2"] = c => [OpFunctions.Take(c.X[0], c.X[1], c.ReadNumbers(2)[0])];
        table["OneHot"] = c => [OpFunctions.MakeOneHot(c.X[0], c.ReadNumbers(1)[0])];
        table["Pad"] = c => [OpFunctions.Pad(c.X[0], c.ReadRaw(1), "constant", 0)];
        table["PadV2"] = c => [OpFunctions.Pad(c.X[0], c.ReadRaw(1), "constant", c.X[2].ToNumber())];
        table["MirrorPad"] = c => [OpFunctions.Pad(c.X[0], c.ReadRaw(1), "reflect", 0)];
        table["StridedSlice"] = c => [Slice(c)];
        return table;
    }

    private static Tensor ReadWhole(long[] values, string dtype) =>
        CategoryOps.Numbers(values, [values.Length]).to_type(DTypes.ParseTorch(dtype));

    private static long[] MakeSteps(long start, long limit, long step)
    {
        Guard.That(step != 0 && (limit - start) / step < int.MaxValue,
            $"`delta` must not be 0. Received: start={start}, limit={limit}, delta={step}.", "delta");
        return [.. Enumerable.Range(0, (int)Math.Max(0, (limit - start + step - Math.Sign(step)) / step)).Select(i => start + (i * step))];
    }

    /// <summary>x[begin:end:stride, …]: bits of the masks say which ends are open, which axes are new and which vanish.</summary>
    private static Tensor Slice(Call c)
    {
        long[] begin = c.ReadNumbers(1), end = c.ReadNumbers(2), stride = c.ReadNumbers(3);
        bool Bit(string mask, int i) => (c.ReadWhole(mask) & (1L << i)) != 0;
        var spec = new List<object?>();
        for (int i = 0; i < begin.Length; i++)
        {
            if (Bit("ellipsis_mask", i)) { spec.Add(new Config { ["class_name"] = "__ellipsis__" }); }
            else if (Bit("new_axis_mask", i)) { spec.Add(null); }
            else if (Bit("shrink_axis_mask", i)) { spec.Add(begin[i]); }
            else
            {
                spec.Add(new Config { ["start"] = Bit("begin_mask", i) ? null : begin[i], ["stop"] = Bit("end_mask", i) ? null : end[i],
                    ["step"] = stride[i] });
            }
        }
        return SlicingOpLambda.Slice(c.X[0], spec);
    }
}
