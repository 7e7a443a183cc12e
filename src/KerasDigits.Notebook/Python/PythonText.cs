using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>What Python's str and repr write.</summary>
internal static class PythonText
{
    /// <summary>As str(value).</summary>
    public static string Str(object? value) => value switch
    {
        string text => text,
        Scalar scalar => scalar.ToString(),
        DateTime time => new Scalar(time).ToString(),
        NDArray array => ArrayText.Str(array),
        np.UniqueResult { indices: null, inverse_indices: null, counts: null } unique => ArrayText.Str(unique.values),
        Data.Element { Items: null } element => TensorText.Of(element.numpy()),
        Type { IsPrimitive: true } type when type != typeof(char) && type != typeof(nint) && type != typeof(nuint) =>
            Pandas.NumberType.Name(Enum.Parse<NPTypeCode>(type.Name)),
        Enum when value.GetType().FullName == "TorchSharp.torch+ScalarType" => $"<dtype: '{TensorText.DType(value.ToString()!)}'>",
        _ when TensorText.IsTensor(value) => TensorText.Of(value!),
        _ => Repr(value),
    };

    /// <summary>As repr(value): strings in quotes.</summary>
    public static string Repr(object? value) => value switch
    {
        null => "None",
        Scalar scalar => scalar.Value switch
        {
            DateTime => $"Timestamp('{scalar}')",
            TimeSpan => $"Timedelta('{scalar}')",
            Interval interval => $"Interval({Repr(interval.left)}, {Repr(interval.right)}, closed='{interval.closed}')",
            var other => Repr(other)
        },
        DateTime time => $"Timestamp('{new Scalar(time)}')",
        bool b => b ? "True" : "False",
        string text => Quote(text),
        char c => Quote(c.ToString()),
        double or float or Half => Digits.Of(value).Repr(),
        NDArray array => ArrayText.Repr(array),
        Data.Element { Items: null } element => element.numpy() is { ndim: > 0 } items
            ? ArrayText.Repr(items)
            : ArrayText.Str(element.numpy()),
        _ when TensorText.IsTensor(value) => TensorText.Repr(value),
        np.UniqueResult unique =>
            Tuple(new[] { unique.values, unique.indices, unique.inverse_indices, unique.counts }.Where(part => part is not null)),
        // A shape is a tuple in Python; NumSharp's shapes are the one kind of long[] that scripts meet.
        long[] shape => Tuple(shape.Cast<object?>()),
        // Where a condition holds, np.where and np.nonzero say in a tuple of arrays of places; other functions give lists of arrays.
        NumSharp.Generic.NDArray<long>[] places => Tuple(places),
        ITuple tuple => Tuple(Enumerable.Range(0, tuple.Length).Select(i => tuple[i])),
        IDictionary dictionary => "{" + string.Join(", ", Entries(dictionary)) + "}",
        _ when IsSet(value) => Set((IEnumerable)value),
        Array or IList => "[" + string.Join(", ", ((IEnumerable)value).Cast<object?>().Select(Repr)) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        // What Select, Where, range and zip give has no text of its own: its items are what Python's list shows.
        IEnumerable items when value.GetType() is var type && (type.Namespace == "System.Linq" || type.DeclaringType == typeof(builtins)) =>
            "[" + string.Join(", ", items.Cast<object?>().Select(Repr)) + "]",
        _ => value.ToString() ?? "",
    };

    private static IEnumerable<string> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary) { yield return $"{Repr(entry.Key)}: {Repr(entry.Value)}"; }
    }

    private static bool IsSet(object value) =>
        value.GetType().GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlySet<>));

    private static string Set(IEnumerable items)
    {
        string[] texts = [.. items.Cast<object?>().Select(Repr)];
        return texts.Length == 0 ? "set()" : "{" + string.Join(", ", texts) + "}";
    }

    private static string Tuple(IEnumerable<object?> items)
    {
        string[] texts = [.. items.Select(Repr)];
        return texts.Length == 1 ? $"({texts[0]},)" : $"({string.Join(", ", texts)})";
    }

    private static string Quote(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (Rune rune in text.EnumerateRunes())
        {
            result.Append(rune.Value switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when rune.Value == quote => "\\" + quote,
                < 32 or 127 => $"\\x{rune.Value:x2}",
                _ => rune.ToString(),
            });
        }
        return result.Append(quote).ToString();
    }
}
