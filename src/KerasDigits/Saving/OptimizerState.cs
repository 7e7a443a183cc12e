using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Optimizers;
using KerasDigits.Optimizers.Experimental;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Saving;

/// <summary>An optimizer's step count and slots in a full model's file.</summary>
internal static class OptimizerState
{
    public static void Save(H5Group root, Optimizer optimizer, IReadOnlyList<Variable> trainable)
    {
        optimizer = optimizer.Inner;
        string[] unique = Array.ConvertAll(WeightNames.MakeUnique(trainable), Names.ToPlain);
        if (optimizer is ModernOptimizer modern)
        {
            SaveModern(root.Ensure(["optimizer_weights"]), modern, trainable, unique);
            return;
        }
        if (optimizer.iterations == 0 && optimizer.ListSlotVariables().Count == 0) { return; }
        H5Group group = root.Ensure(["optimizer_weights"]);
        string count = $"{optimizer.name}/iter:0";
        (string Name, Variable State) ReadSlot(int weight, int kind) =>
            ($"{optimizer.name}/{unique[weight]}/{optimizer.SlotNames[kind]}:0", optimizer.GetSlots(trainable[weight])[kind]);
        int[] kinds = [.. Enumerable.Range(0, optimizer.SlotNames.Count)], weights = [.. Enumerable.Range(0, trainable.Count)];
        // Keras reads the state by its order: kind after kind, but in Ftrl weight after weight; Nadam's product of momenta stands second.
        (string Name, Variable State)[] slots = optimizer is Optimizers.Ftrl
            ? [.. weights.SelectMany(w => kinds.Select(k => ReadSlot(w, k)))]
            : [.. kinds.SelectMany(k => weights.Select(w => ReadSlot(w, k)))];
        string[] product = optimizer is Optimizers.Nadam ? [$"{optimizer.name}/momentum_cache:0"] : [];
        H5Values.SetNames(group, "weight_names", [count, .. product, .. slots.Select(s => s.Name)]);
        LayerWeights.Put(group, count, H5Values.Of(optimizer.iterations));
        foreach (string name in product) { LayerWeights.Put(group, name, H5Values.Of(StoredOptimizer.ComputeNadamProduct(optimizer))); }
        foreach (var (name, state) in slots) { LayerWeights.Put(group, name, H5Values.Of(state)); }
    }

    /// <summary>As Keras 2.11 to 2.15: slots weight by weight, named "Adam/m/dense/kernel:0".</summary>
    private static void SaveModern(H5Group group, ModernOptimizer optimizer, IReadOnlyList<Variable> trainable, string[] unique)
    {
        var names = trainable.Zip(unique).ToDictionary();
        bool fresh = optimizer.Batches == 0 && optimizer.ListSlotVariables().Count == 0;
        // SGD has momenta there without momentum too.
        (string, H5Dataset)[] unused = fresh || optimizer is not Optimizers.Experimental.SGD { momentum: 0 } ? []
            : [.. trainable.Select((w, i) => ($"{optimizer.name}/m/{unique[i]}:0", H5Values.Of(Tensors.MakeZeros(w.shape, w.dtype))))];
        (string Name, H5Dataset Data)[] all = [("iteration:0", H5Values.Of(optimizer.Batches)),
            .. optimizer.EnumerateSlots(fresh ? [] : trainable)
                .Select(s => ($"{optimizer.name}/{optimizer.GetStoredName(s.Slot)}/{names[s.Of]}:0",
                    H5Values.Of(optimizer.GetSlots(s.Of)[s.Number]))), .. unused];
        H5Values.SetNames(group, "weight_names", [.. all.Select(a => a.Name)]);
        foreach (var (name, data) in all) { LayerWeights.Put(group, name, data); }
    }

    /// <summary>Restores the state; slots are matched by their kind ("m", "v" …) in the order of the weights.</summary>
    public static void Load(H5Group root, Optimizer optimizer, IReadOnlyList<Variable> trainable, IReadOnlyList<Layer> layers, string file)
    {
        optimizer = optimizer.Inner;
        if (root.Find("optimizer_weights") is not H5Group group || H5Values.ReadNames(group, "weight_names") is not { Length: > 0 } names)
        {
            return;
        }
        H5Dataset ReadData(string name) => group.Find(name) as H5Dataset
            ?? throw new ModelFileException(file, $"/optimizer_weights/{name}", "the value is listed, but missing.");
        if (names.Any(n => n is "iteration" or "iteration:0" || n.EndsWith("/iteration", StringComparison.Ordinal)))
        {
            StoredOptimizer.Load([.. names.Select(ReadData)], optimizer, trainable, file);
            return;
        }
        bool first = names.All(n => n.StartsWith("param_", StringComparison.Ordinal)); // Keras 1
        string? count = first && ReadData(names[0]).Dims.Count == 0
            ? names[0]
            : names.FirstOrDefault(n => GetLastPart(n).Split('_')[0] is "iter" or "iteration" or "iterations");
        string[][] stored =
            [.. optimizer.SlotNames.Select(kind =>
                names.Where(n => GetLastPart(n) == kind || n.Split('/')[..^1].Skip(1).Take(1).Contains(kind))
                .ToArray())];
        IReadOnlyList<Variable> order = trainable;
        if (stored.Length > 0 && names.Length > 1 && stored.All(s => s.Length == 0))
        {
            (stored, order) = NumberUnnamed([.. names.Where(n => n != count && GetLastPart(n) is not "m_schedule")], stored.Length,
                trainable,
                LayerWeights.MapFileNames(root.Find("model_weights") as H5Group ?? root, layers, file), ReadData);
        }
        if (stored.Any(kind => !(kind.Length == 0 && names.Length < 2) && !Fits(kind, order, ReadData)))
        {
            Log.Warning($"The optimizer's state in {file} does not fit the model's weights; the optimizer starts anew.");
            return;
        }
        if (count is not null) { optimizer.iterations = H5Values.ReadWhole(ReadData(count)); }
        if (stored.All(s => s.Length == 0)) { return; }
        // Slots that all follow from the file need no start values.
        using WeightLoading filled = WeightLoading.OfFile(0);
        if (ConfigTranslator.Now is { Theano: true } or { Major: 1 })
        {
            TurnBack(optimizer, layers, order, stored, ReadData);
            return;
        }
        for (int i = 0; i < order.Count; i++)
        {
            Variable[] slots = optimizer.GetSlots(order[i]);
            for (int s = 0; s < stored.Length; s++) { H5Values.Assign(slots[s], ReadData(stored[s][i])); }
        }
    }

    /// <summary>
    /// Slots of kernels that are turned or laid out otherwise today: each layer's slots of a kind are brought into today's form as its
    /// weights were.
    /// </summary>
    private static void TurnBack(Optimizer optimizer, IReadOnlyList<Layer> layers, IReadOnlyList<Variable> order, string[][] stored,
        Func<string, H5Dataset> data)
    {
        var place = order.Select((w, i) => (w, i)).ToDictionary(p => p.w, p => p.i);
        var origin = new WeightOrigin(ConfigTranslator.Now.Major == 1, ConfigTranslator.Now.Theano);
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        foreach (StoredPart part in layers.SelectMany(l => l.EnumerateStoredParts([])))
        {
            Variable[] weights = [.. part.Weights.Where(place.ContainsKey)];
            for (int s = 0; s < stored.Length; s++)
            {
                H5Dataset[] arrays = Array.ConvertAll(weights, w => data(stored[s][place[w]]));
                if (part.Layer is IOldWeights old && arrays.Length > 0)
                {
                    arrays = [.. old.FromOld(Array.ConvertAll(arrays, H5Values.ToTensor), origin).Select(H5Values.Of)];
                }
                for (int i = 0; i < weights.Length; i++) { H5Values.Assign(optimizer.GetSlots(weights[i])[s], arrays[i]); }
            }
        }
    }

    private static bool Fits(string[] kind, IReadOnlyList<Variable> order, Func<string, H5Dataset> data) =>
        kind.Length == order.Count
        && !kind.Where((n, i) => !data(n).Dims.SequenceEqual(order[i].value.shape)
            && !(ConfigTranslator.Now.Major == 1 && data(n).Count == order[i].Size)).Any();

    /// <summary>
    /// Keras 2.0 to 2.3 name the state "Variable_7:0", one kind after the other, in the order of the weights; in the first versions,
    /// without "training/" in the names, in that of the weights' names.
    /// </summary>
    private static (string[][] Stored, IReadOnlyList<Variable> Order) NumberUnnamed(string[] names, int kinds,
        IReadOnlyList<Variable> trainable,
        Dictionary<Variable, string> fileNames, Func<string, H5Dataset> data)
    {
        // What is left is what Adam keeps for amsgrad, an empty place for each weight.
        string[][] stored = [.. Enumerable.Range(0, kinds).Select(k => names.Skip(k * trainable.Count).Take(trainable.Count).ToArray())];
        Variable[] sorted = [.. trainable.OrderBy(w => fileNames.GetValueOrDefault(w, w.name), StringComparer.Ordinal)];
        IReadOnlyList<Variable> first = names[0].StartsWith("training/", StringComparison.Ordinal) ? trainable : sorted,
            second = ReferenceEquals(first, sorted) ? trainable : sorted;
        return (stored, stored.All(kind => Fits(kind, first, data)) ? first : second);
    }

    private static string GetLastPart(string name) => Names.ToPlain(name.Split('/')[^1]);
}
