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
    /// <summary>A container's view; null: it is none whose names Python would know.</summary>
    public static TrackedContainer? Of(object? value) => new Walk().Find(value);

    /// <summary>One way through a container: a list that holds itself is there by its first place alone.</summary>
    private sealed class Walk
    {
        private readonly Dictionary<object, TrackedContainer?> _known = new(ReferenceEqualityComparer.Instance);

        public TrackedContainer? Find(object? value)
        {
            if (value is null or Layer or Variable or Tensor or string) { return null; }
            bool kept = !value.GetType().IsValueType;
            if (kept && _known.TryGetValue(value, out TrackedContainer? known)) { return known; }
            Nesting.EnsureEnd("A list or dictionary of layers");
            if (kept) { _known[value] = null; }
            TrackedContainer? found = Open(value);
            if (kept) { _known[value] = found; }
            return found;
        }

        private TrackedContainer? Open(object value) => value switch
        {
            IDictionary named => MakeContainer(named.Keys.Cast<object?>().Select(k => (NameKey(k), named[k!]))
                .OrderBy(p => p.Item1, StringComparer.Ordinal)),
            IList { Count: < 1 << 20 } list when MayHold(list.GetType()) =>
                MakeContainer(list.Cast<object?>().Select((v, i) => (NameKey(i), v))),
            ITuple tuple => MakeContainer(Enumerable.Range(0, tuple.Length).Select(i => (NameKey(i), tuple[i]))),
            _ => null,
        };

        private TrackedContainer MakeContainer(IEnumerable<(string Name, object? Value)> items) => new([.. items
            .Select(i => (i.Name, Part: i.Value is Layer or Variable ? i.Value : Find(i.Value) is { Parts.Count: > 0 } inner ? inner
                : null)).Where(i => i.Part is not null).Select(i => (i.Name, i.Part!))]);
    }

    /// <summary>Lists of numbers, strings and the like hold nothing that is tracked.</summary>
    private static bool MayHold(Type type) =>
        (type.IsArray ? type.GetElementType() : type.IsGenericType ? type.GetGenericArguments()[^1] : null) is not { } element
        || !(element.IsPrimitive || element.IsEnum || element == typeof(string));

    private static string NameKey(object? key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";
}
