using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Saving;
using KerasDigits.Saving.Checkpoints;
using KerasDigits.Saving.Hdf5;
using KerasDigits.Saving.Safetensors;

namespace KerasDigits.Models;

public partial class Model
{
    /// <inheritdoc/>
    public override void save(string filepath, bool overwrite = true, bool include_optimizer = true, string? save_format = null,
        bool save_traces = true, string? keras_version = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(filepath);
        FileFormat format = FileFormats.OfModel(filepath, save_format);
        bool shared = keras_version is not null && Guard.OneOf(keras_version, ["any"], nameof(keras_version)) == "any";
        Guard.That(!shared || format == FileFormat.H5,
            "keras_version: \"any\" requires an .h5 file: give a name that ends in .h5, or save_format: \"h5\".",
            nameof(keras_version));
        CheckTarget(filepath, overwrite);
        using var read = ReadWeights();
        if (shared) { WriteShared(filepath, include_optimizer); }
        else if (format == FileFormat.Archive) { WriteArchive(filepath, include_optimizer); }
        else { WriteH5(filepath, include_optimizer); }
    }

    /// <inheritdoc/>
    public override void save_weights(string filepath, bool overwrite = true, string? save_format = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(filepath);
        FileFormat format = FileFormats.OfWeights(filepath, save_format);
        CheckTarget(format == FileFormat.Checkpoint ? filepath + ".index" : filepath, overwrite);
        Guard.That(built, "Weights for the model have not yet been created. Weights are created when the model is first called on inputs "
            + "or `build()` is called with an `input_shape`.");
        using var read = ReadWeights();
        if (format == FileFormat.Safetensors)
        {
            SafetensorsWeights.Save(filepath, this);
            return;
        }
        if (format == FileFormat.Checkpoint)
        {
            CheckpointFiles.Save(filepath, this);
            return;
        }
        H5Group root = format == FileFormat.TrackedWeights ? WriteTracked(CompileArguments is not null) : new H5Group();
        if (format == FileFormat.H5) { LayerWeights.Save(root, layers); }
        AtomicFile.Write(filepath, stream => H5Writer.Write(stream, root));
    }

    /// <inheritdoc/>
    public override CheckpointLoadStatus load_weights(string filepath, bool by_name = false, bool skip_mismatch = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(filepath);
        using var write = WeightGate.Write(WeightGate.Of(weights));
        if (filepath.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) && File.Exists(filepath))
        {
            Guard.That(!by_name && !skip_mismatch, "Weights in safetensors are matched by name: pass by_name: false and skip_mismatch: "
                + "false, and a map where names differ.", nameof(by_name));
            load_weights(filepath, map: (Func<string, string>?)null);
            return new CheckpointLoadStatus(null);
        }
        if (CheckpointFiles.Locate(filepath) is { } prefix)
        {
            Guard.That(by_name || !skip_mismatch, "When calling model.load_weights, skip_mismatch can only be set to True when by_name "
                + "is True.", nameof(skip_mismatch));
            if (by_name)
            {
                throw new NotSupportedException("Weights may only be loaded based on topology into Models when loading "
                    + "TensorFlow-formatted weights (got by_name=True to load_weights).");
            }
            return CheckpointFiles.Load(prefix, this);
        }
        if (!built)
        {
            throw new InvalidOperationException("Unable to load weights saved in HDF5 format into a model which has not created its "
                + "variables yet. Call the Model first, then load the weights.");
        }
        if (KerasArchive.IsZip(filepath))
        {
            Guard.That(!by_name, "Weights in Keras 3's layout are matched by their place in the model: pass by_name: false.",
                nameof(by_name));
            using var archive = new KerasArchive(filepath);
            using H5Reader inner = archive.ReadWeights();
            LoadTracked(inner.Root, filepath, skip_mismatch);
            return new CheckpointLoadStatus(null);
        }
        using H5Reader reader = H5Reader.Open(filepath);
        ReadWeights(reader.Root, filepath, by_name, skip_mismatch);
        return new CheckpointLoadStatus(null);
    }

    /// <summary>
    /// Reads weights from a file of safetensors whose arrays have other names: PyTorch's, for example, whose arrays ("weight",
    /// "running_mean", "weight_ih_l0", "bias_ih_l0" with "bias_hh_l0" …) are turned to Keras's order of axes and gates.
    /// </summary>
    /// <param name="filepath">Path of an existing .safetensors file.</param>
    /// <param name="map">The array's name in the file for a weight's name here: <c>name => name.Replace("conv2d/", "features.0.")</c>;
    /// PyTorch's word for the last part (kernel, gamma …) is found. Null: the same names.</param>
    /// <exception cref="ModelFileException">The file is damaged, holds no array for a weight, or one of another shape; no weight has
    /// changed then.</exception>
    /// <exception cref="ArgumentException">The model is not built yet.</exception>
    public void load_weights(string filepath, Func<string, string>? map)
    {
        Guard.That(built, "Weights for the model have not yet been created. Weights are created when the model is first called on inputs "
            + "or `build()` is called with an `input_shape`.");
        using var write = WeightGate.Write(WeightGate.Of(weights));
        SafetensorsWeights.Load(filepath, this, map);
    }

    /// <summary>
    /// As the other, with a dictionary from names here to those in the file: of weights ("dense/kernel": "fc.weight"), or of layers
    /// ("dense": "fc", "lstm": "rnn") whose weights PyTorch names by itself. Names that it lacks are the same.
    /// </summary>
    /// <inheritdoc cref="load_weights(string, Func{string, string})"/>
    public void load_weights(string filepath, IReadOnlyDictionary<string, string> map) => load_weights(filepath, MapByNames(map));

    /// <summary>
    /// Writes weights as safetensors under other names; arrays with PyTorch's names ("fc.weight") in PyTorch's layout, for load_state_dict.
    /// </summary>
    /// <param name="filepath">The file, "x.safetensors".</param>
    /// <param name="map">The name in the file for a weight's name here.</param>
    /// <exception cref="ArgumentNullException">map is null.</exception>
    /// <exception cref="ArgumentException">filepath does not end in .safetensors, or the model is not built yet.</exception>
    public void save_weights(string filepath, Func<string, string> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Guard.That(filepath.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase),
            $"Names are mapped only in safetensors files. Received: filepath=\"{filepath}\".", nameof(filepath));
        Guard.That(built, "Weights for the model have not yet been created. Weights are created when the model is first called on inputs "
            + "or `build()` is called with an `input_shape`.");
        using var read = ReadWeights();
        SafetensorsWeights.Save(filepath, this, map);
    }

    /// <summary>
    /// As the other, with a dictionary as <see cref="load_weights(string, IReadOnlyDictionary{string, string})"/> takes it.
    /// </summary>
    /// <inheritdoc cref="save_weights(string, Func{string, string})"/>
    public void save_weights(string filepath, IReadOnlyDictionary<string, string> map) => save_weights(filepath, MapByNames(map));

    /// <summary>A weight's name, or the longest beginning of it that is a layer's.</summary>
    private static Func<string, string> MapByNames(IReadOnlyDictionary<string, string> map) => name =>
    {
        if (map.TryGetValue(name, out string? known)) { return known; }
        for (int at = name.LastIndexOf('/'); at > 0; at = name.LastIndexOf('/', at - 1))
        {
            if (map.TryGetValue(name[..at], out string? module)) { return $"{module}.{name[(name.LastIndexOf('/') + 1)..]}"; }
        }
        return name;
    };

    /// <summary>The layers in the order of the file that the model is read from; null: the model's own order.</summary>
    internal IReadOnlyList<Layer>? StoredOrder { get; set; }

    internal override IReadOnlyList<Layer>? GraphLayers => Graph is not null || this is Sequential ? layers : null;

    internal override IEnumerable<(string Name, object Part)> EnumerateTrackedParts() =>
        (GraphLayers is null ? base.EnumerateTrackedParts() : OwnTrainable.Concat(OwnFixed).Select(v => (GetShortName(v), (object)v)))
        .Concat(CompileArguments is null ? [] : [("optimizer", (object)optimizer)]);

    internal void ReadWeights(H5Group root, string file, bool byName = false, bool skipMismatch = false)
    {
        if (!root.Children.ContainsKey("model_weights") && !LayerWeights.ListsLayers(root) && TrackedWeights.Fits(root))
        {
            Guard.That(!byName, "Weights in Keras 3's layout are matched by their place in the model: pass by_name: false.", "by_name");
            LoadTracked(root, file, skipMismatch);
            return;
        }
        Guard.That(byName || !skipMismatch, "When calling model.load_weights, skip_mismatch can only be set to True when by_name is True.",
            "skip_mismatch");
        // A layer may be called "model_weights": a file of weights alone lists its layers at its root.
        H5Group source = LayerWeights.ListsLayers(root) ? root : root.Find("model_weights") as H5Group ?? root;
        if (byName) { LayerWeights.LoadByName(source, layers, skipMismatch, file); }
        else { LayerWeights.Load(source, StoredOrder ?? layers, file); }
    }

    /// <summary>
    /// What compile was given, as files hold it: loss, metrics, weighted_metrics, loss_weights, optimizer_config. Null: the model is
    /// not compiled.
    /// </summary>
    /// <remarks>As in Keras 2.13 and later.</remarks>
    public Config? get_compile_config() => CompileArguments is { } arguments ? CompileSettings.ToConfig(arguments) : null;

    private void WriteH5(string filepath, bool includeOptimizer)
    {
        var root = new H5Group();
        root.Attributes["keras_version"] = new H5Text(LayerWeights.KerasVersion);
        root.Attributes["backend"] = new H5Text("tensorflow");
        var config = new Config { ["class_name"] = SavedClass, ["config"] = LaterArguments.ConvertLeft(ConfigBinder.ReadConfig(this)) };
        HardSigmoids.WarnOfKeras3s(config);
        root.Attributes["model_config"] = ConfigJson.Write(config);
        if (includeOptimizer && CompileArguments is not null)
        {
            root.Attributes["training_config"] = ConfigJson.Write(
                LaterArguments.ConvertLeft(CompileSettings.ToConfig(CompileArguments, ResolvedMetrics)));
        }
        if (LayerWays.Of(this, KerasEpoch.Own, includeOptimizer) is { } ways) { root.Attributes[LayerWays.Note] = ConfigJson.Write(ways); }
        LayerWeights.Save(root.Ensure(["model_weights"]), layers);
        if (includeOptimizer && CompileArguments is not null) { OptimizerState.Save(root, optimizer, trainable_weights); }
        AtomicFile.Write(filepath, stream => H5Writer.Write(stream, root));
    }

    /// <summary>The .h5 that TF-Keras 2.3 to 2.15 and Keras 3 both read.</summary>
    private void WriteShared(string filepath, bool includeOptimizer)
    {
        var root = new H5Group();
        root.Attributes["keras_version"] = new H5Text(LayerWeights.KerasVersion);
        root.Attributes["backend"] = new H5Text("tensorflow");
        Config config = SharedForm.ConvertModel(new Config { ["class_name"] = SavedClass,
            ["config"] = LaterArguments.ConvertLeft(ConfigBinder.ReadConfig(this)) });
        root.Attributes["model_config"] = ConfigJson.Write(config);
        if (includeOptimizer && CompileArguments is { } arguments)
        {
            root.Attributes["training_config"] = ConfigJson.Write(
                SharedForm.ConvertTraining((Config)LaterArguments.ConvertLeft(CompileSettings.ToConfig(arguments, ResolvedMetrics))!));
        }
        if (LayerWays.Of(this, KerasEpoch.Own, includeOptimizer) is { } ways) { root.Attributes[LayerWays.Note] = ConfigJson.Write(ways); }
        LayerWeights.Save(root.Ensure(["model_weights"]), layers);
        AtomicFile.Write(filepath, stream => H5Writer.Write(stream, root));
    }

    private void WriteArchive(string filepath, bool includeOptimizer)
    {
        bool compiled = includeOptimizer && CompileArguments is not null;
        Config config = ArchiveConfig.Of(this, compiled);
        KerasArchive.Write(filepath, ConfigJson.Write(config), WriteTracked(compiled), optimizerV2: compiled
            && !ArchiveConfig.IsModern(optimizer), LayerWays.Of(this, KerasArchive.Form, compiled));
    }

    private H5Group WriteTracked(bool withOptimizer)
    {
        var root = new H5Group();
        TrackedWeights.Save(root, this);
        if (withOptimizer) { StoredOptimizer.Save(root, optimizer, trainable_weights); }
        return root;
    }

    private void LoadTracked(H5Group root, string file, bool skipMismatch)
    {
        TrackedWeights.Load(root, this, file, skipMismatch);
        if (CompileArguments is not null) { StoredOptimizer.LoadBeside(root, optimizer, trainable_weights, file); }
    }

    private static void CheckTarget(string filepath, bool overwrite)
    {
        OrdinaryFile.Check(filepath);
        if (!overwrite && File.Exists(filepath))
        {
            throw new IOException($"The file \"{filepath}\" exists already. Pass overwrite: true to replace it.");
        }
    }
}

/// <summary>keras.models: models from files and configurations.</summary>
internal static class ModelFiles
{
    /// <summary>
    /// Reads a model from a full .h5 file, a .keras file or a SavedModel's folder: structure, weights, and, when it was compiled, its
    /// compile settings and, of files, the optimizer's state.
    /// </summary>
    /// <param name="filepath">The file or folder.</param>
    /// <param name="custom_objects">Own classes (as <see cref="Type"/>), functions and objects by the names that the file uses; null: only
    /// the registered ones.</param>
    /// <param name="compile">Whether the model is compiled as it was saved.</param>
    /// <exception cref="ModelFileException">The file is damaged, or holds what is not known here.</exception>
    /// <exception cref="ArgumentException">filepath is null or empty.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    [KerasExport("keras.models.load_model")]
    public static Model load_model(string filepath, Dictionary<string, object>? custom_objects = null, bool compile = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(filepath);
        using IDisposable scope = CustomObjects.Open(custom_objects);
        if (Directory.Exists(filepath)) { return SavedModelLoader.Load(filepath, compile); }
        if (!File.Exists(filepath)) { throw new FileNotFoundException($"No file or directory found at {filepath}", filepath); }
        if (KerasArchive.IsZip(filepath)) { return LoadArchive(filepath, compile); }
        using H5Reader reader = H5Reader.Open(filepath);
        if (!reader.Root.Attributes.TryGetValue("model_config", out object? text) || text is not string json)
        {
            throw new ModelFileException(filepath, "",
                "No model found in config file: it holds no model_config. A file with only weights is read by model.load_weights.");
        }
        Model model;
        Config config = ConfigJson.Parse(json, filepath, "model_config");
        using ConfigTranslator epoch = ConfigTranslator.Open(
            KerasEpoch.Of(reader.Root.Attributes.GetValueOrDefault("keras_version") as string,
                config) with { Theano = OldWeights.FindOrigin(reader.Root.Find("model_weights") as H5Group ?? reader.Root).Theano });
        using (WeightLoading.OfFile(reader.Values)) { model = Build(config, filepath); }
        LayerWays.Apply(model, reader.Root.Attributes.GetValueOrDefault(LayerWays.Note) is string ways
            ? ConfigJson.Parse(ways, filepath, LayerWays.Note)
            : null, epoch);
        if (model is Sequential { built: false } open && LayerWeights.Holds(reader.Root.Find("model_weights") as H5Group ?? reader.Root))
        {
            // Some versions left the InputLayer of a Sequential model out: the first data tell its shape.
            H5Group kept = H5Values.CopyToMemory(reader.Root);
            KerasEpoch wrote = epoch.Epoch;
            open.RunWhenBuilt(() =>
            {
                using ConfigTranslator again = ConfigTranslator.Open(wrote);
                open.ReadWeights(kept, filepath);
                if (open.CompileArguments is not null)
                {
                    OptimizerState.Load(kept, open.optimizer, open.trainable_weights, open.layers, filepath);
                }
            });
        }
        else { model.ReadWeights(reader.Root, filepath); }
        if (!compile || !reader.Root.Attributes.TryGetValue("training_config", out object? training) || training is not string settings)
        {
            return model;
        }
        CompileSettings.Restore(model, ConfigJson.Parse(settings, filepath, "training_config"), filepath);
        if (model.built) { OptimizerState.Load(reader.Root, model.optimizer, model.trainable_weights, model.layers, filepath); }
        return model;
    }

    private static Model LoadArchive(string path, bool compile)
    {
        using var archive = new KerasArchive(path);
        Config config = ConfigJson.Parse(archive.ReadText("config.json"), path, "config.json");
        using H5Reader reader = archive.ReadWeights();
        Model model;
        using ConfigTranslator epoch = ConfigTranslator.Open(archive.FindEpoch());
        using (WeightLoading.OfFile(reader.Values)) { model = Build(config, path); }
        LayerWays.Apply(model, archive.ReadWays(), epoch);
        if (!model.built)
        {
            throw new ModelFileException(path, "config.json",
                "the model has no input shape, so its weights cannot be made; subclassed models are not read.");
        }
        TrackedWeights.Load(reader.Root, model, path);
        if (!compile || config.Get("compile_config") is not Config { Count: > 0 } settings || settings.Get("optimizer") is null)
        {
            return model;
        }
        CompileSettings.Restore(model, settings, path, modern: !archive.HoldsOptimizerV2());
        if (reader.Root.Find("optimizer/vars") is H5Group vars)
        {
            StoredOptimizer.Load(TrackedWeights.ReadNumbered(vars), model.optimizer, model.trainable_weights, path);
        }
        return model;
    }

    /// <summary>Python's save_model(model, filepath).</summary>
    /// <param name="model">The model to save.</param>
    /// <param name="filepath">Target: "x.keras", "x.h5" or "x.hdf5".</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="include_optimizer">Whether the optimizer's state is written too.</param>
    /// <param name="save_format">"keras", "h5" or null (by the name's ending).</param>
    /// <param name="save_traces">Says how TensorFlow's SavedModel holds functions; without effect on these formats, as in Keras.</param>
    /// <param name="keras_version">"any": an .h5 that TF-Keras 2.3 to 2.15 and Keras 3 both read; null: the format's usual form.</param>
    [KerasExport("keras.models.save_model")]
    public static void save_model(Model model, string filepath, bool overwrite = true, bool include_optimizer = true,
        string? save_format = null, bool save_traces = true, string? keras_version = null) =>
        model.save(filepath, overwrite, include_optimizer, save_format, save_traces, keras_version);

    /// <summary>A model with new weights from the text of to_json().</summary>
    /// <param name="json_string">JSON of Keras 2.x or 3.x.</param>
    /// <param name="custom_objects">Own classes, functions and objects by name; null: only the registered ones.</param>
    [KerasExport("keras.models.model_from_json")]
    public static Model model_from_json(string json_string, Dictionary<string, object>? custom_objects = null)
    {
        using IDisposable scope = CustomObjects.Open(custom_objects);
        using WeightLoading limit = WeightLoading.OfText();
        return Build(ConfigJson.Parse(json_string, "JSON", ""), "JSON");
    }

    /// <summary>A model with new weights from {"class_name", "config"}.</summary>
    /// <param name="config">{"class_name", "config"} of the model.</param>
    /// <param name="custom_objects">Own classes, functions and objects by name; null: only the registered ones.</param>
    [KerasExport("keras.models.model_from_config")]
    public static Model model_from_config(Config config, Dictionary<string, object>? custom_objects = null)
    {
        using IDisposable scope = CustomObjects.Open(custom_objects);
        return Build(config, "config");
    }

    /// <summary>A model of the same structure with new weights.</summary>
    /// <param name="model">A Sequential or functional model.</param>
    /// <param name="input_tensors">Symbolic tensors to stand for the model's inputs; null: new ones.</param>
    /// <param name="clone_function">Makes the layer that takes a layer's place (the layer itself may be returned, to share it); null: an
    /// equal layer with new weights.</param>
    [KerasExport("keras.models.clone_model")]
    public static Model clone_model(Model model, KerasTensors? input_tensors = null, Func<Layer, Layer>? clone_function = null)
    {
        if (input_tensors is not null || clone_function is not null)
        {
            return ModelCloner.Clone(model, input_tensors?.Items, clone_function);
        }
        using IDisposable scope = CustomObjects.Open(ModelCloner.CollectClasses(model));
        return Build(model.GetSavedConfig(), model.name!);
    }

    internal static Model Build(Config config, string file) =>
        ModelBuilder.Build(config, file, "model") as Model
        ?? throw new ModelFileException(file, "model", $"it holds a {config.Get("class_name")}, which is not a model.");
}
