using KerasDigits.Losses;
using KerasDigits.Metrics;
using KerasDigits.Saving;
using KerasDigits.Training;

namespace KerasDigits.Models;

/// <summary>The metrics of a file's compile settings, under the names that they had in its logs.</summary>
internal static class StoredMetrics
{
    /// <summary>From names, objects, and lists or dictionaries of them.</summary>
    /// <param name="value">What the file holds.</param>
    /// <param name="outputs">Names of the model's outputs.</param>
    /// <param name="weighted">Whether they are the weighted ones, which standalone Keras up to 2.2 marked in their names.</param>
    public static MetricSpec? Of(object? value, IReadOnlyList<string> outputs, bool weighted = false) => value switch
    {
        null or List<object?> { Count: 0 } or Config { Count: 0 } => null,
        List<object?> { Count: 1 } one when outputs.Count == 1 && one[0] is List<object?> inner => Of(inner, outputs, weighted),
        List<object?> list when weighted && ConfigTranslator.Now.NamesMetricsByFunction && list.TrueForAll(m => m is string) =>
            MetricSpec.Create([.. list.Select(m => FindByName((string)m!, "weighted_"))]),
        List<object?> list when list.Exists(m => m is List<object?>) =>
            MetricSpec.Create([.. list.Select((m, i) => ReadSeveral(m, i < outputs.Count ? outputs[i] : ""))]),
        Config c when !c.ContainsKey("class_name") => ReadByName(c),
        List<object?> or Config => ReadSeveral(value, ""),
        string name => FindByName(name),
        _ => throw new ArgumentException($"A metric must be a name or an object. Received: {value}."),
    };

    private static MetricSpec ReadByName(Config named)
    {
        var spec = new MetricSpec();
        foreach (var (output, metrics) in named) { if (metrics is not null) { spec[output] = ReadSeveral(metrics, output); } }
        return spec;
    }

    /// <summary>The metrics of one output, whose name may precede theirs.</summary>
    private static MetricSpec ReadSeveral(object? value, string output) => value switch
    {
        null => MetricSpec.Create([]),
        List<object?> list => MetricSpec.Create([.. GetLogged(list).Where(m => m is not null).Select(m => ReadSeveral(m, output))]),
        string name => FindByName(name),
        Config c when c.Get("config") is string function => FindByName(function),
        Config c when c.Get("class_name") is string className => ReadObject(className, c, output),
        _ => throw new ArgumentException($"A metric must be a name or an object. Received: {value}."),
    };

    /// <summary>Of metrics of one name standalone Keras logged the last; later versions refuse them.</summary>
    private static IEnumerable<object?> GetLogged(List<object?> metrics)
    {
        static string? Name(object? metric) => metric as string ?? ((metric as Config)?.Get("config") as Config)?.Get("name") as string;
        return ConfigTranslator.Now is { IsKeras3: false, InTensorFlow: false }
            ? metrics.Where((m, i) => Name(m) is not { } name || !metrics.Skip(i + 1).Any(later => Name(later) == name))
            : metrics;
    }

    private static MetricSpec ReadObject(string className, Config serialized, string output)
    {
        var config = new Config(serialized.Get("config") as Config ?? []);
        string name = config.Get("name") as string ?? "";
        if (output.Length > 0 && name.StartsWith(output + "_", StringComparison.Ordinal))
        {
            config["name"] = name = name[(output.Length + 1)..];
        }
        string today = OldNames.FindToday(className);
        if (today.EndsWith("MeanMetricWrapper", StringComparison.Ordinal) || today == "function")
        {
            if (PlainValues.Of(config.Get("fn")) is not string fn) { return FindByName(name); }
            if (CustomObjects.Find(fn) is Func<Tensor, Tensor, Tensor> own)
            {
                return new MeanMetricWrapper(own, name) { FunctionName = fn };
            }
            return (FindFunction(fn) ?? LossNames.FindFunction("keras.metrics", fn)) is { } known
                ? new MeanMetricWrapper(known, name) { FunctionName = fn }
                : FindByName(fn);
        }
        // An archive written here holds a class in the place of an old version's function.
        if (ConfigTranslator.Here.CompileEpoch is not null && Keras3Words.FindFunction(today) is { } old && FindFunction(old) is { } then)
        {
            return new MeanMetricWrapper(then, name) { FunctionName = old };
        }
        Type type = Resolver.FindOwn(serialized, className) as Type ?? Resolver.FindClass<Metric>(today)
            ?? throw Resolver.Unknown<Metric>(className, Resolver.PassOwn);
        var made = (Metric)ConfigBinder.Create(type, ConfigTranslator.Here.ReadArguments(type, config));
        if (made is BestRateMetric best) { best.TakesNearest = ConfigTranslator.Now.TakesNearestRate; }
        return made;
    }

    /// <summary>
    /// A metric given by name. Standalone Keras up to 2.2 logged "accuracy" as "acc", and others under their functions' own names.
    /// </summary>
    private static MetricSpec FindByName(string name, string prefix = "")
    {
        if (CustomObjects.Find(name) is not null) { return name; }
        KerasEpoch epoch = ConfigTranslator.Now;
        string full = GetFullName(name);
        if (FindFunction(full) is { } then)
        {
            return new MeanMetricWrapper(then, (full == "cosine_proximity" ? "" : prefix) + full) { FunctionName = full };
        }
        // Keras 3 knows each class by its name in small letters too.
        if (epoch.IsKeras3 && name is not ("accuracy" or "acc" or "crossentropy" or "ce")
            && MetricResolver.FindClass(name) is { } metric && Registry.NameOf(metric) != name)
        {
            return MetricResolver.MakeTraced(metric);
        }
        if (!epoch.NamesMetricsByFunction) { return name == "cosine" ? full : name; }
        if (name is "accuracy" or "acc") { return "acc"; }
        return LossNames.FindFunction("keras.metrics", full) is { } function
            ? new MeanMetricWrapper(function, prefix + full) { FunctionName = full }
            : name;
    }

    /// <summary>The function that a name meant in the version that wrote the file, where it means another today.</summary>
    private static Func<Tensor, Tensor, Tensor>? FindFunction(string name)
    {
        KerasEpoch epoch = ConfigTranslator.Now;
        return name switch
        {
            // Up to 2.2 the loss of that name was standalone Keras's metric too: its negative.
            "cosine_proximity" when epoch.MeasuresNegativeProximity => (t, p) => epoch is { Major: 1 } or { Minor: 0 }
                ? LossFunctions.cosine_similarity(t, p) / p.size(-1)
                : LossFunctions.cosine_similarity(t, p),
            "hinge" when epoch.TakesHingeLabelsAsTheyAre => LossFunctions.hinge_of_signs,
            "squared_hinge" when epoch.TakesHingeLabelsAsTheyAre => LossFunctions.squared_hinge_of_signs,
            _ when epoch.Major == 1 => Keras1Metrics.FindFunction(name),
            _ => null,
        };
    }

    /// <summary>
    /// A metric's full name in the versions that logged it: kld's function had its older name then, and cosine was not known to compile.
    /// </summary>
    private static string GetFullName(string name) => name switch
    {
        "kld" or "KLD" => "kullback_leibler_divergence",
        "cosine" => "cosine_proximity",
        _ => LossNames.Lengthen(name),
    };
}
