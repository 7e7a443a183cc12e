using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Values as a place of ours takes them, where Python hands on whatever comes.</content>
public static partial class builtins
{
    private const int DeepestConversion = 2;

    /// <summary>
    /// A value as one of another type that means the same in Python: a tensor as an array and back, a list or tuple of numbers as a shape,
    /// lists item by item. What would lose something throws: a tensor that gradients are asked for is not an array.
    /// </summary>
    /// <param name="value">Any value, null (None) too.</param>
    /// <typeparam name="T">The type that the place takes.</typeparam>
    /// <exception cref="ArgumentException">There is no such value of that type.</exception>
    public static T to<T>(object? value) => TryConvert(value, typeof(T), DeepestConversion, out object? made)
        ? (T)made!
        : throw new ArgumentException($"A value of type {value?.GetType().Name ?? "None"} cannot stand where {typeof(T).Name} is asked: "
            + repr(value), nameof(value));

    private static bool TryConvert(object? value, Type type, int depth, out object? made)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        made = value;
        if (value is null) { return !type.IsValueType || plain != type; }
        if (plain.IsInstanceOfType(value)) { return true; }
        if (TryNumber(value, plain, out made) || TryArray(value, plain, out made)) { return true; }
        if (plain == typeof(string)) { made = value is Pandas.Scalar { Value: string text } ? text : null; return made is not null; }
        if (value is not string && TryItems(value, plain, depth, out made)) { return true; }
        return depth > 0 && TryOperators(value, plain, depth, out made);
    }

    // Whole numbers become fractions, and arrays of one value numbers; nothing is rounded.
    private static bool TryNumber(object value, Type type, out object? made)
    {
        made = null;
        if (!type.IsPrimitive || type == typeof(char)) { return false; }
        object? one = value switch
        {
            NDArray { size: 1 } array => array.ToArray<double>() is [var number] && array.dtype != typeof(bool) ? number
                : array.ToArray<bool>()[0],
            Pandas.Scalar scalar => scalar.Value,
            _ when TensorText.IsTensor(value) => TryArray(value, typeof(NDArray), out object? of) && of is NDArray { size: 1 } held
                ? held.astype(np.float64).ToArray<double>()[0] : null,
            IConvertible and not string => value,
            _ => null,
        };
        if (one is null || (type == typeof(bool)) != (one is bool)) { return false; }
        double exact = Convert.ToDouble(one, null);
        if (type != typeof(double) && type != typeof(float) && exact != Math.Floor(exact)) { return false; }
        made = Convert.ChangeType(one, type, System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }

    private static bool TryArray(object value, Type type, out object? made)
    {
        made = null;
        if (type == typeof(NDArray))
        {
            if (TensorText.IsTensor(value))
            {
                if ((bool)((dynamic)value).requires_grad && !(bool)((dynamic)value).is_leaf)
                {
                    throw new ArgumentException("A tensor of which gradients are asked cannot become an array: keep to tensors here.",
                        nameof(value));
                }
                made = TensorText.GetValues(value);
                return true;
            }
            if (value is ITuple or IList or bool or int or long or float or double && value is not string)
            {
                made = to_array(value);
                return true;
            }
            return false;
        }
        if (type.FullName != "TorchSharp.torch+Tensor" || value is string) { return false; }
        if (value is not NDArray && !TryArray(value, typeof(NDArray), out made)) { return false; }
        made = tf.constant((NDArray)(made ?? value));
        return true;
    }

    private static bool TryItems(object value, Type type, int depth, out object? made)
    {
        made = null;
        if (TensorText.IsTensor(value) && TryArray(value, typeof(NDArray), out object? of)) { value = of!; }
        object?[]? items = value is NDArray rows && !type.IsArray ? [.. builtins.rows(rows)]
            : value is NDArray { ndim: 1 } numbers ? [.. numbers.astype(np.float64).ToArray<double>().Cast<object?>()]
            : value is ITuple or IEnumerable and not IDictionary ? [.. each(value)] : null;
        if (items is null) { return false; }
        if (typeof(ITuple).IsAssignableFrom(type) && type.IsGenericType)
        {
            Type[] parts = type.GetGenericArguments();
            if (parts.Length != items.Length || !TryAll(items, parts, depth, out object?[] each)) { return false; }
            made = Activator.CreateInstance(type, each);
            return true;
        }
        Type? element = type.IsArray && type.GetArrayRank() == 1 ? type.GetElementType()
            : type.IsGenericType && type.GetGenericArguments().Length == 1
                && type.IsAssignableFrom(typeof(List<>).MakeGenericType(type.GetGenericArguments())) ? type.GetGenericArguments()[0] : null;
        if (element is null || !TryAll(items, [.. items.Select(_ => element)], depth, out object?[] all)) { return false; }
        if (type.IsArray)
        {
            var array = Array.CreateInstance(element, all.Length);
            for (int i = 0; i < all.Length; i++) { array.SetValue(all[i], i); }
            made = array;
            return true;
        }
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (object? item in all) { list.Add(item); }
        made = list;
        return true;
    }

    private static bool TryAll(object?[] items, Type[] types, int depth, out object?[] made)
    {
        made = new object?[items.Length];
        for (int i = 0; i < items.Length; i++) { if (!TryConvert(items[i], types[i], depth, out made[i])) { return false; } }
        return true;
    }

    // What the types themselves say: the conversions that C# would take one of, and a second before it.
    private static bool TryOperators(object value, Type type, int depth, out object? made)
    {
        Type own = value.GetType();
        MethodInfo[] ways = [.. new[] { type, own }.Distinct().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(m => m.Name == "op_Implicit" && type.IsAssignableFrom(m.ReturnType))];
        foreach (MethodInfo way in ways.OrderBy(w => !w.GetParameters()[0].ParameterType.IsAssignableFrom(own)))
        {
            Type asked = way.GetParameters()[0].ParameterType;
            if (!asked.IsAssignableFrom(own) && asked.IsPrimitive && value is not IConvertible) { continue; }
            if (TryConvert(value, asked, depth - 1, out object? given))
            {
                made = way.Invoke(null, [given]);
                return true;
            }
        }
        made = null;
        return false;
    }
}
