using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Safetensors;

/// <summary>A model's weights in a safetensors file: under Keras's names, or, by a map, under others, PyTorch's among them.</summary>
internal static class SafetensorsWeights
{
    /// <summary>
    /// Writes the weights as "dense/kernel" and so on, or under the names of a map; those that are PyTorch's in PyTorch's layout.
    /// </summary>
    public static void Save(string path, Layer model, Func<string, string>? map = null)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Dictionary<Variable, Layer> owners = MapOwners(model);
        var arrays = new List<(string, string, long[], Func<Tensor>)>();
        foreach (var (name, weight) in EnumerateNamed(model))
        {
            string wanted = map?.Invoke(name) ?? name;
            Layer owner = owners.GetValueOrDefault(weight, model);
            if (map is null || wanted == name)
            {
                arrays.Add((name, weight.dtype, weight.value.shape, () => weight.value));
                continue;
            }
            // A map may name the module alone: "features.0.kernel" is PyTorch's "features.0.weight".
            if (wanted.Contains('.', StringComparison.Ordinal) && TorchLayout.GetLastPart(wanted) == Layer.GetShortName(weight)
                && TorchLayout.FindName(Layer.GetShortName(weight), owner) is { } torch)
            {
                wanted = FindModule(wanted) + torch;
            }
            string? partner = TorchLayout.FindPartner(wanted, owner);
            bool turned = TorchLayout.IsTorchs(wanted);
            (Tensor value, Tensor? second) = turned ? TorchLayout.ToTorch(weight, owner, partner is not null) : (weight.value, null);
            arrays.Add((wanted, weight.dtype, value.shape, () => value));
            if (second is not null) { arrays.Add((partner!, weight.dtype, second.shape, () => second)); }
        }
        string[] twice = [.. arrays.GroupBy(a => a.Item1).Where(g => g.Count() > 1).Select(g => g.Key)];
        Guard.That(twice.Length == 0, $"`map` must give each weight a name of its own. Received twice: {string.Join(", ", twice)}.",
            nameof(map));
        SafetensorsFile.Write(path, arrays);
    }

    /// <summary>Sets the weights. All of them are found and checked before the first one changes.</summary>
    /// <param name="path">Path of an existing file.</param>
    /// <param name="model">The built layer or model whose weights are set.</param>
    /// <param name="map">Name in the file for Keras's name of a weight; null: the same.</param>
    public static void Load(string path, Layer model, Func<string, string>? map)
    {
        using var file = new SafetensorsFile(path);
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Dictionary<Variable, Layer> owners = MapOwners(model);
        var found = new List<(Variable Weight, Layer Owner, string Name, string? Partner)>();
        foreach (var (name, weight) in EnumerateNamed(model))
        {
            string wanted = map?.Invoke(name) ?? name;
            Layer owner = owners.GetValueOrDefault(weight, model);
            string? torch = TorchLayout.FindName(Layer.GetShortName(weight), owner) is { } other ? FindModule(wanted) + other : null;
            string? stored = Find(file, wanted) ?? (torch is null ? null : Find(file, torch));
            if (stored is null)
            {
                throw new ModelFileException(path, wanted,
                    $"it holds no array for the weight {name}. It holds {string.Join(", ", file.Names.Take(20))}. Pass map to say which "
                    + "is which: load_weights(path, map: name => …).");
            }
            string? partner = TorchLayout.FindPartner(stored, owner);
            if (partner is not null && file.GetShape(partner) is null)
            {
                throw new ModelFileException(path, partner, $"it holds {stored}, but not its second part.");
            }
            Check(path, file, weight, owner, name, stored, partner);
            found.Add((weight, owner, stored, partner));
        }
        foreach (var (weight, owner, name, partner) in found)
        {
            Tensor value = file.Read(name);
            if (TorchLayout.IsTorchs(name))
            {
                try { value = TorchLayout.FromTorch(value, partner is null ? null : file.Read(partner), weight, owner); }
                catch (NotSupportedException e) { throw new ModelFileException(path, name, e.Message, e); }
            }
            weight.assign(value.reshape(weight.value.shape));
        }
    }

    private static void Check(string path, SafetensorsFile file, Variable weight, Layer owner, string name, string stored, string? partner)
    {
        long[] shape = file.GetShape(stored)!, own = weight.value.shape;
        long[]? order = TorchLayout.IsTorchs(stored) ? TorchLayout.OrderAxes(weight, shape.Length) : null;
        long[] turned = order is null ? shape : Array.ConvertAll(order, i => shape[i]);
        bool fits = partner is null
            ? turned.SequenceEqual(own)
            || (order is not null && Layer.GetShortName(weight) == "depthwise_kernel" && turned[..^2].SequenceEqual(own[..^2])
                && turned.Aggregate(1L, (a, b) => a * b) == weight.Size)
            : shape is [var n] && n == own[^1] && file.GetShape(partner)!.SequenceEqual(shape) && (own.Length == 1 || owner is GRUCell);
        if (!fits)
        {
            throw new ModelFileException(path, stored,
                $"the weight {name} has shape {weight.shape}, but the file holds shape ({string.Join(", ", shape)}).");
        }
    }

    /// <summary>A name's beginning, up to its last part.</summary>
    private static string FindModule(string name) => name[..^TorchLayout.GetLastPart(name).Length];

    private static string? Find(SafetensorsFile file, string name) => file.GetShape(name) is not null
        ? name
        : file.Names.FirstOrDefault(n => StripName(n) == StripName(name));

    private static Dictionary<Variable, Layer> MapOwners(Layer model)
    {
        var owners = new Dictionary<Variable, Layer>(ReferenceEqualityComparer.Instance);
        foreach (Layer layer in model.Flatten())
        {
            foreach (Variable own in layer.EnumerateTrackedParts().Select(p => p.Part).OfType<Variable>()) { owners.TryAdd(own, layer); }
        }
        return owners;
    }

    private static IEnumerable<(string Name, Variable Value)> EnumerateNamed(Layer model)
    {
        var seen = new HashSet<string>();
        // A cell's number says how many recurrent layers the session had made: it would be another one when the file is read.
        var cells = new Dictionary<Variable, string>(ReferenceEqualityComparer.Instance);
        foreach (StandardRNN layer in model.Flatten().OfType<StandardRNN>())
        {
            foreach (Variable weight in layer.weights) { cells[weight] = layer.DropNumber(weight.name); }
        }
        foreach (Variable weight in model.weights)
        {
            string name = Names.ToPlain(cells.GetValueOrDefault(weight, weight.name)), unique = name;
            for (int n = 1; !seen.Add(unique); n++) { unique = $"{name}_{n}"; }
            yield return (unique, weight);
        }
    }

    private static string StripName(string name) => Names.ToPlain(name).Replace('.', '/');
}
