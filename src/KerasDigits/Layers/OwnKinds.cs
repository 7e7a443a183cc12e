using System.Collections;
using System.Reflection;

namespace KerasDigits.Layers;

/// <summary>What the types of a program are to <see cref="Contained{T}"/>: containers, records, plain classes, or none of these.</summary>
internal static class OwnKinds
{
    internal const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Generic types that give what they hold late, to one thread, or not in an order.</summary>
    private static readonly HashSet<string> s_noContainers = ["Lazy`1", "ThreadLocal`1", "AsyncLocal`1", "Task`1", "ValueTask`1",
        "StrongBox`1", "Memory`1", "ReadOnlyMemory`1", "PriorityQueue`2"];

    /// <summary>Whether a type holds layers in a way that they cannot be read from.</summary>
    public static bool IsNoContainer(Type type) => type.IsGenericType && !IsOwn(type) && s_noContainers.Contains(type.Name);

    /// <summary>Whether a type is a record or struct of the program's own. Other objects are not containers, in Keras neither.</summary>
    public static bool IsRecord(Type type) => IsOwn(type) && (type.IsValueType || type.GetMethod("<Clone>$") is not null);

    /// <summary>
    /// Whether a type is a class of a program that uses Keras, and none of Keras's kinds, such as a callback, which may know models.
    /// </summary>
    public static bool IsPlain(Type type)
    {
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            if (!t.IsClass || !IsOwn(t) || !t.Assembly.GetReferencedAssemblies().Any(a => a.Name == typeof(Layer).Assembly.GetName().Name))
            {
                return false;
            }
        }
        return type != typeof(object);
    }

    public static bool IsOwn(Type type) => type.Assembly != typeof(Layer).Assembly && type.Assembly != typeof(Tensor).Assembly
        && !(type.Namespace is { } space && (space is "System" or "NumSharp" || space.StartsWith("System.", StringComparison.Ordinal)
            || space.StartsWith("NumSharp.", StringComparison.Ordinal)));

    /// <summary>All fields of a type and its bases.</summary>
    public static IEnumerable<FieldInfo> ListFields(Type type)
    {
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (FieldInfo field in t.GetFields(Declared)) { yield return field; }
        }
    }

    /// <summary>What a type enumerates as.</summary>
    public static IEnumerable<Type> ListElements(Type type) =>
        FindGeneric(type, typeof(IEnumerable<>)).Select(t => t.GetGenericArguments()[0]);

    /// <summary>Whether a collection holds what it enumerates, instead of making it when it is read.</summary>
    public static bool IsKept(IEnumerable items, Type type) => items is ICollection
        || FindGeneric(type, typeof(ICollection<>)).Any() || FindGeneric(type, typeof(IReadOnlyCollection<>)).Any();

    /// <summary>Whether a collection is a handle that no collection was put into.</summary>
    public static bool IsEmptyHandle(IEnumerable items, Type type) =>
        type.IsValueType && type.GetProperty("IsDefault")?.GetValue(items) is true;

    /// <summary>Whether a type looks its values up by keys.</summary>
    public static bool IsDictionary(Type type) =>
        FindGeneric(type, typeof(IDictionary<,>)).Any() || FindGeneric(type, typeof(IReadOnlyDictionary<,>)).Any();

    private static IEnumerable<Type> FindGeneric(Type type, Type definition) => type.GetInterfaces().Append(type)
        .Where(t => t.IsInterface && t.IsGenericType && t.GetGenericTypeDefinition() == definition);

    /// <summary>Key and value of a pair; null: the object is none.</summary>
    public static (object Key, object? Value)? GetEntry(object? pair) =>
        pair?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? (type.GetProperty("Key")!.GetValue(pair)!, type.GetProperty("Value")!.GetValue(pair))
            : null;

    /// <summary>Entries as TensorFlow sorts them, by their keys; where keys cannot be compared, as they were put in.</summary>
    /// <remarks>Source: tensorflow, python/training/tracking/data_structures.py, _DictWrapper._values.</remarks>
    public static IEnumerable<(object Key, object? Value)> OrderByKey((object Key, object? Value)[] entries)
    {
        if (Array.TrueForAll(entries, e => e.Key is string)) { return entries.OrderBy(e => (string)e.Key, StringComparer.Ordinal); }
        return entries.Length > 0 && Array.TrueForAll(entries, e => e.Key is IComparable && e.Key.GetType() == entries[0].Key.GetType())
            ? entries.OrderBy(e => e.Key, Comparer<object>.Default)
            : entries;
    }
}
