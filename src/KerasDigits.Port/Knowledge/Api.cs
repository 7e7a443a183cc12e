using System.Reflection;

namespace KerasDigits.Port.Knowledge;

/// <summary>What our assemblies offer under Python's names, read from their metadata.</summary>
public static class Api
{
    private static readonly Dictionary<string, Type> s_roots = new()
    {
        ["keras"] = typeof(keras), ["tf"] = typeof(tf), ["np"] = typeof(NumSharp.np), ["pd"] = typeof(Notebook.pd),
        ["plt"] = typeof(Notebook.plt), ["mpl"] = typeof(Notebook.mpl),
        ["cv2"] = typeof(Notebook.cv2), ["sklearn"] = typeof(Notebook.sklearn), ["keras_tuner"] = typeof(keras_tuner),
        ["kerastuner"] = typeof(kerastuner),
        ["IPython"] = typeof(Notebook.IPython), ["json"] = typeof(Notebook.json), ["csv"] = typeof(Notebook.csv),
        ["argparse"] = typeof(Notebook.argparse), ["python"] = typeof(python), ["sns"] = typeof(Notebook.sns),
        ["re"] = typeof(Notebook.re), ["zipfile"] = typeof(Notebook.zipfile), ["tarfile"] = typeof(Notebook.tarfile),
        ["pathlib"] = typeof(Notebook.pathlib), ["itertools"] = typeof(Notebook.itertools), ["os"] = typeof(Notebook.os),
        ["npt"] = typeof(Notebook.npt), ["urllib"] = typeof(Notebook.urllib), ["Image"] = typeof(Preprocessing.Images.Image),
    };

    private static readonly BindingFlags s_static = BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>A Python module's path as ours: tensorflow.keras.layers is keras.layers, numpy is np.</summary>
    public static string MapPath(string path)
    {
        foreach (var (from, to) in new[]
        {
            ("numpy.testing", "npt"), ("matplotlib.pylab", "plt"),
            ("tensorflow.python.keras", "keras"), ("tensorflow.compat.v1.keras", "keras"), ("tensorflow.compat.v1", "tf"),
            ("tensorflow.compat.v2", "tf"), ("tensorflow.keras", "keras"), ("tf.keras", "keras"), ("tf_keras", "keras"),
            ("keras_core", "keras"), ("keras.src", "keras"), ("keras.objectives", "keras.losses"), ("mpl.pyplot", "plt"),
            ("keras.api", "keras"), ("keras.initializations", "keras.initializers"), ("keras_preprocessing", "keras.preprocessing"),
            ("PIL.Image", "Image"), ("keras.utils.visualize_util.plot", "keras.utils.plot_model"),
            ("tensorflow", "tf"), ("numpy", "np"), ("pandas", "pd"), ("matplotlib.pyplot", "plt"), ("matplotlib.cm", "mpl.cm"),
            ("matplotlib", "mpl"), ("pylab", "plt"), ("seaborn", "sns"), ("mpl.pylab", "plt"), ("random", "python.random"),
        })
        {
            if (path == from || path.StartsWith(from + ".", StringComparison.Ordinal)) { path = to + path[from.Length..]; break; }
        }
        return s_newNames.GetValueOrDefault(path, path);
    }

    // Names of Keras that later ones took the place of, with the same meaning.
    private static readonly Dictionary<string, string> s_newNames = new()
    {
        ["keras.layers.CuDNNLSTM"] = "keras.layers.LSTM", ["keras.layers.CuDNNGRU"] = "keras.layers.GRU",
        ["keras.optimizers.sgd"] = "keras.optimizers.SGD", ["keras.optimizers.adam"] = "keras.optimizers.Adam",
        ["keras.optimizers.rmsprop"] = "keras.optimizers.RMSprop", ["keras.optimizers.adagrad"] = "keras.optimizers.Adagrad",
        ["keras.optimizers.adadelta"] = "keras.optimizers.Adadelta", ["keras.optimizers.adamax"] = "keras.optimizers.Adamax",
        ["keras.optimizers.nadam"] = "keras.optimizers.Nadam",
        ["np.testing"] = "npt", ["mpl.pylab"] = "plt", ["regex"] = "re",
            ["tf.random_normal_initializer"] = "keras.initializers.RandomNormal",
        ["sklearn.cross_validation.train_test_split"] = "sklearn.model_selection.train_test_split",
        ["sklearn.grid_search.GridSearchCV"] = "sklearn.model_selection.GridSearchCV",
        ["scikeras.wrappers.KerasClassifier"] = "keras.wrappers.scikit_learn.KerasClassifier",
        ["scikeras.wrappers.KerasRegressor"] = "keras.wrappers.scikit_learn.KerasRegressor",
        ["keras.utils.PyDataset"] = "keras.utils.Sequence", ["keras.Layer"] = "keras.layers.Layer",
    };

    /// <summary>The class behind a module's path; parts that only Keras's own folders have (keras.layers.core) are passed over.</summary>
    public static Type? FindModule(string path)
    {
        string[] parts = path.Split('.');
        if (!s_roots.TryGetValue(parts[0], out Type? type)) { return null; }
        foreach (string part in parts[1..])
        {
            Type? next = type.GetNestedType(part, BindingFlags.Public | BindingFlags.FlattenHierarchy)
                ?? type.BaseType?.GetNestedType(part);
            if (next is not null) { type = next; }
            else if (!s_folders.Contains(part)) { return null; }
        }
        return type;
    }

    private static readonly HashSet<string> s_folders =
    [
        "core", "convolutional", "convolutional_recurrent", "noise", "rnn", "cells", "locally_connected", "pooling", "normalization",
        "normalization_v2", "recurrent", "recurrent_v2", "embeddings", "merge", "noise", "wrappers", "advanced_activations", "local",
        "np_utils", "generic_utils",
        "training", "topology", "engine", "sequential", "adam", "base_layer", "callbacks", "data_utils", "vis_utils", "layer_utils",
        "hypermodel", "tuner", "pooling", "attention", "python_api", "generator_utils",
    ];

    /// <summary>Whether the path leads to something of ours.</summary>
    public static bool IsKnownRoot(string path) => s_roots.ContainsKey(path.Split('.')[0]);

    /// <summary>How a module's path is written in a one-file program.</summary>
    public static string Write(string path)
    {
        string[] parts = [.. path.Split('.').Where((p, i) => i == 0
            || !(s_folders.Contains(p) && FindModule(string.Join('.', path.Split('.')[..(i + 1)]))
                == FindModule(string.Join('.', path.Split('.')[..i]))))];
        return parts[0] == "keras_tuner" ? "kt" + string.Concat(parts[1..].Select(p => "." + p)) : string.Join('.', parts);
    }

    /// <summary>The functions of a name; of np, those too that complement NumSharp's own.</summary>
    public static IReadOnlyList<MethodInfo> FindFunctions(Type type, string name)
    {
        IEnumerable<MethodInfo> own = type.GetMethods(s_static).Where(m => m.Name == name);
        return type == typeof(NumSharp.np) ? [.. own, .. s_forms.Value[name]] : [.. own];
    }

    private static readonly Lazy<ILookup<string, MethodInfo>> s_forms = new(() => typeof(NumPyForms)
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(m => !IsExtension(m)).ToLookup(m => m.Name));

    /// <summary>Whether two paths lead to one thing.</summary>
    public static bool AreSame(string a, string b)
    {
        static Type? FindMade(string path) => path.LastIndexOf('.') is > 0 and int dot && FindModule(path[..dot]) is { } module
            ? FindFunctions(module, path[(dot + 1)..]).FirstOrDefault()?.ReturnType
            : null;
        return a[(a.LastIndexOf('.') + 1)..] == b[(b.LastIndexOf('.') + 1)..] && FindMade(a) is { } one && one == FindMade(b);
    }

    /// <summary>The methods of a name; of a property that is called like one, df.plot, what its function takes.</summary>
    public static IReadOnlyList<MethodInfo> FindMethods(Type type, string name)
    {
        MethodInfo[] methods =
            [.. type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.FlattenHierarchy).Where(m => m.Name == name)];
        return methods.Length == 0 && s_called.Contains((type, name)) ? [type.GetProperty(name)!.PropertyType.GetMethod("Invoke")!]
            : methods;
    }

    private static readonly (Type, string)[] s_called = [(typeof(Notebook.DataFrame), "plot"), (typeof(Notebook.Series), "plot")];

    /// <summary>Extension methods of ours for a type, by name; their first parameter is the object.</summary>
    public static IReadOnlyList<MethodInfo> FindExtensions(Type type, string name) =>
        [.. s_extensions.Value[name].Where(m => !m.GetParameters()[0].ParameterType.ContainsGenericParameters
            && m.GetParameters()[0].ParameterType.IsAssignableFrom(type))];

    private static readonly Lazy<ILookup<string, MethodInfo>> s_extensions = new(() => typeof(keras).Assembly.GetExportedTypes()
        .Where(t => t.IsAbstract && t.IsSealed).Concat([typeof(Notebook.FramePlots), typeof(Notebook.SeriesPlots)])
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static)).Where(IsExtension).ToLookup(m => m.Name));

    private static bool IsExtension(MethodInfo method) =>
        method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), false);

    /// <summary>What a call gives: an extension's object stands before the point.</summary>
    public static ParameterInfo[] GetParameters(MethodInfo method) => IsExtension(method)
        ? method.GetParameters()[1..]
        : method.GetParameters();

    /// <summary>The type of a field or property, static or not; null where there is none.</summary>
    public static Type? FindMember(Type type, string name, bool isStatic)
    {
        BindingFlags flags = isStatic ? s_static : BindingFlags.Public | BindingFlags.Instance | BindingFlags.NonPublic;
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            PropertyInfo? property = t.GetProperties(flags | BindingFlags.DeclaredOnly)
                .FirstOrDefault(p => p.Name == name && p.GetIndexParameters().Length == 0
                    && (p.GetMethod?.IsPublic == true || p.GetMethod?.IsFamily == true));
            if (property is not null) { return property.PropertyType; }
            FieldInfo? field = t.GetField(name, flags | BindingFlags.DeclaredOnly);
            if (field is not null && (field.IsPublic || field.IsFamily)) { return field.FieldType; }
        }
        return null;
    }

    /// <summary>A value out of an object by place or key.</summary>
    public static Type? FindItemType(Type type, Type by)
    {
        if (type.IsArray) { return type.GetElementType(); }
        foreach (Type t in new[] { type }.Concat(type.GetInterfaces()))
        {
            foreach (PropertyInfo p in t.GetProperties().Where(p => p.GetIndexParameters().Length == 1))
            {
                Type wanted = p.GetIndexParameters()[0].ParameterType;
                if (wanted == by || (by == typeof(int) && (wanted == typeof(long) || wanted == typeof(Index)))) { return p.PropertyType; }
            }
        }
        return null;
    }

    /// <summary>What a loop over the object meets.</summary>
    public static PyType? FindElement(Type type)
    {
        if (type.IsArray) { return ClrNames.Read(type.GetElementType()!); }
        if (type.Name == "NDArray") { return new Clr(type); }
        Type? sequence = type.IsInterface && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type
            : type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        return sequence is null ? null : ClrNames.Read(sequence.GetGenericArguments()[0]);
    }
}
