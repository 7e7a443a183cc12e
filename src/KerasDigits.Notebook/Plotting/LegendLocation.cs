namespace KerasDigits.Notebook;

/// <summary>Where a legend stands: Matplotlib's words ("upper left"), or its numbers (2).</summary>
public readonly struct LegendLocation
{
    private static readonly string[] s_numbers =
        ["best", "upper right", "upper left", "lower left", "lower right", "right", "center left", "center right", "lower center",
            "upper center", "center"];

    private readonly string? _name;

    private LegendLocation(string name) => _name = name;

    /// <summary>The word.</summary>
    public string Name => _name ?? "best";

    /// <summary>A place by its words.</summary>
    public static implicit operator LegendLocation(string name) => new(Legend.Check(name));

    /// <summary>A place by its number.</summary>
    /// <exception cref="ArgumentException">The number is not from 0 to 10.</exception>
    public static implicit operator LegendLocation(int number) => number >= 0 && number < s_numbers.Length ? new(s_numbers[number])
        : throw new ArgumentException($"loc must be from 0 to 10. Received: {number}.", nameof(number));
}
