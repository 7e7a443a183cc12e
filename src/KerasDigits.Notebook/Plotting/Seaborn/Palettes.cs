using System.Globalization;

namespace KerasDigits.Notebook;

/// <summary>Seaborn's palettes.</summary>
/// <remarks>Source: seaborn 0.12, palettes.py, and D. A. Green, "A colour scheme for the display of astronomical intensity images"
/// (cubehelix).</remarks>
internal static class Palettes
{
    private static readonly Dictionary<string, string> s_named = new()
    {
        ["deep"] = "4c72b0 dd8452 55a868 c44e52 8172b3 937860 da8bc3 8c8c8c ccb974 64b5cd",
        ["muted"] = "4878d0 ee854a 6acc64 d65f5f 956cb4 8c613c dc7ec0 797979 d5bb67 82c6e2",
        ["pastel"] = "a1c9f4 ffb482 8de5a1 ff9f9b d0bbff debb9b fab0e4 cfcfcf fffea3 b9f2f0",
        ["bright"] = "023eff ff7c00 1ac938 e8000b 8b2be2 9f4800 f14cc1 a3a3a3 ffc400 00d7ff",
        ["dark"] = "001c7f b1400d 12711c 8c0800 591e71 592f0d a23582 3c3c3c b8850a 006374",
        ["colorblind"] = "0173b2 de8f05 029e73 d55e00 cc78bc ca9161 fbafe4 949494 ece133 56b4e9",
    };

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => s_named.Keys;

    /// <summary>Colours for a number of groups; null: the theme's, which start over where there are more groups.</summary>
    public static string[] Of(string? name, int count)
    {
        if (name is null) { return [.. Enumerable.Range(0, count).Select(i => mpl.Theme.Cycle[i % mpl.Theme.Cycle.Length])]; }
        if (s_named.TryGetValue(name, out string? table) && table.Split(' ') is var colors)
        {
            return [.. Enumerable.Range(0, count).Select(i => "#" + colors[i % colors.Length])];
        }
        ScottPlot.IColormap map = ColorMap.Of(name);
        // The ends of a map are nearly black or white: they are left out.
        double Place(int i) => ColorTables.IsSeparate(name) && ColorTables.Count(name) is var all ? ((i % all) + 0.5) / all
            : (i + 1.0) / (count + 1);
        return [.. Enumerable.Range(0, count).Select(i => WriteColor(map.GetColor(Place(i))))];
    }

    /// <summary>Seaborn's colours of groups that are numbers: from light to dark, round the colours.</summary>
    public static string ComputeCubeHelix(double share)
    {
        double x = 0.85 + (share * (0.15 - 0.85)), a = 0.8 * x * (1 - x) / 2, turn = 2 * Math.PI * 0.4 * x;
        string GetLevel(double cosine, double sine) =>
            ((int)Math.Round(255 * Math.Clamp(x + (a * ((cosine * Math.Cos(turn)) + (sine * Math.Sin(turn)))), 0, 1))).ToString("x2",
                CultureInfo.InvariantCulture);
        return "#" + GetLevel(-0.14861, 1.78277) + GetLevel(-0.29227, -0.90649) + GetLevel(1.97294, 0);
    }

    /// <summary>A colour of three quarters of its saturation, as large areas have.</summary>
    public static string Desaturate(string hex, double part = 0.75)
    {
        int[] rgb = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(hex.Substring(1 + (2 * i), 2), 16))];
        // Saturation in HLS is the distance from the grey of equal lightness, so that scaling it moves all three towards that grey.
        double middle = (rgb.Max() + rgb.Min()) / 2.0;
        return "#" + string.Concat(rgb.Select(v =>
            ((int)Math.Round(middle + (part * (v - middle)), MidpointRounding.AwayFromZero)).ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static string WriteColor(ScottPlot.Color color) =>
        string.Create(CultureInfo.InvariantCulture, $"#{color.R:x2}{color.G:x2}{color.B:x2}");
}
