namespace KerasDigits.Layers;

/// <summary>TensorFlow's arithmetic and reshaping on symbolic tensors: <c>x + y</c>, <c>tf.concat</c> …</summary>
internal sealed class TFOpLambda : OpLambda
{
    private static readonly Dictionary<string, Op> s_functions = Table();

    private readonly Op _op;

    public TFOpLambda(string function)
    {
        _op = s_functions.GetValueOrDefault(function) ?? throw new ArgumentException(
            $"Unknown function: tf.{function}. Known are: {string.Join(", ", s_functions.Keys)}. Pass a layer that computes the same in custom_objects, under this layer's name.", nameof(function));
        this.function = function;
    }

    public string function { get; }

    protected override Tensor Compute(OpArguments arguments)
    {
        arguments.Allow(function, _op.Keywords);
        return _op.Compute(arguments);
    }

    /// <summary>A function and the names of its arguments that may be plain values.</summary>
    private sealed record Op(Func<OpArguments, Tensor> Compute, params string[] Keywords);

    private static Dictionary<string, Op> Table()
    {
        var table = new Dictionary<string, Op>();
        void Two(Func<Tensor, Tensor, Tensor> compute, params string[] names) => Array.ForEach(names, n => table[n] = new(a => compute(a.First, a.Second("y")), "y"));
        void One(Func<Tensor, Tensor> compute, params string[] names) => Array.ForEach(names, n => table[n] = new(a => compute(a.First)));
        void Reduce(Func<Tensor, long[], bool, Tensor> compute, string name) => table[name] =
            new(a => compute(a.First, a.Numbers("axis") ?? [.. Enumerable.Range(0, (int)a.First.dim()).Select(i => (long)i)], a.Keywords.Get("keepdims") is true), "axis", "keepdims");
        Two((a, b) => a + b, "math.add", "__operators__.add");
        Two((a, b) => a - b, "math.subtract", "__operators__.sub");
        Two((a, b) => a * b, "math.multiply", "__operators__.mul");
        Two((a, b) => a / b, "math.truediv", "math.divide", "__operators__.truediv");
        Two((a, b) => a.maximum(b), "math.maximum");
        Two((a, b) => a.minimum(b), "math.minimum");
        Two((a, b) => a.pow(b), "math.pow", "__operators__.pow");
        One(x => -x, "math.negative", "__operators__.neg");
        One(x => x.abs(), "math.abs");
        One(x => x.exp(), "math.exp");
        One(x => x.log(), "math.log");
        One(x => x.sqrt(), "math.sqrt");
        One(x => x * x, "math.square");
        One(x => x.sigmoid(), "math.sigmoid");
        One(x => x.tanh(), "math.tanh");
        One(x => x.relu(), "nn.relu");
        Reduce((x, axes, keep) => x.mean(axes, keep), "math.reduce_mean");
        Reduce((x, axes, keep) => x.sum(axes, keep), "math.reduce_sum");
        Reduce((x, axes, keep) => x.amax(axes, keep), "math.reduce_max");
        table["concat"] = new(a => Ops.NN.Concatenate(a.Inputs, checked((int)a.Number("axis"))), "axis");
        table["reshape"] = new(a => a.First.reshape(a.Numbers("shape") ?? throw OpArguments.Missing("shape")), "shape");
        table["expand_dims"] = new(a => a.First.unsqueeze(a.Number("axis")), "axis");
        table["transpose"] = new(a => a.First.permute(a.Numbers("perm") ?? [.. Enumerable.Range(0, (int)a.First.dim()).Reverse().Select(i => (long)i)]), "perm");
        return table;
    }
}
