namespace KerasDigits.Core;

/// <summary>Users' classes and functions by name: the ones registered for good, and the ones of the custom_objects scopes now open.</summary>
public static class CustomObjects
{
    private static readonly Dictionary<string, object> s_registered = [];
    private static readonly Dictionary<Type, string> s_names = [];
    private static readonly AsyncLocal<Scope?> s_scope = new();

    /// <summary>Opens a scope in which <paramref name="objects"/> (name to <see cref="Type"/>, delegate or finished object) are known; dispose it to close.</summary>
    public static IDisposable Open(IReadOnlyDictionary<string, object>? objects) => new Scope(objects);

    /// <summary>Registers a class or function for good under "package>name".</summary>
    public static void Register(string package, string name, object value)
    {
        s_registered[$"{package}>{name}"] = value;
        if (value is Type type) { s_names[type] = $"{package}>{name}"; }
    }

    /// <summary>The class, function or object of that name; null when there is none.</summary>
    public static object? Find(string name)
    {
        for (Scope? scope = s_scope.Value; scope is not null; scope = scope.Outer)
        {
            if (scope.Objects?.TryGetValue(name, out object? found) == true) { return found; }
        }
        return s_registered.GetValueOrDefault(name);
    }

    /// <summary>The name under which a class is saved: its registered name, its Keras name, or the class's own.</summary>
    public static string NameOf(Type type) => s_names.TryGetValue(type, out string? name) ? name : Registry.NameOf(type) ?? type.Name;

    private sealed class Scope : IDisposable
    {
        public Scope(IReadOnlyDictionary<string, object>? objects)
        {
            (Objects, Outer) = (objects, s_scope.Value);
            s_scope.Value = this;
        }

        public IReadOnlyDictionary<string, object>? Objects { get; }

        public Scope? Outer { get; }

        public void Dispose() => s_scope.Value = Outer;
    }
}
