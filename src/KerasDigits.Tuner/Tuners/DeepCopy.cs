using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using KerasDigits.Layers;
using NumSharp;

namespace KerasDigits.Tuner;

/// <summary>
/// Python's copy.deepcopy of a callback or an optimizer: the object and all that belongs to it. Functions, types and models stay the same
/// ones.
/// </summary>
internal static class DeepCopy
{
    private static readonly MethodInfo s_clone = typeof(object).GetMethod("MemberwiseClone",
        BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_fields = new();

    /// <exception cref="FatalValueError">Something in it cannot be copied: an open file, a thread, a native resource.</exception>
    public static T Of<T>(T original) where T : class =>
        (T)Copy(original, new Dictionary<object, object>(ReferenceEqualityComparer.Instance), original)!;

    private static object? Copy(object? value, Dictionary<object, object> done, object root)
    {
        if (value is null || IsShared(value)) { return value; }
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new FatalValueError("All callbacks used during a search should be deep-copyable (since they are reused across trials). "
                + $"It is not possible to copy {root.GetType().Name}: it holds objects that hold further ones, many thousand deep.");
        }
        if (done.TryGetValue(value, out object? copied)) { return copied; }
        if (value is NDArray array) { return done[value] = array.copy(); }
        if (value is Stream or TextReader or Thread or WaitHandle or System.Runtime.InteropServices.SafeHandle or IntPtr)
        {
            throw new FatalValueError("All callbacks used during a search should be deep-copyable (since they are reused across trials). "
                + $"It is not possible to copy {root.GetType().Name}: it holds a {value.GetType().Name}. Open it in on_train_begin.");
        }
        if (value is Array items) { return CopyArray(items, done, root); }
        object copy = s_clone.Invoke(value, null)!;
        if (!value.GetType().IsValueType) { done[value] = copy; }
        foreach (FieldInfo field in s_fields.GetOrAdd(value.GetType(), FindFields))
        {
            field.SetValue(copy, Copy(field.GetValue(value), done, root));
        }
        return copy;
    }

    private static Array CopyArray(Array items, Dictionary<object, object> done, object root)
    {
        var copy = (Array)items.Clone();
        done[items] = copy;
        if (items.GetType().GetElementType() is { } element && !IsPlain(element) && items.Rank == 1)
        {
            for (int i = 0; i < items.Length; i++) { copy.SetValue(Copy(items.GetValue(i), done, root), i); }
        }
        return copy;
    }

    /// <summary>What Python's deepcopy keeps as it is, and what a callback only refers to.</summary>
    private static bool IsShared(object value) =>
        value is string or Delegate or MemberInfo or Assembly or Layer or Backend.Variable or TextWriter || IsPlain(value.GetType());

    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(decimal) || type == typeof(DateTime)
        || type == typeof(TimeSpan) || type == typeof(string) || type.IsPointer;

    private static FieldInfo[] FindFields(Type type)
    {
        var fields = new List<FieldInfo>();
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            fields.AddRange(t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(f => !IsPlain(f.FieldType)));
        }
        return [.. fields];
    }
}
