using Google.Protobuf;
using KerasDigits.Layers;
using KerasDigits.Saving.Onnx;
using KerasDigits.Saving.Onnx.Proto;

namespace KerasDigits.Models;

public partial class Model
{
    /// <summary>
    /// Writes the model as an ONNX file (opset 17, IR 8), for ONNX Runtime, ML.NET and other programs: inference, in float32, with a free
    /// batch axis and Keras's names of inputs and outputs.
    /// </summary>
    /// <param name="filepath">Path of the file, such as "x.onnx"; replaced if it exists.</param>
    /// <param name="format">"onnx"; null: by the name's ending.</param>
    /// <param name="half_weights">Whether weights are stored in 16 bits; it computes in float32 all the same.</param>
    /// <param name="fold_batch_normalization">Whether a BatchNormalization becomes a part of the convolution before it.</param>
    /// <exception cref="NotSupportedException">ONNX cannot say a layer; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The model has no graph of layers.</exception>
    /// <exception cref="ArgumentException">filepath is null or empty.</exception>
    public void export(string filepath, string? format = null, bool half_weights = false, bool fold_batch_normalization = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(filepath);
        bool onnx = format == "onnx" || (format is null && filepath.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase));
        if (!onnx)
        {
            throw new NotSupportedException("A model is exported as \"x.onnx\", or with format: \"onnx\". Received: "
                + $"filepath=\"{filepath}\", format={(format is null ? "null" : $"\"{format}\"")}.");
        }
        OrdinaryFile.Check(filepath);
        Graph graph = NeedGraph();
        var target = new OnnxGraph(half_weights);
        target.Reserve([.. InputNames, .. OutputNames]);
        var values = new List<OnnxValue>();
        for (int i = 0; i < graph.Inputs.Length; i++)
        {
            KerasTensor input = graph.Inputs[i];
            var value = new OnnxValue(InputNames[i], input.shape, OnnxGraph.GetDType(input.dtype));
            target.AddInput(InputNames[i], value, "N");
            values.Add(value);
        }
        OnnxValue[] outputs = Say(target, graph, [.. values], "");
        for (int i = 0; i < outputs.Length; i++) { target.AddOutput(FindFree(OutputNames[i]), outputs[i], "N"); }
        ModelProto model = target.Finish(name!, fold_batch_normalization);
        AtomicFile.Write(filepath, stream => model.WriteTo(stream));

        // A name that an input has cannot be an output's.
        string FindFree(string name) => InputNames.Contains(name) ? target.MakeUnique($"{name}_output") : name;
    }

    private static OnnxValue[] Say(OnnxGraph target, Graph graph, OnnxValue[] inputs, string place)
    {
        var values = new Dictionary<KerasTensor, OnnxValue>();
        for (int i = 0; i < inputs.Length; i++)
        {
            // A model inside takes what it was made for: whole numbers become floats where it wants these.
            string dtype = OnnxGraph.GetDType(graph.Inputs[i].dtype);
            bool turned = dtype == "float32" && inputs[i].DType is not ("float32" or Backend.DTypes.Text);
            values[graph.Inputs[i]] = turned ? inputs[i] with { Name = target.As(inputs[i], dtype), DType = dtype } : inputs[i];
        }
        foreach (Node node in graph.NodesByDepth.SelectMany(n => n).Where(n => n.Inputs.Count > 0 && !n.Outputs.All(values.ContainsKey)))
        {
            OnnxValue[] made = Say(target, node.Layer, [.. node.Inputs.Select(t => values[t])],
                [.. node.Outputs.Select(t => (t.shape, t.dtype))], node.Keywords, node.ArgumentNames, place);
            for (int i = 0; i < node.Outputs.Count; i++) { values[node.Outputs[i]] = made[i]; }
        }
        return [.. graph.Outputs.Select(t => values[t])];
    }

    private static OnnxValue[] Say(OnnxGraph target, Layer layer, OnnxValue[] inputs, (Shape, string)[] outputs, Config? keywords,
        IReadOnlyList<string?>? names, string place)
    {
        if (names?.Contains("mask") == true)
        {
            OnnxValue[] masks = [.. inputs.Where((_, i) => names[i] == "mask")];
            inputs = [.. inputs.Where((_, i) => names[i] != "mask")
                .Select((x, i) => i < masks.Length
                    ? x with { Mask = masks[i].DType == "bool" ? masks[i].Name : target.Cast(masks[i].Name, OnnxGraph.Bool),
                        MaskRank = masks[i].Shape.Rank }
                    : x)];
            names = [.. names.Where(n => n != "mask")];
        }
        string own = place.Length == 0 ? layer.name! : $"{place}/{layer.name}", outer = target.Scope;
        if (layer is Model model) { return Say(target, model.NeedGraph(), inputs, own); }
        target.Scope = own;
        OnnxValue[] made = OnnxLayers.Convert(new OnnxCall(target, layer, inputs, outputs, keywords, names,
            (part, values) => Say(target, part, values, GetOutputs(part, values), null, null, own)));
        target.Scope = outer;
        return made;
    }

    private static (Shape, string)[] GetOutputs(Layer part, OnnxValue[] values)
    {
        string[] given = [.. values.Select(v => v.DType)];
        return [.. part.compute_output_shape([.. values.Select(v => v.Shape)]).Select((s, i) => (s, part.GetOutputDType(given, i)))];
    }
}
