using System.Collections.Concurrent;
using System.Reflection;

namespace KerasDigits.Core;

/// <summary>
/// Users' classes and functions by name: the ones registered for good, and the ones of the custom_objects scopes now open.
/// </summary>
public static class CustomObjects
{
    private static readonly ProcessSlot<ConcurrentDictionary<string, object>> s_registered = new("registered classes and functions", new());
    private static readonly ProcessSlot<ConcurrentDictionary<Type, string>> s_names = new("the names of registered classes", new());
    private static readonly ConcurrentDictionary<Assembly, bool> s_searched = new();
    private static readonly AsyncLocal<Scope?> s_scope = new();

    /// <summary>What is registered for good, by name.</summary>
    public static IDictionary<string, object> Registered => s_registered.Value;

    /// <summary>
    /// Opens a scope in which <paramref name="objects"/> (name to <see cref="Type"/>, delegate or finished object) are known; dispose it to
    /// close.
    /// </summary>
    /// <param name="objects">The objects by name; null: none.</param>
    public static IDisposable Open(Dictionary<string, object>? objects) => new Scope(objects);

    /// <summary>Registers a class or function for good under "package>name".</summary>
    /// <param name="package">Name of the package.</param>
    /// <param name="name">Name within it.</param>
    /// <param name="value">A Type, delegate or finished object.</param>
    public static void Register(string package, string name, object value)
    {
        s_registered.Value[$"{package}>{name}"] = value;
        if (value is Type type) { s_names.Value[type] = $"{package}>{name}"; }
    }

    /// <summary>The class, function or object of that name; null when there is none.</summary>
    /// <param name="name">The name, with or without its package.</param>
    public static object? Find(string name)
    {
        for (Scope? scope = s_scope.Value; scope is not null; scope = scope.Outer)
        {
            if (scope.Objects?.TryGetValue(name, out object? found) == true) { return found; }
        }
        if (s_registered.Value.TryGetValue(name, out object? known)) { return known; }
        return name.Contains('>', StringComparison.Ordinal) && SearchMarked() ? s_registered.Value.GetValueOrDefault(name) : null;
    }

    /// <summary>The name under which a class is saved: its registered name, its Keras name, or the class's own.</summary>
    /// <param name="type">Class to look at.</param>
    public static string NameOf(Type type) => s_names.Value.TryGetValue(type, out string? name)
        || (Mark(type) && s_names.Value.TryGetValue(type, out name)) ? name : Registry.NameOf(type) ?? type.Name;

    /// <summary>Registers a class for good under "package>name".</summary>
    /// <param name="type">A class that is not abstract and has get_config.</param>
    /// <param name="package">Name of the package.</param>
    /// <param name="name">Name within it; null: the class's own.</param>
    /// <exception cref="ArgumentException">It cannot be made from a configuration.</exception>
    public static void RegisterClass(Type type, string package, string? name)
    {
        Guard.That(typeof(IKerasObject).IsAssignableFrom(type) && !type.IsAbstract,
            $"Cannot register a class that does not have a get_config() method. Received: {type.Name}. Derive it from Layer, Loss, "
            + "Metric, Optimizer or another base of keras.", nameof(type));
        Register(package, name ?? type.Name, type);
    }

    /// <summary>Registers a class that has the mark.</summary>
    private static bool Mark(Type type)
    {
        if (type.GetCustomAttribute<RegisteredClassAttribute>(inherit: false) is not { } mark) { return false; }
        RegisterClass(type, mark.package, mark.name);
        return true;
    }

    /// <summary>
    /// Registers the marked classes of all assemblies that refer to this one and were not searched before: Python's decorators run when a
    /// module is loaded.
    /// </summary>
    private static bool SearchMarked()
    {
        bool found = false;
        string own = typeof(CustomObjects).Assembly.GetName().Name!;
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.IsDynamic || !s_searched.TryAdd(assembly, true) || !assembly.GetReferencedAssemblies().Any(r => r.Name == own))
            {
                continue;
            }
            foreach (Type type in LoadTypes(assembly)) { found |= !s_names.Value.ContainsKey(type) && Mark(type); }
        }
        return found;
    }

    private static IEnumerable<Type> LoadTypes(Assembly assembly)
    {
        try { return assembly.GetTypes(); }
        catch (ReflectionTypeLoadException e) { return e.Types.OfType<Type>(); } // some need assemblies that are not there
    }

    private sealed class Scope : IDisposable
    {
        public Scope(Dictionary<string, object>? objects)
        {
            (Objects, Outer) = (objects, s_scope.Value);
            s_scope.Value = this;
        }

        public Dictionary<string, object>? Objects { get; }

        public Scope? Outer { get; }

        public void Dispose() => s_scope.Value = Outer;
    }
}
