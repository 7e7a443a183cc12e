using KerasDigits.Activations;

namespace KerasDigits.Saving.Onnx;

/// <summary>Activation functions out of ONNX's operators.</summary>
internal static class OnnxActivations
{
    /// <summary>Whether a function of one value goes value by value, and not over the last axis.</summary>
    public static bool IsEach(string name) => name is not ("softmax" or "log_softmax" or "glu" or "sparsemax");

    /// <summary>The function; null: it is not known.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="name">Keras's name.</param>
    /// <param name="x">The value.</param>
    public static string? Find(OnnxGraph g, string name, string x) => name switch
    {
        "linear" or "identity" => x,
        "relu" => g.Op("Relu", x),
        "relu6" => g.Op("Clip", [x, g.Number(0), g.Number(6)]),
        "sigmoid" => g.Op("Sigmoid", x),
        "tanh" => g.Op("Tanh", x),
        "softplus" => g.Op("Softplus", x),
        "softsign" => g.Op("Softsign", x),
        "elu" => g.Op("Elu", x),
        "celu" => g.Op("Celu", x),
        "selu" => g.Op("Selu", x),
        "leaky_relu" => g.Op("LeakyRelu", [x], ("alpha", 0.2)),
        "exponential" => g.Op("Exp", x),
        "softmax" => g.Op("Softmax", [x], ("axis", -1)),
        "log_softmax" => g.Op("LogSoftmax", [x], ("axis", -1)),
        "hard_sigmoid" => g.Op("HardSigmoid", [x], ("alpha", 0.2), ("beta", 0.5)),
        ActivationFn.HardSigmoidOfKeras3 => g.Op("HardSigmoid", [x], ("alpha", 1.0 / 6), ("beta", 0.5)),
        "hard_silu" or "hard_swish" => g.Op("Mul", [x, Find(g, ActivationFn.HardSigmoidOfKeras3, x)!]),
        "hard_tanh" => g.Op("Clip", [x, g.Number(-1), g.Number(1)]),
        "swish" or "silu" => g.Op("Mul", [x, g.Op("Sigmoid", x)]),
        "mish" => g.Op("Mul", [x, g.Op("Tanh", g.Op("Softplus", x))]),
        "log_sigmoid" => g.Op("Neg", g.Op("Softplus", g.Op("Neg", x))),
        "tanh_shrink" => g.Op("Sub", [x, g.Op("Tanh", x)]),
        "soft_shrink" => g.Op("Shrink", [x], ("lambd", 0.5), ("bias", 0.5)),
        "hard_shrink" => g.Op("Shrink", [x], ("lambd", 0.5), ("bias", 0.0)),
        "squareplus" => g.Op("Mul", [g.Op("Add", [x, g.Op("Sqrt", g.Op("Add", [g.Op("Mul", [x, x]), g.Number(4)]))]), g.Number(0.5)]),
        "sparse_sigmoid" => g.Op("Clip", [g.Op("Mul", [g.Op("Add", [x, g.Number(1)]), g.Number(0.5)]), g.Number(0), g.Number(1)]),
        "sparse_plus" => SparsePlus(g, x),
        "gelu" => Gelu(g, x, approximate: false),
        "glu" => Gated(g, x),
        "sparsemax" => Sparsemax(g, x),
        _ => null,
    };

    public static string Gelu(OnnxGraph g, string x, bool approximate)
    {
        string inner = approximate
            ? g.Op("Tanh",
                g.Op("Mul",
                    [g.Op("Add", [x, g.Op("Mul", [g.Op("Mul", [x, g.Op("Mul", [x, x])]), g.Number(0.044715)])]),
                        g.Number(Math.Sqrt(2 / Math.PI))]))
            : g.Op("Erf", g.Op("Mul", [x, g.Number(Math.Sqrt(0.5))]));
        return g.Op("Mul", [g.Op("Mul", [x, g.Number(0.5)]), g.Op("Add", [inner, g.Number(1)])]);
    }

    private static string SparsePlus(OnnxGraph g, string x)
    {
        string up = g.Op("Add", [g.Op("Max", [x, g.Number(-1)]), g.Number(1)]), bent = g.Op("Mul", [g.Op("Mul", [up, up]), g.Number(0.25)]);
        return g.Op("Where", [g.Op("GreaterOrEqual", [x, g.Number(1)]), x, bent]);
    }

    private static string Gated(OnnxGraph g, string x)
    {
        string[] halves = g.Ops("Split", [x], 2, ("axis", -1));
        return g.Op("Mul", [halves[0], g.Op("Sigmoid", halves[1])]);
    }

    /// <summary>As Keras 3 computes it, whose threshold takes the sum of the running sums.</summary>
    private static string Sparsemax(OnnxGraph g, string x)
    {
        string count = g.Op("Slice", [g.Op("Shape", x), g.Longs(-1), g.Longs(long.MaxValue)]);
        string sorted = g.Ops("TopK", [x, count], 2, ("axis", -1))[0], sums = g.Op("CumSum", [sorted, Scalar(-1)]);
        string place = g.Cast(g.Op("Range", [Scalar(1), g.Op("Squeeze", [g.Op("Add", [count, g.Longs(1)])]), Scalar(1)]), OnnxGraph.Float);
        string stays = g.Cast(g.Op("Greater", [g.Op("Add", [g.Number(1), g.Op("Mul", [place, sorted])]), sums]), OnnxGraph.Float);
        string number = g.Op("ReduceSum", [stays, g.Longs(-1)], ("keepdims", 1)),
            total = g.Op("ReduceSum", [g.Op("Mul", [stays, sums]), g.Longs(-1)], ("keepdims", 1));
        return g.Op("Relu", g.Op("Sub", [x, g.Op("Div", [g.Op("Sub", [total, g.Number(1)]), number])]));

        string Scalar(long value) => g.Values(Backend.Tensors.Scalar(value), OnnxGraph.Int64);
    }
}
