using System.Globalization;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Matplotlib's colours and line styles.</summary>
internal static class Ink
{
    private static readonly Dictionary<string, string> s_names = new()
    {
        ["b"] = "#0000ff", ["g"] = "#008000", ["r"] = "#ff0000", ["c"] = "#00bfbf", ["m"] = "#bf00bf", ["y"] = "#bfbf00", ["k"] = "#000000",
        ["w"] = "#ffffff",
        ["blue"] = "#0000ff", ["green"] = "#008000", ["red"] = "#ff0000", ["cyan"] = "#00ffff", ["magenta"] = "#ff00ff",
        ["yellow"] = "#ffff00", ["black"] = "#000000", ["white"] = "#ffffff",
        ["lightgray"] = "#d3d3d3", ["lightgrey"] = "#d3d3d3", ["darkgray"] = "#a9a9a9", ["darkgrey"] = "#a9a9a9", ["silver"] = "#c0c0c0",
            ["lime"] = "#00ff00", ["gold"] = "#ffd700", ["olive"] = "#808000",
        ["maroon"] = "#800000", ["salmon"] = "#fa8072", ["coral"] = "#ff7f50", ["tomato"] = "#ff6347", ["crimson"] = "#dc143c",
            ["darkred"] = "#8b0000", ["darkgreen"] = "#006400", ["darkblue"] = "#00008b",
        ["darkorange"] = "#ff8c00", ["skyblue"] = "#87ceeb", ["lightblue"] = "#add8e6", ["lightgreen"] = "#90ee90",
            ["steelblue"] = "#4682b4", ["royalblue"] = "#4169e1", ["dodgerblue"] = "#1e90ff",
        ["cornflowerblue"] = "#6495ed", ["turquoise"] = "#40e0d0", ["indigo"] = "#4b0082", ["violet"] = "#ee82ee", ["orchid"] = "#da70d6",
            ["plum"] = "#dda0dd", ["khaki"] = "#f0e68c", ["beige"] = "#f5f5dc",
        ["chocolate"] = "#d2691e", ["tan"] = "#d2b48c", ["hotpink"] = "#ff69b4", ["deeppink"] = "#ff1493", ["slateblue"] = "#6a5acd",
            ["seagreen"] = "#2e8b57", ["limegreen"] = "#32cd32", ["firebrick"] = "#b22222",
        ["tab:brown"] = "#8c564b", ["tab:pink"] = "#e377c2", ["tab:olive"] = "#bcbd22", ["tab:cyan"] = "#17becf",
        ["gray"] = "#808080", ["grey"] = "#808080", ["orange"] = "#ffa500", ["purple"] = "#800080", ["brown"] = "#a52a2a",
        ["pink"] = "#ffc0cb", ["navy"] = "#000080", ["teal"] = "#008080",
        ["tab:blue"] = "#1f77b4", ["tab:orange"] = "#ff7f0e", ["tab:green"] = "#2ca02c", ["tab:red"] = "#d62728",
        ["tab:purple"] = "#9467bd", ["tab:gray"] = "#7f7f7f",
    };

    public static SKColor Of(string? name, int turn, double alpha = 1)
    {
        string hex = name switch
        {
            null => mpl.Theme.Cycle[turn % mpl.Theme.Cycle.Length],
            ['C', >= '0' and <= '9'] => mpl.Theme.Cycle[(name[1] - '0') % mpl.Theme.Cycle.Length],
            ['#', ..] when name.Length == 7 && name[1..].All(char.IsAsciiHexDigit) => name,
            // Matplotlib's greys: "0.7" is a light one.
            _ when double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out double grey) && grey is >= 0 and <= 1 =>
                $"#{string.Concat(Enumerable.Repeat(((int)Math.Round(grey * 255)).ToString("x2", CultureInfo.InvariantCulture), 3))}",
            _ => s_names.TryGetValue(name, out string? known)
                ? known
                : throw new ArgumentException("color must be a name such as 'red', a letter of 'bgrcmykw', 'C0' to 'C9' or '#rrggbb'. "
                    + $"Received: color='{name}'.", nameof(name)),
        };
        return SKColor.Parse(hex).WithAlpha((byte)Math.Round(Math.Clamp(alpha, 0, 1) * 255));
    }

    /// <summary>Matplotlib's short form: "r--", "bo", "g.-"; null for the name of a colour.</summary>
    public static (string? Color, string? Line, string? Marker)? Format(string text)
    {
        var (color, line, marker) = ((string?)null, (string?)null, (string?)null);
        for (string rest = text; rest.Length > 0;)
        {
            string part = rest.StartsWith("--", StringComparison.Ordinal) || rest.StartsWith("-.", StringComparison.Ordinal)
                ? rest[..2]
                : rest[..1];
            if (line is null && part is "-" or "--" or "-." or ":") { line = part; }
            else if (color is null && "bgrcmykw".Contains(part, StringComparison.Ordinal)) { color = part; }
            else if (marker is null && Marker.Names.Contains(part)) { marker = part; }
            else { return null; }
            rest = rest[part.Length..];
        }
        return line is null && marker is null ? null : (color, line, marker);
    }

    /// <summary>Lengths of dashes and gaps in widths of the line; null: a line without gaps.</summary>
    public static float[]? FindDashes(string style) => style switch
    {
        "-" or "solid" => null,
        "--" or "dashed" => [3.7f, 1.6f],
        ":" or "dotted" => [1, 1.65f],
        "-." or "dashdot" => [6.4f, 1.6f, 1, 1.6f],
        _ => throw new ArgumentException($"ls must be '-', '--', ':' or '-.'. Received: ls='{style}'.", nameof(style)),
    };
}
