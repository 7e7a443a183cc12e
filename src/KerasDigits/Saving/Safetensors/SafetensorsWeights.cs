using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Safetensors;

/// <summary>A model's weights in a safetensors file: under Keras's names, or, by a map, under others, PyTorch's among them.</summary>
internal static class SafetensorsWeights
{
    /// <summary>Writes the weights as "dense/kernel" and so on.</summary>
    public static void Save(string path, Layer model) => SafetensorsFile.Write(path, [.. Named(model)]);

    /// <summary>Sets the weights. All of them are found and checked before the first one changes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="map">Name in the file for Keras's name of a weight; null: the same.</param>
    public static void Load(string path, Layer model, Func<string, string>? map)
    {
        using var file = new SafetensorsFile(path);
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        var found = new List<(Variable Weight, string Name, long[]? Order)>();
        foreach (var (name, weight) in Named(model))
        {
            string wanted = map?.Invoke(name) ?? name;
            string? stored = file.Names.FirstOrDefault(n => n == wanted) ?? file.Names.FirstOrDefault(n => Plain(n) == Plain(wanted));
            if (stored is null) { throw new ModelFileException(path, wanted, $"it holds no array for the weight {name}. It holds {string.Join(", ", file.Names.Take(20))}. Pass map to say which is which: load_weights(path, map: name => …)."); }
            long[] shape = file.ShapeOf(stored)!;
            long[]? order = IsPyTorchs(stored) ? Order(weight, shape.Length) : null;
            long[] turned = order is null ? shape : Array.ConvertAll(order, i => shape[i]);
            if (!turned.SequenceEqual(weight.value.shape) && !(Layer.ShortName(weight) == "depthwise_kernel" && turned.Aggregate(1L, (a, b) => a * b) == weight.Size))
            {
                throw new ModelFileException(path, stored, $"the weight {name} has shape {weight.shape}, but the file holds shape ({string.Join(", ", shape)}).");
            }
            found.Add((weight, stored, order));
        }
        foreach (var (weight, name, order) in found)
        {
            Tensor value = file.Read(name);
            weight.assign((order is null ? value : value.permute(order)).reshape(weight.value.shape));
        }
    }

    private static IEnumerable<(string Name, Variable Value)> Named(Layer model)
    {
        var seen = new HashSet<string>();
        foreach (Variable weight in model.weights)
        {
            string name = weight.name.Split(':')[0], unique = name;
            for (int n = 1; !seen.Add(unique); n++) { unique = $"{name}_{n}"; }
            yield return (unique, weight);
        }
    }

    private static string Plain(string name) => name.Split(':')[0].Replace('.', '/');

    /// <summary>PyTorch calls a kernel "weight" and lays it out with its outputs first.</summary>
    private static bool IsPyTorchs(string name) => name.Split('.', '/')[^1].StartsWith("weight", StringComparison.Ordinal);

    /// <summary>The order of PyTorch's axes that gives Keras's; null: the same.</summary>
    private static long[]? Order(Variable weight, int rank)
    {
        string kind = Layer.ShortName(weight);
        if (rank < 2 || kind is not ("kernel" or "recurrent_kernel" or "pointwise_kernel" or "depthwise_kernel")) { return null; }
        // (outputs, inputs, rows, columns) becomes (rows, columns, inputs, outputs); depthwise (channels · multiplier, 1, rows, columns) becomes (rows, columns, channels, multiplier).
        long[] places = [.. Enumerable.Range(2, rank - 2).Select(i => (long)i)];
        return kind == "depthwise_kernel" ? [.. places, 0, 1] : [.. places, 1, 0];
    }
}
