using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>How many words together count as one token: 1 up to a number, or the numbers of a list, Python's tuple.</summary>
[CollectionBuilder(typeof(Ngrams), nameof(Create))]
public sealed class Ngrams : IReadOnlyList<int>, IConfigValue<Ngrams>
{
    private readonly int[] _sizes;
    private readonly bool _upTo;

    private Ngrams(int[] sizes, bool upTo)
    {
        Array.ForEach(sizes, n => Guard.Positive(n, "ngrams"));
        (_sizes, _upTo) = (sizes, upTo);
    }

    /// <summary>From a collection expression: <c>[1, 3]</c>.</summary>
    /// <param name="sizes">Lengths of the n-grams, in words.</param>
    public static Ngrams Create(ReadOnlySpan<int> sizes) => new(sizes.ToArray(), upTo: false);

    /// <inheritdoc/>
    public int Count => _sizes.Length;

    /// <inheritdoc/>
    public int this[int index] => _sizes[index];

    /// <summary>1 word up to so many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0.</exception>
    public static implicit operator Ngrams(int most) => new([.. Enumerable.Range(1, Guard.Positive(most, "ngrams"))], upTo: true);

    /// <summary>Two numbers.</summary>
    public static implicit operator Ngrams((int A, int B) sizes) => new([sizes.A, sizes.B], upTo: false);

    /// <summary>These numbers.</summary>
    [return: NotNullIfNotNull(nameof(sizes))]
    public static implicit operator Ngrams?(int[]? sizes) => sizes is null ? null : new(sizes, upTo: false);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => _sizes.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public object? ToConfig() => _upTo ? (long)_sizes.Length : _sizes.Select(n => (object?)(long)n).ToList();

    /// <summary>From a number or a list.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    /// <exception cref="ArgumentException">The value is neither null, a whole number nor a list of them.</exception>
    public static Ngrams FromConfig(object? value) => value switch
    {
        long or int => (Ngrams)Convert.ToInt32(value, CultureInfo.InvariantCulture),
        IReadOnlyList<object?> list => new Ngrams([.. list.Select(x => Convert.ToInt32(x, CultureInfo.InvariantCulture))], upTo: false),
        _ => throw new ArgumentException(
            $"`ngrams` must be None, an integer, or a tuple of integers. Received: ngrams={value ?? "null"}."),
    };
}
