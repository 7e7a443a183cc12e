using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using NumSharp;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>
/// A generator of configurations: each built-in class of each version of Keras, with the entries of its own get_config at their documented
/// defaults, as that version wrote them; the reader takes them all.
/// </summary>
public sealed class SignatureTests
{
    /// <summary>Classes that are no part of a file, or that hold another framework's code.</summary>
    private static readonly HashSet<string> s_none =
    [
        "Layer", "Wrapper", "InputSpec", "Recurrent", "ConvRecurrent2D", "ConvRNN2D", "ConvLSTM2DCell", "Graph", "Merge", "Lambda",
        "PreprocessingLayer", "DenseFeatures", "SequenceFeatures", "TFSMLayer", "TorchModuleWrapper",
        "JaxLayer", "FlaxLayer", "RNN", "AbstractRNNCell", "StackedRNNCells", "Bidirectional", "TimeDistributed", "SpectralNormalization",
        "Wrapper", "Node", "Pipeline", "BaseImagePreprocessingLayer", "TFOptimizer",
        "OptimizerV2", "Optimizer", "LossScaleOptimizer", "LossScaleOptimizerV3", "Loss", "LossFunctionWrapper", "Metric",
        "MeanMetricWrapper", "SumOverBatchSizeMetricWrapper", "Reduce", "MetricWrapper", "PyMetric",
        "Initializer", "Regularizer", "Constraint", "RandomInitializer", "SensitivitySpecificityBase", "Functional", "Sequential",
        "RestoredOptimizer", "MultiOptimizer", "HashedCrossing", "FeatureSpace", "NonFusedAdam",
        "InputLayer", "DynamicEmbedding", "DynamicLookup", "TernaryDense", "BinaryTruePositives", "RNNCell", "BasicRNNCell",
        "LSTMStateTuple", "BasicLSTMCell", "MultiRNNCell", "VersionAwareLayers", "BaseDenseAttention",
        "Conv", "DepthwiseConv", "SeparableConv", "ClassMethod", "KerasOpDispatcher", "InstanceProperty", "InstanceMethod", "TFOpLambda",
        "TFClassMethodDispatcher", "TFSlicingOpDispatcher", "GlobalPooling1D", "GlobalPooling2D",
        "GlobalPooling3D", "Pooling1D", "Pooling2D", "Pooling3D", "BaseImageAugmentationLayer", "NullInitializer", "VocabWeightHandler",
        "IndexLookup", "PreprocessingStage", "FunctionalPreprocessingStage", "ConvLSTMCell",
        "ConvLSTM", "ConvRNN", "DropoutWrapper", "ResidualWrapper", "DeviceWrapper", "DefunWrapper", "LayerRNNCell", "SumOverBatchSize",
        "NullContextmanager", "LearningRateSchedule", "CallableList", "LegacyOptimizerWarning",
        "OptimizerMap", "MeanRelativeError", "CategoryEncoding", "MeanIoU",
    ];

    /// <summary>What is not here, with the reason.</summary>
    private static readonly Dictionary<string, string> s_missing = new()
    {
        ["Circle"] = "mines pairs inside a batch; compile: false reads such a model",
        ["EigenvalueRegularizer"] = "Keras 1.2's alone: its power method starts from random numbers of Theano's, so its penalty cannot be "
        + "repeated",
        ["ScheduleFreeAdamW"] = "Keras 3.14's and later: keeps two sets of weights and swaps them between training and prediction; "
        + "compile: false reads such a model",
    };

    private static readonly Dictionary<string, Type> s_kinds = new()
    {
        ["layers"] = typeof(KerasDigits.Layers.Layer), ["optimizers"] = typeof(KerasDigits.Optimizers.Optimizer),
        ["losses"] = typeof(KerasDigits.Losses.Loss), ["metrics"] = typeof(KerasDigits.Metrics.Metric),
        ["initializers"] = typeof(KerasDigits.Initializers.Initializer), ["regularizers"] = typeof(KerasDigits.Regularizers.Regularizer),
        ["constraints"] = typeof(KerasDigits.Constraints.Constraint),
    };

    [Fact]
    public void Every_class_of_every_version_is_read()
    {
        var faults = new List<(string Class, string Version, string Cause)>();
        int read = 0;
        foreach (Signature c in Signature.All().Where(s => s_kinds.ContainsKey(s.Kind) && !s_none.Contains(s.ClassName)
            && !s_missing.ContainsKey(s.ClassName)))
        {
            try
            {
                Read(c);
                read++;
            }
            catch (Exception e) { faults.Add((c.ClassName, c.Version, e.Message.Split('\n')[0])); }
        }
        Assert.True(read > 2000, $"only {read} read");
        Assert.True(faults.Count == 0, $"{faults.Count} beside "
            + $"{read}:\n" + string.Join('\n', faults.GroupBy(f => (f.Class, f.Cause))
                .Select(g => $"{g.Key.Class} ({string.Join(" ", g.Select(f => f.Version))}): {g.Key.Cause}")));
    }

    private static void Read(Signature c)
    {
        // without class_name in Keras 1; inside layers, where they stand as {"name": …}, LegacyLayerTests and real files have them
        if (c.Epoch.Major == 1 && c.Kind is "constraints" or "regularizers") { return; }
        if (IsOfTensorFlowsCells(c)) { return; }
        using ConfigTranslator reading = ConfigTranslator.Open(c.Epoch);
        _ = Read(c, c.Serialized());
    }

    /// <summary>Makes the object of a configuration of the class, in the version that is being read.</summary>
    internal static IKerasObject Read(Signature c, Config serialized) => c.Kind == "layers"
        ? ModelBuilder.Build(serialized, "generated", c.ClassName)
        : (IKerasObject)ConfigBinder.Deserialize(serialized,
            c.IsSchedule ? typeof(KerasDigits.Optimizers.Schedules.LearningRateSchedule) : s_kinds[c.Kind]);

    /// <summary>All classes that are read.</summary>
    internal static IEnumerable<Signature> Readable() => Signature.All().Where(s => s_kinds.ContainsKey(s.Kind)
        && !s_none.Contains(s.ClassName) && !s_missing.ContainsKey(s.ClassName) && !IsOfTensorFlowsCells(s)
        && !(s.Epoch.Major == 1 && s.Kind is "constraints" or "regularizers"));

    /// <summary>Whether it is the class of that name in tf.nn.</summary>
    private static bool IsOfTensorFlowsCells(Signature c) => c.ClassName is "LSTM" or "GRU" or "LSTMCell" or "GRUCell" or "PeepholeLSTMCell"
        && !c.Arguments.TryGetProperty("units", out _) && !c.Arguments.TryGetProperty("output_dim", out _);

    /// <summary>What the layers with weights are given.</summary>
    private static long[]? InputOf(string className) => className switch
    {
        "Dense" or "BatchNormalization" or "BatchNormalizationV1" or "BatchNormalizationV2" or "LayerNormalization" or "PReLU" => [6],
        "GroupNormalization" => [32],
        "Conv1D" or "Conv1DTranspose" or "SeparableConv1D" or "DepthwiseConv1D" or "LocallyConnected1D" or "EinsumDense" => [6, 4],
        "SimpleRNN" or "LSTM" or "GRU" or "LSTMV1" or "LSTMV2" or "GRUV1" or "GRUV2" => [6, 4],
        "Conv2D" or "Conv2DTranspose" or "SeparableConv2D" or "DepthwiseConv2D" or "LocallyConnected2D" => [8, 8, 3],
        "Conv3D" or "Conv3DTranspose" => [6, 6, 6, 2],
        "ConvLSTM1D" => [3, 6, 2], "ConvLSTM2D" => [3, 6, 6, 2], "ConvLSTM3D" => [2, 5, 5, 5, 1],
        "Embedding" => [3],
        _ => null,
    };

    /// <summary>Whether its configuration was read off a file and holds axes or groups of that file's data.</summary>
    private static bool TakesItsFilesShape(Signature c) => c.Version.Contains('(', StringComparison.Ordinal)
        && c.ClassName is "BatchNormalization" or "BatchNormalizationV1" or "LayerNormalization" or "PReLU" or "Embedding" or "Conv2D";

    /// <summary>
    /// Each layer with weights in a whole file, as its version writes .h5: the file is read, and every weight is the one that was written.
    /// </summary>
    /// <remarks>Keras 1 laid its arrays out otherwise (OldWeightsTests).</remarks>
    [Fact]
    public void A_file_of_each_layer_of_every_version_is_read()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("keras-generated-").FullName, "m.h5");
        var faults = new List<string>();
        int read = 0;
        foreach (Signature c in Signature.All().Where(s => s.Kind == "layers" && s.Epoch.Major > 1 && InputOf(s.ClassName) is not null
            && !IsOfTensorFlowsCells(s) && !TakesItsFilesShape(s)))
        {
            try
            {
                if (Differs(c, path) is { } fault) { faults.Add($"{c.ClassName} of {c.Version}: {fault}"); }
                else { read++; }
            }
            catch (Exception e) { faults.Add($"{c.ClassName} of {c.Version}: {e.Message.Split('\n')[0]}"); }
        }
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.True(faults.Count == 0, $"{faults.Count} beside {read}:\n{string.Join('\n', faults)}");
        Assert.True(read > 300, $"only {read} read");
    }

    /// <summary>The wrappers and stacks of every version around its own layers and cells, in whole files.</summary>
    /// <remarks>Keras 1's arrays of wrapped layers, gate by gate, are in OldWeightsTests.</remarks>
    [Fact]
    public void A_file_of_each_wrapper_of_every_version_is_read()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("keras-wrappers-").FullName, "m.h5");
        var faults = new List<string>();
        int read = 0;
        foreach (var version in Signature.All().Where(s => s.Kind == "layers" && s.Epoch.Major > 1 && !TakesItsFilesShape(s)
            && !IsOfTensorFlowsCells(s)).GroupBy(s => s.Version))
        {
            Dictionary<string, Signature> classes = version.ToDictionary(s => s.ClassName);
            foreach (var (name, serialized) in Wrappers(classes))
            {
                try
                {
                    if (Differs(classes.Values.First(), path, serialized, [6, 4]) is { } fault)
                    {
                        faults.Add($"{name} of {version.Key}: {fault}");
                    }
                    else { read++; }
                }
                catch (Exception e) { faults.Add($"{name} of {version.Key}: {e.Message.Split('\n')[0]}"); }
            }
        }
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.True(faults.Count == 0, $"{faults.Count} beside {read}:\n{string.Join('\n', faults)}");
        Assert.True(read > 200, $"only {read} read");
    }

    private static IEnumerable<(string Name, Config Serialized)> Wrappers(Dictionary<string, Signature> classes)
    {
        KerasEpoch epoch = classes.Values.First().Epoch;
        Config Layer(string className, params (string Key, object? Value)[] arguments)
        {
            var config = new Config { ["name"] = "x_1", ["trainable"] = true };
            if (className != "StackedRNNCells") { config["dtype"] = "float32"; }
            foreach (var (key, value) in arguments) { config[key] = value; }
            var made = new Config { ["class_name"] = className, ["config"] = config };
            if (epoch.IsKeras3) { (made["module"], made["registered_name"]) = ("keras.layers", null); }
            return made;
        }
        Config Inner(string className, string name)
        {
            Config made = classes[className].Serialized();
            ((Config)made["config"]!)["name"] = name;
            return made;
        }
        foreach (string layer in (string[])["LSTM", "GRU", "SimpleRNN"])
        {
            if (!classes.ContainsKey(layer)) { continue; }
            yield return ($"Bidirectional({layer})", Layer("Bidirectional", ("layer", Inner(layer, "inner")), ("merge_mode", "concat")));
            if (epoch is { InTensorFlow: true, Minor: > 3 } or { IsKeras3: true })
            {
                Config ahead = Inner(layer, "inner"), back = Inner(layer, "back");
                (((Config)ahead["config"]!)["go_backwards"], ((Config)back["config"]!)["go_backwards"]) = (false, true);
                yield return ($"Bidirectional({layer}) with a backward layer",
                    Layer("Bidirectional", ("layer", ahead), ("merge_mode", "sum"), ("backward_layer", back)));
            }
            if (!classes.ContainsKey(layer + "Cell")) { continue; }
            yield return ($"RNN({layer}Cell)",
                Layer("RNN", ("return_sequences", true), ("return_state", false), ("go_backwards", false), ("stateful", false),
                    ("unroll", false), ("cell", Inner(layer + "Cell", "cell"))));
            yield return ($"RNN of two cells with {layer}Cell",
                Layer("RNN", ("return_sequences", false),
                    ("cell", Layer("StackedRNNCells",
                        ("cells",
                            new List<object?> { Inner(layer + "Cell", "one"),
                                Inner(classes.ContainsKey("LSTMCell") ? "LSTMCell" : layer + "Cell", "two") })))));
        }
        foreach (string layer in (string[])["Dense", "BatchNormalization", "BatchNormalizationV1"])
        {
            if (classes.ContainsKey(layer))
            {
                yield return ($"TimeDistributed({layer})", Layer("TimeDistributed", ("layer", Inner(layer, "inner"))));
            }
        }
        if (classes.ContainsKey("SpectralNormalization"))
        {
            yield return ("SpectralNormalization",
                Layer("SpectralNormalization", ("layer", Inner("Dense", "inner")), ("power_iterations", 1L)));
        }
    }

    private static string? Differs(Signature c, string path) => Differs(c, path, c.Serialized(), InputOf(c.ClassName)!);

    private static string? Differs(Signature c, string path, Config layer, long[] inputs)
    {
        List<object?> shape = [null, .. inputs.Select(d => (object?)d)];
        bool third = c.Epoch.IsKeras3;
        var input = new Config { ["class_name"] = "InputLayer",
            ["config"] = new Config { [third ? "batch_shape" : "batch_input_shape"] = shape,
                ["dtype"] = layer["class_name"] is "Embedding" ? "int32" : "float32", ["name"] = "in" } };
        if (third) { (input["module"], input["registered_name"]) = ("keras.layers", null); }
        var config = new Config { ["class_name"] = "Sequential",
            ["config"] = new Config { ["name"] = "s", ["layers"] = new List<object?> { input, layer } } };
        if (third) { (config["module"], config["registered_name"]) = ("keras", null); }
        Model model;
        using (ConfigTranslator.Open(c.Epoch)) { model = ModelFiles.Build(config, "generated"); }
        model.set_weights([.. model.get_weights().Select((w, i) => (w * 0.5) + (i + 1))]);
        if (model.weights.Count == 0) { return "it has no weights"; }
        var root = new H5Group();
        root.Attributes["keras_version"] = new H5Text(c.FileVersion);
        root.Attributes["backend"] = new H5Text("tensorflow");
        root.Attributes["model_config"] = ConfigJson.Write(config);
        LayerWeights.Save(root.Ensure(["model_weights"]), model.layers);
        AtomicFile.Write(path, stream => H5Writer.Write(stream, root));
        Model again = KerasDigits.Models.ModelFiles.load_model(path);
        NDArray[] expected = model.get_weights(), actual = again.get_weights();
        return expected.Length != actual.Length ? $"{actual.Length} weights instead of {expected.Length}"
            : expected.Zip(actual, (e, a) => Golden.Difference(e, a, 0, "a weight")).FirstOrDefault(d => d is not null);
    }
}
