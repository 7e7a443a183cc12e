using KerasDigits.Layers;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Models;

public partial class Model
{
    /// <inheritdoc/>
    public override void save(string filepath, bool overwrite = true, bool include_optimizer = true, string? save_format = null)
    {
        CheckTarget(filepath, overwrite, save_format);
        var root = new H5Group();
        root.Attributes["keras_version"] = LayerWeights.KerasVersion;
        root.Attributes["backend"] = "tensorflow";
        root.Attributes["model_config"] = ConfigJson.Write(new Config { ["class_name"] = SavedClass, ["config"] = get_config() });
        if (include_optimizer && CompileArguments is not null)
        {
            root.Attributes["training_config"] = ConfigJson.Write(CompileSettings.ToConfig(CompileArguments));
        }
        LayerWeights.Save(root.Ensure(["model_weights"]), layers);
        if (include_optimizer && CompileArguments is not null) { OptimizerState.Save(root, optimizer); }
        AtomicFile.Write(filepath, stream => H5Writer.Write(stream, root));
    }

    /// <inheritdoc/>
    public override void save_weights(string filepath, bool overwrite = true, string? save_format = null)
    {
        CheckTarget(filepath, overwrite, save_format);
        Guard.That(built, "Weights for the model have not yet been created. Weights are created when the model is first called on inputs or `build()` is called with an `input_shape`.");
        var root = new H5Group();
        LayerWeights.Save(root, layers);
        AtomicFile.Write(filepath, stream => H5Writer.Write(stream, root));
    }

    /// <inheritdoc/>
    public override void load_weights(string filepath, bool by_name = false, bool skip_mismatch = false)
    {
        Guard.That(by_name || !skip_mismatch, "When calling model.load_weights, skip_mismatch can only be set to True when by_name is True.", nameof(skip_mismatch));
        if (!built) { throw new InvalidOperationException("Unable to load weights saved in HDF5 format into a model which has not created its variables yet. Call the Model first, then load the weights."); }
        using H5Reader reader = H5Reader.Open(filepath);
        ReadWeights(reader.Root, filepath, by_name, skip_mismatch);
    }

    internal void ReadWeights(H5Group root, string file, bool byName = false, bool skipMismatch = false)
    {
        if (!root.Children.ContainsKey("model_weights") && !root.Attributes.Keys.Any(k => k.StartsWith("layer_names", StringComparison.Ordinal)) && TrackedWeights.Fits(root))
        {
            Guard.That(!byName, "Weights in Keras 3's layout have no layer names: pass by_name: false.", "by_name");
            Tracked(file).Load(root, layers);
            return;
        }
        H5Group source = root.Find("model_weights") as H5Group ?? root;
        if (byName) { LayerWeights.LoadByName(source, layers, skipMismatch, file); }
        else { LayerWeights.Load(source, layers, file); }
    }

    internal static TrackedWeights Tracked(string file) => new(file, layer => layer is Model model ? model.layers : null);

    private static void CheckTarget(string filepath, bool overwrite, string? format)
    {
        bool h5 = format switch
        {
            null => Path.GetExtension(filepath) is ".h5" or ".hdf5" or ".keras_h5" or ".weights",
            "h5" or "hdf5" or "keras" => true,
            _ => false,
        };
        if (!h5)
        {
            throw new NotSupportedException($"Models are written as HDF5: give a name that ends in .h5 or .hdf5, or save_format: \"h5\". Received: filepath=\"{filepath}\", save_format={format ?? "null"}. TensorFlow's SavedModel and the .keras format are not written.");
        }
        if (!overwrite && File.Exists(filepath)) { throw new IOException($"The file \"{filepath}\" exists already. Pass overwrite: true to replace it."); }
    }
}

/// <summary>keras.models: models from files and configurations.</summary>
public static class ModelFiles
{
    /// <summary>Reads a model from a full .h5 file or a .keras file: structure, weights, and, when it was compiled, its compile settings and optimizer state.</summary>
    /// <param name="filepath">The file.</param>
    /// <param name="custom_objects">Own classes (as <see cref="Type"/>), functions and objects by the names that the file uses.</param>
    /// <param name="compile">Whether the model is compiled as it was saved.</param>
    /// <exception cref="ModelFileException">The file is damaged, or holds what is not known here.</exception>
    [KerasExport("keras.models.load_model")]
    public static Model load_model(string filepath, IReadOnlyDictionary<string, object>? custom_objects = null, bool compile = true)
    {
        using IDisposable scope = CustomObjects.Open(custom_objects);
        if (KerasArchive.IsZip(filepath)) { return LoadArchive(filepath, compile); }
        using H5Reader reader = H5Reader.Open(filepath);
        if (!reader.Root.Attributes.TryGetValue("model_config", out object? text) || text is not string json)
        {
            throw new ModelFileException(filepath, "", "No model found in config file: it holds no model_config. A file of weights alone is read by model.load_weights.");
        }
        Model model = Build(ConfigJson.Parse(json, filepath, "model_config"), filepath);
        model.ReadWeights(reader.Root, filepath);
        if (!compile || !reader.Root.Attributes.TryGetValue("training_config", out object? training) || training is not string settings) { return model; }
        CompileSettings.Restore(model, ConfigJson.Parse(settings, filepath, "training_config"), filepath);
        OptimizerState.Load(reader.Root, model.optimizer, model.trainable_weights, filepath);
        return model;
    }

    private static Model LoadArchive(string path, bool compile)
    {
        using var archive = new KerasArchive(path);
        Config config = ConfigJson.Parse(archive.Text("config.json"), path, "config.json");
        Model model = Build(config, path);
        using H5Reader reader = H5Reader.Open(new MemoryStream(archive.Bytes("model.weights.h5")), path);
        if (!model.built) { throw new ModelFileException(path, "config.json", "the model has no input shape, so its weights cannot be made; subclassed models are not read."); }
        TrackedWeights weights = Model.Tracked(path);
        weights.Load(reader.Root, model.layers);
        if (!compile || config.Get("compile_config") is not Config { Count: > 0 } settings || settings.Get("optimizer") is null) { return model; }
        CompileSettings.Restore(model, new Config(settings) { ["optimizer_config"] = settings.Get("optimizer") }, path);
        weights.LoadOptimizer(reader.Root, model.optimizer, model.trainable_weights);
        return model;
    }

    /// <summary>Python's save_model(model, filepath).</summary>
    /// <param name="model">The model.</param>
    /// <param name="filepath">Target, "x.h5" or "x.hdf5".</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="include_optimizer">Whether the optimizer's state is written too.</param>
    /// <param name="save_format">"h5" or null (by the name's ending).</param>
    [KerasExport("keras.models.save_model")]
    public static void save_model(Model model, string filepath, bool overwrite = true, bool include_optimizer = true, string? save_format = null) =>
        model.save(filepath, overwrite, include_optimizer, save_format);

    /// <summary>A model with new weights from the text of to_json().</summary>
    /// <param name="json_string">JSON of Keras 2.x or 3.x.</param>
    /// <param name="custom_objects">Own classes, functions and objects by name.</param>
    [KerasExport("keras.models.model_from_json")]
    public static Model model_from_json(string json_string, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        using IDisposable scope = CustomObjects.Open(custom_objects);
        return Build(ConfigJson.Parse(json_string, "JSON", ""), "JSON");
    }

    /// <summary>A model with new weights from {"class_name", "config"}.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="custom_objects">Own classes, functions and objects by name.</param>
    [KerasExport("keras.models.model_from_config")]
    public static Model model_from_config(Config config, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        using IDisposable scope = CustomObjects.Open(custom_objects);
        return Build(config, "config");
    }

    /// <summary>A model of the same structure with new weights.</summary>
    /// <param name="model">A Sequential or functional model.</param>
    /// <param name="input_tensors">Symbolic tensors to stand for the model's inputs; null: new ones.</param>
    /// <param name="clone_function">Makes the layer that takes a layer's place (the layer itself may be returned, to share it); null: an equal layer with new weights.</param>
    [KerasExport("keras.models.clone_model")]
    public static Model clone_model(Model model, KerasTensors? input_tensors = null, Func<Layer, Layer>? clone_function = null) =>
        input_tensors is null && clone_function is null ? Build(model.SavedConfig(), model.name!) : ModelCloner.Clone(model, input_tensors?.Items, clone_function);

    private static Model Build(Config config, string file) =>
        ModelBuilder.Layer(config, file, "model") as Model
        ?? throw new ModelFileException(file, "model", $"it holds a {config.Get("class_name")}, which is not a model.");
}
