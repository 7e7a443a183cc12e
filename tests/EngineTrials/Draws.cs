/// <summary>Decides what a case is: by chance, or as a point of a grid says, where chance decides only what the grid leaves open.</summary>
internal sealed class Draws
{
    private static readonly int[] s_channels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65];

    /// <summary>The grid's axes; a negative step is a dilation.</summary>
    public static readonly int[] Channels = [.. s_channels], Filters = [.. s_channels], Batches = [1, 2, 7],
        Sizes = [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 28, 31, 32, 33, 64, 65],
        Windows = [1, 2, 3, 5, 7], Strides = [1, 2, 3, -2, -3], Paddings = [0, 1], DTypes = [0, 1];

    private static readonly int[][] s_axes = [DTypes, Channels, Filters, Batches, Sizes, Windows, Strides, Paddings];
    private readonly Random _random;
    private readonly Dictionary<int[], int>? _point;

    /// <summary>All by chance.</summary>
    public Draws(Random random) => _random = random;

    /// <summary>A point of the grid.</summary>
    public Draws(long point)
    {
        _random = new Random(unchecked((int)(point * 2654435761)));
        _point = [];
        foreach (int[] axis in s_axes)
        {
            _point[axis] = axis[point % axis.Length];
            point /= axis.Length;
        }
    }

    /// <summary>How many points the grid has.</summary>
    public static long Points { get; } = s_axes.Aggregate(1L, (n, axis) => n * axis.Length);

    public bool IsGrid => _point is not null;

    /// <summary>A value of one of the axes.</summary>
    public int Axis(int[] axis) => _point?[axis] ?? Of(axis);

    /// <summary>Values of an axis for each dimension: the grid's for the first, for the others the same or by chance.</summary>
    public int[] Axes(int dimensions, int[] axis, bool alike)
    {
        int first = Axis(axis);
        return [first, .. Enumerable.Range(1, dimensions - 1).Select(_ => alike ? first : Of(axis))];
    }

    public T Of<T>(T[] from) => from[_random.Next(from.Length)];

    public bool Yes(int oneIn) => _random.Next(oneIn) == 0;
}
