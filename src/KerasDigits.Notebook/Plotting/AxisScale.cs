namespace KerasDigits.Notebook;

/// <summary>How the values of an axis lie along it: evenly, by their logarithms, or by these outside of a stretch about 0.</summary>
/// <param name="Threshold">Where the even stretch about 0 ends; 0: there is none, and all is logarithms; null: all is even.</param>
internal sealed record AxisScale(double? Threshold)
{
    // Matplotlib's: the even stretch takes as much room as one power of ten.
    private const double Stretch = 1 / (1 - 0.1);

    public static AxisScale Linear { get; } = new((double?)null);

    public static AxisScale Log { get; } = new(0.0);

    public bool IsLinear => Threshold is null;

    /// <summary>Whether values of 0 and less have no place.</summary>
    public bool IsLog => Threshold == 0;

    /// <summary>The scale of a word.</summary>
    /// <param name="value">"linear", "log" or "symlog".</param>
    /// <param name="linthresh">The end of symlog's even stretch.</param>
    /// <exception cref="ArgumentException">It is another word, or the stretch has no end.</exception>
    public static AxisScale Of(string value, double linthresh) => value switch
    {
        "log" => Log,
        "linear" => Linear,
        "symlog" when linthresh > 0 => new(linthresh),
        "symlog" => throw new ArgumentException($"'linthresh' must be positive. Received: linthresh={linthresh}.", nameof(linthresh)),
        _ => throw new ArgumentException($"The scale must be 'linear', 'log' or 'symlog'. Received: '{value}'.", nameof(value)),
    };

    /// <summary>A value's place along the axis, in no unit.</summary>
    public double ToPlace(double v) => Threshold switch
    {
        null => v,
        0 => Math.Log10(v),
        { } edge when Math.Abs(v) <= edge => v * Stretch,
        { } edge => Math.Sign(v) * edge * (Stretch + Math.Log10(Math.Abs(v) / edge)),
    };

    /// <summary>The value at a place.</summary>
    public double FromPlace(double place) => Threshold switch
    {
        null => place,
        0 => Math.Pow(10, place),
        { } edge when Math.Abs(place) <= edge * Stretch => place / Stretch,
        { } edge => Math.Sign(place) * edge * Math.Pow(10, (Math.Abs(place) / edge) - Stretch),
    };

    /// <summary>The ticks between two ends: those of logarithms, of symlog 0 and powers of ten on both sides.</summary>
    public double[] ChooseTicks(double from, double to, int room)
    {
        if (IsLinear) { return TickLocator.ChooseTicks(from, to, room); }
        if (IsLog) { return TickLocator.ChooseDecades(from, to, room); }
        (double low, double high) = (Math.Min(from, to), Math.Max(from, to));
        int first = (int)Math.Ceiling(Math.Log10(Threshold!.Value) - 1e-9);
        int last = (int)Math.Floor(Math.Log10(Math.Max(Math.Max(-low, high), Threshold.Value)) + 1e-9);
        double[] powers = [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(p => Math.Pow(10, p))];
        double[] all = [.. powers.Reverse().Select(p => -p), 0, .. powers];
        int step = Math.Max(1, (all.Count(t => t >= low && t <= high) / Math.Max(1, room)) + 1);
        return [.. all.Where((t, i) => t >= low && t <= high && Math.Abs(i - powers.Length) % step == 0)];
    }

    /// <summary>The texts at ticks.</summary>
    public string[] WriteTexts(double[] ticks) => IsLog ? TickText.OfDecades(ticks) : [.. ticks.Select(t => t == 0 ? "0"
        : (t < 0 ? "\u2212" : "") + TickText.OfDecades([Math.Abs(t)])[0])];
}
