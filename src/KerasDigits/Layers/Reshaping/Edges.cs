namespace KerasDigits.Layers;

/// <summary>Numbers for the two ends of sequences, given as Python's int or (int, int).</summary>
public readonly record struct Edges1(int Before, int After) : IConfigValue<Edges1>
{
    /// <summary>The same number at both ends.</summary>
    public static implicit operator Edges1(int n) => new(n, n);

    /// <summary>(before, after).</summary>
    public static implicit operator Edges1((int Before, int After) t) => new(t.Before, t.After);

    internal (long, long)[] Pairs => [(Before, After)];

    /// <inheritdoc/>
    public object? ToConfig() => new List<object?> { (long)Before, (long)After };

    /// <summary>From one number or two.</summary>
    public static Edges1 FromConfig(object? value)
    {
        Size2 both = Size2.FromConfig(value);
        return new(both.Height, both.Width);
    }
}

/// <summary>Numbers for the six sides of volumes, given as Python's int, three ints or three pairs.</summary>
public readonly record struct Edges3(Edges1 Depth, Edges1 Height, Edges1 Width) : IConfigValue<Edges3>
{
    /// <summary>The same number on all sides.</summary>
    public static implicit operator Edges3(int n) => new(n, n, n);

    /// <summary>(depth, height, width): the same on both sides of each axis.</summary>
    public static implicit operator Edges3((int Depth, int Height, int Width) t) => new(t.Depth, t.Height, t.Width);

    /// <summary>((front, back), (top, bottom), (left, right)).</summary>
    public static implicit operator Edges3(((int, int) Depth, (int, int) Height, (int, int) Width) t) => new(t.Depth, t.Height, t.Width);

    internal (long, long)[] Pairs => [Depth.Pairs[0], Height.Pairs[0], Width.Pairs[0]];

    /// <inheritdoc/>
    public object? ToConfig() => new List<object?> { Depth.ToConfig(), Height.ToConfig(), Width.ToConfig() };

    /// <summary>From one number, three, or three pairs.</summary>
    public static Edges3 FromConfig(object? value)
    {
        if (value is IReadOnlyList<object?> { Count: 3 } list) { return new(Edges1.FromConfig(list[0]), Edges1.FromConfig(list[1]), Edges1.FromConfig(list[2])); }
        Size3 all = Size3.FromConfig(value);
        return (all.Depth, all.Height, all.Width);
    }
}
