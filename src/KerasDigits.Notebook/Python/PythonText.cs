using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using KerasDigits.Internals;
using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>What Python's str and repr write.</summary>
internal static class PythonText
{
    /// <summary>As str(value).</summary>
    public static string FormatStr(object? value) => value switch
    {
        string text => text,
        char letter => letter.ToString(),
        Scalar scalar => scalar.ToString(),
        DateTime time => new Scalar(time).ToString(),
        DateOnly day => builtins.isoformat(day),
        Exception error => PythonErrors.FormatStr(error),
        TimeSpan span => FormatSpan(span, isRepr: false),
        _ when PythonOutputs.TryOpen(value, out object? outputs) => FormatStr(outputs),
        NDArray array => ArrayText.FormatStr(array),
        np.UniqueResult { indices: null, inverse_indices: null, counts: null } unique => ArrayText.FormatStr(unique.values),
        Data.Element { Items: null } element => TensorText.Of(element.numpy()),
        Type { IsPrimitive: true } type when type != typeof(char) && type != typeof(nint) && type != typeof(nuint) =>
            Pandas.NumberType.GetName(Enum.Parse<NPTypeCode>(type.Name)),
        Enum when value.GetType().FullName == "TorchSharp.torch+ScalarType" => $"<dtype: '{TensorText.GetDType(value.ToString()!)}'>",
        _ when TensorText.IsTensor(value) => TensorText.Of(value!),
        _ when value?.GetType().GetMethod("__repr__", Type.EmptyTypes) is not null => value.ToString() ?? "",
        _ => FormatRepr(value),
    };

    /// <summary>As repr(value): strings in quotes; what holds itself is [...] inside, {...} or (...).</summary>
    public static string FormatRepr(object? value)
    {
        if (value is null or string or ValueType) { return FormatOne(value); }
        RuntimeHelpers.EnsureSufficientExecutionStack(); // Python: RecursionError
        HashSet<object> open = t_open ??= new(ReferenceEqualityComparer.Instance);
        if (!open.Add(value)) { return value is IDictionary || IsSet(value) ? "{...}" : value is ITupleList ? "(...)" : "[...]"; }
        try { return FormatOne(value); }
        finally { _ = open.Remove(value); }
    }

    /// <summary>What is being written around, also where a class writes itself by __repr__.</summary>
    [ThreadStatic]
    private static HashSet<object>? t_open;

    private static string FormatOne(object? value) => value switch
    {
        null => "None",
        Scalar scalar => scalar.Value switch
        {
            DateTime => $"Timestamp('{scalar}')",
            TimeSpan => $"Timedelta('{scalar}')",
            Interval interval => $"Interval({FormatRepr(interval.left)}, {FormatRepr(interval.right)}, closed='{interval.closed}')",
            var other => FormatRepr(other)
        },
        DateTime time => $"Timestamp('{new Scalar(time)}')",
        DateOnly day => $"datetime.date({day.Year}, {day.Month}, {day.Day})",
        Exception error => PythonErrors.FormatRepr(error),
        bool b => b ? "True" : "False",
        string text => PythonString.Quote(text),
        char c => PythonString.Quote(c.ToString()),
        double or float or Half => Digits.Of(value).FormatRepr(),
        _ when PythonOutputs.TryOpen(value, out object? outputs) => FormatRepr(outputs),
        NDArray array => ArrayText.FormatRepr(array),
        Data.Element { Items: null } element => element.numpy() is { ndim: > 0 } items
            ? ArrayText.FormatRepr(items)
            : ArrayText.FormatStr(element.numpy()),
        _ when TensorText.IsTensor(value) => TensorText.FormatRepr(value),
        np.UniqueResult unique =>
            FormatTuple(new[] { unique.values, unique.indices, unique.inverse_indices, unique.counts }.Where(part => part is not null)),
        // A shape is a tuple in Python; NumSharp's shapes are the one kind of long[] that scripts meet.
        long[] shape => FormatTuple(shape.Cast<object?>()),
        // Where a condition holds, np.where and np.nonzero say in a tuple of arrays of places; other functions give lists of arrays.
        NumSharp.Generic.NDArray<long>[] places => FormatTuple(places),
        ITupleList tuple => FormatTuple(tuple.Cast<object?>()),
        TimeSpan span => FormatSpan(span, isRepr: true),
        ITuple tuple => FormatTuple(Enumerable.Range(0, tuple.Length).Select(i => tuple[i])),
        INamedDictionary named => named.Show(),
        IDeque deque => $"deque([{string.Join(", ", ((IEnumerable)value).Cast<object?>().Select(FormatRepr))}]"
            + (deque.Most is { } most ? $", maxlen={most})" : ")"),
        IDictionary dictionary => "{" + string.Join(", ", EnumerateEntries(dictionary)) + "}",
        _ when IsSet(value) => FormatSet((IEnumerable)value, value.GetType().Name == "FrozenSet`1"),
        Array or IList => "[" + string.Join(", ", ((IEnumerable)value).Cast<object?>().Select(FormatRepr)) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        // What Select, Where, range and zip give has no text of its own: its items are what Python's list shows.
        IEnumerable items when value.GetType() is var type && (type.Namespace == "System.Linq" || type.DeclaringType == typeof(builtins)) =>
            "[" + string.Join(", ", items.Cast<object?>().Select(FormatRepr)) + "]",
        // A translated class with two texts.
        _ when value.GetType().GetMethod("__repr__", Type.EmptyTypes) is { } shown => (string)shown.Invoke(value, null)!,
        _ => value.ToString() ?? "",
    };

    // Python's timedelta: days below 0 with hours above it.
    private static string FormatSpan(TimeSpan span, bool isRepr)
    {
        long micro = span.Ticks / 10, days = Math.DivRem(micro, 86_400_000_000L, out long rest);
        if (rest < 0) { (days, rest) = (days - 1, rest + 86_400_000_000L); }
        long seconds = rest / 1_000_000, part = rest % 1_000_000;
        if (isRepr)
        {
            string[] parts = [.. new[] { ("days", days), ("seconds", seconds), ("microseconds", part) }.Where(p => p.Item2 != 0)
                .Select(p => $"{p.Item1}={p.Item2}")];
            return $"datetime.timedelta({(parts.Length == 0 ? "0" : string.Join(", ", parts))})";
        }
        return (days == 0 ? "" : $"{days} day{(Math.Abs(days) == 1 ? "" : "s")}, ")
            + string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}")
            + (part == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{part:000000}"));
    }

    private static IEnumerable<string> EnumerateEntries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary) { yield return $"{FormatRepr(entry.Key)}: {FormatRepr(entry.Value)}"; }
    }

    /// <summary>Whether it is a set.</summary>
    public static bool IsSet(object value) =>
        value.GetType().GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlySet<>));

    private static string FormatSet(IEnumerable items, bool isFrozen)
    {
        string[] texts = [.. items.Cast<object?>().Select(FormatRepr)];
        string inside = texts.Length == 0 ? "" : "{" + string.Join(", ", texts) + "}";
        return isFrozen ? $"frozenset({inside})" : texts.Length == 0 ? "set()" : inside;
    }

    private static string FormatTuple(IEnumerable<object?> items)
    {
        string[] texts = [.. items.Select(FormatRepr)];
        return texts.Length == 1 ? $"({texts[0]},)" : $"({string.Join(", ", texts)})";
    }
}
