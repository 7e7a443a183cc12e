using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>LSTM, GRU and SimpleRNN as ONNX's operators, which run over the first axis and keep gates in an order of their own.</summary>
internal static class OnnxRecurrent
{
    public static OnnxValue[] Run(OnnxCall c)
    {
        var rnn = (RNN)c.Layer;
        var (sequence, last, states) = Steps(c, rnn, c.X, c.Inputs[1..]);
        string output = rnn.return_sequences ? sequence : last;
        return [new OnnxValue(output, c.Outputs[0], "float32"), .. rnn.return_state ? states.Select((s, i) => new OnnxValue(s, c.Outputs[i + 1], "float32")) : []];
    }

    public static OnnxValue[] BothWays(OnnxCall c)
    {
        var both = (Bidirectional)c.Layer;
        if (c.Inputs.Length > 1 || both.forward_layer.return_state) { throw c.Refused("states as inputs or outputs are not written."); }
        OnnxGraph g = c.Graph;
        string One(RNN rnn) => rnn.return_sequences ? Steps(c, rnn, c.X).Sequence : Steps(c, rnn, c.X).Last;
        (string ahead, string back) = (One(both.forward_layer), One(both.backward_layer));
        if (both.forward_layer.return_sequences) { back = Reversed(g, back, 1); }
        string y = c.Text("merge_mode") switch
        {
            "concat" => g.Op("Concat", [ahead, back], ("axis", -1)),
            "sum" => g.Op("Add", [ahead, back]),
            "mul" => g.Op("Mul", [ahead, back]),
            "ave" => g.Op("Mean", [ahead, back]),
            _ => throw c.Refused("both outputs apart are not written."),
        };
        return [new OnnxValue(y, c.Output, "float32")];
    }

    /// <summary>All outputs in the order of the computation, the last one, and the states.</summary>
    private static (string Sequence, string Last, string[] States) Steps(OnnxCall c, RNN rnn, OnnxValue x, params OnnxValue[] starts)
    {
        OnnxGraph g = c.Graph;
        if (x.Mask is not null) { throw c.Refused("a mask arrives (mask_zero or Masking before it), and ONNX's recurrent operators know sequences that are filled behind alone."); }
        if (rnn.stateful || rnn.time_major) { throw c.Refused("stateful and time_major are not written."); }
        if (rnn.cell is not StandardCell cell) { throw c.Refused("its steps would have to be written out as a loop."); }
        string op = cell switch { LSTMCell => "LSTM", GRUCell => "GRU", _ => "RNN" };
        // Keras has input, forget, candidate, output; ONNX input, output, forget, candidate.
        Tensor Ordered(Tensor columns) => op != "LSTM" ? columns : Join(columns.split(cell.units, -1));
        Tensor kernel = Ordered(cell.kernel.value.detach()).transpose(0, 1).unsqueeze(0), recurrent = Ordered(cell.recurrent_kernel.value.detach()).transpose(0, 1).unsqueeze(0);
        Config config = cell.get_config();
        bool after = cell is GRUCell && config.Get("reset_after") is true;
        var inputs = new List<string> { Time(c, x), g.Weight(kernel), g.Weight(recurrent) };
        if (cell.bias is { } bias)
        {
            Tensor own = bias.value.detach();
            Tensor two = after ? own.reshape(1, -1) : Ordered(own).reshape(1, -1);
            inputs.Add(g.Weight(after ? two : Tensors.Concatenate([two, two * 0], -1)));
        }
        if (starts.Length > 0)
        {
            if (cell.bias is null) { inputs.Add(""); }
            inputs.AddRange(["", .. starts.Select(s => g.Op("Unsqueeze", [s.Name, g.Longs(0)]))]);
        }
        string[] activations = op switch
        {
            "LSTM" => [Word(c, cell, "recurrent_activation"), Word(c, cell, "activation"), Word(c, cell, "activation")],
            "GRU" => [Word(c, cell, "recurrent_activation"), Word(c, cell, "activation")],
            _ => [Word(c, cell, "activation")],
        };
        var attributes = new List<(string, object)> { ("hidden_size", (long)cell.units), ("activations", activations) };
        if (activations.Contains("HardSigmoid")) { attributes.AddRange([("activation_alpha", activations.Select(_ => 0.2).ToArray()), ("activation_beta", activations.Select(_ => 0.5).ToArray())]); }
        if (op == "GRU") { attributes.Add(("linear_before_reset", after ? 1L : 0L)); }
        if (rnn.go_backwards) { inputs[0] = Reversed(g, inputs[0], 0); }
        string[] made = g.Ops(op, [.. inputs], op == "LSTM" ? 3 : 2, [.. attributes]);
        string sequence = g.Op("Transpose", [g.Op("Squeeze", [made[0], g.Longs(1)])], ("perm", (long[])[1, 0, 2]));
        string[] states = [.. made.Skip(1).Select(s => g.Op("Squeeze", [s, g.Longs(0)]))];
        return (sequence, states[0], states);
    }

    private static Tensor Join(Tensor[] gates) => Tensors.Concatenate([gates[0], gates[3], gates[1], gates[2]], -1);

    private static string Time(OnnxCall c, OnnxValue x) => c.Graph.Op("Transpose", [x.Name], ("perm", (long[])[1, 0, 2]));

    private static string Reversed(OnnxGraph g, string x, long axis) => g.Op("Slice", [x, g.Longs(-1), g.Longs(long.MinValue + 1), g.Longs(axis), g.Longs(-1)]);

    private static string Word(OnnxCall c, StandardCell cell, string argument) => cell.get_config().Get(argument) switch
    {
        "sigmoid" => "Sigmoid",
        "tanh" => "Tanh",
        "relu" => "Relu",
        "softsign" => "Softsign",
        "softplus" => "Softplus",
        "hard_sigmoid" when !ReferenceEquals(cell.GetType().GetProperty(argument)?.GetValue(cell), Activations.ActivationFn.HardSigmoidOfKeras3) => "HardSigmoid",
        var other => throw c.Refused($"its {argument} \"{other}\" has no counterpart in ONNX's recurrent operators."),
    };
}
