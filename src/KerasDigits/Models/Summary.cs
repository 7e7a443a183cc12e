using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Models;

/// <summary>The table that summary() prints, in TF 2.3.1's form.</summary>
internal sealed class Summary
{
    private readonly Model _model;
    private readonly Action<string> _print;
    private readonly bool _expandNested;
    private readonly bool _stack;
    private readonly int _width;
    private readonly int[] _ends;
    private readonly HashSet<Node> _nodes;

    public Summary(Model model, int? lineLength, double[]? positions, Action<string> print, bool expandNested)
    {
        (_model, _print, _expandNested) = (model, print, expandNested);
        _nodes = [.. model.Graph?.NodesByDepth.SelectMany(n => n) ?? []];
        _stack = IsStack(model);
        _width = lineLength ?? (_stack ? 65 : 98);
        double[] ends = positions ?? (_stack ? [.45, .85, 1] : [.33, .55, .67, 1]);
        _ends = ends[^1] <= 1 ? Array.ConvertAll(ends, p => (int)(_width * p)) : Array.ConvertAll(ends, p => (int)p);
    }

    public void Print()
    {
        _print($"Model: \"{_model.name}\"");
        _print(new string('_', _width));
        WriteRow(_stack ? ["Layer (type)", "Output Shape", "Param #"] : ["Layer (type)", "Output Shape", "Param #", "Connected to"]);
        _print(new string('=', _width));
        PrintLayers(_model, "");
        long trainable = Count(_model.trainable_weights), rest = Count(_model.non_trainable_weights);
        _print($"Total params: {FormatThousands(trainable + rest)}");
        _print($"Trainable params: {FormatThousands(trainable)}");
        _print($"Non-trainable params: {FormatThousands(rest)}");
        _print(new string('_', _width));
    }

    private void PrintLayers(Model model, string indent)
    {
        for (int i = 0; i < model.layers.Count; i++)
        {
            Layer layer = model.layers[i];
            PrintLayer(layer, indent);
            if (_expandNested && layer is Model { layers.Count: > 0 } inner)
            {
                _print(new string('_', _width));
                PrintLayers(inner, indent + "  ");
                continue;
            }
            _print(new string(i == model.layers.Count - 1 && indent.Length == 0 ? '=' : '_', _width));
        }
    }

    private void PrintLayer(Layer layer, string indent)
    {
        string name = $"{indent}{layer.name} ({DescribeKind(layer)})";
        string parameters = layer.built ? layer.count_params().ToString(CultureInfo.InvariantCulture) : "0 (unused)";
        if (_stack)
        {
            WriteRow([name, DescribeShape(layer), parameters]);
            return;
        }
        string[] sources = [.. layer.inbound_nodes.Where(n => _nodes.Contains(n)).SelectMany(n => n.Inputs)
            .Select(t => $"{t.Producer.Layer.name}[{t.Producer.Index}][{t.TensorIndex}]")];
        WriteRow([name, DescribeShape(layer), parameters, sources.FirstOrDefault() ?? ""]);
        foreach (string source in sources.Skip(1)) { WriteRow(["", "", "", source]); }
    }

    /// <summary>The name of a layer's class.</summary>
    internal static string DescribeKind(Layer layer) =>
        layer is Sequential ? "Sequential" : layer.GetType() == typeof(Model) ? "Functional"
            : CustomObjects.NameOf(layer.GetType()).Split('>')[^1];

    private static string DescribeShape(Layer layer)
    {
        if (layer is Model { Graph: { } graph }) { return Join([.. graph.Outputs.Select(t => t.shape)]); }
        if (layer.inbound_nodes.Count == 0) { return layer.BuiltShapes is null ? "?" : "multiple"; }
        Shape[] first = [.. layer.inbound_nodes[0].Outputs.Select(t => t.shape)];
        if (layer.inbound_nodes.Any(n => !n.Outputs.Select(t => t.shape).SequenceEqual(first))) { return "multiple"; }
        return layer is InputLayer ? $"[{first[0]}]" : Join(first);
    }

    private static string Join(Shape[] shapes) => shapes.Length == 1 ? shapes[0].ToString() : $"[{string.Join(", ", shapes)}]";

    private void WriteRow(string[] fields)
    {
        string line = "";
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0) { line = line[..^1] + " "; }
            line += fields[i];
            line = line.Length > _ends[i] ? line[.._ends[i]] : line.PadRight(_ends[i]);
        }
        _print(line);
    }

    private static bool IsStack(Model model)
    {
        if (model is Sequential || model.Graph is not { } graph) { return true; }
        if (graph.NodesByDepth.Any(n => n.Count > 1 || n[0].Inputs.Count > 1)) { return false; }
        HashSet<Node> nodes = [.. graph.NodesByDepth.SelectMany(n => n)];
        return model.layers.All(l => l.inbound_nodes.Count(nodes.Contains) <= 1);
    }

    private static long Count(IEnumerable<Variable> weights) => weights.Distinct().Sum(w => w.Size);

    private static string FormatThousands(long n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
