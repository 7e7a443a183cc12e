using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Onnx;

/// <summary>
/// Recurrent layers: LSTM, GRU and SimpleRNN without masks as ONNX's operators, which run over the first axis and keep gates in an order of
/// their own; everything else as a loop over the steps.
/// </summary>
/// <remarks>A mask may have holes and stand at either end: the loop keeps output and state where it is false, as Keras does, so that every
/// mask is exact.</remarks>
internal static class OnnxRecurrent
{
    public static OnnxValue[] Run(OnnxCall c) => Run(c, (RNN)c.Layer, c.X, c.Inputs[1..], c.Outputs);

    private static OnnxValue[] Run(OnnxCall c, RNN rnn, OnnxValue x, OnnxValue[] starts, Shape[] outputs)
    {
        if (rnn.stateful)
        {
            throw c.Refused("it keeps its state from one call to the next, and a graph keeps nothing. Give and take states: initial_state "
                + "and return_state.");
        }
        bool native = x.Mask is null && OnnxCells.FindOperator(rnn.cell) is not null && OnnxCells.FindWords(rnn.cell) is not null;
        var (sequence, last, states) = native ? ConvertOperator(c, rnn, x, starts) : ConvertLoop(c, rnn, x, starts);
        OnnxValue first = rnn.return_sequences
            ? new OnnxValue(sequence, outputs[0], "float32", x.Mask, x.MaskRank)
            : new OnnxValue(last, outputs[0], "float32");
        return [first, .. rnn.return_state ? states.Select((s, i) => new OnnxValue(s, outputs[i + 1], "float32")) : []];
    }

    public static OnnxValue[] ConvertBothWays(OnnxCall c)
    {
        var both = (Bidirectional)c.Layer;
        OnnxGraph g = c.Graph;
        int given = (c.Inputs.Length - 1) / 2;
        Shape[] GetShapes(RNN rnn) => rnn.compute_output_shape([c.X.Shape]);
        OnnxValue[] forward = Run(c, both.forward_layer, c.X, c.Inputs[1..(1 + given)], GetShapes(both.forward_layer)),
            back = Run(c, both.backward_layer, c.X, c.Inputs[(1 + given)..], GetShapes(both.backward_layer));
        string ahead = forward[0].Name, behind = both.forward_layer.return_sequences
            ? ConvertReversed(g, back[0].Name, both.forward_layer.time_major ? 0 : 1)
            : back[0].Name;
        string[] joined = c.ReadText("merge_mode") switch
        {
            "concat" => [g.AddOp("Concat", [ahead, behind], ("axis", -1))],
            "sum" => [g.AddOp("Add", [ahead, behind])],
            "mul" => [g.AddOp("Mul", [ahead, behind])],
            "ave" => [g.AddOp("Mean", [ahead, behind])],
            _ => [ahead, behind],
        };
        return [.. joined.Select((y, i) => new OnnxValue(y, c.Outputs[i], "float32", forward[0].Mask, forward[0].MaskRank)),
            .. forward[1..], .. back[1..]];
    }

    /// <summary>All outputs in the order of the computation, the last one, and the states, by ONNX's own operator.</summary>
    private static (string Sequence, string Last, string[] States) ConvertOperator(OnnxCall c, RNN rnn, OnnxValue x, OnnxValue[] starts)
    {
        OnnxGraph g = c.Graph;
        var cell = (StandardCell)rnn.cell;
        string op = OnnxCells.FindOperator(cell)!;
        // Keras has input, forget, candidate, output; ONNX input, output, forget, candidate.
        Tensor Order(Tensor columns) => op != "LSTM" ? columns : Join(columns.split(cell.units, -1));
        Tensor kernel = Order(cell.kernel.value.detach()).transpose(0, 1).unsqueeze(0),
            recurrent = Order(cell.recurrent_kernel.value.detach()).transpose(0, 1).unsqueeze(0);
        bool after = cell is GRUCell { reset_after: true };
        var inputs = new List<string> { PutTimeFirst(c, rnn, x.Name), g.AddWeight(kernel), g.AddWeight(recurrent) };
        if (cell.bias is { } bias)
        {
            Tensor own = bias.value.detach();
            Tensor two = after ? own.reshape(1, -1) : Order(own).reshape(1, -1);
            inputs.Add(g.AddWeight(after ? two : Tensors.Concatenate([two, two * 0], -1)));
        }
        if (starts.Length > 0)
        {
            if (cell.bias is null) { inputs.Add(""); }
            inputs.AddRange(["", .. starts.Select(s => g.AddOp("Unsqueeze", [s.Name, g.AddLongs(0)]))]);
        }
        string[] activations = OnnxCells.FindWords(cell)!;
        var attributes = new List<(string, object)> { ("hidden_size", (long)cell.units), ("activations", activations) };
        if (activations.Contains("HardSigmoid"))
        {
            attributes.AddRange([("activation_alpha", activations.Select(_ => 0.2).ToArray()),
                ("activation_beta", activations.Select(_ => 0.5).ToArray())]);
        }
        if (op == "GRU") { attributes.Add(("linear_before_reset", after ? 1L : 0L)); }
        if (rnn.go_backwards) { inputs[0] = ConvertReversed(g, inputs[0], 0); }
        string[] made = g.AddOps(op, [.. inputs], op == "LSTM" ? 3 : 2, [.. attributes]);
        string sequence = PutBatchFirst(c, rnn, g.AddOp("Squeeze", [made[0], g.AddLongs(1)]), 3);
        string[] states = [.. made.Skip(1).Select(s => g.AddOp("Squeeze", [s, g.AddLongs(0)]))];
        return (sequence, states[0], states);
    }

    /// <summary>The same as a loop.</summary>
    private static (string Sequence, string Last, string[] States) ConvertLoop(OnnxCall c, RNN rnn, OnnxValue x, OnnxValue[] starts)
    {
        OnnxGraph g = c.Graph;
        int rank = x.Shape.Rank;
        string steps = PutTimeFirst(c, rnn, x.Name);
        if (rnn.go_backwards) { steps = ConvertReversed(g, steps, 0); }
        steps = OnnxCells.Project(c, rnn.cell, steps);
        string count = g.AddOp("Slice", [g.AddOp("Shape", x.Name), g.AddLongs(rnn.time_major ? 1 : 0), g.AddLongs(rnn.time_major ? 2 : 1)]);
        rnn.cell.Prepare(x.Shape[2..]);
        string MakeZeros(Shape size) =>
            g.AddOp("Expand",
                [g.AddNumber(0),
                    g.AddOp("Concat",
                        [count, g.AddLongs([.. size.Select(d => d ?? throw c.Refused("the size of its states depends on the data."))])],
                        ("axis", 0))]);
        string[] states = starts.Length > 0 ? [.. starts.Select(s => s.Name)] : [.. rnn.cell.state_size.Select(MakeZeros)];
        var sequences = new List<(string Name, int Type)> { (steps, OnnxGraph.Float) };
        if (x.Mask is { } mask)
        {
            string seen = rnn.time_major ? mask : g.AddOp("Transpose", [mask], ("perm", (long[])[1, 0]));
            if (rnn.go_backwards) { seen = ConvertReversed(g, seen, 0); }
            sequences.Add((g.AddOp("Unsqueeze", [seen, g.AddLongs([.. Enumerable.Range(2, rank - 2).Select(i => (long)i)])]),
                OnnxGraph.Bool));
        }
        var (ends, outputs) = g.Scan([MakeZeros(rnn.cell.output_size), .. states], [.. sequences], (before, now) =>
        {
            var (output, after) = OnnxCells.Step(c, rnn.cell, now[0], before[1..]);
            if (now.Length > 1)
            {
                output = g.AddOp("Where", [now[1], output, rnn.zero_output_for_mask ? g.AddNumber(0) : before[0]]);
                after = [.. after.Select((s, i) => g.AddOp("Where", [now[1], s, before[i + 1]]))];
            }
            return ([output, .. after], [output]);
        });
        return (PutBatchFirst(c, rnn, outputs[0], rnn.cell.output_size.Rank + 2), ends[0], ends[1..]);
    }

    private static Tensor Join(Tensor[] gates) => Tensors.Concatenate([gates[0], gates[3], gates[1], gates[2]], -1);

    /// <summary>Steps first.</summary>
    private static string PutTimeFirst(OnnxCall c, RNN rnn, string x) => rnn.time_major
        ? x
        : c.Graph.AddOp("Transpose", [x], ("perm", (long[])[1, 0, .. Enumerable.Range(2, c.Rank - 2).Select(i => (long)i)]));

    /// <summary>Samples first again.</summary>
    private static string PutBatchFirst(OnnxCall c, RNN rnn, string x, int rank) =>
        rnn.time_major ? x : c.Graph.AddOp("Transpose", [x],
            ("perm", (long[])[1, 0, .. Enumerable.Range(2, rank - 2).Select(i => (long)i)]));

    internal static string ConvertReversed(OnnxGraph g, string x, long axis) =>
        g.AddOp("Slice", [x, g.AddLongs(-1), g.AddLongs(long.MinValue + 1), g.AddLongs(axis), g.AddLongs(-1)]);
}
