namespace KerasDigits.Notebook;

/// <summary>Matplotlib's and seaborn's colour maps that are tables: colours at equal distances, mixed in between, or, of the qualitative
/// ones, one beside the other.</summary>
/// <remarks>Source: Cynthia Brewer's colour schemes (colorbrewer2.org), and Matplotlib 3.3's documentation for the others.</remarks>
internal static class ColorTables
{
    private static readonly Dictionary<string, string> s_mixed = new()
    {
        ["Blues"] = "f7fbff deebf7 c6dbef 9ecae1 6baed6 4292c6 2171b5 08519c 08306b",
        ["Greens"] = "f7fcf5 e5f5e0 c7e9c0 a1d99b 74c476 41ab5d 238b45 006d2c 00441b",
        ["Greys"] = "ffffff f0f0f0 d9d9d9 bdbdbd 969696 737373 525252 252525 000000",
        ["Oranges"] = "fff5eb fee6ce fdd0a2 fdae6b fd8d3c f16913 d94801 a63603 7f2704",
        ["Purples"] = "fcfbfd efedf5 dadaeb bcbddc 9e9ac8 807dba 6a51a3 54278f 3f007d",
        ["Reds"] = "fff5f0 fee0d2 fcbba1 fc9272 fb6a4a ef3b2c cb181d a50f15 67000d",
        ["BuGn"] = "f7fcfd e5f5f9 ccece6 99d8c9 66c2a4 41ae76 238b45 006d2c 00441b",
        ["BuPu"] = "f7fcfd e0ecf4 bfd3e6 9ebcda 8c96c6 8c6bb1 88419d 810f7c 4d004b",
        ["GnBu"] = "f7fcf0 e0f3db ccebc5 a8ddb5 7bccc4 4eb3d3 2b8cbe 0868ac 084081",
        ["OrRd"] = "fff7ec fee8c8 fdd49e fdbb84 fc8d59 ef6548 d7301f b30000 7f0000",
        ["PuBu"] = "fff7fb ece7f2 d0d1e6 a6bddb 74a9cf 3690c0 0570b0 045a8d 023858",
        ["PuRd"] = "f7f4f9 e7e1ef d4b9da c994c7 df65b0 e7298a ce1256 980043 67001f",
        ["RdPu"] = "fff7f3 fde0dd fcc5c0 fa9fb5 f768a1 dd3497 ae017e 7a0177 49006a",
        ["YlGn"] = "ffffe5 f7fcb9 d9f0a3 addd8e 78c679 41ab5d 238443 006837 004529",
        ["YlGnBu"] = "ffffd9 edf8b1 c7e9b4 7fcdbb 41b6c4 1d91c0 225ea8 253494 081d58",
        ["YlOrBr"] = "ffffe5 fff7bc fee391 fec44f fe9929 ec7014 cc4c02 993404 662506",
        ["YlOrRd"] = "ffffcc ffeda0 fed976 feb24c fd8d3c fc4e2a e31a1c bd0026 800026",
        ["RdBu"] = "67001f b2182b d6604d f4a582 fddbc7 f7f7f7 d1e5f0 92c5de 4393c3 2166ac 053061",
        ["RdYlBu"] = "a50026 d73027 f46d43 fdae61 fee090 ffffbf e0f3f8 abd9e9 74add1 4575b4 313695",
        ["RdYlGn"] = "a50026 d73027 f46d43 fdae61 fee08b ffffbf d9ef8b a6d96a 66bd63 1a9850 006837",
        ["Spectral"] = "9e0142 d53e4f f46d43 fdae61 fee08b ffffbf e6f598 abdda4 66c2a5 3288bd 5e4fa2",
        ["PiYG"] = "8e0152 c51b7d de77ae f1b6da fde0ef f7f7f7 e6f5d0 b8e186 7fbc41 4d9221 276419",
        ["BrBG"] = "543005 8c510a bf812d dfc27d f6e8c3 f5f5f5 c7eae5 80cdc1 35978f 01665e 003c30",
        ["bwr"] = "0000ff ffffff ff0000",
        ["cool"] = "00ffff ff00ff",
        ["spring"] = "ff00ff ffff00",
        ["summer"] = "008066 ffff66",
        ["autumn"] = "ff0000 ffff00",
        ["rocket"] = "03051a 35193e 701f57 ad1759 e13342 f37651 f6b48f faebdd",
        ["mako"] = "0b0405 2e1e3c 413d7b 37659e 348fa7 40b7ad 8bdab2 def5e5",
        ["winter"] = "0000ff 00ff80",
    };

    private static readonly Dictionary<string, string> s_separate = new()
    {
        ["tab10"] = "1f77b4 ff7f0e 2ca02c d62728 9467bd 8c564b e377c2 7f7f7f bcbd22 17becf",
        ["Set1"] = "e41a1c 377eb8 4daf4a 984ea3 ff7f00 ffff33 a65628 f781bf 999999",
        ["Set2"] = "66c2a5 fc8d62 8da0cb e78ac3 a6d854 ffd92f e5c494 b3b3b3",
        ["Set3"] = "8dd3c7 ffffb3 bebada fb8072 80b1d3 fdb462 b3de69 fccde5 d9d9d9 bc80bd ccebc5 ffed6f",
        ["Paired"] = "a6cee3 1f78b4 b2df8a 33a02c fb9a99 e31a1c fdbf6f ff7f00 cab2d6 6a3d9a ffff99 b15928",
        ["Dark2"] = "1b9e77 d95f02 7570b3 e7298a 66a61e e6ab02 a6761d 666666",
        ["Pastel1"] = "fbb4ae b3cde3 ccebc5 decbe4 fed9a6 ffffcc e5d8bd fddaec f2f2f2",
    };

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names =>
        s_mixed.Keys.Concat(s_separate.Keys).Append("coolwarm").Append("hot").Append("rainbow").Append("hsv");

    /// <summary>Whether a map is a list of separate colours, for groups.</summary>
    public static bool IsSeparate(string name) => s_separate.ContainsKey(name);

    /// <summary>How many colours such a map has.</summary>
    public static int Count(string name) => s_separate[name].Split(' ').Length;

    /// <summary>The map of that name, or null.</summary>
    public static ScottPlot.IColormap? Find(string name) =>
        s_mixed.TryGetValue(name, out string? mixed) ? new Map(name, Mix(ReadColors(mixed)))
        : s_separate.TryGetValue(name, out string? separate) && ReadColors(separate) is var table ? new Map(name, t =>
            table[Math.Min((int)(t * table.Length), table.Length - 1)])
        : name switch
        {
            "coolwarm" => new Map(name, Diverging.ComputeCoolWarm),
            "hot" => new Map(name, t =>
                (ComputeRamp(t, 0, 0.0416, 0.365079, 1), ComputeRamp(t, 0.365079, 0, 0.746032, 1), ComputeRamp(t, 0.746032, 0, 1, 1))),
            "rainbow" => new Map(name, t => (Math.Abs((2 * t) - 0.5), Math.Sin(Math.PI * t), Math.Cos(Math.PI / 2 * t))),
            "hsv" => new Map(name, t => (Math.Abs((t * 6) - 3) - 1, 2 - Math.Abs((t * 6) - 2), 2 - Math.Abs((t * 6) - 4))),
            _ => null,
        };

    private static double ComputeRamp(double t, double from, double low, double to, double high) =>
        low + ((high - low) * Math.Clamp((t - from) / (to - from), 0, 1));

    private static (double R, double G, double B)[] ReadColors(string table) =>
        [.. table.Split(' ').Select(c =>
            (Convert.ToInt32(c[..2], 16) / 255.0, Convert.ToInt32(c[2..4], 16) / 255.0, Convert.ToInt32(c[4..], 16) / 255.0))];

    private static Func<double, (double, double, double)> Mix((double R, double G, double B)[] table) => t =>
    {
        double at = t * (table.Length - 1);
        int i = Math.Min((int)at, table.Length - 2);
        double share = at - i;
        var (a, b) = (table[i], table[i + 1]);
        return (a.R + (share * (b.R - a.R)), a.G + (share * (b.G - a.G)), a.B + (share * (b.B - a.B)));
    };

    private sealed class Map(string name, Func<double, (double R, double G, double B)> color) : ScottPlot.IColormap
    {
        public string Name => name;

        /// <summary>Of 256 steps, as Matplotlib's.</summary>
        public ScottPlot.Color GetColor(double position)
        {
            var (r, g, b) = color(Math.Min((int)(Math.Clamp(position, 0, 1) * 256), 255) / 255.0);
            static byte GetLevel(double v) => (byte)Math.Round(Math.Clamp(v, 0, 1) * 255);
            return new ScottPlot.Color(GetLevel(r), GetLevel(g), GetLevel(b));
        }
    }
}
