using KerasDigits.Core;
using KerasDigits.Saving;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>Other legal values of an argument than its default, as a version of Keras writes them.</summary>
internal static class ArgumentValues
{
    private static List<object?> L(params object?[] values) => [.. values];

    /// <summary>Words that stand beside a default word.</summary>
    private static readonly Dictionary<string, object?[]> s_words = new()
    {
        ["padding"] = ["same", "valid"], ["border_mode"] = ["same"], ["data_format"] = ["channels_first", "channels_last"],
        ["dim_ordering"] = ["th", "tf"], ["interpolation"] = ["nearest", "bilinear"],
        ["fill_mode"] = ["constant", "nearest", "wrap", "reflect"],
        ["standardize"] = ["lower", "strip_punctuation", null], ["split"] = ["character", null], ["score_mode"] = ["concat"],
        ["consume_less"] = ["mem", "gpu"], ["scaling"] = ["spectrum", null], ["window"] = ["hamming", null], ["curve"] = ["PR"],
        ["summation_method"] = ["minoring", "majoring"], ["reduction"] = ["sum", "none", "sum_over_batch_size"],
        ["class_aggregation"] = ["variance_weighted_average", null], ["separator"] = ["+"], ["vocabulary_dtype"] = ["int32"],
        ["activation"] = ["elu", "softplus", "softsign", "hard_sigmoid", "tanh", "sigmoid", "softmax"],
        ["recurrent_activation"] = ["sigmoid", "hard_sigmoid", "relu"], ["inner_activation"] = ["sigmoid", "relu"],
        ["oov_token"] = ["[OOV]"], ["mask_token"] = ["[M]"],
    };

    /// <summary>Values beside null, or where the name says more than the default.</summary>
    private static readonly Dictionary<string, object?[]> s_values = new()
    {
        ["noise_shape"] = [L(null, 1L, 3L)], ["seed"] = [7L], ["attention_axes"] = [L(1L)], ["value_dim"] = [3L], ["bias_axes"] = ["d"],
        ["stride"] = [1L], ["max_value"] = [6.0], ["max_tokens"] = [10L], ["ngrams"] = [2L, L(1L, 3L)], ["bin_boundaries"] = [L(0.0, 1.0)],
        ["salt"] = [3L, L(3L, 5L)], ["depth"] = [2L, L(2L)], ["shared_axes"] = [L(1L)], ["fft_length"] = [128L], ["frame_step"] = [64L],
        ["max_freq"] = [4000.0], ["sequence_length"] = [800L], ["sliding_window"] = [2L], ["logit_soft_cap"] = [3.0],
        ["width_factor"] = [0.1, L(-0.1, 0.2)], ["height_factor"] = [L(-0.1, 0.2)], ["factor"] = [L(0.1, 0.2)],
        ["brightness_factor"] = [0.1, L(0.1, 0.2)], ["contrast_factor"] = [0.1], ["saturation_factor"] = [0.1], ["hue_factor"] = [0.1],
        ["virtual_batch_size"] = [4L], ["output_sequence_length"] = [7L], ["fill_value"] = [0.5], ["epsilon"] = [1e-4],
        ["clipnorm"] = [1.5], ["clipvalue"] = [0.5], ["global_clipnorm"] = [1.5], ["ema_overwrite_frequency"] = [10L],
        ["gradient_accumulation_steps"] = [2L], ["loss_scale_factor"] = [4.0], ["weight_decay"] = [0.01], ["exclude_layers"] = [L("a")],
        ["average"] = ["macro", "micro", "weighted"], ["class_id"] = [1L], ["ignore_class"] = [0L, -1L], ["top_k"] = [2L],
        ["threshold"] = [0.4], ["thresholds"] = [0.3, L(0.3, 0.6)], ["input_axes"] = [L(0L)], ["output_axes"] = [L(1L)],
        ["label_smoothing"] = [0.1], ["initial_scale"] = [1024.0], ["value_range"] = [L(0.0, 1.0), L(0L, 1L)], ["scale"] = [0.25],
        ["renorm_clipping"] = [new Config { ["rmax"] = 3.0, ["rmin"] = 0.3, ["dmax"] = 5.0 }], ["size"] = [3L], ["num_thresholds"] = [50L],
    };

    /// <summary>The values that a class takes for an argument, where they are its own.</summary>
    private static object?[]? OfClass(string className, string argument, KerasEpoch epoch) => (className, argument) switch
    {
        (_, "output_mode") => className switch
        {
            "TextVectorization" => ["int", "count", epoch is { IsKeras3: false, Minor: < 6 } ? "binary" : "multi_hot"],
            "IntegerLookup" or "StringLookup" => epoch.IsKeras3 || epoch.Minor > 5 ? ["int", "one_hot", "multi_hot", "count"] : ["int"],
            "CategoryEncoding" => epoch is { IsKeras3: false, Minor: < 6 } ? ["count", "binary"] : ["one_hot", "multi_hot", "count"],
            "Discretization" => ["one_hot", "multi_hot", "count", "int"],
            "Hashing" => ["one_hot", "multi_hot", "count"],
            _ => [],
        },
        ("Conv1D", "padding") => ["same", "causal"],
        ("Resizing", "interpolation") => ["nearest", "bicubic",
            .. epoch.IsKeras3 ? (string[])["lanczos3", "lanczos5"] : ["area", "gaussian"]],
        ("STFTSpectrogram", "mode") => ["magnitude", "psd", "real", "imag", "angle", "stft"],
        ("STFT", "side") => ["imag"],
        ("BatchNormalization", "mode") => [1L, 2L],
        ("BatchNormalization" or "BatchNormalizationV1" or "BatchNormalizationV2" or "SyncBatchNormalization" or "LayerNormalization"
            or "GroupNormalization", "scale" or "center") => [false],
        ("Cropping2D", "cropping") => [L(L(0L, 1L), L(2L, 3L)), L(L(0L, 0L), L(0L, 0L))],
        ("ZeroPadding2D", "padding") => [L(L(0L, 1L), L(2L, 3L)), .. epoch.Major == 1 ? (object[])[L(1L, 0L, 2L, 3L)] : []],
        ("ZeroPadding1D", "padding") => epoch.Major == 1 ? [2L, L(1L, 2L)] : [L(1L, 2L)],
        ("ZeroPadding3D", "padding") => epoch.Major == 1 ? [L(1L, 2L, 3L)] : [L(L(1L, 0L), L(0L, 1L), L(2L, 1L))],
        ("Cropping3D", "cropping") => [L(L(1L, 0L), L(0L, 1L), L(2L, 1L))],
        ("Cropping1D", "cropping") => [L(2L, 1L)],
        ("IntegerLookup", "vocabulary") => [L(3L, 5L)], ("StringLookup" or "TextVectorization", "vocabulary") => [L("a", "b")],
        ("IntegerLookup", "oov_method") => ["farmhash"], ("StringLookup", "oov_method") => [],
        ("IntegerLookup", "mask_token") => [-2L], ("IntegerLookup", "oov_token") => [-7L],
        ("TextVectorization" or "StringLookup", "encoding") => ["utf-8"],
        ("MultiHeadAttention", "output_shape") => [5L, L(5L)],
        ("VarianceScaling", "mode") => ["fan_in", "fan_out", "fan_avg"],
        ("VarianceScaling", "distribution") =>
            epoch.Major == 2 && !epoch.InTensorFlow ? ["uniform", "normal"]
                : ["uniform", "truncated_normal", "untruncated_normal"],
        ("MultiHeadAttention" or "GroupedQueryAttention", "seed") => [7L],
        (_, "output_padding") => className.Contains('1') ? [L(0L)] : className.Contains('2') ? [L(0L, 0L)] : [L(0L, 0L, 0L)],
        ("OrthogonalRegularizer", "mode") => ["columns"],
        ("Hashing", "mask_value") => [3L],
        ("Dice" or "Tversky", "axis") => [L(1L, 2L), -1L],
        ("Permute", _) or ("Reshape", _) or ("Lambda", _) => [],
        ("EinsumDense", "bias_axes") => ["d", "bd"],
        ("Embedding" or "Dense" or "LSTM" or "GRU" or "SimpleRNN" or "Convolution1D" or "LocallyConnected1D" or "MaxoutDense" or "Highway"
            or "AtrousConvolution1D" or "TimeDistributedDense" or "ConvLSTM2D", "input_dim" or "input_length") => [4L],
        ("OrthogonalRegularizer" or "RandomGrayscale", "factor") => [0.2],
        ("AUC", "thresholds") => [L(0.3, 0.6)], ("BinaryIoU", "target_class_ids") => [L(1L)], ("STFTSpectrogram", "fft_length") => [512L],
        // What the class's own constructor sets or refuses in Keras too.
        ("Conv1DTranspose" or "Conv2DTranspose" or "Conv3DTranspose" or "SeparableConv1D" or "SeparableConv2D" or "DepthwiseConv1D"
            or "DepthwiseConv2D", "groups") => [],
        ("SpatialDropout1D" or "SpatialDropout2D" or "SpatialDropout3D", "noise_shape") => [],
        ("Cropping1D" or "UpSampling1D", "data_format") => [], ("ZeroPadding1D", "data_format") when !epoch.IsKeras3 => [],
        ("LocallyConnected1D" or "LocallyConnected2D", "padding" or "border_mode") => [],
        ("SyncBatchNormalization", "renorm" or "renorm_clipping" or "renorm_momentum" or "virtual_batch_size") => [],
        _ => null,
    };

    /// <summary>Arguments that say something only together with others, or that hold what no one writes by hand.</summary>
    private static readonly HashSet<string> s_left =
    [
        "name", "dtype", "rank", "class_name", "config", "cell", "cells", "layer", "layers", "backward_layer", "key_shape", "query_shape",
        "value_shape", "lora_rank", "lora_alpha", "quantization_config", "gptq_unpacked_column_size", "idf_weights", "mean", "variance",
        "num_constants", "fn", "function", "arguments", "output_mask", "batch_input_shape", "batch_shape", "vocabulary_size",
        "label_weights", "num_labels", "warmup_target", "inner_optimizer", "optimizer", "loss_scale", "optimizer_map",
        "default_optimizer",
        "reverse_dtype", "bounding_box_format", "transform_bias",
    ];

    /// <summary>Other values than the one that stands there.</summary>
    public static IEnumerable<object?> Of(Signature c, string argument, object? standard)
    {
        string plain = Text(standard);
        return s_left.Contains(argument) || IsOfItsFile(c, argument) ? [] : Candidates(c, argument, standard).Where(v => Text(v) != plain);
    }

    /// <summary>Whether the configuration was read off a file in which the argument hangs together with others.</summary>
    private static bool IsOfItsFile(Signature c, string argument) => c.Version.Contains('(', StringComparison.Ordinal)
        && (argument is "num_thresholds" or "output_mode" || (c.ClassName.StartsWith("Conv", StringComparison.Ordinal)
            && argument is "strides" or "dilation_rate" or "filters" or "groups" or "output_padding"));

    private static string Text(object? value) => ConfigJson.Write(new Config { ["v"] = value });

    private static IEnumerable<object?> Candidates(Signature c, string argument, object? standard)
    {
        KerasEpoch epoch = c.Epoch;
        if (OfClass(c.ClassName, argument, epoch) is { } own) { return own; }
        if (argument.EndsWith("regularizer", StringComparison.Ordinal)) { return Regularizers(epoch); }
        if (argument.EndsWith("constraint", StringComparison.Ordinal)) { return Constraints(epoch); }
        if (epoch.Major == 1 && standard is string && (argument is "init" || argument.EndsWith("_init", StringComparison.Ordinal)))
        {
            return ["he_normal", "lecun_uniform", "normal", "zero", "one"];
        }
        if (argument.EndsWith("_initializer", StringComparison.Ordinal)) { return Initializers(epoch); }
        if (argument.EndsWith("activation", StringComparison.Ordinal)) { return [.. s_words[argument], .. Activations(epoch)]; }
        return standard switch
        {
            bool b => [!b],
            string when s_words.TryGetValue(argument, out object?[]? words) => words,
            null when argument is "strides" => [c.ClassName.Contains('1') ? L(1L) : c.ClassName.Contains('2') ? L(1L, 3L) : L(1L, 2L, 3L)],
            null when argument is "data_format" => s_words["data_format"],
            _ when s_values.TryGetValue(argument, out object?[]? values) => values,
            long n => [n == -1 ? 1L : n + 1],
            double x => [(x * 0.5) + 0.01],
            List<object?> { Count: > 0 } list when list.TrueForAll(v => v is long) => [list.Select(v => (object?)((long)v! + 1)).ToList()],
            _ => [],
        };
    }

    private static Config Made(KerasEpoch epoch, string kind, string className, params (string Key, object? Value)[] arguments)
    {
        var config = new Config();
        foreach (var (key, value) in arguments) { config[key] = value; }
        if (epoch.Major == 1) { return new Config(config.Prepend(KeyValuePair.Create("name", (object?)className))); }
        var made = new Config { ["class_name"] = className, ["config"] = config };
        if (epoch.IsKeras3) { (made["module"], made["registered_name"]) = ($"keras.{kind}", null); }
        return made;
    }

    private static IEnumerable<object?> Regularizers(KerasEpoch epoch)
    {
        const string Kind = "regularizers";
        if (epoch.Major == 1)
        {
            return [Made(epoch, Kind, "WeightRegularizer", ("l1", 0.01), ("l2", 0.02))];
        }
        List<object?> made = [Made(epoch, Kind, "L1L2", ("l1", 0.01), ("l2", 0.02)), "l2"];
        if (epoch.IsKeras3 || epoch is { InTensorFlow: true, Minor: > 3 })
        {
            made.AddRange([Made(epoch, Kind, "L1", ("l1", 0.03)), Made(epoch, Kind, "L2", ("l2", 0.03))]);
        }
        if (epoch.IsKeras3 || epoch.Minor > 9)
        {
            made.Add(Made(epoch, Kind, "OrthogonalRegularizer", ("factor", 0.02), ("mode", "columns")));
        }
        return made;
    }

    private static IEnumerable<object?> Constraints(KerasEpoch epoch)
    {
        const string Kind = "constraints";
        return epoch.Major == 1
            ? [Made(epoch, Kind, "MaxNorm", ("m", 3L), ("axis", 0L)), Made(epoch, Kind, "NonNeg"),
                Made(epoch, Kind, "UnitNorm", ("axis", 0L))]
            : [Made(epoch, Kind, "MaxNorm", ("max_value", 3L), ("axis", L(0L, 1L, 2L))), Made(epoch, Kind, "NonNeg"),
                Made(epoch, Kind, "MaxNorm", ("max_value", 2L), ("axis", L(0L))),
                Made(epoch, Kind, "UnitNorm", ("axis", 1L)),
                Made(epoch, Kind, "MinMaxNorm", ("min_value", 0.1), ("max_value", 0.9), ("rate", 0.7), ("axis", 0L)), "non_neg"];
    }

    private static IEnumerable<object?> Initializers(KerasEpoch epoch)
    {
        const string Kind = "initializers";
        List<object?> made =
        [
            Made(epoch, Kind, "Constant", ("value", 0.3)), Made(epoch, Kind, "RandomNormal", ("mean", 0.1), ("stddev", 0.2), ("seed", 3L)),
            Made(epoch, Kind, "TruncatedNormal", ("mean", 0.0), ("stddev", 0.3), ("seed", null)),
            Made(epoch, Kind, "RandomUniform", ("minval", -0.5), ("maxval", 0.5), ("seed", 9L)),
            Made(epoch, Kind, "VarianceScaling", ("scale", 2.0), ("mode", "fan_out"), ("distribution", "uniform"), ("seed", 5L)),
            "he_normal", "lecun_uniform",
        ];
        if (epoch.InTensorFlow) { made.Add(Made(epoch, Kind, "HeNormal", ("seed", 2L))); }
        if (epoch.IsKeras3)
        {
            made.AddRange([Made(epoch, Kind, "HeUniform", ("seed", null)), Made(epoch, Kind, "LecunNormal", ("seed", 2L))]);
        }
        return made;
    }

    private static IEnumerable<object?> Activations(KerasEpoch epoch)
    {
        if (epoch.Major == 1) { return []; }
        List<object?> made = [];
        if (epoch is not { InTensorFlow: false, IsKeras3: false, Minor: < 1 }) { made.Add("selu"); }
        if (epoch.IsKeras3 || epoch is { InTensorFlow: true, Minor: > 2 }) { made.AddRange(["swish", "exponential"]); }
        if (epoch.IsKeras3 || epoch is { InTensorFlow: true, Minor: > 3 }) { made.Add("gelu"); }
        if (epoch.IsKeras3)
        {
            made.AddRange(["relu6", "silu", "mish", "log_softmax", "leaky_relu",
                Made(epoch, "layers", "LeakyReLU", ("name", "l"), ("trainable", true), ("dtype", Policy("float32")),
                    ("negative_slope", 0.1))]);
        }
        else
        {
            made.Add(Made(epoch, "layers", "LeakyReLU", ("name", "l"), ("trainable", true), ("alpha", 0.1)));
        }
        return made;
    }

    /// <summary>A dtype policy as Keras 3 writes it.</summary>
    public static Config Policy(string name) => new()
    {
        ["module"] = "keras", ["class_name"] = "DTypePolicy", ["config"] = new Config { ["name"] = name }, ["registered_name"] = null,
    };
}
