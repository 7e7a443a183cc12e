using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>
/// Finds the layers, variables or metrics in a field of an own layer or model, however it keeps them: alone, in lists, arrays,
/// dictionaries, tuples, records, and these in each other.
/// </summary>
internal static class Contained<T>
    where T : class
{
    /// <summary>Whether a field of this type is looked into.</summary>
    /// <param name="type">The field's type.</param>
    /// <param name="everywhere">Whether objects that are not containers are looked into too.</param>
    public static bool MayHold(Type type, bool everywhere = false) => MayHold(type, everywhere, []);

    /// <summary>What a field's value holds, in order; a container that stands in itself, or twice, is looked into once.</summary>
    /// <param name="value">The value to look into.</param>
    /// <param name="field">The field's name, for the message.</param>
    /// <param name="byKey">Whether a dictionary's values come by their keys, as TensorFlow sorts them, or as they were put in.</param>
    /// <param name="everywhere">Whether objects that are not containers, and keys of dictionaries, are looked into too.</param>
    /// <exception cref="InvalidOperationException">Layers are in something that makes them again each time or not yet.</exception>
    public static IReadOnlyList<T> FindIn(object? value, string field, bool byKey = true, bool everywhere = false) =>
        new Walk(field, byKey, everywhere).FindIn(value);

    private static bool MayHold(Type type, bool everywhere, HashSet<Type> seen)
    {
        if (typeof(T).IsAssignableFrom(type) || type == typeof(object) || type == typeof(IEnumerable) || type == typeof(IList)
            || type == typeof(IDictionary) || type == typeof(Array) || type == typeof(ITuple) || type.Namespace == "System.Collections")
        {
            return true;
        }
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(Delegate).IsAssignableFrom(type)
            || typeof(Layer).IsAssignableFrom(type) || !seen.Add(type))
        {
            return false;
        }
        if (type.IsArray) { return MayHold(type.GetElementType()!, everywhere, seen); }
        if (type.IsGenericType && type.GetGenericArguments().Any(t => MayHold(t, everywhere, seen))) { return true; }
        // a class of the program's own that is a list or dictionary
        if (IsOwn(type) && OwnKinds.ListElements(type).Any(t => MayHold(t, everywhere, seen))) { return true; }
        // a layer or a holder of layers may be behind it
        if (IsOwn(type) && (type.IsInterface || (everywhere && type.IsAbstract && OwnKinds.IsPlain(type)))) { return true; }
        return (OwnKinds.IsRecord(type) || (everywhere && OwnKinds.IsPlain(type)))
            && OwnKinds.ListFields(type).Any(f => MayHold(f.FieldType, everywhere, seen));
    }

    private static bool IsOwn(Type type) => OwnKinds.IsOwn(type);

    /// <summary>One way through a field's value.</summary>
    private sealed class Walk(string field, bool byKey, bool everywhere)
    {
        /// <summary>Objects that were looked into: they may hold each other.</summary>
        private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

        private readonly List<T> _found = [];

        public IReadOnlyList<T> FindIn(object? value)
        {
            Look(value);
            return _found;
        }

        private void Look(object? value)
        {
            switch (value)
            {
                case T one:
                    _found.Add(one);
                    return;
                case null or string or Delegate or Tensor or Layer: return;
            }
            Type type = value.GetType();
            if (!type.IsValueType && !_seen.Add(value)) { return; }
            Nesting.EnsureEnd($"What is in the field `{field}`");
            switch (value)
            {
                case IDictionary dictionary:
                    LookAtEntries(dictionary.Keys.Cast<object>().Select(k => (k, dictionary[k])), byKey);
                    return;
                case ITuple tuple:
                    for (int i = 0; i < tuple.Length; i++) { Look(tuple[i]); }
                    return;
                case Array when !MayHold(type, everywhere): return;
            }
            if (OwnKinds.GetEntry(value) is { } entry) { LookAtEntries([entry], sorted: false); }
            else if (value is IEnumerable items && type.Namespace?.StartsWith("NumSharp", StringComparison.Ordinal) != true)
            {
                LookAtItems(items, type);
            }
            else if (typeof(T) == typeof(Layer) && OwnKinds.IsNoContainer(type))
            {
                if (type.GetGenericArguments().Any(t => MayHold(t))) { throw Refused(type); }
            }
            else if (OwnKinds.IsRecord(type) || (everywhere && OwnKinds.IsPlain(type)))
            {
                foreach (FieldInfo part in OwnKinds.ListFields(type)) { Look(part.GetValue(value)); }
            }
        }

        private void LookAtItems(IEnumerable items, Type type)
        {
            Type[] elements = [.. OwnKinds.ListElements(type)];
            if (elements.Length > 0 && !elements.Any(e => MayHold(e, everywhere))) { return; }
            // A query makes its layers anew each time it is read; one of unknown things is none of ours.
            if (!OwnKinds.IsKept(items, type))
            {
                if (typeof(T) == typeof(Layer) && elements.Any(e => e != typeof(object) && !e.IsInterface && MayHold(e)))
                {
                    throw Refused(type);
                }
                return;
            }
            if (OwnKinds.IsEmptyHandle(items, type)) { return; }
            if (OwnKinds.IsDictionary(type))
            {
                LookAtEntries(items.Cast<object>().Select(e => OwnKinds.GetEntry(e)!.Value), byKey);
                return;
            }
            foreach (object? item in items) { Look(item); }
        }

        /// <summary>
        /// A dictionary's values. What is only among its keys is not tracked, so it counts only where everything is looked for.
        /// </summary>
        private void LookAtEntries(IEnumerable<(object Key, object? Value)> entries, bool sorted)
        {
            foreach (var (key, value) in sorted ? OwnKinds.OrderByKey([.. entries]) : entries)
            {
                if (everywhere) { Look(key); }
                Look(value);
            }
        }

        private InvalidOperationException Refused(Type type) => new(
            $"The layers in `{field}` ({type.Name}) cannot be tracked: it does not hold the same layers whenever it is read, "
            + "so their weights would be lost. Keep them in a list, array, dictionary, tuple or record, for example by ToList().");
    }
}
