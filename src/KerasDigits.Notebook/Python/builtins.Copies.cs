using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Python's module copy.</content>
public static partial class builtins
{
    /// <summary>
    /// Python's <c>copy.deepcopy(value)</c>: lists, dictionaries, sets, tuples and arrays anew, and all that is in them;
    /// what stands in it twice stands in the copy twice too.
    /// </summary>
    /// <param name="value">What is copied.</param>
    /// <exception cref="NumSharp.TypeError">It is, or holds, something else: an object, a layer, a file.</exception>
    public static T deepcopy<T>(T value) => (T)MakeCopy(value, new(ReferenceEqualityComparer.Instance))!;

    private static object? MakeCopy(object? value, Dictionary<object, object> made)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack(); // Python: RecursionError
        // What is there twice is there once in the copy too.
        if (value is not null && made.TryGetValue(value, out object? known)) { return known; }
        switch (value)
        {
            case null or string or Delegate or Type or DateTime or TimeSpan or decimal: return value;
            case Training.Predictions outputs: return made[value] = outputs.Clone();
            case NDArray array: return made[value] = array.copy();
            case INamedDictionary or IDeque or ITupleList: break;
            case ITuple when value.GetType().IsValueType:
                foreach (FieldInfo part in value.GetType().GetFields()) { part.SetValue(value, MakeCopy(part.GetValue(value), made)); }
                return value;
            case IDictionary dictionary when value.GetType().GetConstructor([]) is not null:
                var entries = (IDictionary)Activator.CreateInstance(value.GetType())!;
                made[value] = entries;
                foreach (DictionaryEntry entry in dictionary) { entries.Add(MakeCopy(entry.Key, made)!, MakeCopy(entry.Value, made)); }
                return entries;
            case IList list when value is not Array && value.GetType().GetConstructor([]) is not null:
                var items = (IList)Activator.CreateInstance(value.GetType())!;
                made[value] = items;
                foreach (object? item in list) { items.Add(MakeCopy(item, made)); }
                return items;
            case var _ when value.GetType().IsPrimitive || value.GetType().IsEnum: return value;
            // What is in a set does not change.
            case IEnumerable when PythonText.IsSet(value): return Activator.CreateInstance(value.GetType(), value);
        }
        throw new TypeError($"deepcopy copies lists, dictionaries, sets, tuples and arrays. Received: '{type_name(value)}'.");
    }
}
