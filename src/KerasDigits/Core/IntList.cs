using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasDigits.Core;

/// <summary>One or several integers, such as axes: Python's int, tuple or list.</summary>
[CollectionBuilder(typeof(IntList), nameof(Create))]
public sealed class IntList : IReadOnlyList<int>, IConfigValue<IntList>
{
    private readonly int[] _items;

    /// <summary>Creates a list.</summary>
    /// <param name="items">The numbers, in order.</param>
    public IntList(params int[] items) => _items = items;

    /// <summary>From a collection expression: <c>[1, 2]</c>.</summary>
    /// <param name="items">The numbers, in order.</param>
    public static IntList Create(ReadOnlySpan<int> items) => new(items.ToArray());

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public int this[int index] => _items[index];

    /// <summary>One number.</summary>
    public static implicit operator IntList(int one) => new(one);

    /// <summary>Several numbers.</summary>
    [return: NotNullIfNotNull(nameof(several))]
    public static implicit operator IntList?(int[]? several) => several is null ? null : new(several);

    /// <summary>Two numbers.</summary>
    public static implicit operator IntList((int A, int B) t) => new(t.A, t.B);

    /// <summary>Three numbers.</summary>
    public static implicit operator IntList((int A, int B, int C) t) => new(t.A, t.B, t.C);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => _items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public object? ToConfig() => _items.Select(i => (object?)(long)i).ToList();

    /// <summary>From a number or a list.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    /// <exception cref="ArgumentException">The value is neither a whole number nor a list of them.</exception>
    public static IntList FromConfig(object? value) => value switch
    {
        long or int => new(Convert.ToInt32(value, CultureInfo.InvariantCulture)),
        IReadOnlyList<object?> list => new([.. list.Select(x => Convert.ToInt32(x, CultureInfo.InvariantCulture))]),
        _ => throw new ArgumentException($"Axes must be a whole number or a list of whole numbers. Received: {value ?? "null"}."),
    };

    /// <summary>As Python prints the list.</summary>
    public override string ToString() => $"[{string.Join(", ", _items)}]";
}
