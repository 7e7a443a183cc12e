using System.Globalization;

namespace KerasDigits.Notebook;

/// <summary>
/// The numbers beside ticks: all with the fewest places that tell them apart, very large and small ones over a common power of ten.
/// </summary>
/// <remarks>Source: the behaviour of Matplotlib 3.3's ScalarFormatter.</remarks>
internal static class TickText
{
    /// <summary>The texts, and the power of ten that stands at the axis' end, or null.</summary>
    public static (string[] Texts, string? Power) Of(double[] ticks, double from, double to)
    {
        if (ticks.Length == 0) { return ([], null); }
        double greatest = ticks.Max(Math.Abs);
        int magnitude = greatest == 0 ? 0 : (int)Math.Floor(Math.Log10(greatest));
        int power = magnitude is > -5 and < 6 ? 0 : magnitude;
        double[] values = [.. ticks.Select(t => t / Math.Pow(10, power))];
        double[] ends = values.Length < 5 ? [.. values, from / Math.Pow(10, power), to / Math.Pow(10, power)] : values;
        double range = ends.Max() - ends.Min();
        if (range == 0) { range = ends.Max(Math.Abs) is > 0 and var size ? size : 1; }
        int order = (int)Math.Floor(Math.Log10(range));
        int places = Math.Max(0, 3 - order);
        double threshold = 1e-3 * Math.Pow(10, order);
        while (places >= 0 && values.Max(v => Math.Abs(v - Math.Round(v, Math.Min(places, 15)))) < threshold) { places--; }
        places = Math.Clamp(places + 1, 0, 15);
        return ([.. values.Select(v => WriteSigned(v.ToString("F" + places, CultureInfo.InvariantCulture)))],
            power == 0 ? null : WriteSigned(string.Create(CultureInfo.InvariantCulture, $"1e{power}")));
    }

    /// <summary>Of an axis of logarithms: powers of ten as such, others as numbers.</summary>
    public static string[] OfDecades(double[] ticks) => [.. ticks.Select(t => Math.Abs(Math.Log10(t) - Math.Round(Math.Log10(t))) < 1e-9
        ? $"$10^{{{WriteSigned(Math.Round(Math.Log10(t)).ToString(CultureInfo.InvariantCulture))}}}$"
            : $"${WriteSigned((t / Math.Pow(10, Math.Floor(Math.Log10(t)))).ToString("0", CultureInfo.InvariantCulture))}\u00d710^{{"
            + $"{WriteSigned(Math.Floor(Math.Log10(t)).ToString(CultureInfo.InvariantCulture))}}}$")];

    /// <summary>With a minus sign in place of the hyphen, and none before a zero.</summary>
    public static string WriteSigned(string number) => number.TrimStart('-').All(c => c is '0' or '.')
        ? number.TrimStart('-')
        : number.Replace('-', '\u2212');
}
