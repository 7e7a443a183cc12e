using System.Text.RegularExpressions;
using KerasDigits.Layers;

namespace KerasDigits.Models;

/// <summary>Makes a model's graph as Keras's model_to_dot: a box for each layer, an arrow for each call.</summary>
/// <remarks>Source: tf.keras 2.3.1 and 2.15, utils/vis_utils.py. Arrows are drawn for states and other inputs by keyword too, which 2.3.1
/// leaves out.</remarks>
internal sealed class ModelDot(bool showShapes, bool showDtype, bool showNames, string rankdir, bool expandNested, int dpi,
    bool showActivations, bool showTrainable)
{
    private int _count;

    /// <summary>The graph.</summary>
    /// <param name="model">The model to draw.</param>
    /// <param name="isCluster">Whether it is drawn in a frame with the model's name.</param>
    /// <param name="range">First and last layer, or patterns of their names; null: all.</param>
    public DotGraph Of(Model model, bool isCluster, string[]? range = null)
    {
        var dot = new DotGraph(isCluster ? model.name : null, rankdir, dpi);
        if (model.Graph is not { } graph)
        {
            if (Compat.Is215 && !model.built)
            {
                throw new InvalidOperationException("This model has not yet been built. Build the model first by calling `build()` or by "
                    + "calling the model on a batch of data.");
            }
            MakeBox(dot, Escape(model.name!));
            return dot;
        }
        Layer[] layers = [.. model is Sequential stack ? stack.LayersWithInput : graph.Layers];
        if (range is not null) { layers = SelectPart(layers, range); }
        var ends = layers.ToDictionary(l => l, l => FindEnds(dot, l));
        HashSet<Node> nodes = [.. graph.NodesByDepth.SelectMany(n => n)];
        foreach (Layer layer in range is null ? layers : layers.Skip(1))
        {
            foreach (Layer before in layer.inbound_nodes.Where(nodes.Contains).SelectMany(n => n.Inputs).Select(t => t.Producer.Layer))
            {
                if (layer is InputLayer) { continue; }
                Guard.That(ends.ContainsKey(before),
                    $"layer_range must hold all layers on the way. Received: [\"{range?[0]}\", \"{range?[1]}\"], where \"{layer.name}\" "
                    + $"takes \"{before.name}\", which is outside.", nameof(range));
                dot.Connect(ends[before].Last, ends[layer].First);
            }
        }
        return dot;
    }

    /// <summary>Where arrows to a layer end and those from it begin: its box, or the first and last of a nested model's.</summary>
    private (DotNode First, DotNode Last) FindEnds(DotGraph dot, Layer layer)
    {
        if (expandNested && layer is Model inner && IsFunctional(inner))
        {
            DotGraph cluster = dot.Add(Of(inner, isCluster: true));
            return (cluster.get_nodes()[0], cluster.get_nodes()[^1]);
        }
        var (name, kind) = (layer.name!, Summary.DescribeKind(layer));
        DotGraph? wrapped = null;
        if (layer is Wrapper wrapper)
        {
            if (expandNested && wrapper.layer is Model model && IsFunctional(model)) { wrapped = dot.Add(Of(model, isCluster: true)); }
            else { (name, kind) = ($"{name}({wrapper.layer.name})", $"{kind}({Summary.DescribeKind(wrapper.layer)})"); }
        }
        DotNode box = MakeBox(dot, WriteLabel(layer, Escape(name), Escape(kind)));
        if (wrapped is null) { return (box, box); }
        dot.Connect(box, wrapped.get_nodes()[0]);
        return (box, wrapped.get_nodes()[^1]);
    }

    private static bool IsFunctional(Model model) => model is Sequential || model.Graph is not null;

    private DotNode MakeBox(DotGraph dot, string label) =>
        dot.Add(new DotNode((++_count).ToString(System.Globalization.CultureInfo.InvariantCulture), label));

    private string WriteLabel(Layer layer, string name, string kind)
    {
        string label = kind;
        if (showActivations && layer.get_config().Get("activation") is { } activation)
        {
            label = $"{{{label}|{Escape(activation as string ?? (activation as Config)?.Get("class_name") as string ?? "?")}}}";
        }
        if (showNames) { label = $"{name}{(Compat.Is215 || showActivations ? "|" : ": ")}{label}"; }
        if (showDtype) { label = $"{label}|{layer.compute_dtype}"; }
        if (showShapes)
        {
            string shapes = $"{{input:|output:}}|{{{{{Escape(DescribeShapes(layer, ofInputs: true))}}}|{{"
                + $"{Escape(DescribeShapes(layer, ofInputs: false))}}}}}";
            label = Compat.Is215 ? $"{{{label}}}|{shapes}" : $"{label}\n|{shapes}";
        }
        return showTrainable ? $"{(layer.trainable ? "T" : "NT")}|{label}" : label;
    }

    /// <summary>The shapes of a layer's calls where all are alike, else a question mark.</summary>
    private static string DescribeShapes(Layer layer, bool ofInputs)
    {
        string[] calls = [.. layer.inbound_nodes.Select(n =>
            DescribeTensors(layer, ofInputs && layer is not InputLayer ? GetFirstArgument(n) : [.. n.Outputs])).Distinct()];
        string text = calls.Length == 1 ? calls[0] : "?";
        return Compat.Is215 ? text : text.Replace("None", "?", StringComparison.Ordinal);
    }

    private static KerasTensor[] GetFirstArgument(Node node) => [.. node.Inputs.Where((_, i) => node.FileNames[i] is null)];

    private static string DescribeTensors(Layer layer, KerasTensor[] tensors) =>
        tensors.Length == 1 && layer is not InputLayer ? tensors[0].shape.ToString()
            : $"[{string.Join(", ", tensors.Select(t => t.shape))}]";

    /// <summary>The layers from the first whose name begins as the first pattern to the last that begins as the second.</summary>
    private static Layer[] SelectPart(Layer[] layers, string[] range)
    {
        Guard.That(range.Length == 2, $"layer_range must be of shape (2,). Received: {range.Length} names.", "layer_range");
        int from = Array.FindIndex(layers, l => Fits(l, range[0])), to = Array.FindLastIndex(layers, l => Fits(l, range[1]));
        Guard.That(from >= 0 && to >= 0,
            $"Passed layer_names do not match the layers of the model. Received: [\"{range[0]}\", \"{range[1]}\"]. There are: "
            + $"{string.Join(", ", layers.Select(l => l.name))}.", "layer_range");
        return from <= to ? layers[from..(to + 1)] : layers[to..(from + 1)];
        static bool Fits(Layer layer, string pattern) => layer.name == pattern || Regex.IsMatch(layer.name!, $"^(?:{pattern})");
    }

    /// <summary>Braces, bars and angles mean something in labels.</summary>
    private static string Escape(string text) => Regex.Replace(text, @"[{}|<>\\]", m => "\\" + m.Value);
}
