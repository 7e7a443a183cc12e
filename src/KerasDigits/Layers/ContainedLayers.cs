using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>Finds the layers in a field of an own layer or model, however it keeps them: alone, in lists, arrays, dictionaries, tuples, records, and these in each other.</summary>
internal static class ContainedLayers
{
    /// <summary>Whether a field of this type is looked into.</summary>
    public static bool MayHold(Type type) => MayHold(type, []);

    /// <summary>The layers in a field's value, in order; a dictionary's by its values.</summary>
    /// <param name="value">The value.</param>
    /// <param name="field">The field's name, for the message.</param>
    /// <exception cref="InvalidOperationException">The layers are in something that makes them anew each time or not yet.</exception>
    public static IEnumerable<Layer> In(object? value, string field) => In(value, field, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static IEnumerable<Layer> In(object? value, string field, HashSet<object> seen)
    {
        switch (value)
        {
            case Layer layer: return [layer];
            case null or string or Delegate or Tensor: return [];
            case IDictionary dictionary: return dictionary.Values.Cast<object?>().SelectMany(v => In(v, field, seen));
            case ITuple tuple: return Enumerable.Range(0, tuple.Length).SelectMany(i => In(tuple[i], field, seen));
            case Array array when !MayHold(array.GetType()): return [];
        }
        Type type = value.GetType();
        if (value is IEnumerable items && type.Namespace?.StartsWith("NumSharp", StringComparison.Ordinal) != true)
        {
            Type[] elements = [.. type.GetInterfaces().Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IEnumerable<>)).Select(t => t.GetGenericArguments()[0])];
            if (elements.Length > 0 && !elements.Any(MayHold)) { return []; }
            bool kept = value is ICollection || type.GetInterfaces().Any(t => t.IsGenericType && t.GetGenericTypeDefinition() is var g && (g == typeof(ICollection<>) || g == typeof(IReadOnlyCollection<>)));
            // A query makes its layers anew each time it is read; one of unknown things is none of ours.
            if (!kept) { return elements.Any(e => e != typeof(object)) ? throw Refused(field, type) : []; }
            return items.Cast<object?>().SelectMany(v => In(v, field, seen));
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>)) { return MayHold(type.GetGenericArguments()[0]) ? throw Refused(field, type) : []; }
        return IsRecord(type) && (type.IsValueType || seen.Add(value)) ? FieldsOf(type).SelectMany(f => In(f.GetValue(value), field, seen)) : [];
    }

    private static bool MayHold(Type type, HashSet<Type> seen)
    {
        if (typeof(Layer).IsAssignableFrom(type) || type == typeof(object) || type == typeof(IEnumerable) || type == typeof(IList) || type == typeof(IDictionary) || type == typeof(Array) || type == typeof(ITuple)) { return true; }
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(Delegate).IsAssignableFrom(type) || !seen.Add(type)) { return false; }
        if (type.IsArray) { return MayHold(type.GetElementType()!, seen); }
        return (type.IsGenericType && type.GetGenericArguments().Any(t => MayHold(t, seen))) || (IsRecord(type) && FieldsOf(type).Any(f => MayHold(f.FieldType, seen)));
    }

    /// <summary>Whether a type is a record or struct of the program's own. Other objects are no containers, in Keras neither.</summary>
    private static bool IsRecord(Type type) => type.Assembly != typeof(Layer).Assembly && type.Assembly != typeof(Tensor).Assembly
        && !(type.Namespace is { } space && (space is "System" or "NumSharp" || space.StartsWith("System.", StringComparison.Ordinal) || space.StartsWith("NumSharp.", StringComparison.Ordinal)))
        && (type.IsValueType || type.GetMethod("<Clone>$") is not null);

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (FieldInfo field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) { yield return field; }
        }
    }

    private static InvalidOperationException Refused(string field, Type type) => new(
        $"The layers in `{field}` ({type.Name}) cannot be tracked: it makes layers when it is read, so their weights would be no one's. Keep them in a list, array, dictionary, tuple or record, for example by ToList().");
}
