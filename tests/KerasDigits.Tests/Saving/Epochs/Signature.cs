using System.IO.Compression;
using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Saving;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>A built-in class as a version of Keras writes it.</summary>
/// <param name="Version">The version that its files name, and in brackets which TensorFlow it was.</param>
/// <param name="Kind">"layers", "optimizers", "initializers" …</param>
/// <param name="ClassName">Its name there.</param>
/// <param name="Arguments">Names and values of its get_config: the documented defaults, or what a real file holds.</param>
/// <remarks>The table (signatures.json.gz) was read off the public source of each version, and for TensorFlow 1.13 to 2.4 off files that it
/// wrote.</remarks>
internal sealed record Signature(string Version, string Kind, string ClassName, JsonElement Arguments)
{
    /// <summary>All classes of all versions.</summary>
    public static IEnumerable<Signature> All()
    {
        using var plain = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Goldens", "signatures.json.gz")),
            CompressionMode.Decompress);
        JsonElement table = JsonDocument.Parse(plain).RootElement;
        return [.. table.EnumerateObject()
            .SelectMany(v => v.Value.EnumerateObject()
                .SelectMany(k => k.Value.EnumerateObject().Select(c => new Signature(v.Name, k.Name, c.Name, c.Value))))];
    }

    /// <summary>The version as its files say it.</summary>
    public string FileVersion => Version.Split(' ')[0];

    /// <summary>Which Keras it is.</summary>
    public KerasEpoch Epoch => KerasEpoch.Of(FileVersion) with { TensorFlow1 = Version.Contains("TensorFlow 1", StringComparison.Ordinal) };

    /// <summary>Whether a schedule of rates stands among the optimizers.</summary>
    public bool IsSchedule => Arguments.EnumerateObject().Any(a => a.Name is "decay_steps" or "boundaries" or "first_decay_steps");

    /// <summary>Entries of a base class's get_config that a class takes out again.</summary>
    private static readonly Dictionary<string, string[]> s_out = new()
    {
        ["DepthwiseConv1D"] = ["filters", "kernel_initializer", "kernel_regularizer", "kernel_constraint"],
        ["DepthwiseConv2D"] = ["filters", "kernel_initializer", "kernel_regularizer", "kernel_constraint"],
        ["LecunNormal"] = Variance, ["LecunUniform"] = Variance, ["HeNormal"] = Variance, ["HeUniform"] = Variance,
        ["GlorotNormal"] = Variance, ["GlorotUniform"] = Variance,
        ["BinaryIoU"] = ["num_classes", "ignore_class", "sparse_y_true", "sparse_y_pred", "axis"],
        ["OneHotMeanIoU"] = ["target_class_ids", "sparse_y_true"],
        ["OneHotIoU"] = ["sparse_y_true"], ["F1Score"] = ["beta"], ["AdditiveAttention"] = ["score_mode", "dropout"],
        ["RandomFourierFeatures"] = ["kernel_initializer"],
    };

    private static string[] Variance => ["scale", "mode", "distribution"];

    /// <summary>Values of arguments that have no default.</summary>
    private static readonly Dictionary<string, object?> s_needed = new()
    {
        ["units"] = 2L, ["output_dim"] = 2L, ["input_dim"] = 5L, ["filters"] = 2L, ["nb_filter"] = 2L, ["kernel_size"] = 3L,
        ["filter_length"] = 3L, ["nb_row"] = 3L, ["nb_col"] = 3L, ["kernel_dim1"] = 3L, ["kernel_dim2"] = 3L,
        ["kernel_dim3"] = 3L, ["rate"] = 0.5, ["p"] = 0.5, ["sigma"] = 0.5, ["stddev"] = 0.5, ["n"] = 2L,
        ["dims"] = new List<object?> { 2L, 1L }, ["target_shape"] = new List<object?> { 3L, 2L }, ["activation"] = "relu",
        ["num_heads"] = 2L, ["key_dim"] = 2L, ["head_dim"] = 2L, ["num_query_heads"] = 2L, ["num_key_value_heads"] = 1L, ["height"] = 4L,
        ["width"] = 4L, ["max_number"] = 4L, ["scale"] = 0.5, ["factor"] = 0.2, ["height_factor"] = 0.2,
        ["width_factor"] = 0.2, ["axes"] = 1L, ["num_bins"] = 3L, ["num_tokens"] = 4L, ["equation"] = "abc,cd->abd",
        ["output_shape"] = new List<object?> { null, 3L }, ["decay_steps"] = 10L, ["decay_rate"] = 0.9,
        ["initial_learning_rate"] = 0.1, ["first_decay_steps"] = 10L, ["boundaries"] = new List<object?> { 1L },
        ["values"] = new List<object?> { 0.1, 0.2 }, ["num_classes"] = 3L, ["target_class_ids"] = new List<object?> { 0L },
        ["specificity"] = 0.5, ["sensitivity"] = 0.5, ["recall"] = 0.5, ["precision"] = 0.5, ["mode"] = null, ["output_size"] = 2L,
        ["size"] = 2L,
    };

    /// <summary>The object as that version serializes it.</summary>
    public Config Serialized()
    {
        KerasEpoch epoch = Epoch;
        var config = new Config();
        if (Kind is "layers" or "losses" or "metrics" || (Kind == "optimizers" && epoch.Major > 1)) { config["name"] = "x_1"; }
        if (Kind == "layers") { config["trainable"] = true; }
        if (Kind == "metrics" || (Kind == "layers" && epoch.Major > 1)) { config["dtype"] = "float32"; }
        foreach (JsonProperty argument in Arguments.EnumerateObject())
        {
            if (s_out.TryGetValue(ClassName, out string[]? gone) && gone.Contains(argument.Name)) { continue; }
            if (argument.Value.TryGetProperty("d", out JsonElement given))
            {
                config[argument.Name] = Value(argument.Name, ConfigJson.Parse($"{{\"v\": {given.GetRawText()}}}", "", "")["v"], epoch);
            }
            else if (argument.Value.TryGetProperty("r", out _) && s_needed.TryGetValue(argument.Name, out object? needed))
            {
                config[argument.Name] = needed;
            }
        }
        var serialized = new Config { ["class_name"] = ClassName, ["config"] = config };
        if (epoch.IsKeras3) { (serialized["module"], serialized["registered_name"]) = ($"keras.{Kind}", null); }
        return serialized;
    }

    /// <summary>A default as get_config wrote it: names of initializers as objects from Keras 2 on.</summary>
    private static object? Value(string name, object? value, KerasEpoch epoch)
    {
        if (epoch.Major == 1 || value is not string word || !name.EndsWith("_initializer", StringComparison.Ordinal)) { return value; }
        Config made = (word, epoch.InTensorFlow || epoch.IsKeras3) switch
        {
            ("glorot_uniform", false) => new() { ["class_name"] = "VarianceScaling",
                ["config"] = new Config { ["scale"] = 1.0, ["mode"] = "fan_avg", ["distribution"] = "uniform", ["seed"] = null } },
            ("glorot_uniform", true) => new() { ["class_name"] = "GlorotUniform", ["config"] = new Config { ["seed"] = null } },
            ("orthogonal", _) => new() { ["class_name"] = epoch.IsKeras3 ? "OrthogonalInitializer" : "Orthogonal",
                ["config"] = new Config { ["gain"] = 1.0, ["seed"] = null } },
            ("uniform", _) =>
                new() { ["class_name"] = "RandomUniform",
                    ["config"] = new Config { ["minval"] = -0.05, ["maxval"] = 0.05, ["seed"] = null } },
            ("ones", _) => new() { ["class_name"] = "Ones", ["config"] = new Config() },
            _ => new() { ["class_name"] = "Zeros", ["config"] = new Config() },
        };
        if (epoch.IsKeras3) { (made["module"], made["registered_name"]) = ("keras.initializers", null); }
        return made;
    }
}
