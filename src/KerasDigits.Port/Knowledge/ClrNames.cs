namespace KerasDigits.Port.Knowledge;

/// <summary>Types of the assemblies: their names in C#, and what they are for the translator.</summary>
public static class ClrNames
{
    private static readonly Dictionary<Type, string> s_words = new()
    {
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double", [typeof(float)] = "float", [typeof(bool)] = "bool",
        [typeof(string)] = "string", [typeof(object)] = "object", [typeof(void)] = "void", [typeof(byte)] = "byte", [typeof(char)] = "char",
    };

    // Namespaces that the package opens in every file.
    private static readonly HashSet<string> s_open =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks", "KerasDigits",
        "KerasDigits.Backend", "KerasDigits.Callbacks", "KerasDigits.Core", "KerasDigits.Data",
        "KerasDigits.Layers", "KerasDigits.Losses", "KerasDigits.Metrics", "KerasDigits.Models", "KerasDigits.Notebook",
        "KerasDigits.Optimizers", "KerasDigits.Training", "KerasDigits.Tuner", "NumSharp", "KerasDigits.Constraints",
        "KerasDigits.Initializers", "KerasDigits.Optimizers.Schedules", "KerasDigits.Preprocessing", "KerasDigits.Preprocessing.Images",
        "KerasDigits.Regularizers",
    ];

    // Names that two of them have: losses and metrics, above all.
    private static readonly Lazy<HashSet<string>> s_shared =
        new(() => [.. new[] { typeof(keras), typeof(Tuner.HyperModel), typeof(Notebook.pd), typeof(NumSharp.np), typeof(object),
            typeof(Enumerable), typeof(SortedSet<int>) }
        .SelectMany(t => t.Assembly.GetExportedTypes()).Where(t => !t.IsNested && s_open.Contains(t.Namespace ?? "")).GroupBy(t => t.Name)
        .Where(g => g.Count() > 1).Select(g => g.Key)]);

    public static string Write(Type type)
    {
        if (s_words.TryGetValue(type, out string? word)) { return word; }
        if (type.IsArray) { return Write(type.GetElementType()!) + "[]"; }
        if (Nullable.GetUnderlyingType(type) is { } inner) { return Write(inner) + "?"; }
        if (type.FullName == "TorchSharp.torch+Tensor") { return "Tensor"; }
        if (type.IsGenericType)
        {
            string[] arguments = [.. type.GetGenericArguments().Select(Write)];
            if (type.IsNested || !s_open.Contains(type.Namespace ?? ""))
            {
                return $"{type.Namespace}.{(type.IsNested ? type.DeclaringType!.Name + "." : "")}{type.Name.Split('`')[0]}<"
                    + $"{string.Join(", ", arguments)}>";
            }
            return type.Name.StartsWith("ValueTuple", StringComparison.Ordinal)
                ? $"({string.Join(", ", arguments)})"
                : $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>";
        }
        string space = type.Namespace ?? "";
        if (space.Length > 0 && (!s_open.Contains(space) || !type.IsNested && s_shared.Value.Contains(type.Name))
            && type.FullName is { } full)
        {
            return full.Split('`')[0].Replace('+', '.');
        }
        return type.FullName?.Contains('+', StringComparison.Ordinal) == true
            ? type.FullName[(type.FullName.LastIndexOf('.') + 1)..].Replace('+', '.')
            : type.Name;
    }

    /// <summary>The type of a value that comes out of our API.</summary>
    public static PyType Read(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) { type = inner; }
        if (type == typeof(void)) { return PyType.None; }
        if (type == typeof(int) || type == typeof(byte)) { return PyType.Int; }
        if (type == typeof(long)) { return PyType.Long; }
        if (type == typeof(double)) { return PyType.Float; }
        if (type == typeof(bool)) { return PyType.Bool; }
        if (type == typeof(string)) { return PyType.Str; }
        if (type == typeof(object)) { return PyType.Unknown; }
        if (type.IsGenericType)
        {
            Type[] arguments = type.GetGenericArguments();
            string name = type.Name.Split('`')[0];
            if (name == "ValueTuple") { return new TupleOf([.. arguments.Select(Read)]); }
            if (name is "List" or "IList" or "IReadOnlyList" && type.Namespace == "System.Collections.Generic")
            {
                return new ListOf(Read(arguments[0]));
            }
            if (name is "Dictionary" or "OrderedDictionary" or "IDictionary" or "IReadOnlyDictionary")
            {
                return new DictOf(Read(arguments[0]), Read(arguments[1])) { IsReadOnly = name == "IReadOnlyDictionary" };
            }
            if (name is "IEnumerable" or "IEnumerator") { return new IterOf(Read(arguments[0])); }
        }
        return new Clr(type);
    }
}
