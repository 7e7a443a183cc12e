using KerasDigits.Layers;

namespace KerasDigits.Models;

/// <summary>
/// clone_model with a function that says what takes each layer's place, or with given inputs: the calls of the model are made again.
/// </summary>
internal static class ModelCloner
{
    public static Model Clone(Model model, KerasTensor[]? inputs, Func<Layer, Layer>? replace)
    {
        replace ??= MakeEqual;
        if (model is Sequential stack && inputs is null)
        {
            var copy = new Sequential(name: stack.name);
            foreach (Layer layer in stack.LayersWithInput) { copy.add(layer is InputLayer ? MakeEqual(layer) : replace(layer)); }
            return copy;
        }
        Graph graph = model.Graph
            ?? throw new ArgumentException("Expected `model` argument to be a functional model or a built Sequential. Received: "
                + $"{model.name}, which has no graph of layers.", nameof(model));
        Guard.That(inputs is null || inputs.Length == graph.Inputs.Length,
            $"`input_tensors` must hold one tensor per input of the model, {graph.Inputs.Length}. Received: {inputs?.Length}.",
            "input_tensors");
        var tensors = new Dictionary<KerasTensor, KerasTensor>();
        for (int i = 0; i < graph.Inputs.Length; i++)
        {
            tensors[graph.Inputs[i]] = inputs?[i] ?? ((InputLayer)MakeEqual(graph.Inputs[i].Producer.Layer)).output;
        }
        var layers = new Dictionary<Layer, Layer>();
        foreach (Node node in graph.NodesByDepth.SelectMany(n => n).Where(n => !n.Outputs.All(tensors.ContainsKey)))
        {
            if (!layers.TryGetValue(node.Layer, out Layer? layer)) { layers[node.Layer] = layer = replace(node.Layer); }
            KerasTensor[] made = layer.ApplyAll([.. node.Inputs.Select(t => tensors[t])], node.ArgumentNames?.ToArray());
            for (int i = 0; i < made.Length; i++) { tensors[node.Outputs[i]] = made[i]; }
        }
        return new Model(new KerasTensors([.. graph.Inputs.Select(t => tensors[t])], model.InputKeys?.ToArray()),
            new KerasTensors([.. graph.Outputs.Select(t => tensors[t])], model.OutputKeys?.ToArray()), model.name);
    }

    /// <summary>The users' layer classes in a model by name: to make a layer again nobody has to say its class.</summary>
    public static Dictionary<string, object> CollectClasses(Layer model)
    {
        var found = new Dictionary<string, object>();
        foreach (Layer layer in model.Inner)
        {
            if (layer.GetType().Assembly != typeof(Layer).Assembly) { found[CustomObjects.NameOf(layer.GetType())] = layer.GetType(); }
            foreach (var (name, type) in CollectClasses(layer)) { found[name] = type; }
        }
        return found;
    }

    private static Layer MakeEqual(Layer layer) => layer is Model inner
        ? ModelFiles.clone_model(inner)
        : (Layer)ConfigBinder.Create(layer.GetType(), ConfigBinder.ReadConfig(layer));
}
