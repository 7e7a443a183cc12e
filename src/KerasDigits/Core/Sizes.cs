using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasDigits.Core;

/// <summary>Numbers for the spatial axes, one each.</summary>
public interface ISpatialSize
{
    /// <summary>The numbers, as engines want them.</summary>
    long[] ToArray();
}

/// <summary>One number for one spatial axis, given as Python's int or (int,).</summary>
/// <param name="Value">The number of the one spatial axis.</param>
[CollectionBuilder(typeof(Size1), nameof(Create))]
public readonly record struct Size1(int Value) : IConfigValue<Size1>, ISpatialSize
{
    /// <summary>From a list, as Python's [3].</summary>
    /// <param name="numbers">A list that must hold one number.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static Size1 Create(ReadOnlySpan<int> numbers) => numbers.Length == 1 ? new(numbers[0])
        : throw new ArgumentException($"A list for 1 axis must have 1 number. Received: {numbers.Length}.", nameof(numbers));

    /// <summary>The numbers, one after the other.</summary>
    public IEnumerator<int> GetEnumerator()
    {
        yield return Value;
    }

    /// <summary>From a number.</summary>
    public static implicit operator Size1(int n) => new(n);

    /// <summary>The number, as engines want it.</summary>
    public long[] ToArray() => [Value];

    /// <inheritdoc/>
    public object? ToConfig() => new List<object?> { (long)Value };

    /// <summary>From a number or a list of one.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    public static Size1 FromConfig(object? value) => new(SizeReader.Read(value, 1)[0]);
}

/// <summary>Two numbers, for height and width, given as Python's int or (int, int).</summary>
/// <param name="Height">Number for the rows.</param>
/// <param name="Width">Number for the columns.</param>
[CollectionBuilder(typeof(Size2), nameof(Create))]
public readonly record struct Size2(int Height, int Width) : IConfigValue<Size2>, ISpatialSize
{
    /// <summary>From a list, as Python's [3, 3].</summary>
    /// <param name="numbers">Height and width.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static Size2 Create(ReadOnlySpan<int> numbers) => numbers.Length == 2 ? new(numbers[0], numbers[1])
        : throw new ArgumentException($"A list for 2 axes must have 2 numbers. Received: {numbers.Length}.", nameof(numbers));

    /// <summary>The numbers, one after the other.</summary>
    public IEnumerator<int> GetEnumerator()
    {
        yield return Height;
        yield return Width;
    }

    /// <summary>The same number for both axes.</summary>
    public static implicit operator Size2(int n) => new(n, n);

    /// <summary>From a tuple (height, width).</summary>
    public static implicit operator Size2((int Height, int Width) t) => new(t.Height, t.Width);

    /// <summary>The two numbers, as engines want them.</summary>
    public long[] ToArray() => [Height, Width];

    /// <inheritdoc/>
    public object? ToConfig() => new List<object?> { (long)Height, (long)Width };

    /// <summary>From a number or a list of two.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    public static Size2 FromConfig(object? value)
    {
        int[] n = SizeReader.Read(value, 2);
        return new(n[0], n[1]);
    }
}

/// <summary>Three numbers for three spatial axes, given as Python's int or (int, int, int).</summary>
/// <param name="Depth">Number for the first axis.</param>
/// <param name="Height">Number for the second axis.</param>
/// <param name="Width">Number for the third axis.</param>
[CollectionBuilder(typeof(Size3), nameof(Create))]
public readonly record struct Size3(int Depth, int Height, int Width) : IConfigValue<Size3>, ISpatialSize
{
    /// <summary>From a list, as Python's [3, 3, 3].</summary>
    /// <param name="numbers">Depth, height and width.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static Size3 Create(ReadOnlySpan<int> numbers) => numbers.Length == 3 ? new(numbers[0], numbers[1], numbers[2])
        : throw new ArgumentException($"A list for 3 axes must have 3 numbers. Received: {numbers.Length}.", nameof(numbers));

    /// <summary>The numbers, one after the other.</summary>
    public IEnumerator<int> GetEnumerator()
    {
        yield return Depth;
        yield return Height;
        yield return Width;
    }

    /// <summary>The same number for all axes.</summary>
    public static implicit operator Size3(int n) => new(n, n, n);

    /// <summary>From a tuple.</summary>
    public static implicit operator Size3((int Depth, int Height, int Width) t) => new(t.Depth, t.Height, t.Width);

    /// <summary>The three numbers, as engines want them.</summary>
    public long[] ToArray() => [Depth, Height, Width];

    /// <inheritdoc/>
    public object? ToConfig() => new List<object?> { (long)Depth, (long)Height, (long)Width };

    /// <summary>From a number or a list of three.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    public static Size3 FromConfig(object? value)
    {
        int[] n = SizeReader.Read(value, 3);
        return new(n[0], n[1], n[2]);
    }
}

internal static class SizeReader
{
    public static int[] Read(object? value, int count)
    {
        int[] numbers = value switch
        {
            long n => [.. Enumerable.Repeat((int)n, count)],
            int n => [.. Enumerable.Repeat(n, count)],
            IReadOnlyList<object?> list => [.. list.Select(x => Convert.ToInt32(x, CultureInfo.InvariantCulture))],
            _ => [],
        };
        return numbers.Length == count ? numbers
            : throw new ArgumentException($"A size must be a whole number or a list of {count} whole numbers. Received: "
                + $"{value ?? "null"}.");
    }
}
