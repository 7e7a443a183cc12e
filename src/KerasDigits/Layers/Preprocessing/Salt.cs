using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>One or two 64-bit numbers that seed the hash: Python's int, tuple or list.</summary>
[CollectionBuilder(typeof(Salt), nameof(Create))]
public sealed class Salt : IConfigValue<Salt>
{
    /// <summary>Makes a salt of its two halves.</summary>
    /// <param name="first">First half, 64 bits.</param>
    /// <param name="second">Second half, 64 bits.</param>
    public Salt(long first, long second) => (First, Second) = (first, second);

    /// <summary>From a list of one number or two: <c>[133, 137]</c>.</summary>
    /// <param name="numbers">One number or two.</param>
    /// <exception cref="ArgumentException">There are more or none.</exception>
    public static Salt Create(ReadOnlySpan<long> numbers) => Of(numbers.ToArray());

    /// <summary>Makes a salt of its two halves.</summary>
    public IEnumerator<long> GetEnumerator() => new List<long> { First, Second }.GetEnumerator();

    /// <summary>The first number.</summary>
    public long First { get; }

    /// <summary>The second; the same where one was given.</summary>
    public long Second { get; }

    /// <summary>One number, twice.</summary>
    public static implicit operator Salt(long one) => new(one, one);

    /// <summary>Two numbers.</summary>
    public static implicit operator Salt((long First, long Second) two) => new(two.First, two.Second);

    /// <summary>One or two numbers.</summary>
    /// <exception cref="ArgumentException">There are more or none.</exception>
    public static implicit operator Salt(int[] numbers) => Of([.. numbers.Select(n => (long)n)]);

    /// <inheritdoc/>
    public object? ToConfig() => new List<object?> { First, Second };

    /// <summary>From a number or a list.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    public static Salt FromConfig(object? value) => value switch
    {
        long or int => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        IReadOnlyList<object?> list => Of([.. list.Select(n => Convert.ToInt64(n, CultureInfo.InvariantCulture))]),
        _ => Of([]),
    };

    /// <summary>As Python prints the list.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{First}, {Second}]");

    private static Salt Of(long[] numbers) => numbers switch
    {
        [var one] => new Salt(one, one),
        [var first, var second] => new Salt(first, second),
        _ => throw new ArgumentException("The `salt` argument for `Hashing` can only be a tuple of size 2 integers, or a single integer. "
            + $"Received: salt=[{string.Join(", ", numbers)}].", "salt"),
    };
}
