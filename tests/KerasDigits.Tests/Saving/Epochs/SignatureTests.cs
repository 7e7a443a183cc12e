using System.IO.Compression;
using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Saving;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>A generator of configurations: each built-in class of each version of Keras, with the entries of its own get_config at their documented defaults, as that version wrote them; the reader takes them all.</summary>
/// <remarks>The table of names and defaults (signatures.json.gz) was read off the public source of each version.</remarks>
public sealed class SignatureTests
{
    /// <summary>Classes that are no part of a file, or that hold another framework's code.</summary>
    private static readonly HashSet<string> s_none =
    [
        "Layer", "Wrapper", "InputSpec", "Recurrent", "ConvRecurrent2D", "ConvRNN2D", "ConvLSTM2DCell", "Graph", "Merge", "Lambda", "PreprocessingLayer", "DenseFeatures", "SequenceFeatures", "TFSMLayer", "TorchModuleWrapper",
        "JaxLayer", "FlaxLayer", "RNN", "AbstractRNNCell", "StackedRNNCells", "Bidirectional", "TimeDistributed", "SpectralNormalization", "Wrapper", "Node", "Pipeline", "BaseImagePreprocessingLayer", "TFOptimizer",
        "OptimizerV2", "Optimizer", "LossScaleOptimizer", "LossScaleOptimizerV3", "Loss", "LossFunctionWrapper", "Metric", "MeanMetricWrapper", "SumOverBatchSizeMetricWrapper", "Reduce", "MetricWrapper", "PyMetric",
        "Initializer", "Regularizer", "Constraint", "RandomInitializer", "SensitivitySpecificityBase", "Functional", "Sequential", "RestoredOptimizer", "MultiOptimizer", "HashedCrossing", "FeatureSpace", "NonFusedAdam",
        "InputLayer", "DynamicEmbedding", "DynamicLookup", "TernaryDense", "BinaryTruePositives", "RNNCell", "BasicRNNCell", "LSTMStateTuple", "BasicLSTMCell", "MultiRNNCell", "VersionAwareLayers", "BaseDenseAttention",
        "Conv", "DepthwiseConv", "SeparableConv", "ClassMethod", "KerasOpDispatcher", "InstanceProperty", "InstanceMethod", "TFOpLambda", "TFClassMethodDispatcher", "TFSlicingOpDispatcher", "GlobalPooling1D", "GlobalPooling2D",
        "GlobalPooling3D", "Pooling1D", "Pooling2D", "Pooling3D", "BaseImageAugmentationLayer", "NullInitializer", "VocabWeightHandler", "IndexLookup", "PreprocessingStage", "FunctionalPreprocessingStage", "ConvLSTMCell",
        "ConvLSTM", "ConvRNN", "DropoutWrapper", "ResidualWrapper", "DeviceWrapper", "DefunWrapper", "LayerRNNCell", "SumOverBatchSize", "NullContextmanager", "LearningRateSchedule", "CallableList", "LegacyOptimizerWarning",
        "OptimizerMap", "MeanRelativeError", "CategoryEncoding", "MeanIoU",
    ];

    /// <summary>Entries of a base class's get_config that a class takes out again.</summary>
    private static readonly Dictionary<string, string[]> s_out = new()
    {
        ["DepthwiseConv1D"] = ["filters", "kernel_initializer", "kernel_regularizer", "kernel_constraint"], ["DepthwiseConv2D"] = ["filters", "kernel_initializer", "kernel_regularizer", "kernel_constraint"],
        ["LecunNormal"] = Variance, ["LecunUniform"] = Variance, ["HeNormal"] = Variance, ["HeUniform"] = Variance, ["GlorotNormal"] = Variance, ["GlorotUniform"] = Variance,
        ["BinaryIoU"] = ["num_classes", "ignore_class", "sparse_y_true", "sparse_y_pred", "axis"], ["OneHotMeanIoU"] = ["target_class_ids", "sparse_y_true"],
        ["OneHotIoU"] = ["sparse_y_true"], ["F1Score"] = ["beta"], ["AdditiveAttention"] = ["score_mode", "dropout"], ["RandomFourierFeatures"] = ["kernel_initializer"],
    };

    private static string[] Variance => ["scale", "mode", "distribution"];

    /// <summary>What is not here, with the reason.</summary>
    private static readonly Dictionary<string, string> s_missing = new()
    {
        ["EigenvalueRegularizer"] = "Keras 1.2's alone, by the power method on square kernels", ["CategoryCrossing"] = Texts, ["LinearCosineDecay"] = Rare, ["NoisyLinearCosineDecay"] = Rare,
        ["CTC"] = "the engine's own needs lengths that Keras's loss does not take", ["Circle"] = Rare, ["CategoricalGeneralizedCrossEntropy"] = Rare, ["PearsonCorrelation"] = Rare, ["ConcordanceCorrelation"] = Rare,
        ["STFT"] = Rare, ["STFTSpectrogram"] = Rare, ["ScheduleFreeAdamW"] = Rare, ["MaxNumBoundingBoxes"] = "boxes are no part of a model's graph", ["RandAugment"] = Pictures, ["AugMix"] = Pictures,
        ["RandomElasticTransform"] = Pictures, ["RandomPerspective"] = Pictures, ["ContrastLimitedAdaptiveHistogramEqualization"] = Pictures,
    };

    private const string Rare = "not here yet: no file of it is known";
    private const string Pictures = "not here yet: changes pictures in training alone";
    private const string Texts = "makes texts, which tensors do not hold here";

    /// <summary>Values of arguments that have no default.</summary>
    private static readonly Dictionary<string, object?> s_needed = new()
    {
        ["units"] = 2L, ["output_dim"] = 2L, ["input_dim"] = 5L, ["filters"] = 2L, ["nb_filter"] = 2L, ["kernel_size"] = 3L, ["filter_length"] = 3L, ["nb_row"] = 3L, ["nb_col"] = 3L, ["kernel_dim1"] = 3L, ["kernel_dim2"] = 3L,
        ["kernel_dim3"] = 3L, ["rate"] = 0.5, ["p"] = 0.5, ["sigma"] = 0.5, ["stddev"] = 0.5, ["n"] = 2L, ["dims"] = new List<object?> { 2L, 1L }, ["target_shape"] = new List<object?> { 3L, 2L }, ["activation"] = "relu",
        ["num_heads"] = 2L, ["key_dim"] = 2L, ["head_dim"] = 2L, ["num_query_heads"] = 2L, ["num_key_value_heads"] = 1L, ["height"] = 4L, ["width"] = 4L, ["scale"] = 0.5, ["factor"] = 0.2, ["height_factor"] = 0.2,
        ["width_factor"] = 0.2, ["axes"] = 1L, ["num_bins"] = 3L, ["num_tokens"] = 4L, ["equation"] = "abc,cd->abd", ["output_shape"] = new List<object?> { null, 3L }, ["decay_steps"] = 10L, ["decay_rate"] = 0.9,
        ["initial_learning_rate"] = 0.1, ["first_decay_steps"] = 10L, ["boundaries"] = new List<object?> { 1L }, ["values"] = new List<object?> { 0.1, 0.2 }, ["num_classes"] = 3L, ["target_class_ids"] = new List<object?> { 0L },
        ["specificity"] = 0.5, ["sensitivity"] = 0.5, ["recall"] = 0.5, ["precision"] = 0.5, ["mode"] = null, ["output_size"] = 2L, ["size"] = 2L,
    };

    private static readonly Dictionary<string, Type> s_kinds = new()
    {
        ["layers"] = typeof(KerasDigits.Layers.Layer), ["optimizers"] = typeof(KerasDigits.Optimizers.Optimizer), ["losses"] = typeof(KerasDigits.Losses.Loss), ["metrics"] = typeof(KerasDigits.Metrics.Metric),
        ["initializers"] = typeof(KerasDigits.Initializers.Initializer), ["regularizers"] = typeof(KerasDigits.Regularizers.Regularizer), ["constraints"] = typeof(KerasDigits.Constraints.Constraint),
    };

    [Fact]
    public void EveryClassOfEveryVersionIsRead()
    {
        using var plain = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Goldens", "signatures.json.gz")), CompressionMode.Decompress);
        using JsonDocument table = JsonDocument.Parse(plain);
        var faults = new List<(string Class, string Version, string Cause)>();
        int read = 0;
        foreach (JsonProperty version in table.RootElement.EnumerateObject())
        {
            foreach (JsonProperty kind in version.Value.EnumerateObject().Where(k => s_kinds.ContainsKey(k.Name)))
            {
                foreach (JsonProperty c in kind.Value.EnumerateObject().Where(c => !s_none.Contains(c.Name) && !s_missing.ContainsKey(c.Name)))
                {
                    try
                    {
                        Read(version.Name, kind.Name, c.Name, c.Value);
                        read++;
                    }
#pragma warning disable CA1031 // every exception is a fault here
                    catch (Exception e) { faults.Add((c.Name, version.Name, e.Message.Split('\n')[0])); }
#pragma warning restore CA1031
                }
            }
        }
        Assert.True(read > 2000, $"only {read} read");
        Assert.True(faults.Count == 0, $"{faults.Count} beside {read}:\n" + string.Join('\n', faults.GroupBy(f => (f.Class, f.Cause)).Select(g => $"{g.Key.Class} ({string.Join(" ", g.Select(f => f.Version))}): {g.Key.Cause}")));
    }

    private static void Read(string version, string kind, string className, JsonElement arguments)
    {
        bool optimizer = kind == "optimizers";
        bool schedule = arguments.EnumerateObject().Any(a => a.Name is "decay_steps" or "boundaries" or "first_decay_steps");
        KerasEpoch epoch = KerasEpoch.Of(version);
        if (epoch.Major == 1 && kind is "constraints" or "regularizers") { return; } // without class_name in Keras 1; inside layers, where they stand as {"name": …}, LegacyLayerTests and real files have them
        if (className is "LSTM" or "GRU" or "LSTMCell" or "GRUCell" or "PeepholeLSTMCell" && !arguments.TryGetProperty("units", out _) && !arguments.TryGetProperty("output_dim", out _)) { return; } // the class of that name in tf.nn
        using ConfigTranslator reading = ConfigTranslator.Open(epoch);
        var config = new Config();
        if (kind is "layers" or "losses" or "metrics" || (optimizer && epoch.Major > 1)) { config["name"] = "x_1"; }
        if (kind == "layers") { config["trainable"] = true; }
        if (kind == "metrics" || (kind == "layers" && epoch.Major > 1)) { config["dtype"] = "float32"; }
        foreach (JsonProperty argument in arguments.EnumerateObject())
        {
            if (s_out.TryGetValue(className, out string[]? gone) && gone.Contains(argument.Name)) { continue; }
            if (argument.Value.TryGetProperty("d", out JsonElement given)) { config[argument.Name] = Value(argument.Name, ConfigJson.Parse($"{{\"v\": {given.GetRawText()}}}", "", "")["v"], epoch); }
            else if (argument.Value.TryGetProperty("r", out _) && s_needed.TryGetValue(argument.Name, out object? needed)) { config[argument.Name] = needed; }
        }
        var serialized = new Config { ["class_name"] = className, ["config"] = config };
        if (epoch.IsKeras3) { (serialized["module"], serialized["registered_name"]) = ($"keras.{kind}", null); }
        if (kind == "layers") { _ = ModelBuilder.Layer(serialized, "generated", className); }
        else { _ = ConfigBinder.Deserialize(serialized, schedule ? typeof(KerasDigits.Optimizers.Schedules.LearningRateSchedule) : s_kinds[kind]); }
    }

    /// <summary>A default as get_config wrote it: names of initializers as objects from Keras 2 on.</summary>
    private static object? Value(string name, object? value, KerasEpoch epoch)
    {
        if (epoch.Major == 1 || value is not string word || !name.EndsWith("_initializer", StringComparison.Ordinal)) { return value; }
        Config made = (word, epoch.InTensorFlow || epoch.IsKeras3) switch
        {
            ("glorot_uniform", false) => new() { ["class_name"] = "VarianceScaling", ["config"] = new Config { ["scale"] = 1.0, ["mode"] = "fan_avg", ["distribution"] = "uniform", ["seed"] = null } },
            ("glorot_uniform", true) => new() { ["class_name"] = "GlorotUniform", ["config"] = new Config { ["seed"] = null } },
            ("orthogonal", _) => new() { ["class_name"] = epoch.IsKeras3 ? "OrthogonalInitializer" : "Orthogonal", ["config"] = new Config { ["gain"] = 1.0, ["seed"] = null } },
            ("uniform", _) => new() { ["class_name"] = "RandomUniform", ["config"] = new Config { ["minval"] = -0.05, ["maxval"] = 0.05, ["seed"] = null } },
            ("ones", _) => new() { ["class_name"] = "Ones", ["config"] = new Config() },
            _ => new() { ["class_name"] = "Zeros", ["config"] = new Config() },
        };
        if (epoch.IsKeras3) { (made["module"], made["registered_name"]) = ("keras.initializers", null); }
        return made;
    }
}
