using System.Collections.Concurrent;
using System.Reflection;

namespace KerasDigits.Internals;

/// <summary>
/// The exported names: which class or function stands behind a Keras path. Filled by the source generator from
/// <see cref="KerasExportAttribute"/>.
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static partial class Registry
{
    private static readonly Dictionary<string, Type> s_classes = [];
    private static readonly Dictionary<string, MethodInfo> s_functions = [];
    private static readonly Dictionary<string, Delegate> s_shortForms = [];
    private static readonly Dictionary<Type, string> s_names = [];
    private static readonly ConcurrentDictionary<(string Name, Type Kind), Type> s_found = new();

    static Registry() => AddGenerated();

    static partial void AddGenerated();

    /// <summary>All exported paths of classes, with their types.</summary>
    public static IReadOnlyDictionary<string, Type> Classes => s_classes;

    /// <summary>All exported paths of functions.</summary>
    public static IReadOnlyDictionary<string, MethodInfo> Functions => s_functions;

    /// <summary>The few classes with a mark.</summary>
    private static readonly Lazy<(string Path, Type Type, ConfigMarkAttribute Mark)[]> s_marked = new(() =>
        [.. s_classes.Where(c => c.Value.IsDefined(typeof(ConfigMarkAttribute), inherit: true))
            .Select(c => (c.Key, c.Value, c.Value.GetCustomAttribute<ConfigMarkAttribute>()!))]);

    /// <summary>
    /// The class with the last part of its path equal to <paramref name="name"/> that is a <paramref name="kind"/>; null when there is
    /// none.
    /// </summary>
    public static Type? FindClass(string name, Type kind) => s_found.TryGetValue((name, kind), out Type? found)
        ? found
        : Search(name, kind);

    /// <summary>Only what exists is kept: names come from files, and any number of others would fill the memory.</summary>
    private static Type? Search(string name, Type kind)
    {
        Type? found = s_classes.FirstOrDefault(c => kind.IsAssignableFrom(c.Value) && LastPart(c.Key) == name
            && !c.Key.Contains(".experimental.", StringComparison.Ordinal)).Value
            ?? s_classes.FirstOrDefault(c => kind.IsAssignableFrom(c.Value) && LastPart(c.Key) == name).Value;
        if (found is not null) { s_found[(name, kind)] = found; }
        return found;
    }

    /// <summary>The class of that name whose mark a configuration bears; null: it bears none.</summary>
    internal static Type? FindMarked(string name, Type kind, Config config)
    {
        foreach (var (path, type, mark) in s_marked.Value)
        {
            if (mark.IsOn(config) && kind.IsAssignableFrom(type) && LastPart(path) == name) { return type; }
        }
        return null;
    }

    /// <summary>The class exported under that full path; null when there is none.</summary>
    public static Type? ClassAt(string path) => s_classes.GetValueOrDefault(path);

    /// <summary>
    /// The function of a package with its options at their defaults, for example ("keras.activations", "relu") as a function of one tensor;
    /// null when there is none of that form.
    /// </summary>
    /// <typeparam name="TFunction">Type of the function of the arguments that have no default.</typeparam>
    public static TFunction? FindFunction<TFunction>(string package, string name) where TFunction : Delegate =>
        s_shortForms.GetValueOrDefault($"{package}.{name}") as TFunction;

    /// <summary>Sorted names of the exported classes of one kind.</summary>
    public static IEnumerable<string> ClassNames(Type kind) =>
        s_classes.Where(c => kind.IsAssignableFrom(c.Value)).Select(c => LastPart(c.Key)).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Sorted names of the exported functions of one package.</summary>
    public static IEnumerable<string> FunctionNames(string package) =>
        s_functions.Keys.Where(k => k.StartsWith(package + ".", StringComparison.Ordinal)).Select(LastPart)
        .Where(n => n is not ("get" or "serialize" or "deserialize")).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The canonical Keras class name of a type; null when it is not exported.</summary>
    public static string? NameOf(Type type) => s_names.TryGetValue(type, out string? path) ? LastPart(path) : null;

    /// <summary>The names most like <paramref name="name"/>, for error messages.</summary>
    public static string Nearest(string name, IEnumerable<string> known)
    {
        string[] all = known.ToArray();
        string[] near = [.. all.OrderBy(k => k.Contains(name, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .ThenBy(k => Distance(name.ToLowerInvariant(), k.ToLowerInvariant())).ThenBy(k => k, StringComparer.Ordinal).Take(3)];
        return string.Join(", ", near.Select(n => $"\"{n}\""));
    }

    private static void AddClass(Type type, params string[] paths)
    {
        s_names.TryAdd(type, paths[0]);
        foreach (string path in paths) { s_classes[path] = type; }
    }

    private static void AddFunction(Type holder, string method, Delegate? shortForm, params string[] paths)
    {
        // The first of its name, as it stands in the class.
        MethodInfo info = holder.GetMember(method, MemberTypes.Method, BindingFlags.Public | BindingFlags.Static).Cast<MethodInfo>()
            .MinBy(m => m.MetadataToken)!;
        foreach (string path in paths)
        {
            s_functions[path] = info;
            if (shortForm is not null) { s_shortForms[path] = shortForm; }
        }
    }

    private static string LastPart(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }
        return row[b.Length];
    }
}
