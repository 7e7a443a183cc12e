using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using KerasDigits.Backend;

namespace KerasDigits.Layers;

/// <summary>
/// A list, array, tuple or dictionary of layers and variables in a custom layer, as TensorFlow's checkpoints see it: what is inside,
/// by place or key.
/// </summary>
/// <param name="Parts">What is inside.</param>
/// <remarks>Source: tensorflow, python/trackable/data_structures.py.</remarks>
internal sealed record TrackedContainer(IReadOnlyList<(string Name, object Part)> Parts)
{
    private const int Deepest = 8;

    /// <summary>A container's view; null: it is none whose names Python would know.</summary>
    public static TrackedContainer? Of(object? value) => Of(value, 0);

    private static TrackedContainer? Of(object? value, int depth) => depth > Deepest ? null : value switch
    {
        Layer or Variable or Tensor or string => null,
        IDictionary named =>
            MakeContainer(named.Keys.Cast<object?>().Select(k => (NameKey(k), named[k!])).OrderBy(p => p.Item1, StringComparer.Ordinal),
                depth),
        IList { Count: < 1 << 20 } list when MayHold(list.GetType()) =>
            MakeContainer(list.Cast<object?>().Select((v, i) => (NameKey(i), v)), depth),
        ITuple tuple => MakeContainer(Enumerable.Range(0, tuple.Length).Select(i => (NameKey(i), tuple[i])), depth),
        _ => null,
    };

    private static TrackedContainer MakeContainer(IEnumerable<(string Name, object? Value)> items, int depth) => new([.. items
        .Select(i => (i.Name, Part: i.Value is Layer or Variable ? i.Value : Of(i.Value, depth + 1) is { Parts.Count: > 0 } inner ? inner
            : null)).Where(i => i.Part is not null).Select(i => (i.Name, i.Part!))]);

    /// <summary>Lists of numbers, strings and the like hold nothing that is tracked.</summary>
    private static bool MayHold(Type type) =>
        (type.IsArray ? type.GetElementType() : type.IsGenericType ? type.GetGenericArguments()[^1] : null) is not { } element
        || !(element.IsPrimitive || element.IsEnum || element == typeof(string));

    private static string NameKey(object? key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";
}
