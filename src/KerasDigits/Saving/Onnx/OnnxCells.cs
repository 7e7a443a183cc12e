using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>One step of each recurrent cell in ONNX.</summary>
internal static class OnnxCells
{
    /// <summary>ONNX's operator for a layer of the cell; null: there is none.</summary>
    public static string? FindOperator(AbstractRNNCell cell) => cell.GetType() == typeof(LSTMCell) ? "LSTM" : cell is GRUCell ? "GRU"
        : cell is SimpleRNNCell ? "RNN" : null;

    /// <summary>The cell's activations in the words of ONNX's recurrent operators; null: one is not among them.</summary>
    public static string[]? FindWords(AbstractRNNCell cell)
    {
        string[] arguments = cell is SimpleRNNCell ? ["activation"] : cell is GRUCell ? ["recurrent_activation", "activation"]
            : ["recurrent_activation", "activation", "activation"];
        string?[] words = [.. arguments.Select(a => ReadFunction(cell, a).KerassName switch
        {
            "sigmoid" => "Sigmoid",
            "tanh" => "Tanh",
            "relu" => "Relu",
            "softsign" => "Softsign",
            "softplus" => "Softplus",
            "hard_sigmoid" => "HardSigmoid",
            _ => null,
        })];
        return words.Contains(null) ? null : [.. words.OfType<string>()];
    }

    private static ActivationFn ReadFunction(AbstractRNNCell cell, string argument) =>
        (ActivationFn)cell.GetType().GetProperty(argument)!.GetValue(cell)!;

    /// <summary>What a cell computes only from its inputs, for all steps at once.</summary>
    public static string Project(OnnxCall c, AbstractRNNCell cell, string x)
    {
        OnnxGraph g = c.Graph;
        switch (cell)
        {
            case StackedRNNCells stack: return Project(c, stack.cells[0], x);
            case StandardCell own:
                Tensor? bias = own.bias?.value.detach();
                string y = g.AddOp("MatMul", [x, g.AddWeight(own.kernel.value)]);
                return bias is null ? y
                    : g.AddOp("Add", [y, g.AddWeight(cell is GRUCell { reset_after: true } ? bias.select(0, 0) : bias)]);
            case var _ when OnnxConvCell.Is(cell): return OnnxConvCell.Project(c, cell, x);
            default: throw c.Refused($"its cell {cell.GetType().Name} is a class of its own.");
        }
    }

    /// <summary>A step: of what was computed of the inputs, and the states, the output and the next states.</summary>
    public static (string Output, string[] States) Step(OnnxCall c, AbstractRNNCell cell, string x, string[] states)
    {
        OnnxGraph g = c.Graph;
        string Activate(string value, string argument) => c.Activate(ReadFunction(cell, argument), value, 2);
        switch (cell)
        {
            case StackedRNNCells stack:
                var all = new List<string>();
                for (int i = 0, at = 0; i < stack.cells.Length; at += stack.cells[i++].state_size.Count)
                {
                    if (i > 0) { x = Project(c, stack.cells[i], x); }
                    (x, string[] made) = Step(c, stack.cells[i], x, states[at..(at + stack.cells[i].state_size.Count)]);
                    all.AddRange(made);
                }
                return (x, [.. all]);
            case SimpleRNNCell simple:
                string output = Activate(g.AddOp("Add", [x, g.AddOp("MatMul", [states[0], g.AddWeight(simple.recurrent_kernel.value)])]),
                    "activation");
                return (output, [output]);
            case GRUCell gru: return ConvertGated(c, gru, x, states[0], Activate);
            case LSTMCell lstm:
                string[] gates = Split(g, g.AddOp("Add", [x, g.AddOp("MatMul", [states[0], g.AddWeight(lstm.recurrent_kernel.value)])]), 4,
                    -1);
                string AddPeep(string gate, Func<PeepholeLSTMCell, Variable> weight, string state) =>
                    lstm is PeepholeLSTMCell p ? g.AddOp("Add", [gate, g.AddOp("Mul", [state, g.AddWeight(weight(p).value)])]) : gate;
                string input = Activate(AddPeep(gates[0], p => p.input_gate_peephole_weights, states[1]), "recurrent_activation"),
                    forget = Activate(AddPeep(gates[1], p => p.forget_gate_peephole_weights, states[1]), "recurrent_activation");
                string carry = g.AddOp("Add",
                    [g.AddOp("Mul", [forget, states[1]]), g.AddOp("Mul", [input, Activate(gates[2], "activation")])]);
                string hidden = g.AddOp("Mul",
                    [Activate(AddPeep(gates[3], p => p.output_gate_peephole_weights, carry), "recurrent_activation"),
                        Activate(carry, "activation")]);
                return (hidden, [hidden, carry]);
            case var _ when OnnxConvCell.Is(cell): return OnnxConvCell.Step(c, cell, x, states, Activate);
            default: throw c.Refused($"its cell {cell.GetType().Name} is a class of its own.");
        }
    }

    private static (string, string[]) ConvertGated(OnnxCall c, GRUCell gru, string x, string state, Func<string, string, string> activate)
    {
        OnnxGraph g = c.Graph;
        string[] ofInput = Split(g, x, 3, -1);
        Tensor recurrent = gru.recurrent_kernel.value.detach();
        string reset, update, candidate;
        if (gru.reset_after)
        {
            string inner = g.AddOp("MatMul", [state, g.AddWeight(recurrent)]);
            if (gru.bias is { } bias) { inner = g.AddOp("Add", [inner, g.AddWeight(bias.value.detach().select(0, 1))]); }
            string[] ofState = Split(g, inner, 3, -1);
            update = activate(g.AddOp("Add", [ofInput[0], ofState[0]]), "recurrent_activation");
            reset = activate(g.AddOp("Add", [ofInput[1], ofState[1]]), "recurrent_activation");
            candidate = activate(g.AddOp("Add", [ofInput[2], g.AddOp("Mul", [reset, ofState[2]])]), "activation");
        }
        else
        {
            string[] kernels = [.. recurrent.chunk(3, -1).Select(g.AddWeight)];
            update = activate(g.AddOp("Add", [ofInput[0], g.AddOp("MatMul", [state, kernels[0]])]), "recurrent_activation");
            reset = activate(g.AddOp("Add", [ofInput[1], g.AddOp("MatMul", [state, kernels[1]])]), "recurrent_activation");
            candidate = activate(g.AddOp("Add", [ofInput[2], g.AddOp("MatMul", [g.AddOp("Mul", [reset, state]), kernels[2]])]),
                "activation");
        }
        string output = g.AddOp("Add",
            [g.AddOp("Mul", [update, state]), g.AddOp("Mul", [g.AddOp("Sub", [g.AddNumber(1), update]), candidate])]);
        return (output, [output]);
    }

    internal static string[] Split(OnnxGraph g, string x, int parts, long axis) => g.AddOps("Split", [x], parts, ("axis", axis));
}

/// <summary>The cell of ConvLSTM1D, 2D and 3D.</summary>
internal static class OnnxConvCell
{
    public static bool Is(AbstractRNNCell cell) => cell.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(ConvLSTMCell<>);

    private static bool IsChannelsFirst(Config config) => config.Get("data_format") is "channels_first";

    private static long[] ReadSizes(Config config, string argument) => config.Get(argument) is List<object?> list
        ? [.. list.Cast<long>()]
        : [(long)config.Get(argument)!];

    public static string Project(OnnxCall c, AbstractRNNCell cell, string x)
    {
        OnnxGraph g = c.Graph;
        Config config = cell.get_config();
        long[] size = ReadSizes(config, "kernel_size"), strides = ReadSizes(config, "strides"),
            dilations = ReadSizes(config, "dilation_rate");
        Shape step = c.X.Shape[2..];
        long?[] places = IsChannelsFirst(config) ? [.. step.Skip(1)] : [.. step.SkipLast(1)];
        // (steps, batch, …) as one axis of pictures, and apart again.
        string flat = g.AddOp("Reshape",
            [x, g.AddOp("Concat", [g.AddLongs(-1), g.AddOp("Slice", [g.AddOp("Shape", x), g.AddLongs(2), g.AddLongs(long.MaxValue)])],
                ("axis", 0))]);
        Tensor? bias = OnnxCall.FindWeight(cell, "bias");
        string y = Convolve(c, config, flat, "kernel", cell,
            new((string)config["padding"]!, places, size, strides, dilations, c.Layer.TheanoWays), bias);
        return g.AddOp("Reshape",
            [y, g.AddOp("Concat",
                [g.AddOp("Slice", [g.AddOp("Shape", x), g.AddLongs(0), g.AddLongs(2)]),
                    g.AddOp("Slice", [g.AddOp("Shape", y), g.AddLongs(1), g.AddLongs(long.MaxValue)])], ("axis", 0))]);
    }

    public static (string, string[]) Step(OnnxCall c, AbstractRNNCell cell, string x, string[] states,
        Func<string, string, string> activate)
    {
        OnnxGraph g = c.Graph;
        Config config = cell.get_config();
        long[] size = ReadSizes(config, "kernel_size"), ones = Array.ConvertAll(size, _ => 1L);
        string sum = g.AddOp("Add",
            [x, Convolve(c, config, states[0], "recurrent_kernel", cell,
                new("same", [.. size.Select(_ => (long?)null)], size, ones, ones, c.Layer.TheanoWays), null)]);
        string[] gates = OnnxCells.Split(g, sum, 4, IsChannelsFirst(config) ? 1 : -1);
        string input = activate(gates[0], "recurrent_activation"), forget = activate(gates[1], "recurrent_activation");
        string carry = g.AddOp("Add", [g.AddOp("Mul", [forget, states[1]]), g.AddOp("Mul", [input, activate(gates[2], "activation")])]);
        string output = g.AddOp("Mul", [activate(gates[3], "recurrent_activation"), activate(carry, "activation")]);
        return (output, [output, carry]);
    }

    private static string Convolve(OnnxCall c, Config config, string x, string weight, AbstractRNNCell cell, OnnxEdges edges, Tensor? bias)
    {
        OnnxGraph g = c.Graph;
        Tensor kernel = OnnxCall.FindWeight(cell, weight)!;
        int axes = edges.Strides.Length;
        string Turn(string value, bool toFirst) => IsChannelsFirst(config) ? value : g.AddOp("Transpose", [value], ("perm", toFirst
            ? (long[])[0, axes + 1, .. Enumerable.Range(1, axes).Select(i => (long)i)]
            : [0, .. Enumerable.Range(2, axes).Select(i => (long)i), 1]));
        string turned = g.AddWeight(kernel.permute([axes + 1, axes, .. Enumerable.Range(0, axes).Select(i => (long)i)]));
        var (laid, told) = edges.FindAround(g, Turn(x, true));
        return Turn(g.AddOp("Conv", bias is null ? [laid, turned] : [laid, turned, g.AddWeight(bias)],
            [("kernel_shape", kernel.shape[..axes]), ("strides", edges.Strides), ("dilations", edges.Dilations), .. told]), false);
    }
}
