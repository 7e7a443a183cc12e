using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>
/// A function of TensorFlow, or one of keras.backend and keras.ops, on symbolic tensors: <c>x + y</c>, <c>K.mean(x)</c> …
/// </summary>
internal sealed class TFOpLambda : OpLambda
{
    private static readonly Dictionary<string, TensorFunction> s_functions = MakeTable();

    /// <summary>Where TensorFlow keeps what its first version had: functions that the second's call.</summary>
    private const string First = "compat.v1.";

    private readonly TensorFunction _op;

    /// <summary>Whether it is a function of TensorFlow that files hold as a layer.</summary>
    public static bool Knows(string function) => s_functions.ContainsKey(function);

    public TFOpLambda(string function)
    {
        string today = function.StartsWith(First, StringComparison.Ordinal) ? function[First.Length..] : function;
        _op = s_functions.GetValueOrDefault(function) ?? RegisteredFunction.Find(function) ?? s_functions.GetValueOrDefault(today)
            ?? RegisteredFunction.Find("tf." + today) ?? throw Resolver.Unknown("function", "tf." + function,
            s_functions.Keys.Select(f => "tf." + f), PassLayer);
        this.function = function;
    }

    public string function { get; }

    /// <inheritdoc/>
    public override string compute_output_dtype() => TFTextFunctions.GivesTexts(function) ? DTypes.Text : base.compute_output_dtype();

    protected override Tensor[] Compute(OpArguments arguments)
    {
        arguments.Allow(function, _op.Keywords);
        return _op.Compute(arguments);
    }

    private static Dictionary<string, TensorFunction> MakeTable()
    {
        var table = new Dictionary<string, TensorFunction>();
        void Add(string name, Func<OpArguments, Tensor> compute, params string[] keywords) =>
            table[name] = new(a => [compute(a)], keywords);
        void Two(Func<Tensor, Tensor, Tensor> compute, params string[] names) => Array.ForEach(names, n => Add(n, a =>
        {
            // A number beside a tensor takes the tensor's dtype, as in TensorFlow.
            Tensor x = a.First, y = a.ReadSecond("y");
            return compute(a.StartsWithConstant && x.dim() == 0 ? x.to_type(y.dtype) : x, y.dim() == 0
                && !a.HasTensor("y") ? y.to_type(x.dtype) : y);
        }, "y"));
        void One(Func<Tensor, Tensor> compute, params string[] names) => Array.ForEach(names, n => Add(n, a => compute(a.First)));
        void Reduce(Func<Tensor, long[], bool, Tensor> compute, string name) =>
            Add(name, a => compute(a.First, a.ReadAxes(), a.Keywords.Get("keepdims") is true), "axis", "keepdims");
        Two((a, b) => a + b, "math.add", "__operators__.add");
        Two((a, b) => a - b, "math.subtract", "__operators__.sub");
        Two((a, b) => a * b, "math.multiply", "__operators__.mul");
        Two((a, b) => a / b, "math.truediv", "math.divide", "__operators__.truediv");
        Two((a, b) => a.floor_divide(b), "math.floordiv", "__operators__.floordiv");
        Two((a, b) => a.remainder(b), "math.floormod", "math.mod", "__operators__.mod");
        Two((a, b) => a.maximum(b), "math.maximum");
        Two((a, b) => a.minimum(b), "math.minimum");
        Two((a, b) => a.pow(b), "math.pow", "__operators__.pow");
        Two((a, b) => (a - b).square(), "math.squared_difference");
        Two((a, b) => a.gt(b), "math.greater", "__operators__.gt");
        Two((a, b) => a.ge(b), "math.greater_equal", "__operators__.ge");
        Two((a, b) => a.lt(b), "math.less", "__operators__.lt");
        Two((a, b) => a.le(b), "math.less_equal", "__operators__.le");
        Two((a, b) => a.eq(b), "math.equal", "__operators__.eq");
        Two((a, b) => a.ne(b), "math.not_equal", "__operators__.ne");
        Two((a, b) => a.logical_and(b), "math.logical_and");
        Two((a, b) => a.logical_or(b), "math.logical_or");
        One(x => x.logical_not(), "math.logical_not");
        One(x => -x, "math.negative", "__operators__.neg");
        One(x => x.abs(), "math.abs");
        One(x => x.exp(), "math.exp");
        One(x => x.log(), "math.log");
        One(x => x.log1p(), "math.log1p");
        One(x => x.sqrt(), "math.sqrt");
        One(x => x.rsqrt(), "math.rsqrt");
        One(x => x * x, "math.square");
        One(x => x.reciprocal(), "math.reciprocal");
        One(x => x.sign(), "math.sign");
        One(x => x.floor(), "math.floor");
        One(x => x.ceil(), "math.ceil");
        One(x => x.round(), "math.round");
        One(x => x.sin(), "math.sin");
        One(x => x.cos(), "math.cos");
        One(x => x.sigmoid(), "math.sigmoid", "nn.sigmoid");
        One(x => x.tanh(), "math.tanh", "nn.tanh");
        One(x => x.relu(), "nn.relu");
        One(x => ActivationOps.relu6(x), "nn.relu6");
        One(x => ActivationOps.elu(x), "nn.elu");
        One(x => ActivationOps.selu(x), "nn.selu");
        One(x => ActivationOps.swish(x), "nn.silu", "nn.swish");
        One(x => ActivationOps.softplus(x), "math.softplus", "nn.softplus");
        One(x => ActivationOps.softsign(x), "nn.softsign");
        One(x => x, "identity", "convert_to_tensor");
        One(x => x.detach(), "stop_gradient");
        One(x => x.expm1(), "math.expm1");
        One(x => x.tan(), "math.tan");
        One(x => x.erf(), "math.erf");
        Add("nn.leaky_relu", a => ActivationOps.leaky_relu(a.First, a.ReadReal("alpha") ?? 0.2), "alpha");
        Add("nn.gelu", a => ActivationOps.gelu(a.First, a.Keywords.Get("approximate") is true), "approximate");
        Add("nn.softmax", a => a.First.softmax(a.ReadNumber("axis", -1)), "axis");
        Add("nn.log_softmax", a => LaterActivations.log_softmax(a.First, checked((int)a.ReadNumber("axis", -1))), "axis");
        Add("math.l2_normalize", a => OpFunctions.Normalize(a.First, a.ReadAxes(), a.ReadReal("epsilon") ?? 1e-12), "axis", "epsilon");
        Reduce((x, axes, keep) => x.mean(axes, keep), "math.reduce_mean");
        Reduce((x, axes, keep) => x.sum(axes, keep), "math.reduce_sum");
        Reduce((x, axes, keep) => x.amax(axes, keep), "math.reduce_max");
        Reduce((x, axes, keep) => x.amin(axes, keep), "math.reduce_min");
        Reduce(Centering.ComputeVariance, "math.reduce_variance");
        Reduce((x, axes, keep) => Centering.ComputeVariance(x, axes, keep).sqrt(), "math.reduce_std");
        Reduce((x, axes, keep) => OpFunctions.Product(x, axes, keep), "math.reduce_prod");
        Reduce((x, axes, keep) => x.ne(0).sum(axes, keep).gt(0), "math.reduce_any");
        Reduce((x, axes, keep) => x.eq(0).sum(axes, keep).eq(0), "math.reduce_all");
        Reduce((x, axes, keep) => BackendReductions.logsumexp(x, Array.ConvertAll(axes, n => (int)n), keep), "math.reduce_logsumexp");
        Add("nn.bias_add",
            a => BackendMath.bias_add(a.First, a.ReadValue("bias", 1).to_type(a.First.dtype),
                a.Keywords.Get("data_format") is "NCHW" ? "channels_first" : "channels_last"), "bias", "data_format");
        Add("concat", a => NN.Concatenate(a.Several, checked((int)a.ReadNumber("axis"))), "axis");
        Add("stack",
            a => NN.Concatenate([.. a.Several.Select(x => x.unsqueeze(OpFunctions.ResolveNewAxis(x, a.ReadNumber("axis", 0))))],
                checked((int)OpFunctions.ResolveNewAxis(a.Inputs[0], a.ReadNumber("axis", 0)))), "axis");
        table["split"] = new(a => OpFunctions.Split(a.First, a.Keywords.Get("num_or_size_splits"), a.ReadNumber("axis", 0)),
            "num_or_size_splits", "axis", "num");
        table["unstack"] = new(a =>
            [.. OpFunctions.Split(a.First, OpFunctions.GetSize(a.First, a.ReadNumber("axis", 0)), a.ReadNumber("axis", 0))
            .Select(x => x.squeeze(a.ReadNumber("axis", 0)))], "axis", "num");
        Add("reshape", a => a.First.reshape(a.ReadNumbers("shape") ?? throw OpArguments.Missing("shape")), "shape");
        Add("expand_dims", a => a.First.unsqueeze(a.ReadNumber("axis")), "axis");
        foreach (string name in (string[])["squeeze", "compat.v1.squeeze"])
        {
            Add(name, a => OpFunctions.Squeeze(a.First, a.ReadNumbers("axis") ?? a.ReadNumbers("squeeze_dims")), "axis", "squeeze_dims");
        }
        foreach (string name in (string[])["transpose", "compat.v1.transpose"])
        {
            Add(name, a => OpFunctions.Transpose(a.First, a.ReadNumbers("perm")), "perm", "conjugate");
        }
        foreach (string name in (string[])["pad", "compat.v1.pad"])
        {
            Add(name,
                a => OpFunctions.Pad(a.First, a.Keywords.Get("paddings"), a.Keywords.Get("mode") as string ?? "CONSTANT",
                    a.ReadReal("constant_values") ?? 0), "paddings", "mode", "constant_values");
        }
        Add("tile", a => a.First.repeat(a.ReadNumbers("multiples") ?? throw OpArguments.Missing("multiples")), "multiples");
        Add("reverse", a => a.First.flip(a.ReadAxes()), "axis");
        Add("cast", a => a.First.to_type(DTypes.ParseTorch(a.Keywords.Get("dtype") as string ?? throw OpArguments.Missing("dtype"))),
            "dtype");
        Add("where", a => OpFunctions.SelectWhere(a.First, a.ReadValue("x", 1), a.ReadValue("y", 2)), "x", "y");
        Add("clip_by_value", a => a.First.maximum(a.ReadValue("clip_value_min", 1)).minimum(a.ReadValue("clip_value_max", 2)),
            "clip_value_min",
            "clip_value_max");
        Add("linalg.matmul",
            a => OpFunctions.Product(a.First, a.ReadValue("b", 1), a.Keywords.Get("transpose_a") is true,
                a.Keywords.Get("transpose_b") is true), "b", "transpose_a", "transpose_b", "adjoint_a", "adjoint_b", "a_is_sparse",
                "b_is_sparse", "output_type");
        TFImageFunctions.AddTo(table);
        TFFurtherFunctions.AddTo(table);
        TFTextFunctions.AddTo(table);
        TFWindowFunctions.AddTo(table);
        Add("einsum", a => OpFunctions.Einsum(a.Keywords.Get("equation") as string ?? throw OpArguments.Missing("equation"), a.Inputs),
            "equation");
        return table;
    }
}

/// <summary>A function of tensors and the names of its arguments that may be plain values.</summary>
internal sealed record TensorFunction(Func<OpArguments, Tensor[]> Compute, params string[] Keywords);
