using KerasDigits.Layers;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <summary>Python's own functions, and the modules that cases use.</summary>
internal static class Builtins
{
    /// <summary>Adds them.</summary>
    /// <param name="globals">The names of a case.</param>
    /// <param name="runner">Who reads members and calls functions.</param>
    public static void AddTo(Scope globals, PythonRunner runner)
    {
        foreach (var (name, module) in (IEnumerable<(string, object)>)[
            ("keras", Module(typeof(keras))), ("L", Module(typeof(keras.layers))), ("K", Module(typeof(keras.backend))),
            ("R", Module(typeof(keras.regularizers))), ("cb", Module(typeof(keras.callbacks))),
            ("O", Module(typeof(keras.optimizers))), ("N", Module(typeof(keras.optimizers.experimental))), ("np", Numpy.Np()),
            ("tf", Tensorflow.Tf()), ("os", Os()), ("json", Json()), ("h5py", H5py()), ("functools", Functools(runner))])
        {
            globals[name] = module;
        }
        void Add(string name, Func<List<object?>, Dictionary<string, object?>, object?> body) => globals[name] = new PyFunction(name, body);
        Add("len", (a, _) => a[0] switch
        {
            NDArray x => x.shape[0],
            Tensor t => t.shape[0],
            KerasDigits.Data.Sequence s => s.Length,
            IDictionary<string, double> d => (long)d.Count,
            var other => (long)PythonRunner.Items(other).Count()
        });
        Add("float", (a, _) => PythonText.Number(a[0]));
        Add("int", (a, _) => (long)PythonText.Number(a[0]));
        Add("bool", (a, _) => PythonRunner.Truth(a[0]));
        Add("str", (a, _) => PythonText.Str(a[0] is PyType t ? t.Name : a[0]));
        Add("list", (a, _) => PythonRunner.Items(a[0] is History h ? h.history : a[0]).ToList());
        Add("max", (a, _) => a.OfType<long>().Max());
        Add("tuple", (a, _) => PythonRunner.Items(a[0]).ToArray());
        Add("range", (a, _) => Enumerable.Range(0, 1 << 16)
            .Select(i => (a.Count > 1 ? (long)a[0]! : 0) + (i * (a.Count > 2 ? (long)a[2]! : 1)))
            .TakeWhile(i => i < (long)a[Math.Min(1, a.Count - 1)]!).Select(i => (object?)i).ToList());
        Add("map", (a, _) => PythonRunner.Items(a[1]).Select(i => runner.Apply(a[0], [i], [])).ToList());
        Add("enumerate", (a, _) => PythonRunner.Items(a[0]).Select((v, i) => (object?)new object?[] { (long)i, v }).ToList());
        Add("zip", (a, _) => PythonRunner.Items(a[0]).Zip(PythonRunner.Items(a[1]), (x, y) => (object?)new[] { x, y }).ToList());
        Add("sorted", (a, _) => PythonRunner.Items(a[0])
            .OrderBy(v => v is object?[] t ? (string)t[0]! : v as string, StringComparer.Ordinal).ToList());
        Add("dict", (_, k) =>
        {
            var made = new PyDict();
            foreach (var (key, value) in k) { made[key] = value; }
            return made;
        });
        Add("type", (a, _) => new PyType(TypeName(a[0])));
        Add("getattr", (a, _) => runner.TryMember(a[0], (string)a[1]!, out object? value) ? value : a.Count > 2 ? a[2]
            : runner.Member(a[0], (string)a[1]!));
        Add("hasattr", (a, _) => runner.TryMember(a[0], (string)a[1]!, out object? _));
        Add("callable", (a, _) => a[0] is PyFunction or PythonRunner.Methods or PyClass or Layer
            or KerasDigits.Optimizers.Schedules.LearningRateSchedule or KerasDigits.Optimizers.LearningRate { IsNumber: false });
        Add("isinstance", (a, _) => a[1] switch
        {
            PyFunction { Name: "tuple" } => a[0] is object[],
            PyFunction { Name: "list" } => a[0] is List<object?>,
            PyFunction { Name: "bytes" } => false,
            var other => throw new NotReplayedException($"isinstance of {other}"),
        });
        Add("bytes", (a, _) => a[0]);
        Add("open", (a, _) => new PyDict { ["read"] = new PyFunction("read", (_, _) => File.ReadAllText((string)a[0]!)) });
        foreach (string error in (string[])["RuntimeError", "ValueError", "KeyError"])
        {
            Add(error, (a, _) => new RaisedException(error, (string)a[0]!));
        }
    }

    /// <summary>A class's name in Python.</summary>
    private static string TypeName(object? value) => PyClass.Of(value)?.Name ?? value switch
    {
        null => "NoneType", double => "float", long => "int", string => "str", bool => "bool", List<object?> => "list", object[] =>
            "tuple", PyDict => "dict",
        NDArray => "ndarray", Evaluation { Count: 1 } => "float", Evaluation => "list",
        KerasDigits.Metrics.Metric metric => (string)ConfigBinder.Serialize(metric)["class_name"]!,
        _ => value.GetType().Name,
    };

    /// <summary>A module of Keras. Base classes have no function there: in C# a class is derived from them by their own name.</summary>
    private static PyModule Module(Type library)
    {
        var names = new PyDict();
        foreach (Type nested in library.GetNestedTypes().Where(t => library == typeof(keras))) { names[nested.Name] = Module(nested); }
        (string Module, Type Type)[] bases = [("layers", typeof(Layer)), ("metrics", typeof(KerasDigits.Metrics.Metric)),
            ("callbacks", typeof(KerasDigits.Callbacks.Callback)), ("utils", typeof(KerasDigits.Data.Sequence)),
            ("losses", typeof(KerasDigits.Losses.Loss))];
        foreach (var (module, type) in bases) { if (library.Name == module) { names[type.Name] = type; } }
        // C# calls the function itself, where Python gets it by its name.
        if (library == typeof(keras.losses))
        {
            names["get"] = new PyFunction("get", (a, _) => library.GetMethods().Where(m => m.Name == (string)a[0]!)
                .ToArray() is { Length: > 0 } functions
                ? new PythonRunner.Methods(null, functions, (string)a[0]!) : keras.losses.get((string)a[0]!));
        }
        return new PyModule(library, names);
    }

    private static PyModule Os()
    {
        var path = new PyDict { ["exists"] = new PyFunction("exists", (a, _) => Path.Exists((string)a[0]!)),
            ["isdir"] = new PyFunction("isdir", (a, _) => Directory.Exists((string)a[0]!)) };
        return new PyModule(null,
            new PyDict { ["path"] = new PyModule(null, path),
                ["listdir"] = new PyFunction("listdir", (a, _) => Directory.EnumerateFileSystemEntries((string)a[0]!)
                    .Select(f => (object?)Path.GetFileName(f)).ToList()) });
    }

    private static PyModule Json() =>
        new(null,
            new PyDict { ["loads"] = new PyFunction("loads",
                (a, _) => Golden.Plain(System.Text.Json.JsonDocument.Parse((string)a[0]!).RootElement)) });

    private static PyModule H5py() =>
        new(null, new PyDict { ["File"] = new PyFunction("File", (a, _) => KerasDigits.Saving.Hdf5.H5Reader.Open((string)a[0]!)) });

    private static PyModule Functools(PythonRunner runner) => new(null, new PyDict
    {
        ["partial"] = new PyFunction("partial", (a, k) =>
            new PyFunction("partial", (b, more) => runner.Apply(a[0], [.. a.Skip(1), .. b], new(k.Concat(more).DistinctBy(p => p.Key))))),
    });
}
