using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Matplotlib's colours and line styles.</summary>
internal static class Ink
{
    private static readonly string[] s_cycle = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"];
    private static readonly Dictionary<string, string> s_names = new()
    {
        ["b"] = "#0000ff", ["g"] = "#008000", ["r"] = "#ff0000", ["c"] = "#00bfbf", ["m"] = "#bf00bf", ["y"] = "#bfbf00", ["k"] = "#000000", ["w"] = "#ffffff",
        ["blue"] = "#0000ff", ["green"] = "#008000", ["red"] = "#ff0000", ["cyan"] = "#00ffff", ["magenta"] = "#ff00ff", ["yellow"] = "#ffff00", ["black"] = "#000000", ["white"] = "#ffffff",
        ["gray"] = "#808080", ["grey"] = "#808080", ["orange"] = "#ffa500", ["purple"] = "#800080", ["brown"] = "#a52a2a", ["pink"] = "#ffc0cb", ["navy"] = "#000080", ["teal"] = "#008080",
        ["tab:blue"] = "#1f77b4", ["tab:orange"] = "#ff7f0e", ["tab:green"] = "#2ca02c", ["tab:red"] = "#d62728", ["tab:purple"] = "#9467bd", ["tab:gray"] = "#7f7f7f",
    };

    public static SKColor Of(string? name, int turn, double alpha = 1)
    {
        string hex = name switch
        {
            null => s_cycle[turn % s_cycle.Length],
            ['C', >= '0' and <= '9'] => s_cycle[name[1] - '0'],
            ['#', ..] when name.Length == 7 && name[1..].All(char.IsAsciiHexDigit) => name,
            _ => s_names.TryGetValue(name, out string? known) ? known : throw new ArgumentException($"color must be a name such as 'red', a letter of 'bgrcmykw', 'C0' to 'C9' or '#rrggbb'. Received: color='{name}'.", nameof(name)),
        };
        return SKColor.Parse(hex).WithAlpha((byte)Math.Round(Math.Clamp(alpha, 0, 1) * 255));
    }

    /// <summary>Matplotlib's short form: "r--", "bo", "g.-"; null for the name of a colour.</summary>
    public static (string? Color, string? Line, string? Marker)? Format(string text)
    {
        var (color, line, marker) = ((string?)null, (string?)null, (string?)null);
        for (string rest = text; rest.Length > 0;)
        {
            string part = rest.StartsWith("--", StringComparison.Ordinal) || rest.StartsWith("-.", StringComparison.Ordinal) ? rest[..2] : rest[..1];
            if (line is null && part is "-" or "--" or "-." or ":") { line = part; }
            else if (color is null && "bgrcmykw".Contains(part, StringComparison.Ordinal)) { color = part; }
            else if (marker is null && part is "o" or "." or "s" or "^" or "v" or "D" or "d" or "x" or "+") { marker = part; }
            else { return null; }
            rest = rest[part.Length..];
        }
        return line is null && marker is null ? null : (color, line, marker);
    }

    /// <summary>Lengths of dashes and gaps in widths of the line; null: a line without gaps.</summary>
    public static float[]? Dashes(string style) => style switch
    {
        "-" or "solid" => null,
        "--" or "dashed" => [3.7f, 1.6f],
        ":" or "dotted" => [1, 1.65f],
        "-." or "dashdot" => [6.4f, 1.6f, 1, 1.6f],
        _ => throw new ArgumentException($"ls must be '-', '--', ':' or '-.'. Received: ls='{style}'.", nameof(style)),
    };
}
