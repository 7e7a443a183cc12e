using KerasDigits.Activations;

namespace KerasDigits.Saving.Onnx;

/// <summary>Activation functions out of ONNX's operators.</summary>
internal static class OnnxActivations
{
    /// <summary>Whether a function of one value goes value by value, and not over the last axis.</summary>
    public static bool IsEach(string name) => name is not ("softmax" or "log_softmax" or "glu" or "sparsemax");

    /// <summary>The function; null: it is not known.</summary>
    /// <param name="g">The graph to add to.</param>
    /// <param name="name">Keras's name of the function.</param>
    /// <param name="x">Name of the value in the graph.</param>
    public static string? Find(OnnxGraph g, string name, string x) => name switch
    {
        "linear" or "identity" => x,
        "relu" => g.AddOp("Relu", x),
        "relu6" => g.AddOp("Clip", [x, g.AddNumber(0), g.AddNumber(6)]),
        "sigmoid" => g.AddOp("Sigmoid", x),
        "tanh" => g.AddOp("Tanh", x),
        "softplus" => g.AddOp("Softplus", x),
        "softsign" => g.AddOp("Softsign", x),
        "elu" => g.AddOp("Elu", x),
        "celu" => g.AddOp("Celu", x),
        "selu" => g.AddOp("Selu", x),
        "leaky_relu" => g.AddOp("LeakyRelu", [x], ("alpha", 0.2)),
        "exponential" => g.AddOp("Exp", x),
        "softmax" => g.AddOp("Softmax", [x], ("axis", -1)),
        "log_softmax" => g.AddOp("LogSoftmax", [x], ("axis", -1)),
        "hard_sigmoid" => g.AddOp("HardSigmoid", [x], ("alpha", 0.2), ("beta", 0.5)),
        ActivationFn.HardSigmoidOfKeras3 => g.AddOp("HardSigmoid", [x], ("alpha", 1.0 / 6), ("beta", 0.5)),
        "hard_silu" or "hard_swish" => g.AddOp("Mul", [x, Find(g, ActivationFn.HardSigmoidOfKeras3, x)!]),
        "hard_tanh" => g.AddOp("Clip", [x, g.AddNumber(-1), g.AddNumber(1)]),
        "swish" or "silu" => g.AddOp("Mul", [x, g.AddOp("Sigmoid", x)]),
        "mish" => g.AddOp("Mul", [x, g.AddOp("Tanh", g.AddOp("Softplus", x))]),
        "log_sigmoid" => g.AddOp("Neg", g.AddOp("Softplus", g.AddOp("Neg", x))),
        "tanh_shrink" => g.AddOp("Sub", [x, g.AddOp("Tanh", x)]),
        "soft_shrink" => g.AddOp("Shrink", [x], ("lambd", 0.5), ("bias", 0.5)),
        "hard_shrink" => g.AddOp("Shrink", [x], ("lambd", 0.5), ("bias", 0.0)),
        "squareplus" => g.AddOp("Mul",
            [g.AddOp("Add", [x, g.AddOp("Sqrt", g.AddOp("Add", [g.AddOp("Mul", [x, x]), g.AddNumber(4)]))]), g.AddNumber(0.5)]),
        "sparse_sigmoid" => g.AddOp("Clip",
            [g.AddOp("Mul", [g.AddOp("Add", [x, g.AddNumber(1)]), g.AddNumber(0.5)]), g.AddNumber(0), g.AddNumber(1)]),
        "sparse_plus" => ConvertSparsePlus(g, x),
        "gelu" => ConvertGelu(g, x, approximate: false),
        "glu" => ConvertGated(g, x),
        "sparsemax" => ConvertSparsemax(g, x),
        _ => null,
    };

    public static string ConvertGelu(OnnxGraph g, string x, bool approximate)
    {
        string inner = approximate
            ? g.AddOp("Tanh",
                g.AddOp("Mul",
                    [g.AddOp("Add", [x, g.AddOp("Mul", [g.AddOp("Mul", [x, g.AddOp("Mul", [x, x])]), g.AddNumber(0.044715)])]),
                        g.AddNumber(Math.Sqrt(2 / Math.PI))]))
            : g.AddOp("Erf", g.AddOp("Mul", [x, g.AddNumber(Math.Sqrt(0.5))]));
        return g.AddOp("Mul", [g.AddOp("Mul", [x, g.AddNumber(0.5)]), g.AddOp("Add", [inner, g.AddNumber(1)])]);
    }

    private static string ConvertSparsePlus(OnnxGraph g, string x)
    {
        string up = g.AddOp("Add", [g.AddOp("Max", [x, g.AddNumber(-1)]), g.AddNumber(1)]),
            bent = g.AddOp("Mul", [g.AddOp("Mul", [up, up]), g.AddNumber(0.25)]);
        return g.AddOp("Where", [g.AddOp("GreaterOrEqual", [x, g.AddNumber(1)]), x, bent]);
    }

    private static string ConvertGated(OnnxGraph g, string x)
    {
        string[] halves = g.AddOps("Split", [x], 2, ("axis", -1));
        return g.AddOp("Mul", [halves[0], g.AddOp("Sigmoid", halves[1])]);
    }

    /// <summary>As Keras 3 computes it, whose threshold takes the sum of the running sums.</summary>
    private static string ConvertSparsemax(OnnxGraph g, string x)
    {
        string count = g.AddOp("Slice", [g.AddOp("Shape", x), g.AddLongs(-1), g.AddLongs(long.MaxValue)]);
        string sorted = g.AddOps("TopK", [x, count], 2, ("axis", -1))[0], sums = g.AddOp("CumSum", [sorted, MakeScalar(-1)]);
        string place = g.Cast(g.AddOp("Range", [MakeScalar(1), g.AddOp("Squeeze", [g.AddOp("Add", [count, g.AddLongs(1)])]),
            MakeScalar(1)]),
            OnnxGraph.Float);
        string stays = g.Cast(g.AddOp("Greater", [g.AddOp("Add", [g.AddNumber(1), g.AddOp("Mul", [place, sorted])]), sums]),
            OnnxGraph.Float);
        string number = g.AddOp("ReduceSum", [stays, g.AddLongs(-1)], ("keepdims", 1)),
            total = g.AddOp("ReduceSum", [g.AddOp("Mul", [stays, sums]), g.AddLongs(-1)], ("keepdims", 1));
        return g.AddOp("Relu", g.AddOp("Sub", [x, g.AddOp("Div", [g.AddOp("Sub", [total, g.AddNumber(1)]), number])]));

        string MakeScalar(long value) => g.AddValues(Backend.Tensors.MakeScalar(value), OnnxGraph.Int64);
    }
}
