using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>Numbers for both ends of the spatial axes.</summary>
public interface ISpatialEdges
{
    /// <summary>For each axis the numbers before and after.</summary>
    (long Before, long After)[] Pairs { get; }
}

/// <summary>Numbers for the two ends of sequences, given as Python's int or (int, int).</summary>
/// <param name="Before">Number at the start, 0 or more.</param>
/// <param name="After">Number at the end, 0 or more.</param>
[CollectionBuilder(typeof(Edges1), nameof(Create))]
public readonly record struct Edges1(int Before, int After) : IConfigValue<Edges1>, ISpatialEdges
{
    /// <summary>From a list: <c>[1, 2]</c>.</summary>
    /// <param name="ends">Number at the start and at the end.</param>
    /// <exception cref="ArgumentException">It does not have two numbers.</exception>
    public static Edges1 Create(ReadOnlySpan<int> ends) => ends.Length == 2 ? new(ends[0], ends[1]) : throw EdgeLists.Wrong(2, ends.Length);

    /// <summary>Makes a salt of its two halves.</summary>
    public IEnumerator<int> GetEnumerator() => new List<int> { Before, After }.GetEnumerator();

    /// <summary>The same number at both ends.</summary>
    public static implicit operator Edges1(int n) => new(n, n);

    /// <summary>(before, after).</summary>
    public static implicit operator Edges1((int Before, int After) t) => new(t.Before, t.After);

    /// <inheritdoc/>
    public (long Before, long After)[] Pairs => [(Before, After)];

    /// <inheritdoc/>
    public object? ToConfig() => new List<object?> { (long)Before, (long)After };

    /// <summary>From one number or two.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    public static Edges1 FromConfig(object? value)
    {
        Size2 both = Size2.FromConfig(value);
        return new(both.Height, both.Width);
    }
}

/// <summary>Numbers for the four sides of an image.</summary>
/// <param name="Top">Rows at the top, 0 or more.</param>
/// <param name="Bottom">Rows at the bottom, 0 or more.</param>
/// <param name="Left">Columns on the left, 0 or more.</param>
/// <param name="Right">Columns on the right, 0 or more.</param>
[CollectionBuilder(typeof(Edges2), nameof(Create))]
public readonly record struct Edges2(int Top, int Bottom, int Left, int Right) : IConfigValue<Edges2>, ISpatialEdges
{
    /// <summary>From a list: <c>[1, 2]</c>, <c>[[1, 0], [2, 0]]</c>.</summary>
    /// <param name="axes">Height and width.</param>
    /// <exception cref="ArgumentException">It does not have two items.</exception>
    public static Edges2 Create(ReadOnlySpan<Edges1> axes) =>
        axes.Length == 2 ? new(axes[0].Before, axes[0].After, axes[1].Before, axes[1].After) : throw EdgeLists.Wrong(2, axes.Length);

    /// <summary>Height and width.</summary>
    public IEnumerator<Edges1> GetEnumerator() => new List<Edges1> { new(Top, Bottom), new(Left, Right) }.GetEnumerator();

    /// <summary>The same number on all sides.</summary>
    public static implicit operator Edges2(int n) => new(n, n, n, n);

    /// <summary>(height, width): the same above and below, left and right.</summary>
    public static implicit operator Edges2((int Height, int Width) t) => new(t.Height, t.Height, t.Width, t.Width);

    /// <summary>((top, bottom), (left, right)).</summary>
    public static implicit operator Edges2(((int Top, int Bottom) Height, (int Left, int Right) Width) t) =>
        new(t.Height.Top, t.Height.Bottom, t.Width.Left, t.Width.Right);

    /// <inheritdoc/>
    public (long Before, long After)[] Pairs => [(Top, Bottom), (Left, Right)];

    /// <inheritdoc/>
    public object? ToConfig() =>
        new List<object?> { new List<object?> { (long)Top, (long)Bottom }, new List<object?> { (long)Left, (long)Right } };

    /// <summary>From one number, two, or two pairs.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    public static Edges2 FromConfig(object? value)
    {
        if (value is IReadOnlyList<object?> { Count: 2 } list && list[0] is IReadOnlyList<object?>)
        {
            Size2 height = Size2.FromConfig(list[0]), width = Size2.FromConfig(list[1]);
            return new(height.Height, height.Width, width.Height, width.Width);
        }
        Size2 both = Size2.FromConfig(value);
        return (both.Height, both.Width);
    }
}

/// <summary>Numbers for the six sides of volumes, given as Python's int, three ints or three pairs.</summary>
/// <param name="Depth">Planes before and after.</param>
/// <param name="Height">Rows at the top and at the bottom.</param>
/// <param name="Width">Columns on the left and on the right.</param>
[CollectionBuilder(typeof(Edges3), nameof(Create))]
public readonly record struct Edges3(Edges1 Depth, Edges1 Height, Edges1 Width) : IConfigValue<Edges3>, ISpatialEdges
{
    /// <summary>From a list: <c>[1, 2, 3]</c>, <c>[[1, 0], [2, 0], [3, 0]]</c>.</summary>
    /// <param name="axes">Depth, height and width.</param>
    /// <exception cref="ArgumentException">It does not have three items.</exception>
    public static Edges3 Create(ReadOnlySpan<Edges1> axes) => axes.Length == 3
        ? new(axes[0], axes[1], axes[2])
        : throw EdgeLists.Wrong(3, axes.Length);

    /// <summary>Depth, height and width.</summary>
    public IEnumerator<Edges1> GetEnumerator() => new List<Edges1> { Depth, Height, Width }.GetEnumerator();

    /// <summary>The same number on all sides.</summary>
    public static implicit operator Edges3(int n) => new(n, n, n);

    /// <summary>(depth, height, width): the same on both sides of each axis.</summary>
    public static implicit operator Edges3((int Depth, int Height, int Width) t) => new(t.Depth, t.Height, t.Width);

    /// <summary>((front, back), (top, bottom), (left, right)).</summary>
    public static implicit operator Edges3(((int, int) Depth, (int, int) Height, (int, int) Width) t) => new(t.Depth, t.Height, t.Width);

    /// <inheritdoc/>
    public (long Before, long After)[] Pairs => [Depth.Pairs[0], Height.Pairs[0], Width.Pairs[0]];

    /// <inheritdoc/>
    public object? ToConfig() => new List<object?> { Depth.ToConfig(), Height.ToConfig(), Width.ToConfig() };

    /// <summary>From one number, three, or three pairs.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    public static Edges3 FromConfig(object? value)
    {
        if (value is IReadOnlyList<object?> { Count: 3 } list)
        {
            return new(Edges1.FromConfig(list[0]), Edges1.FromConfig(list[1]), Edges1.FromConfig(list[2]));
        }
        Size3 all = Size3.FromConfig(value);
        return (all.Depth, all.Height, all.Width);
    }
}

internal static class EdgeLists
{
    public static ArgumentException Wrong(int wanted, int came) =>
        new($"`padding` or `cropping` must be one number or a list of {wanted}. Received: a list of {came}.");
}
