using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>One step of each recurrent cell in ONNX.</summary>
internal static class OnnxCells
{
    /// <summary>ONNX's operator for a layer of the cell; null: there is none.</summary>
    public static string? Operator(AbstractRNNCell cell) => cell.GetType() == typeof(LSTMCell) ? "LSTM" : cell is GRUCell ? "GRU"
        : cell is SimpleRNNCell ? "RNN" : null;

    /// <summary>The cell's activations in the words of ONNX's recurrent operators; null: one is not among them.</summary>
    public static string[]? Words(AbstractRNNCell cell)
    {
        string[] arguments = cell is SimpleRNNCell ? ["activation"] : cell is GRUCell ? ["recurrent_activation", "activation"]
            : ["recurrent_activation", "activation", "activation"];
        string?[] words = [.. arguments.Select(a => Function(cell, a).KerassName switch
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

    private static ActivationFn Function(AbstractRNNCell cell, string argument) =>
        (ActivationFn)cell.GetType().GetProperty(argument)!.GetValue(cell)!;

    /// <summary>What a cell computes of its inputs alone: for all steps at once.</summary>
    public static string Project(OnnxCall c, AbstractRNNCell cell, string x)
    {
        OnnxGraph g = c.Graph;
        switch (cell)
        {
            case StackedRNNCells stack: return Project(c, stack.cells[0], x);
            case StandardCell own:
                Tensor? bias = own.bias?.value.detach();
                string y = g.Op("MatMul", [x, g.Weight(own.kernel.value)]);
                return bias is null ? y : g.Op("Add", [y, g.Weight(cell is GRUCell { reset_after: true } ? bias.select(0, 0) : bias)]);
            case var _ when OnnxConvCell.Is(cell): return OnnxConvCell.Project(c, cell, x);
            default: throw c.Refused($"its cell {cell.GetType().Name} is a class of its own.");
        }
    }

    /// <summary>A step: of what was computed of the inputs, and the states, the output and the next states.</summary>
    public static (string Output, string[] States) Step(OnnxCall c, AbstractRNNCell cell, string x, string[] states)
    {
        OnnxGraph g = c.Graph;
        string Activate(string value, string argument) => c.Activate(Function(cell, argument), value, 2);
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
                string output = Activate(g.Op("Add", [x, g.Op("MatMul", [states[0], g.Weight(simple.recurrent_kernel.value)])]),
                    "activation");
                return (output, [output]);
            case GRUCell gru: return Gated(c, gru, x, states[0], Activate);
            case LSTMCell lstm:
                string[] gates = Split(g, g.Op("Add", [x, g.Op("MatMul", [states[0], g.Weight(lstm.recurrent_kernel.value)])]), 4, -1);
                string Peep(string gate, Func<PeepholeLSTMCell, Variable> weight, string state) =>
                    lstm is PeepholeLSTMCell p ? g.Op("Add", [gate, g.Op("Mul", [state, g.Weight(weight(p).value)])]) : gate;
                string input = Activate(Peep(gates[0], p => p.input_gate_peephole_weights, states[1]), "recurrent_activation"),
                    forget = Activate(Peep(gates[1], p => p.forget_gate_peephole_weights, states[1]), "recurrent_activation");
                string carry = g.Op("Add", [g.Op("Mul", [forget, states[1]]), g.Op("Mul", [input, Activate(gates[2], "activation")])]);
                string hidden = g.Op("Mul",
                    [Activate(Peep(gates[3], p => p.output_gate_peephole_weights, carry), "recurrent_activation"),
                        Activate(carry, "activation")]);
                return (hidden, [hidden, carry]);
            case var _ when OnnxConvCell.Is(cell): return OnnxConvCell.Step(c, cell, x, states, Activate);
            default: throw c.Refused($"its cell {cell.GetType().Name} is a class of its own.");
        }
    }

    private static (string, string[]) Gated(OnnxCall c, GRUCell gru, string x, string state, Func<string, string, string> activate)
    {
        OnnxGraph g = c.Graph;
        string[] ofInput = Split(g, x, 3, -1);
        Tensor recurrent = gru.recurrent_kernel.value.detach();
        string reset, update, candidate;
        if (gru.reset_after)
        {
            string inner = g.Op("MatMul", [state, g.Weight(recurrent)]);
            if (gru.bias is { } bias) { inner = g.Op("Add", [inner, g.Weight(bias.value.detach().select(0, 1))]); }
            string[] ofState = Split(g, inner, 3, -1);
            update = activate(g.Op("Add", [ofInput[0], ofState[0]]), "recurrent_activation");
            reset = activate(g.Op("Add", [ofInput[1], ofState[1]]), "recurrent_activation");
            candidate = activate(g.Op("Add", [ofInput[2], g.Op("Mul", [reset, ofState[2]])]), "activation");
        }
        else
        {
            string[] kernels = [.. recurrent.chunk(3, -1).Select(g.Weight)];
            update = activate(g.Op("Add", [ofInput[0], g.Op("MatMul", [state, kernels[0]])]), "recurrent_activation");
            reset = activate(g.Op("Add", [ofInput[1], g.Op("MatMul", [state, kernels[1]])]), "recurrent_activation");
            candidate = activate(g.Op("Add", [ofInput[2], g.Op("MatMul", [g.Op("Mul", [reset, state]), kernels[2]])]), "activation");
        }
        string output = g.Op("Add", [g.Op("Mul", [update, state]), g.Op("Mul", [g.Op("Sub", [g.Number(1), update]), candidate])]);
        return (output, [output]);
    }

    internal static string[] Split(OnnxGraph g, string x, int parts, long axis) => g.Ops("Split", [x], parts, ("axis", axis));
}

/// <summary>The cell of ConvLSTM1D, 2D and 3D.</summary>
internal static class OnnxConvCell
{
    public static bool Is(AbstractRNNCell cell) => cell.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(ConvLSTMCell<>);

    private static bool ChannelsFirst(Config config) => config.Get("data_format") is "channels_first";

    private static long[] Sizes(Config config, string argument) => config.Get(argument) is List<object?> list
        ? [.. list.Cast<long>()]
        : [(long)config.Get(argument)!];

    public static string Project(OnnxCall c, AbstractRNNCell cell, string x)
    {
        OnnxGraph g = c.Graph;
        Config config = cell.get_config();
        long[] size = Sizes(config, "kernel_size"), strides = Sizes(config, "strides"), dilations = Sizes(config, "dilation_rate");
        Shape step = c.X.Shape[2..];
        long?[] places = ChannelsFirst(config) ? [.. step.Skip(1)] : [.. step.SkipLast(1)];
        // (steps, batch, …) as one axis of pictures, and apart again.
        string flat = g.Op("Reshape",
            [x, g.Op("Concat", [g.Longs(-1), g.Op("Slice", [g.Op("Shape", x), g.Longs(2), g.Longs(long.MaxValue)])], ("axis", 0))]);
        Tensor? bias = OnnxCall.Weight(cell, "bias");
        string y = Convolve(c, config, flat, "kernel", cell,
            new((string)config["padding"]!, places, size, strides, dilations, c.Layer.TheanoWays), bias);
        return g.Op("Reshape",
            [y, g.Op("Concat",
                [g.Op("Slice", [g.Op("Shape", x), g.Longs(0), g.Longs(2)]),
                    g.Op("Slice", [g.Op("Shape", y), g.Longs(1), g.Longs(long.MaxValue)])], ("axis", 0))]);
    }

    public static (string, string[]) Step(OnnxCall c, AbstractRNNCell cell, string x, string[] states,
        Func<string, string, string> activate)
    {
        OnnxGraph g = c.Graph;
        Config config = cell.get_config();
        long[] size = Sizes(config, "kernel_size"), ones = Array.ConvertAll(size, _ => 1L);
        string sum = g.Op("Add",
            [x, Convolve(c, config, states[0], "recurrent_kernel", cell,
                new("same", [.. size.Select(_ => (long?)null)], size, ones, ones, c.Layer.TheanoWays), null)]);
        string[] gates = OnnxCells.Split(g, sum, 4, ChannelsFirst(config) ? 1 : -1);
        string input = activate(gates[0], "recurrent_activation"), forget = activate(gates[1], "recurrent_activation");
        string carry = g.Op("Add", [g.Op("Mul", [forget, states[1]]), g.Op("Mul", [input, activate(gates[2], "activation")])]);
        string output = g.Op("Mul", [activate(gates[3], "recurrent_activation"), activate(carry, "activation")]);
        return (output, [output, carry]);
    }

    private static string Convolve(OnnxCall c, Config config, string x, string weight, AbstractRNNCell cell, OnnxEdges edges, Tensor? bias)
    {
        OnnxGraph g = c.Graph;
        Tensor kernel = OnnxCall.Weight(cell, weight)!;
        int axes = edges.Strides.Length;
        string Turned(string value, bool toFirst) => ChannelsFirst(config) ? value : g.Op("Transpose", [value], ("perm", toFirst
            ? (long[])[0, axes + 1, .. Enumerable.Range(1, axes).Select(i => (long)i)]
            : [0, .. Enumerable.Range(2, axes).Select(i => (long)i), 1]));
        string turned = g.Weight(kernel.permute([axes + 1, axes, .. Enumerable.Range(0, axes).Select(i => (long)i)]));
        var (laid, told) = edges.Around(g, Turned(x, true));
        return Turned(g.Op("Conv", bias is null ? [laid, turned] : [laid, turned, g.Weight(bias)],
            [("kernel_shape", kernel.shape[..axes]), ("strides", edges.Strides), ("dilations", edges.Dilations), .. told]), false);
    }
}
