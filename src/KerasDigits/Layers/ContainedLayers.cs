using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>
/// Finds the layers in a field of an own layer or model, however it keeps them: alone, in lists, arrays, dictionaries, tuples, records, and
/// these in each other.
/// </summary>
internal static class ContainedLayers
{
    /// <summary>Whether a field of this type is looked into.</summary>
    public static bool MayHold(Type type) => MayHold(type, false, []);

    /// <summary>The layers in a field's value, in order; a dictionary's by its values.</summary>
    /// <param name="value">The value.</param>
    /// <param name="field">The field's name, for the message.</param>
    /// <exception cref="InvalidOperationException">The layers are in something that makes them again each time or not yet.</exception>
    public static IEnumerable<Layer> In(object? value, string field) =>
        In(value, field, false, new HashSet<object>(ReferenceEqualityComparer.Instance));

    /// <summary>
    /// Throws when objects that are no containers, in the fields of an own layer or model, hold layers that it reaches in no other way.
    /// </summary>
    /// <exception cref="InvalidOperationException">Such a layer's weights would be neither trained nor saved.</exception>
    public static void RefuseHidden(Layer owner)
    {
        HashSet<Layer>? tracked = null;
        for (Type type = owner.GetType(); type.Assembly != typeof(Layer).Assembly; type = type.BaseType!)
        {
            foreach (FieldInfo field in type.GetFields(Declared).Where(f => MayHold(f.FieldType, true, [])))
            {
                object? value = field.GetValue(owner);
                foreach (Layer layer in In(value, field.Name, true, new HashSet<object>(ReferenceEqualityComparer.Instance)))
                {
                    tracked ??= [.. owner.Flatten()];
                    if (!tracked.Contains(layer)) { throw Hidden(owner, layer, field.Name, value!.GetType()); }
                }
            }
        }
    }

    /// <param name="value">The value.</param>
    /// <param name="field">The field's name, for the message.</param>
    /// <param name="everywhere">Whether objects that are no containers are looked into too.</param>
    /// <param name="seen">Objects that were looked into: they may hold each other.</param>
    private static IEnumerable<Layer> In(object? value, string field, bool everywhere, HashSet<object> seen)
    {
        switch (value)
        {
            case Layer layer: return [layer];
            case null or string or Delegate or Tensor: return [];
            case IDictionary dictionary: return dictionary.Values.Cast<object?>().SelectMany(v => In(v, field, everywhere, seen));
            case ITuple tuple: return Enumerable.Range(0, tuple.Length).SelectMany(i => In(tuple[i], field, everywhere, seen));
            case Array array when !MayHold(array.GetType(), everywhere, []): return [];
        }
        Type type = value.GetType();
        if (value is IEnumerable items && type.Namespace?.StartsWith("NumSharp", StringComparison.Ordinal) != true)
        {
            Type[] elements = [.. type.GetInterfaces().Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                .Select(t => t.GetGenericArguments()[0])];
            if (elements.Length > 0 && !elements.Any(e => MayHold(e, everywhere, []))) { return []; }
            bool kept = value is ICollection || type.GetInterfaces()
                .Any(t => t.IsGenericType && t.GetGenericTypeDefinition() is var g
                    && (g == typeof(ICollection<>) || g == typeof(IReadOnlyCollection<>)));
            // A query makes its layers anew each time it is read; one of unknown things is none of ours.
            if (!kept) { return elements.Any(e => e != typeof(object) && !e.IsInterface && MayHold(e)) ? throw Refused(field, type) : []; }
            return items.Cast<object?>().SelectMany(v => In(v, field, everywhere, seen));
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>))
        {
            return MayHold(type.GetGenericArguments()[0]) ? throw Refused(field, type) : [];
        }
        return (IsRecord(type) || (everywhere && IsPlain(type))) && (type.IsValueType || seen.Add(value))
            ? FieldsOf(type).SelectMany(f => In(f.GetValue(value), field, everywhere, seen))
            : [];
    }

    private static bool MayHold(Type type, bool everywhere, HashSet<Type> seen)
    {
        if (typeof(Layer).IsAssignableFrom(type) || type == typeof(object) || type == typeof(IEnumerable) || type == typeof(IList)
            || type == typeof(IDictionary) || type == typeof(Array) || type == typeof(ITuple))
        {
            return true;
        }
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(Delegate).IsAssignableFrom(type) || !seen.Add(type))
        {
            return false;
        }
        if (type.IsArray) { return MayHold(type.GetElementType()!, everywhere, seen); }
        if (type.IsGenericType && type.GetGenericArguments().Any(t => MayHold(t, everywhere, seen))) { return true; }
        // a layer or a holder of layers may be behind it
        if (IsOwn(type) && (type.IsInterface || (everywhere && type.IsAbstract && IsPlain(type)))) { return true; }
        return (IsRecord(type) || (everywhere && IsPlain(type))) && FieldsOf(type).Any(f => MayHold(f.FieldType, everywhere, seen));
    }

    /// <summary>Whether a type is a record or struct of the program's own. Other objects are no containers, in Keras neither.</summary>
    private static bool IsRecord(Type type) => IsOwn(type) && (type.IsValueType || type.GetMethod("<Clone>$") is not null);

    /// <summary>
    /// Whether a type is a class of a program that uses Keras, and none of Keras's kinds, such as a callback, which may know models.
    /// </summary>
    private static bool IsPlain(Type type)
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

    private static bool IsOwn(Type type) => type.Assembly != typeof(Layer).Assembly && type.Assembly != typeof(Tensor).Assembly
        && !(type.Namespace is { } space && (space is "System" or "NumSharp" || space.StartsWith("System.", StringComparison.Ordinal)
            || space.StartsWith("NumSharp.", StringComparison.Ordinal)));

    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (FieldInfo field in t.GetFields(Declared)) { yield return field; }
        }
    }

    private static InvalidOperationException Refused(string field, Type type) => new(
        $"The layers in `{field}` ({type.Name}) cannot be tracked: it makes layers when it is read, so their weights would be no one's. "
        + "Keep them in a list, array, dictionary, tuple or record, for example by ToList().");

    private static InvalidOperationException Hidden(Layer owner, Layer layer, string field, Type type) => new(
        $"The layer \"{layer.name}\" in `{field}` ({type.Name}) of {owner.GetType().Name} cannot be tracked: it is inside a plain class, "
        + "so its weights would be neither trained nor saved. "
        + $"Keep it in a field, list, array, dictionary, tuple or record of {owner.GetType().Name}, or make the class a Layer. (A layer "
        + "that shall stay apart is kept by a Func<Layer>.)");
}
