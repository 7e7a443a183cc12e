using KerasDigits.Backend;
using KerasDigits.Saving;
using KerasDigits.Saving.Checkpoints;
using KerasDigits.Saving.SavedModels;

namespace KerasDigits.Models;

/// <summary>
/// Models out of TensorFlow's SavedModel: structure and compile settings from Keras's metadata, weights from the variables' bundle.
/// </summary>
/// <remarks>As in Keras the optimizer starts over; load_weights on the folder restores its state. Source: tf.keras 2.15,
/// saving/legacy/saved_model/load.py.</remarks>
internal static class SavedModelLoader
{
    public static Model Load(string path, bool compile)
    {
        SavedModelFolder folder = SavedModelFolder.Open(path);
        Config root = folder.ReadRoot();
        if (!TensorBundle.Exists(folder.Variables))
        {
            throw new ModelFileException(path, "variables",
                $"Unsuccessful TensorSliceReader constructor: Failed to find any matching files for {folder.Variables}");
        }
        using TensorBundle bundle = TensorBundle.Open(folder.Variables);
        using ConfigTranslator epoch = ConfigTranslator.Open(root.Get("keras_version") is string version
            ? KerasEpoch.Of(version, root)
            : KerasEpoch.Own);
        Model model;
        var constants = new GraphConstants(folder);
        SetVocabularies(root, folder, constants);
        using (WeightLoading.OfFile(bundle.Values)) { model = ReadStructure(root, path); }
        ReadVariables(bundle, folder, model, constants);
        if (compile && root.Get("training_config") is Config { Count: > 0 } settings) { CompileSettings.Restore(model, settings, path); }
        return model;
    }

    private static Model ReadStructure(Config root, string path)
    {
        string name = root.Get("class_name") as string
            ?? throw new ModelFileException(path, "metadata of object 0", "the model must hold `class_name`.");
        Config config = root.Get("config") as Config ?? [];
        bool layered = config.Get("layers") is List<object?>;
        bool known = name is "Sequential" or "Functional" or "Model" || CustomObjects.Find(name) is not null;
        // A model class of Python's that only trains in a way of its own still has its graph of layers.
        string className = known || !layered ? name : config.ContainsKey("input_layers") ? "Functional" : "Sequential";
        if (!known && layered)
        {
            Log.Warning($"The model's class {name} is not known here: it is read as a {className} model. Pass your own class in "
                + $"custom_objects: new() {{ [\"{name}\"] = typeof(...) }}.");
        }
        if (!config.ContainsKey("build_input_shape") && root.Get("build_input_shape") is { } shape && className == "Sequential")
        {
            config["build_input_shape"] = shape;
        }
        Model model = ModelFiles.Build(new Config { ["class_name"] = className, ["config"] = config }, path);
        if (!model.built && root.Get("build_input_shape") is List<object?> { Count: > 0 } built && built[0] is not List<object?>)
        {
            try { model.build(Shape.FromConfig(built)); }
            catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException or InvalidCastException)
            {
                throw new ModelFileException(path, "build_input_shape", e.Message, e);
            }
        }
        return model;
    }

    /// <summary>Vocabularies that adapt() learned are in the graph, and the sizes of the layers above depend on them.</summary>
    private static void SetVocabularies(object? part, SavedModelFolder folder, GraphConstants constants)
    {
        if (part is List<object?> list) { list.ForEach(p => SetVocabularies(p, folder, constants)); }
        if (part is not Config c) { return; }
        if (c.Get("config") is Config config && c.Get("class_name") is string name
            && name.Split('>')[^1] is ("TextVectorization" or "StringLookup" or "IntegerLookup") && config.Get("name") is string layer
            && config.Get("vocabulary") is null && folder.FindNode(layer) is { } node
            && constants.FindTokens(node) is { Count: > 0 } tokens)
        {
            config["vocabulary"] = tokens.Cast<object?>().ToList();
        }
        foreach (object? inner in c.Values.ToArray()) { SetVocabularies(inner, folder, constants); }
    }

    private static void ReadVariables(TensorBundle bundle, SavedModelFolder folder, Model model, GraphConstants constants)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        StoredObjects graph = ObjectGraphs.Read(bundle)
            ?? throw new ModelFileException(folder.FolderPath, "variables",
                "the variables have no graph of objects, as TensorFlow 1 wrote them.");
        var restore = new CheckpointRestore(bundle, graph, model, fresh: true, withOptimizer: false, folder.FindLayerName,
            constants.FindTokens);
        if (model.built && restore.EnumerateMissed() is { Count: > 0 } missed)
        {
            throw new ModelFileException(folder.FolderPath, "variables",
                $"it holds no value for {string.Join(", ", missed.Take(10).Select(v => v.name))}.");
        }
    }
}
