using System.Reflection;
using KerasDigits.Core;

namespace KerasDigits.Tuner.Tests.Engine;

/// <summary>The public names of KerasTuner 1.4.7 with their arguments, order and defaults.</summary>
public sealed class ApiTests
{
    /// <summary>What is left out, with the reason.</summary>
    private static readonly Dictionary<string, string> s_absent = new()
    {
        ["keras_tuner.SklearnTuner"] = "scikit-learn has no .NET twin; BaseTuner.run_trial tunes any model",
        ["keras_tuner.tuners.SklearnTuner"] = "as above",
        ["keras_tuner.applications.HyperEfficientNet"] = "ready-made families of models are no part of the search",
        ["keras_tuner.applications.HyperImageAugment"] = "as above",
        ["keras_tuner.applications.HyperResNet"] = "as above",
        ["keras_tuner.applications.HyperXception"] = "as above",
        ["keras_tuner.engine.hyperparameters.deserialize"] = "HyperParameters.from_config reads them",
        ["keras_tuner.engine.hyperparameters.serialize"] = "HyperParameters.get_config writes them",
        ["keras_tuner.engine.tuner.maybe_distribute"] = "TensorFlow's strategies have no counterpart",
        ["keras_tuner.BayesianOptimization"] = "not here yet",
        ["keras_tuner.tuners.BayesianOptimization"] = "not here yet",
        ["keras_tuner.oracles.BayesianOptimizationOracle"] = "not here yet",
        ["keras_tuner.synchronized"] = "a decorator; the methods take the lock themselves",
        ["keras_tuner.engine.trial.TrialStatus"] = "a class of constants, reached by its type",
    };

    /// <summary>
    /// KerasTuner's wire format between processes is not spoken here; single hyperparameters are read by HyperParameters.from_config.
    /// </summary>
    private static bool IsAbsent(string path, string method) => method is "from_proto" or "to_proto"
        || (method == "from_config" && path.EndsWith(".HyperParameter", StringComparison.Ordinal));

    /// <summary>A folder of goldens given from outside holds Keras's names too.</summary>
    private static readonly Config s_api = (Config)Goldens.Json(File.Exists(Goldens.At("keras_api.json"))
        ? "keras_api.json"
        : "keras_tuner_api.json")["api"]!;

    public static IEnumerable<object[]> Names() =>
        s_api.Keys.Where(k => k.StartsWith("keras_tuner.", StringComparison.Ordinal) && !s_absent.ContainsKey(k))
        .Select(k => new object[] { k });

    [Theory, MemberData(nameof(Names))]
    public void A_name_has_Python_s_arguments(string path)
    {
        Config entry = (Config)s_api[path]!;
        string name = path.Split('.')[^1];
        Type? type = typeof(Oracle).Assembly.GetExportedTypes()
            .FirstOrDefault(t => t.Name == name && t.Namespace!.StartsWith("KerasDigits.Tuner", StringComparison.Ordinal) && !t.IsNested);
        if ((string)entry["kind"]! == "function")
        {
            Assert.NotNull(Facade(path));
            return;
        }
        Assert.NotNull(type);
        if (!type.IsAbstract && !typeof(Exception).IsAssignableFrom(type) && name is not ("Trial" or "HyperParameter" or "HyperModel"))
        {
            MethodInfo method = Facade(path) ?? throw new InvalidOperationException($"{path} is not in the facade");
            Check(path, Arguments(entry), method.GetParameters());
        }
        else if (type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(c => !c.IsPrivate)
            .MaxBy(c => c.GetParameters().Length) is { } constructor && name is not ("HyperParameter" or "HyperModel")
            && !typeof(Exception).IsAssignableFrom(type))
        {
            Check(path, Arguments(entry), constructor.GetParameters());
        }
        foreach (var (member, described) in entry.Get("methods") as Config ?? [])
        {
            if (IsAbsent(path, member)) { continue; }
            MethodInfo[] found =
                [.. type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
                    | BindingFlags.FlattenHierarchy).Where(m => m.Name == member && !m.IsPrivate)];
            Assert.True(found.Length > 0, $"{path}.{member} is missing");
            List<Config> wanted = described is List<object?> list
                ? [.. list.Cast<Config>()]
                : [.. ((List<object?>)((Config)described!)["args"]!).Cast<Config>()];
            wanted = [.. wanted.Where(a => a.Get("kind") is null)];
            Assert.True(found.Any(m => wanted.All(a => m.GetParameters().Any(p => p.Name == (string)a["name"]!))),
                $"{path}.{member} lacks one of the arguments {string.Join(", ", wanted.Select(a => a["name"]))}");
        }
    }

    private static MethodInfo? Facade(string path)
    {
        string[] parts = path.Split('.');
        Type? holder = typeof(Oracle).Assembly.GetType($"KerasDigits.{string.Join('+', parts[..^1])}");
        return holder?.GetMethods(BindingFlags.Public | BindingFlags.Static).FirstOrDefault(m => m.Name == parts[^1]);
    }

    private static List<Config> Arguments(Config entry) =>
        [.. ((List<object?>)entry["args"]!).Cast<Config>().Where(a => (string)a["name"]! is not ("kwargs" or "args"))];

    /// <summary>Python's arguments come first, in order, with their defaults; what Python takes as **kwargs follows.</summary>
    private static void Check(string path, List<Config> wanted, ParameterInfo[] found)
    {
        Assert.Equal(wanted.Select(a => (string)a["name"]!), found.Take(wanted.Count).Select(p => p.Name));
        foreach (var (argument, parameter) in wanted.Zip(found))
        {
            if (!argument.ContainsKey("default")) { continue; }
            Assert.True(parameter.HasDefaultValue, $"{path}: {parameter.Name} has no default");
            object? value = parameter.DefaultValue switch { int n => (long)n, var v => v };
            Assert.True(Equals(argument["default"], value) || parameter.ParameterType == typeof(HyperValue),
                $"{path}: {parameter.Name} = {value} instead of {argument["default"]}");
        }
    }
}
