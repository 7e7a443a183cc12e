using System.Collections.Concurrent;
using System.Reflection;

namespace KerasDigits.Internals;

/// <summary>
/// The exported names: which class or function a Keras path means. Filled by the source generator from
/// <see cref="KerasExportAttribute"/>.
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static partial class Registry
{
    // Names alone: a program uses a few of the types, and loading all of them would be a part of its start that can be felt.
    private static readonly Dictionary<string, string> s_classes = [];
    private static readonly Dictionary<string, string> s_names = [];
    private static readonly Dictionary<string, (string Holder, string Method)> s_functions = [];
    private static readonly ConcurrentDictionary<(string Name, Type Kind), Type> s_found = new();

    private static readonly Lazy<IReadOnlyDictionary<string, Type>> s_allClasses = new(() =>
        s_classes.ToDictionary(c => c.Key, c => FindType(c.Value)));

    private static readonly Lazy<IReadOnlyDictionary<string, MethodInfo>> s_allFunctions = new(() =>
        s_functions.ToDictionary(f => f.Key, f => GetMethod(f.Value)));

    /// <summary>The few classes with a mark.</summary>
    private static readonly Lazy<(string Path, Type Type, ConfigMarkAttribute Mark)[]> s_marked = new(() =>
        [.. Classes.Where(c => c.Value.IsDefined(typeof(ConfigMarkAttribute), inherit: true))
            .Select(c => (c.Key, c.Value, c.Value.GetCustomAttribute<ConfigMarkAttribute>()!))]);

    static Registry()
    {
        foreach (Range range in Table.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> line = Table.AsSpan()[range];
            if (line.Length == 0) { continue; }
            int type = line.IndexOf('|'), method = line[(type + 1)..].IndexOf('|');
            Add(line[..type].ToString(), line.Slice(type + 1, method).ToString(), line[(type + method + 2)..]);
        }
    }

    /// <summary>All exported paths of classes, with their types.</summary>
    public static IReadOnlyDictionary<string, Type> Classes => s_allClasses.Value;

    /// <summary>All exported paths of functions.</summary>
    public static IReadOnlyDictionary<string, MethodInfo> Functions => s_allFunctions.Value;

    /// <summary>
    /// The class with the last part of its path equal to <paramref name="name"/> that is a <paramref name="kind"/>; null when there is
    /// none.
    /// </summary>
    /// <param name="name">Last part of the class's Keras path.</param>
    /// <param name="kind">A base class that it must have.</param>
    public static Type? FindClass(string name, Type kind) => s_found.TryGetValue((name, kind), out Type? found)
        ? found
        : Search(name, kind);

    /// <summary>
    /// The class whose name differs from <paramref name="name"/> in case and underscores alone, by which every kind of object is found;
    /// null when there is none.
    /// </summary>
    internal static Type? FindSpelled(string name, Type kind)
    {
        string folded = Names.Fold(name);
        // The path's own spelling is looked for, so that no type of another kind or name is loaded.
        return s_classes.Keys.Select(GetLastPart).Where(n => Names.Fold(n) == folded).Distinct().Order(StringComparer.Ordinal)
            .Select(n => FindClass(n, kind)).FirstOrDefault(t => t is not null);
    }

    /// <summary>Only what exists is kept: names come from files, and any number of others would fill the memory.</summary>
    private static Type? Search(string name, Type kind)
    {
        (string Path, Type Type)[] named = [.. s_classes.Where(c => IsLastPart(c.Key, name)).Select(c => (c.Key, FindType(c.Value)))
            .Where(c => kind.IsAssignableFrom(c.Item2))];
        Type? found = named.FirstOrDefault(c => !c.Path.Contains(".experimental.", StringComparison.Ordinal)).Type
            ?? named.FirstOrDefault().Type;
        if (found is not null) { s_found[(name, kind)] = found; }
        return found;
    }

    /// <summary>The class of that name whose mark a configuration has; null: it has none.</summary>
    internal static Type? FindMarked(string name, Type kind, Config config)
    {
        foreach (var (path, type, mark) in s_marked.Value)
        {
            if (mark.IsOn(config) && kind.IsAssignableFrom(type) && IsLastPart(path, name)) { return type; }
        }
        return null;
    }

    /// <summary>The class exported under that full path; null when there is none.</summary>
    /// <param name="path">Full Keras path, such as "keras.layers.Dense".</param>
    public static Type? FindClassAt(string path) => s_classes.TryGetValue(path, out string? type) ? FindType(type) : null;

    /// <summary>
    /// The function of a package with its options at their defaults, for example ("keras.activations", "relu") as a function of one tensor;
    /// null when there is none of that form.
    /// </summary>
    /// <typeparam name="TFunction">Type of the function of the arguments that have no default.</typeparam>
    /// <param name="package">The package, such as "keras.activations".</param>
    /// <param name="name">The function's name in it.</param>
    public static TFunction? FindFunction<TFunction>(string package, string name) where TFunction : Delegate =>
        FindShortForm(package, name) as TFunction;

    /// <summary>Sorted names of the exported classes of one kind.</summary>
    /// <param name="kind">Base class of the wanted classes.</param>
    public static IEnumerable<string> ListClasses(Type kind) =>
        Classes.Where(c => kind.IsAssignableFrom(c.Value)).Select(c => GetLastPart(c.Key)).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Sorted names of the exported functions of one package.</summary>
    /// <param name="package">The package, such as "keras.activations".</param>
    public static IEnumerable<string> ListFunctions(string package) =>
        s_functions.Keys.Where(k => k.StartsWith(package + ".", StringComparison.Ordinal)).Select(GetLastPart)
        .Where(n => n is not ("get" or "serialize" or "deserialize")).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The canonical Keras class name of a type; null when it is not exported.</summary>
    /// <param name="type">Class to look at.</param>
    public static string? NameOf(Type type) => type.Assembly == typeof(Registry).Assembly
        && s_names.TryGetValue((type.FullName ?? "").Replace('+', '.'), out string? path) ? GetLastPart(path) : null;

    /// <summary>The method called with its needed arguments alone, as a delegate; null: there is none of that name.</summary>
    private static partial Delegate? FindShortForm(string package, string name);

    private static void Add(string type, string method, ReadOnlySpan<char> paths)
    {
        foreach (Range range in paths.Split(' '))
        {
            string path = paths[range].ToString();
            if (method.Length > 0)
            {
                s_functions[path] = (type, method);
                continue;
            }
            s_names.TryAdd(type, path);
            s_classes[path] = type;
        }
    }

    private static Type FindType(string name)
    {
        // What stands inside of a class has another mark there.
        for (string known = name; ;)
        {
            if (typeof(Registry).Assembly.GetType(known) is { } type) { return type; }
            int dot = known.LastIndexOf('.');
            if (dot < 0) { throw new InvalidOperationException($"The registry's table names a type that is not there: {name}."); }
            known = $"{known[..dot]}+{known[(dot + 1)..]}";
        }
    }

    /// <summary>The first of its name, in the order of the class.</summary>
    private static MethodInfo GetMethod((string Holder, string Method) function) => FindType(function.Holder)
        .GetMember(function.Method, MemberTypes.Method, BindingFlags.Public | BindingFlags.Static).Cast<MethodInfo>()
        .MinBy(m => m.MetadataToken)!;

    private static bool IsLastPart(string path, string name) => path.EndsWith(name, StringComparison.Ordinal)
        && (path.Length == name.Length || path[^(name.Length + 1)] == '.') && !name.Contains('.', StringComparison.Ordinal);

    private static string GetLastPart(string path) => path[(path.LastIndexOf('.') + 1)..];
}
